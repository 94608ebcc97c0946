"""A class is graded whole: whatever one submission does, the others get their results."""

import csv
import json
import zipfile

import pytest
from dying import Killer, KillerTwice
from fencing import graded_by

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.pool import grade_class
from autograder.course import load_course
from autograder.grading.result import file_name
from autograder.handin.arrival import HandedIn
from autograder.handin.collect import find_handins
from autograder.handin.one_handin import Handin

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
GOOD = filled("svm", RIGHT)
WRONG = filled("svm", {**RIGHT, "mean_loss": "mean_loss = 4.6"})


def handed_in(tmp_path, **notebooks):
    folder = tmp_path / "in"
    folder.mkdir()
    for student, content in notebooks.items():
        (folder / f"{student}.ipynb").write_bytes(content)
    return find_handins([folder], "svm")


HOSTILE = [
    "../../evil",
    "/etc/passwd",
    ".hidden",
    "..",
    "a/b\\c",
    "<script>alert(1)</script>",
    "=HYPERLINK(0)",
    "Zoë Łukasiewicz 李",
    "new\nline\tand \x1b[31mred",
    "%2e%2e%2f",
    "x" * 300,
    "x" * 300 + "y",
    "李" * 200,
    " ",
    "summary",
    "feedback",
    "Robert'); DROP TABLE student;--",
    "NUL",
    "com1.txt",
    "ends with a dot.",
]


def with_odd_texts():
    """Half a surrogate pair, control characters and markup, in code and in text."""
    notebook = json.loads(WRONG)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in ("hinge_loss", "loss_of_frog"):
            cell["source"] = 'raise ValueError("\\ud800 \\x00 \x1b[31m ]]> <script>alert(1)")'
        if name == "mean_loss":
            cell["source"] = "\ud800 \x00 <script>alert(1)</script>"
        if name == "squared_or_not":
            cell["source"] = "\ud800 <script>alert(1)</script> \x00 [a](javascript:alert(1))"
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def a_class(tmp_path_factory):
    """Good and bad submissions, a zip of which two members name places outside, hostile names."""
    folder = tmp_path_factory.mktemp("class")
    handins = handed_in(
        folder,
        ada=GOOD,
        bob=WRONG,
        cyd=GOOD[:3000],
        dan=filled("svm", {}),
        eve=with_odd_texts(),
        fay=b"",
    )
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        archive.writestr("/tmp/evil/svm.ipynb", GOOD)
        archive.writestr("C:\\evil\\svm.ipynb", b"broken")
    zipped = find_handins([folder / "class.zip"], "svm")
    empty = folder / "in" / "fay.ipynb"
    due = HandedIn(due=load_course().due("svm").isoformat())
    return handins + zipped + [Handin(name, empty, handed_in=due) for name in HOSTILE]


@pytest.fixture(scope="module")
def one_by_one(a_class, grader, tmp_path_factory):
    """The folder that the class is graded into, its results, and what was there after each."""
    out, results, seen = tmp_path_factory.mktemp("parent") / "deep" / "out", {}, []
    for outcome in grade_class(a_class, grader, load_course(), out, out / "gradebook.db", 1):
        results[outcome.result.student] = outcome.result
        seen.append({str(path.relative_to(out)) for path in out.rglob("*")})
    return out, results, seen


def test_results_are_the_same_bytes_whatever_the_order_and_the_number_of_workers(
    a_class, one_by_one, grader, tmp_path
):
    results = [graded.result for _, graded in graded_by(2, a_class[::-1], grader)]
    out, _, _ = one_by_one
    assert len(results) == len(a_class)
    for result in results:
        written = (out / f"{file_name(result.student)}.json").read_text(encoding="utf-8")
        assert written.encode() == result.to_json().encode(errors="backslashreplace")


