"""What a result was made from holds all that its grading read, and no more."""

import csv
import json
import shutil
import time
from dataclasses import fields, replace
from importlib import metadata
from pathlib import Path

import pytest
import watched
from kit_copy import copied, origins, python

import autograder.grading.provenance.loaded
import autograder.grading.provenance.origin
from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import all_checks, questions
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.authoring.selftest.bars import HELD
from autograder.course import ROOT, Limits, load_course, student_path
from autograder.grading.provenance.loaded import loaded
from autograder.grading.provenance.origin import digest, files_of, of_notebook, origin, today

ASSIGNMENTS = [one.name for one in load_course().assignments]
# Of these only some entries count: titles, zone and names; which answers there are.
READ_IN_PART = {ROOT / "course.toml", *map(student_path, ASSIGNMENTS)}
TELL = """
import os, sys
with open({!r}, "a") as file:
    for module in list(sys.modules.values()):
        file.write(os.path.realpath(getattr(module, "__file__", None) or "") + "\\n")
"""


def wrong(assignment, told):
    """Return a notebook with known mistakes in all but the last answer.

    It tells what is loaded where its code is run.
    """
    mistaken = {}
    for mistake in known_mistakes(assignment):
        for name in mistake.functions:
            if name not in mistaken:
                mistaken[name] = answer_with_mistake(name, mistake, assignment)
    *most, last = mistaken
    answers = {**reference_answers(assignment), **{name: mistaken[name] for name in most}}
    for name, question in questions(assignment).items():
        answers[name] = f"{name} = {question.wrong[0].value!r}"
    answers[last] = TELL.format(str(told)) + answers[last]
    return filled(assignment, answers)


def of_the_kit(paths):
    """Return the kit's own sources among files, the compiled ones as their sources."""
    found = set()
    for path in map(Path, filter(None, paths)):
        if path.parent.name == "__pycache__":
            path = path.parent.parent / f"{path.name.split('.')[0]}.py"
        if path.parent.name == "scripts":  # where the sandbox has copies
            path = ROOT / "autograder" / "sandbox" / "inside" / path.name
        if path.is_relative_to(ROOT) and path.is_file() and ".venv" not in path.parts:
            found.add(path)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_all_that_a_real_grading_reads_is_in_the_fingerprint(assignment, tmp_path):
    another = ASSIGNMENTS[ASSIGNMENTS.index(assignment) - 1]
    notebooks = {
        "right": filled(assignment, reference_answers(assignment)),
        "wrong": wrong(assignment, tmp_path / "told"),
        "another": filled(another, {}),
    }
    if assignment == "knn":  # a right answer that is lent another
        undone = {**reference_answers("knn"), "predict_labels": "pass"}
        notebooks["undone"] = filled("knn", undone)
    paths = [tmp_path / f"{name}.ipynb" for name in notebooks]
    for path, content in zip(paths, notebooks.values(), strict=True):
        path.write_bytes(content)
    (tmp_path / "sitecustomize.py").write_text(watched.WATCH, encoding="utf-8")
    seen = json.loads(
        python(
            tmp_path,
            watched.__file__,
            assignment,
            *map(str, paths),
            WATCHED=str(tmp_path / "watched"),
        )
    )
    right, mistaken, other, *undone = seen["results"]
    assert right["score"] == right["max_score"] and f"“{another}”" in other["error"]
    named = sum(check["mistake"] is not None for check in mistaken["checks"])
    assert named > (3 if assignment in HELD else 0)
    assert all("when it is given a right `predict_labels`" in json.dumps(one) for one in undone)

    known = {path for part in files_of(assignment).values() for path in part}
    opened = of_the_kit((tmp_path / "watched").read_text(encoding="utf-8").split("\n"))
    here = of_the_kit(seen["modules"])
    sandboxed = of_the_kit((tmp_path / "told").read_text(encoding="utf-8").split("\n"))
    assert ROOT / "autograder/sandbox/inside/wire.py" in sandboxed and len(sandboxed) > 8
    assert ROOT / "solutions" / f"{assignment}.py" in opened & here
    assert (opened | here | sandboxed) - known - READ_IN_PART - {Path(watched.__file__)} == set()
    # Nor is there too much: what belongs to assignments is loaded indeed.
    for part in ("references", "mistakes", "checks"):
        assert set(files_of(assignment)[part]) - here == set()


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("kit"))


def appended(text):
    return lambda before: f"{before}\n{text}\n"


