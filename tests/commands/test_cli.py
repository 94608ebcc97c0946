"""The command line: what it writes, and exit status 0, 1 or 2."""

import json
import subprocess
import sys

import pytest

import autograder.cli
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.commands.console import console, errors
from autograder.course import load_course
from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.student import SandboxedStudent

GOOD = filled("svm", reference_answers("svm"))


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command line in this process; return its exit status and what it wrote."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["autograder", *map(str, arguments)])
        with pytest.raises(SystemExit) as exited:
            autograder.cli.main()
        return exited.value.code or 0, *capsys.readouterr()

    return run


@pytest.fixture
def wide(monkeypatch):
    """A terminal in which no message is broken into lines."""
    monkeypatch.setattr(console, "width", 1000)
    monkeypatch.setattr(errors, "width", 1000)


def put(path, content=GOOD):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.slow
def test_a_class_that_could_be_read_ends_with_status_0(run, tmp_path):
    put(tmp_path / "submitted/ada/svm/svm.ipynb")
    put(tmp_path / "submitted/bob/svm/svm.ipynb", filled("svm", {}))
    out = tmp_path / "out"
    status, shown, _ = run("grade", "svm", tmp_path / "submitted", "--out", out, "--workers", 1)
    assert status == 0 and "2 graded at isolation level" in shown
    assert json.loads((out / "bob.json").read_text())["score"] == 0
    assert (out / "summary.csv").is_file() and (out / "gradebook.db").is_file()

    status, shown, _ = run("report", out)
    assert status == 0 and "ada" in shown and "bob" in shown
    status, shown, _ = run("report", out, "ada")
    assert status == 0 and "hinge_loss" in shown
    status, _, said = run("report", out, "eve")
    assert status == 2 and "“eve”" in said
    status, shown, _ = run("explain", out / "bob.json", "hinge_loss.random_scores")
    assert status == 0 and "Not done yet." in shown and "the same" in shown
    status, _, said = run("explain", out / "ada.json")
    assert status == 2 and "Name one of:" in said
    assert "hinge_loss.random_scores  (passed)" in said
    status, _, said = run("explain", out / "summary.csv", "hinge_loss.random_scores")
    assert status == 2 and "summary.csv isn't a result" in " ".join(said.split())

    status, shown, _ = run("grade", "svm", tmp_path / "submitted", "--out", out, "--workers", 1)
    assert status == 0 and "2 kept from an earlier run" in shown
    (tmp_path / "submitted/bob/svm/svm.ipynb").unlink()
    status, shown, _ = run("grade", "svm", tmp_path / "submitted", "--out", out, "--workers", 1)
    assert status == 0 and "earlier runs in the folder, not handed in now (1): bob" in shown
    status, shown, _ = run("export", out / "gradebook.db", "--to", tmp_path / "grades.csv")
    assert status == 0 and "ada" in (tmp_path / "grades.csv").read_text()


@pytest.mark.slow
def test_a_class_with_an_unreadable_notebook_is_graded_and_ends_with_status_1(run, tmp_path):
    put(tmp_path / "in/ada.ipynb")
    put(tmp_path / "in/bob.ipynb", GOOD[:1000])
    out = tmp_path / "out"
    status, shown, _ = run("grade", "svm", tmp_path / "in", "--out", out, "--workers", 1)
    assert status == 1 and "1 could not be read" in shown
    ada, bob = (json.loads((out / f"{name}.json").read_text()) for name in ("ada", "bob"))
    assert ada["score"] == ada["max_score"] and ada["error"] is None
    assert bob["score"] == 0 and "not a Jupyter notebook" in bob["error"]


@pytest.mark.slow
def test_when_the_time_of_a_run_is_over_the_status_is_1(run, wide, tmp_path, monkeypatch):
    from dataclasses import replace

    course = load_course()
    short = replace(course, limits=replace(course.limits, minutes_per_run=1e-9))
    monkeypatch.setattr("autograder.class_run.session.load_course", lambda: short)
    put(tmp_path / "in/ada.ipynb")
    arguments = ("grade", "svm", tmp_path / "in", "--out", tmp_path / "out", "--workers", 1)
    status, _, said = run(*arguments)
    assert status == 1 and "1 weren't begun" in said and "goes on from there" in said


WRONG_USAGE = {
    "unknown assignment": (["grade", "knitting", "{in}", "--out", "{out}"], "“knitting”"),
    "missing path": (["grade", "svm", "{gone}", "--out", "{out}"], "There is no file or folder"),
    "no notebooks": (["grade", "svm", "{empty}", "--out", "{out}"], "There is no notebook"),
    "no notebook file": (["grade", "svm", "{text}", "--out", "{out}"], "neither a notebook"),
    "damaged zip": (["grade", "svm", "{zip}", "--out", "{out}"], "damaged"),
    "no --out": (["grade", "svm", "{in}"], "--out"),
    "out is a file": (["grade", "svm", "{in}", "--out", "{text}"], "is a file"),
    "no workers": (["grade", "svm", "{in}", "--out", "{out}", "--workers", "0"], "workers"),
    "no path": (["grade", "svm", "--out", "{out}"], "PATH"),
    "unknown command": (["mark"], "mark"),
    "no results": (["report", "{empty}"], "There are no results"),
    "no gradebook": (["export", "{gone}"], "There is no gradebook"),
    "unknown in selftest": (["selftest", "knitting"], "“knitting”"),
    "demo over other files": (["demo", "--out", "{in}"], "something other"),
}