def test_each_result_is_on_disk_as_soon_as_it_comes(one_by_one):
    out, results, seen = one_by_one
    for number, (student, there) in enumerate(zip(results, seen, strict=True), 1):
        name = file_name(student)
        assert {f"{name}.json", f"feedback/{name}.html"} <= there
        assert f"autograded/{name}/svm/svm.ipynb" in there
        assert "summary.csv" not in there
        assert sum(path.endswith(".json") for path in there) == number
    assert (out / "summary.csv").is_file() and (out / "class.png").is_file()
    assert not list(out.rglob("*.partial"))


def test_an_unreadable_submission_has_a_result_with_the_reason_and_harms_no_other(one_by_one):
    out, results, _ = one_by_one
    full = results["ada"].max_score
    assert (results["ada"].score, results["bob"].score) == (full, full - 2)
    assert (results["dan"].score, results["dan"].error) == (0, None)
    assert (results["cyd"].score, results["fay"].score) == (0, 0)
    assert "not a Jupyter notebook" in results["cyd"].error
    assert results["fay"].error == "The file is empty."
    with (out / "summary.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert len(rows) == len(results)
    assert rows["cyd"]["error"] and not rows["ada"]["error"]
    assert float(rows["bob"]["score"]) == full - 2


def test_texts_that_are_no_unicode_control_characters_and_markup_do_no_harm(one_by_one):
    out, results, _ = one_by_one
    assert results["eve"].error is None
    assert results["eve"].max_score - results["eve"].score == 2 + 2 + 10
    assert json.loads((out / "eve.json").read_text(encoding="utf-8"))["student"] == "eve"
    assert "<script>alert" not in (out / "feedback" / "eve.html").read_text(encoding="utf-8")


def test_members_of_a_zip_are_graded_wherever_their_names_point_to(one_by_one):
    _, results, _ = one_by_one
    assert results["tmp"].score == results["tmp"].max_score
    assert results["evil"].error


def test_students_of_hostile_and_long_names_get_their_results_in_the_folder(one_by_one):
    out, results, _ = one_by_one
    assert set(HOSTILE) <= set(results)
    written = [json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.json")]
    assert sorted(one["student"] for one in written) == sorted(results)
    made = {f"{file_name(name)}.json" for name in results}
    others = {"feedback", "autograded", "summary.csv", "class.png", "gradebook.db", ".lock"}
    assert {path.name for path in out.iterdir()} == made | others
    assert [path.name for path in out.parent.parent.iterdir()] == ["deep"]
    for page in (out / "feedback").iterdir():
        assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_file_names_are_different_for_different_students():
    assert len({file_name(name) for name in HOSTILE}) == len(HOSTILE)
    for name in map(file_name, HOSTILE):
        assert len(name.encode()) <= 200
        assert not set(name) & set('/\\<>:"|?*\0\n\x1b') and not name.startswith(".")
        assert not name.endswith((".", " ")) and name.upper() not in ("NUL", "COM1.TXT")


def test_letters_of_any_language_stay_in_file_names():
    assert file_name("José Ñandú") == "José Ñandú"
    assert file_name("山田 太郎") == "山田 太郎"


def test_a_process_of_the_pool_that_dies_does_not_stop_the_class(grader, tmp_path):
    ada, bob, cyd = handed_in(tmp_path, ada=GOOD, bob=GOOD, cyd=WRONG)
    handins = [Killer("bob", bob.path), ada, cyd]
    results = {handin.student: got.result for handin, got in graded_by(2, handins, grader)}
    full = results["ada"].max_score
    scores = {student: result.score for student, result in results.items()}
    assert scores == {"ada": full, "bob": 0, "cyd": full - 2}
    assert "died on this notebook, 3 times (by the signal SIGKILL)" in results["bob"].error


def test_a_process_may_die_by_chance(grader, tmp_path):
    (ada,) = handed_in(tmp_path, ada=GOOD)
    ((_, graded),) = graded_by(2, [KillerTwice("ada", ada.path)], grader)
    assert graded.result.error is None and graded.result.score == graded.result.max_score