def with_one_more_answer(text):
    notebook = json.loads(text)
    cells = notebook["cells"]
    stub = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution"))
    more = json.loads(json.dumps(stub))
    more["id"] = more["metadata"]["nbgrader"]["grade_id"] = "one_more"
    cells.append(more)
    return json.dumps(notebook)


def with_answers_turned_round(text):
    told = json.loads(text)
    return json.dumps({**told, "order": told["order"][::-1]})


COMMENT = appended("# a comment")
ALL = ASSIGNMENTS
LINEAR_LOSSES = ["svm", "softmax"]
EDITS = {
    "a reference": ("solutions/knn.py", COMMENT, {"reference": ["knn"]}),
    "a reference that another assignment's checks use": (
        "solutions/svm.py",
        COMMENT,
        {"reference": ["svm"], "other_references": ["backprop"]},
    ),
    "a catalogue": (
        "autograder/assignments/knn/mistakes/voting.py",
        COMMENT,
        {"mistakes": ["knn"]},
    ),
    "a catalogue of two": (
        "autograder/assignments/any_loss/mistakes/means.py",
        COMMENT,
        {"mistakes": LINEAR_LOSSES},
    ),
    "how mistakes are recognised": (
        "autograder/grading/recognising_mistakes.py",
        COMMENT,
        {"grader": ALL},
    ),
    "a hidden check": (
        "autograder/assignments/knn/checks/voting.py",
        lambda text: text.replace("points=", "points = ", 1),
        {"checks": ["knn"]},
    ),
    # Backprop has its own checks of SVM losses, and uses only what draws the data from there.
    "one check of SVM": (
        "autograder/assignments/svm/checks.py",
        lambda text: text.replace("size=5), 2, delta)", "size=6), 2, delta)"),
        {"checks": ["svm"]},
    ),
    "one check of several answers": (
        "autograder/assignments/svm/checks.py",
        lambda text: text.replace("random_loss=3", "random_loss=4"),
        {"checks": ["svm"]},
    ),
    "what checks of several answers are made with": (
        "autograder/assignments/svm/checks.py",
        lambda text: text.replace("    LOSS,\n    problem,", "    LOSS,\n    draw_problem,"),
        {"checks": ["svm"]},
    ),
    "a check that some assignments ask for": (
        "autograder/assignments/any_loss/checks.py",
        lambda text: text.replace("draw, 0, [0.0, 0.0, 0.0])", "draw, 0, [0.0, 0.0])"),
        {"checks": LINEAR_LOSSES, "shared": [*LINEAR_LOSSES, "backprop"]},
    ),
    "a visible check": (
        "assignments/coursework/checks/linear/__init__.py",
        lambda text: text.replace("(student: Asked)", "(student: 'Asked')", 1),
        {"checks": ["linear"]},
    ),
    "a hint on a wrong answer": (
        "autograder/assignments/built_questions/linear.json",
        lambda text: text.replace("One column is enough", "A column is enough"),
        {"checks": ["linear"]},
    ),
    "a right answer": (
        "autograder/assignments/built_questions/svm.json",
        lambda text: text.replace('"right": 12.9', '"right": 12.8'),
        {"checks": ["svm"]},
    ),
    "the order of the answers": (
        "autograder/assignments/built_questions/svm.json",
        with_answers_turned_round,
        {"order": ["svm"]},
    ),
    "what students are told of the questions": (
        "assignments/coursework/questions.json",
        appended(""),
        {},
    ),
    "a text that isn't built yet": ("solutions/notebooks/svm.md", appended("More."), {}),
    "what checks of some assignments share": (
        "autograder/assignments/any_loss/checks.py",
        COMMENT,
        {"shared": [*LINEAR_LOSSES, "backprop"]},
    ),
    "what checks ask of any answer": (
        "autograder/assignments/any_answer/checks.py",
        COMMENT,
        {"shared": ALL},
    ),
    # Questions refer to them, too, but have their values since they were built.
    "the worked examples": (
        "data/worked_examples.json",
        appended(""),
        {"examples": ["linear", "svm", "backprop"]},
    ),
    "the students' worked examples": (
        "assignments/coursework/worked_examples.json",
        appended(""),
        {"examples": [one for one in ALL if one != "sgd"]},
    ),
    "a released notebook": (
        "assignments/knn/knn.ipynb",
        appended(""),
        {"released": ["knn"]},
    ),
    "the answers of a released notebook": (
        "assignments/knn/knn.ipynb",
        with_one_more_answer,
        {"released": ["knn"], "others": [one for one in ALL if one != "knn"]},
    ),
    "what the students' package compares with": (
        "assignments/coursework/expecting/values.py",
        COMMENT,
        {"coursework": ALL},
    ),
    "gates that one notebook gives out": (
        "assignments/coursework/gates.py",
        COMMENT,
        {"coursework": ["backprop"]},
    ),
    "plots that one notebook gives out": (
        "assignments/coursework/plots/sgd/plane.py",
        COMMENT,
        {"coursework": ["sgd"]},
    ),
    "what runs in the sandbox": ("autograder/sandbox/inside/worker.py", COMMENT, {"grader": ALL}),
    "how pages look": ("autograder/reports/templates/feedback.css", appended(""), {"pages": ALL}),
    "how pages are made": ("autograder/reports/feedback_page.py", COMMENT, {"pages": ALL}),
    "a title": (
        "course.toml",
        lambda text: text.replace('title = "Linear scores"', 'title = "Linear"'),
        {"pages": ["linear"]},
    ),
    "a due date": ("course.toml", lambda text: text.replace("2027-01-15T", "2027-01-16T"), {}),
    "the gradebook": ("autograder/nbgrader/gradebook.py", COMMENT, {}),
    "the demo": ("autograder/assignments/svm/demo.py", COMMENT, {}),
    "a variant": ("autograder/assignments/svm/variants.py", COMMENT, {}),
}