@pytest.mark.parametrize(("arguments", "reason"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_ends_with_status_2_and_one_sentence(run, wide, tmp_path, arguments, reason):
    put(tmp_path / "in" / "ada.ipynb")
    places = {
        "in": tmp_path / "in",
        "out": tmp_path / "out",
        "gone": tmp_path / "gone",
        "empty": tmp_path / "empty",
        "text": put(tmp_path / "notes.txt", b"text"),
        "zip": put(tmp_path / "class.zip", b"PK no zip"),
    }
    places["empty"].mkdir()
    status, shown, said = run(*(argument.format(**places) for argument in arguments))
    assert status == 2 and reason in " ".join(said.replace("│", "").split())
    assert "Traceback" not in shown + said
    assert not (tmp_path / "out").exists() and (tmp_path / "in" / "ada.ipynb").is_file()


@pytest.mark.slow
def test_two_under_one_name_are_both_graded_and_the_exit_status_says_so(run, wide, tmp_path):
    one, two = put(tmp_path / "one/ada.ipynb"), put(tmp_path / "two/Ada.ipynb")
    out = tmp_path / "out"
    paths = [one.parent, two.parent]
    status, shown, said = run("grade", "svm", *paths, "--out", out, "--workers", 1)
    assert status == 1 and "one: 1 hand-in (one file per student)" in said
    assert "It isn't sure whose hand-in it is (2): Ada (2), ada" in shown
    assert (out / "ada.json").is_file() and (out / "Ada (2).json").is_file()


def test_a_roster_is_made_from_what_platforms_export(run, wide, tmp_path):
    theirs = tmp_path / "grades.csv"
    theirs.write_text('Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"L, Ada",1,al,A\n')
    to = tmp_path / "roster.csv"
    status, shown, _ = run("roster", theirs, "--to", to)
    assert status == 0 and "now holds 1 person" in shown and "course.toml: roster" in shown
    assert "al" in to.read_text(encoding="utf-8")
    status, _, said = run("roster", tmp_path / "gone.csv")
    assert status == 2 and "There is no file" in said


def test_the_program_itself_ends_with_status_2_and_no_traceback(tmp_path):
    program = [sys.executable, "-m", "autograder.cli", "grade", "svm", "gone", "--out", "out"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "There is no file or folder gone."


def test_without_a_level_that_holds_nothing_is_run(run, wide, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_ISOLATION", "trusted")

    def started(*_):
        raise AssertionError("a submission was run")

    monkeypatch.setattr(SandboxedStudent, "call", started)
    put(tmp_path / "ada.ipynb")
    status, _, said = run("grade", "svm", tmp_path, "--out", tmp_path / "out", "--workers", 1)
    assert status == 2 and "--trust-submissions" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_trusted_submissions_are_graded_and_every_result_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_ISOLATION", "trusted")
    put(tmp_path / "ada.ipynb")
    out = tmp_path / "out"
    arguments = ["grade", "svm", tmp_path, "--out", out, "--workers", 1, "--trust-submissions"]
    status, _, said = run(*arguments)
    assert status == 0 and "UNPROTECTED" in said
    result = json.loads((out / "ada.json").read_text())
    assert (result["isolation"], result["score"]) == ("trusted", result["max_score"])


@pytest.mark.slow
def test_doctor_tells_of_each_level(run, wide):
    status, shown, _ = run("doctor")
    assert ("bubblewrap" in shown) and ("self-limited" in shown)
    assert status == (0 if "holds\n" in shown else 1)
    lent = "each submission has one of its own" if lent_group() else "none to be had"
    assert f"control groups  {lent}" in shown
    assert ("whoever guesses a file's name" in shown) == ("✓ self-limited" in shown)


@pytest.mark.slow
def test_what_is_committed_is_what_build_makes(run):
    status, shown, said = run("build", "--check")
    assert (status, shown, said) == (0, "", "")


@pytest.mark.slow
def test_a_latecomer_graded_into_the_same_folder_joins_the_class(run, tmp_path):
    out = tmp_path / "out"
    run("grade", "svm", put(tmp_path / "José.ipynb"), "--out", out, "--workers", 1)
    (out / "notes.json").write_text("{}")
    run("grade", "svm", put(tmp_path / "ada.ipynb"), "--out", out, "--workers", 1)
    summary = (out / "summary.csv").read_text(encoding="utf-8")
    assert "ada" in summary and "José" in summary
    assert (out / "feedback" / "José.html").is_file()


def test_a_file_that_is_no_gradebook_is_one_sentence(run, wide, tmp_path):
    text = tmp_path / "notes.db"
    text.write_text("not a database " * 100)
    status, _, said = run("export", text)
    assert status == 2 and "gradebook" in said and "Traceback" not in said
    status, _, said = run("demo", "--out", text)
    assert status == 2 and "Traceback" not in said


def test_a_file_that_is_not_there_is_named_without_a_number(run, wide, tmp_path):
    status, _, said = run("explain", tmp_path / "results" / "jane.json")
    assert (status, said) == (2, f"{tmp_path}/results/jane.json: No such file or directory.\n")


def test_no_grammars_of_addresses_are_built_to_read_a_notebook():
    code = "import autograder, sys, nbformat; assert 'lark' not in sys.modules"
    code += "; nbformat.validate(nbformat.v4.new_notebook())"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_dask_a_cluster_is_refused_and_the_extra_named(run, wide, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.commands.for_grading.find_spec", lambda name: None)
    status, _, said = run("grade", "svm", tmp_path, "--out", tmp_path, "--cluster", "local")
    assert status == 2 and "pip install -e '.[cluster]'" in said
