"""nbgrader's own commands and `autograder grade` on the same hand-ins: the same file counts."""

import codecs
import csv
import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader_course import copy_of_the_course, notebook_of, run, scores

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of
from autograder.course import ROOT, load_course
from autograder.grading.result import Result, file_name
from autograder.nbgrader.replaced_commands import SandboxedAutograde
from autograder.notebook.answers import answer_cells

pytestmark = pytest.mark.slow

RIGHT = filled("svm", class_of("svm")["right-by-einsum"])
SLIP = filled("svm", class_of("svm")["slide-slip"])
BLANK = filled("svm", {})
FULL = sum(points("svm").values())  # a person grades the rest


def changed(change) -> bytes:
    notebook = json.loads(RIGHT)
    change(notebook)
    return json.dumps(notebook).encode()


def as_nbformat_3(notebook):
    cells = notebook.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    notebook |= {"nbformat": 3, "worksheets": [{"cells": cells, "metadata": {}}]}


# Right notebooks that nbformat refuses, or that nbgrader wouldn't find.
ODDLY_WRITTEN = {
    "bom": codecs.BOM_UTF8 + RIGHT,
    "utf-16": RIGHT.decode().encode("utf-16"),
    "latin-1": RIGHT.replace(b"# YOUR ANSWER", "# é\n# YOUR ANSWER".encode("latin-1")),
    "goes-on": RIGHT + b"\n}\n",
    "zeros-behind": RIGHT + bytes(8),
    "of-the-future": changed(lambda notebook: notebook.update(nbformat=5, nbformat_minor=99)),
    "of-the-past": changed(as_nbformat_3),
    "damaged-cells": changed(lambda notebook: notebook["cells"].insert(0, 7)),
    "no-metadata": changed(lambda notebook: [one.pop("metadata") for one in notebook["cells"]]),
    "half-a-letter": RIGHT.replace(b"# YOUR ANSWER", b"# \\ud800 # YOUR ANSWER"),
}
ODDLY_CALLED = {
    "downloaded-again": {"svm (1).ipynb": RIGHT},
    "copied": {"svm-Copy1.ipynb": RIGHT},
    "in-capitals": {"SVM.ipynb": RIGHT},
    "called-otherwise": {"homework.ipynb": RIGHT},
    "called-a-text": {"svm.ipynb.txt": RIGHT},
    "first-and-again": {"svm.ipynb": BLANK, "svm (1).ipynb": RIGHT},
    "original-and-copy": {"svm.ipynb": RIGHT, "svm-Copy1.ipynb": BLANK},
    "capitals-and-again": {"SVM.ipynb": BLANK, "SVM (2).ipynb": RIGHT},
    "two-capitals": {"SVM.ipynb": BLANK, "Svm.ipynb": RIGHT},
}
ODD_STUDENTS = ["br[1]ack", "st*r", "[!a]", "new\nline", "(group)", "per%cent", "{brace}", "-f"]
UNREADABLE = {
    "empty": b"",
    "broken-off": RIGHT[:-2000],
    "merged": RIGHT.replace(b"\n", b"\n<<<<<<< HEAD\n", 1),
    "web-page": b"<!DOCTYPE html><html></html>",
}
DUE = load_course().assignment("svm").due
NO_TEXT = os.fsdecode(b"latin-\xe9")