@pytest.fixture(scope="module")
def compared(kit):
    """The origins of all assignments as they are, and after each of the edits alone."""
    changes = []
    for file, edit, _ in EDITS.values():
        text = (kit / file).read_text(encoding="utf-8")
        assert edit(text) != text
        changes.append((file, edit(text)))
    before, *after = origins(kit, changes)
    return before, dict(zip(EDITS, after, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_a_change_counts_for_the_assignments_that_use_it_and_no_others(name, compared):
    before, after = compared[0], compared[1][name]
    found = {}
    for assignment in ASSIGNMENTS:
        for part, value in after[assignment].items():
            if value != before[assignment][part]:
                found.setdefault(part, set()).add(assignment)
    assert found == {part: set(names) for part, names in EDITS[name][2].items()}


@pytest.mark.slow
def test_of_the_checks_only_the_one_that_was_changed_has_another_digest(compared):
    checks = [sides["svm"]["checks"] for sides in (compared[0], compared[1]["one check of SVM"])]
    names = {name for name in checks[0] if checks[0][name] != checks[1][name]}
    assert names == {"hinge_loss.other_margin"}


def test_checks_in_another_order_make_another_origin(monkeypatch):
    checks = all_checks("svm")
    usual = origin("svm", Limits(), "secret")
    monkeypatch.setattr(autograder.grading.provenance.origin, "all_checks", lambda _: checks[::-1])
    other = origin.__wrapped__("svm", Limits(), "secret")
    assert other != usual and replace(other, order=usual.order) == usual


END_A_GRADING = {"minutes_per_run", "minutes_per_submission", "grader_seconds", "grader_megabytes"}


@pytest.mark.parametrize("limit", [one.name for one in fields(Limits)])
def test_each_limit_counts_but_those_that_leave_no_result_to_keep(limit):
    usual = origin("svm", Limits(), "secret")
    other = origin("svm", replace(Limits(), **{limit: 300}), "secret")
    assert (other == usual) == (limit in END_A_GRADING)


NAMES_MORE = {
    "as it was given out": (lambda content: content, False),
    "saved by another editor": (lambda content: content.replace(b"\n ", b"\r\n    "), False),
    "an answer that imports more": (lambda content: IMPORTING, True),
    "in UTF-16": (lambda content: json.dumps(json.loads(IMPORTING)).encode("utf-16"), True),
}
IMPORTING = filled("svm", {"mean_loss": "from coursework.gates import Gate\nmean_loss = 1.0"})


@pytest.mark.parametrize("name", NAMES_MORE)
def test_all_of_coursework_counts_for_a_notebook_that_may_import_more_of_it(name):
    edit, more = NAMES_MORE[name]
    usual = origin("svm", Limits(), "secret")
    content = edit(filled("svm", reference_answers("svm")))
    found = of_notebook(usual, content, "svm")
    assert found == replace(usual, notebook=digest(content), imported=found.imported)
    assert bool(found.imported) == more


def test_a_change_of_a_module_that_only_an_answer_imports_counts(tmp_path, monkeypatch):
    shutil.copytree(
        autograder.grading.provenance.loaded.PACKAGES["coursework"], tmp_path / "coursework"
    )
    monkeypatch.setitem(
        autograder.grading.provenance.loaded.PACKAGES, "coursework", tmp_path / "coursework"
    )
    usual = origin("svm", Limits(), "secret")
    before = of_notebook(usual, IMPORTING, "svm")
    with (tmp_path / "coursework" / "gates.py").open("a", encoding="utf-8") as file:
        file.write("# a comment")
    assert of_notebook(usual, IMPORTING, "svm").imported != before.imported
    assert today(before, usual) == of_notebook(usual, IMPORTING, "svm")


@pytest.mark.slow
def test_a_file_that_was_written_to_is_seen_even_if_it_is_as_before(kit):
    told = python(kit, "-c", EDITED)
    assert json.loads(told) == {
        "nothing": [],
        "same text": ["autograder/assignments/svm/checks.py"],
        "earlier time": ["autograder/assignments/svm/checks.py"],
        "before the stamps": ["autograder/assignments/svm/checks.py"],
        "long before": [],
        "taken away": ["assignments/svm/svm.ipynb"],
        "of a time to come": [],
    }


EDITED = """
import json, os, time
from pathlib import Path
from autograder.class_run.edited_kit import edited, stamps

found = {}
path = Path("autograder/assignments/svm/checks.py")
before = stamps("svm")
found["nothing"] = edited(before)
path.write_bytes(path.read_bytes())
found["same text"] = edited(before)
os.utime(path, (1, 1))
found["earlier time"] = edited(before)
written = path.stat().st_ctime
before = stamps("svm")
found["before the stamps"] = edited(before, written)
found["long before"] = edited(before, written + 1)
notebook = Path("assignments/svm/svm.ipynb")
text = notebook.read_bytes()
notebook.unlink()
found["taken away"] = edited(before)
os.utime(path, (2**32, 2**32))
time.sleep(0.1)
found["of a time to come"] = edited(stamps("svm"), time.time())
notebook.write_bytes(text)
print(json.dumps(found))
"""


def test_secret_and_versions_count_and_the_secret_is_not_told(monkeypatch):
    usual = origin("svm", Limits(), "secret")
    other = origin("svm", Limits(), "another")
    assert other != usual and replace(other, secret=usual.secret) == usual
    assert "another" not in str(other)
    monkeypatch.setattr(metadata.Distribution, "version", "a new one")
    newer = origin.__wrapped__("svm", Limits(), "secret")
    assert {"Python", "numpy", "scipy"} <= newer.versions.keys()
    assert newer != usual and replace(newer, versions=usual.versions) == usual


def test_an_import_counts_wherever_it_stands(tmp_path, monkeypatch):
    for name, text in {
        "__init__": "",
        "first": "def f():\n    try:\n        import kit.second as two\n    finally:\n        f()",
        "second": "match 1:\n    case 1:\n        from . import third, nothing\n",
        "third": "import numpy\nfrom .inner.fourth import value\n",
        "inner/__init__": "",
        "inner/fourth": "from .. import first\nvalue = 1\n",
        "apart": "",
    }.items():
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setitem(autograder.grading.provenance.loaded.PACKAGES, "kit", tmp_path)
    found = {"kit", "kit.first", "kit.second", "kit.third", "kit.inner", "kit.inner.fourth"}
    assert loaded(["kit.first"]).keys() == found
    with pytest.raises(ModuleNotFoundError, match=r"no module kit\.no_such"):
        loaded(["kit.no_such"])


@pytest.mark.slow
def test_a_regrade_after_a_check_was_changed_says_so(kit, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_bytes(filled("svm", reference_answers("svm")))
    out = tmp_path / "out"
    command = ("-m", "autograder.cli", "grade", "svm", str(tmp_path / "in"), "--out", str(out))
    time.sleep(0.1)  # what is written just before a run begins may have been read by it
    python(kit, *command)
    path = kit / "autograder/assignments/svm/checks.py"
    text = path.read_text(encoding="utf-8")
    right = 'reference.hinge_loss, "loss", cases, "with another Δ'
    assert right in text
    stricter = text.replace(right, f"lambda *case: 1 + reference.hinge_loss(*case){right[20:]}")
    path.write_text(stricter, encoding="utf-8")
    time.sleep(0.1)
    try:
        shown = python(kit, *command)
    finally:
        path.write_text(text, encoding="utf-8")
    assert "kept" not in shown
    with (out / "changes.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["check"], row["before"], row["after"]) == ("hinge_loss.other_margin", "2", "0")
    assert row["why"] == "the check was changed"