def hand_in(course, student, files):
    folder = course / "submitted" / student / "svm"
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course that was graded by nbgrader, and by the kit into ``results``."""
    course = copy_of_the_course(tmp_path_factory.mktemp("agrees"))
    for student, content in {**ODDLY_WRITTEN, **UNREADABLE}.items():
        hand_in(course, student, {"svm.ipynb": content})
    for student, files in ODDLY_CALLED.items():
        hand_in(course, student, files)
    for student in [*ODD_STUDENTS, NO_TEXT]:
        hand_in(course, student, {"svm.ipynb": RIGHT})
    hand_in(course, "br1ack", {"svm.ipynb": SLIP})
    with ZipFile(hand_in(course, "zipped", {}) / "svm.zip", "w") as packed:
        packed.writestr("svm.ipynb", RIGHT)
    beside = hand_in(course, "odd-files-beside", {"svm.ipynb": RIGHT, "notes.txt": b"mine"})
    os.mkfifo(beside / "pipe")
    (beside / "gone.csv").symlink_to(course / "nowhere")
    (beside / "theirs.txt").symlink_to(course / "course.toml")
    (course / "times.csv").write_text(f"student,time\nzipped,{DUE + timedelta(days=1)}\n")
    text = (course / "course.toml").read_text(encoding="utf-8")
    (course / "course.toml").write_text(text.replace("# times = ", "times = "), encoding="utf-8")
    hand_in(course, "report", {"svm.pdf": b"%PDF"})
    folder = hand_in(course, "folder", {"notes.txt": b""}) / "svm.ipynb"
    folder.mkdir()
    (folder / "inner.txt").write_bytes(b"")

    run(course, "nbgrader", "generate_assignment", "svm")
    done = run(course, "nbgrader", "autograde", "svm", check=False)
    assert done.returncode == 1
    (course / "autograde.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    command = [sys.executable, "-m", "autograder.cli", "grade", "svm", "submitted"]
    run(course, *command, "--out", "results", check=False)
    run(course, "nbgrader", "generate_feedback", "svm")
    return course


def grades(database):
    """Return each student's points, what lateness costs, and whether a person has to look."""
    with Gradebook(f"sqlite:///{database}") as gradebook:
        return {
            one.student.id: (one.score, one.late_submission_penalty, one.needs_manual_grade)
            for one in gradebook.find_assignment("svm").submissions
        }


def page_of(student, course):
    return (course / "feedback" / student / "svm" / "svm.html").read_text(encoding="utf-8")


def test_what_the_kit_reads_has_its_points_in_nbgrader(course):
    found = scores(course / "gradebook.db")
    right = [*ODDLY_WRITTEN, *ODDLY_CALLED, *ODD_STUDENTS, "zipped", "odd-files-beside"]
    assert {student: found[student] for student in right} == dict.fromkeys(right, FULL)
    assert found["br1ack"] < FULL
    assert {found[student] for student in [*UNREADABLE, "report", "folder"]} == {0}


def test_both_gradebooks_and_both_graded_notebooks_are_the_same(course):
    by_nbgrader = grades(course / "gradebook.db")
    by_the_kit = grades(course / "results" / "gradebook.db")
    assert set(by_the_kit) - set(by_nbgrader) == {"latin-?"}  # not a name for nbgrader
    by_the_kit.pop("latin-?")
    assert by_nbgrader == by_the_kit
    assert by_nbgrader["zipped"] == (FULL, FULL / 10, True)  # late by the instructor's table
    for student in by_nbgrader:
        kits = course / "results" / "autograded" / file_name(student) / "svm" / "svm.ipynb"
        assert notebook_of(student, course) == nbformat.read(kits, as_version=4), student


def test_what_cannot_be_read_is_named_with_its_reason_and_without_a_traceback(course):
    said = (course / "autograde.log").read_text(encoding="utf-8")
    assert "Traceback" not in said
    for student in [*UNREADABLE, "report", "folder"]:
        path = course / "results" / f"{student}.json"
        error = Result.from_json(path.read_text(encoding="utf-8")).error
        assert error and f"{student} has no points: {error}" in said
    assert "latin-\ufffd has no points: No database takes the folder's name" in said


def test_only_a_students_own_files_come_along(course):
    copied = {path.name for path in (course / "autograded" / "odd-files-beside").rglob("*")}
    assert copied == {"svm", "svm.ipynb", "notes.txt"}


def test_everyone_has_a_page_also_who_handed_in_something_unreadable(course):
    for student in scores(course / "gradebook.db"):
        assert "Score:" in page_of(student, course)
    assert "The file is empty." in page_of("empty", course)
    assert f"Score: {FULL}" in page_of("br[1]ack", course)
    assert f"Score: {FULL}" not in page_of("br1ack", course)


def test_a_student_is_asked_for_by_name_and_several_by_a_pattern(course):
    def graded(student):
        done = run(course, "nbgrader", "autograde", "svm", "--force", f"--student={student}")
        return {
            line.partition("submitted/")[2].partition("/")[0]
            for line in done.stderr.splitlines()
            if "Autograding" in line
        }

    assert graded("br[1]ack") == {"br[1]ack"}
    assert graded("br?ack") == {"br1ack"}
    assert graded("*-and-copy") == {"original-and-copy"}


def test_members_of_a_group_get_what_its_last_hand_in_earns(tmp_path, monkeypatch):
    for day, student in enumerate(["ada", "bob", "cyd"], start=10):
        path = tmp_path / "submitted" / student / "svm" / "svm.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(BLANK)
        (path.parent / "timestamp.txt").write_text(f"2027-01-{day} 10:00:00 UTC")
    (tmp_path / "roster.csv").write_text("id,name,group\nada,A,one\nbob,B,one\ncyd,C,two\n")
    text = (ROOT / "course.toml").read_text(encoding="utf-8")
    text = text.replace("# roster = ", "roster = ")
    text = text.replace('name = "svm"', 'name = "svm"\ngroups = true')
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    course = load_course(tmp_path / "course.toml")
    monkeypatch.setattr("autograder.nbgrader.replaced_commands.load_course", lambda: course)
    command = SandboxedAutograde(CourseDirectory(root=str(tmp_path), assignment_id="svm"))
    command.init_notebooks()
    found = {Path(folder).parent.name: one.path for folder, one in command.handins.items()}
    files = {who: tmp_path / "submitted" / who / "svm" / "svm.ipynb" for who in ("bob", "cyd")}
    assert found == {"ada": files["bob"], "bob": files["bob"], "cyd": files["cyd"]}


def test_feedback_shows_what_was_just_graded_again(course):
    submitted = course / "submitted" / "copied" / "svm" / "svm-Copy1.ipynb"
    submitted.write_bytes(SLIP)
    run(course, "nbgrader", "autograde", "svm", "--student", "copied", "--force")
    run(course, "nbgrader", "generate_feedback", "svm", "--student", "copied")
    slip = scores(course / "gradebook.db")["br1ack"]
    assert f"Score: {slip}" in page_of("copied", course)
    assert "slip on one of the lecture" in page_of("copied", course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("squared_or_not", "svm", "svm", "copied").manual_score = 2
        gradebook.db.commit()
    run(course, "nbgrader", "generate_feedback", "svm", "--student", "copied")
    assert f"Score: {slip + 2}" in page_of("copied", course)


def test_both_exports_list_who_handed_in_nothing(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_student("absent")
    run(course, "nbgrader", "export", "--to", "nbgrader.csv")
    exported = run(
        course,
        *(sys.executable, "-m", "autograder.cli", "export", "gradebook.db", "--to", "kit.csv"),
    )
    rows = {}
    for name, column in (("nbgrader.csv", "student_id"), ("kit.csv", "student")):
        with (course / name).open(encoding="utf-8", newline="") as file:
            rows[name] = {row[column]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows["nbgrader.csv"] == rows["kit.csv"]
    assert rows["kit.csv"]["absent"] == 0
    assert "svm: nothing handed in by absent" in exported.stdout


def test_the_odd_notebooks_are_odd_for_nbformat():
    # So the first test can fail.
    refused = []
    for name, content in ODDLY_WRITTEN.items():
        try:
            answer_cells(nbformat.reads(content.decode("utf-8"), as_version=4))
        except Exception:
            refused.append(name)
    assert {"bom", "utf-16", "latin-1", "goes-on", "damaged-cells"} <= set(refused)
