"""nbgrader's `generate_assignment`: a release that fails leaves everything as it was."""

import os
import sqlite3
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader_course import copy_of_the_course, environment, run

from autograder.nbgrader.releasing import put_in_place

pytestmark = pytest.mark.slow

RELEASE = ("nbgrader", "generate_assignment", "svm")


@pytest.fixture
def course(tmp_path):
    """Return a course of which nbgrader knows nothing yet."""
    return copy_of_the_course(tmp_path)


def add_a_question(notebook):
    metadata = {"grade": True, "solution": False, "locked": True, "task": False}
    metadata |= {"points": 3, "grade_id": "one-more", "schema_version": 3, "cell_type": "code"}
    cell = nbformat.v4.new_code_cell("assert True", metadata={"nbgrader": metadata})
    notebook.cells.append(cell)


def damage_the_metadata(notebook):
    graded = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    graded[-1].metadata.nbgrader.grade_id = "no id!"


def change_the_source(course, change):
    path = course / "solutions" / "notebooks" / "svm" / "svm.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def everything(course):
    """Return what was released, file by file, and all that the gradebook holds."""
    files = {path: path.read_bytes() for path in (course / "assignments").rglob("*.ipynb")}
    if not (course / "gradebook.db").exists():
        return files, None
    with sqlite3.connect(course / "gradebook.db") as database:
        return files, list(database.iterdump())


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (add_a_question, "submissions to another version of svm, with other questions"),
        (damage_the_metadata, "the nbgrader metadata may be corrupted"),
    ],
)
def test_a_release_that_fails_changes_neither_notebook_nor_gradebook_and_says_why(
    course, change, reason
):
    run(course, *RELEASE)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_student("ada")
        gradebook.update_or_create_submission("svm", "ada")
    before = everything(course)
    change_the_source(course, change)
    failed = run(course, *RELEASE, check=False)
    assert failed.returncode == 1 and reason in failed.stderr
    assert everything(course) == before
    assert not (course / "assignments" / ".partial").exists()


def test_a_first_release_that_fails_leaves_no_gradebook(course):
    before = everything(course)
    change_the_source(course, damage_the_metadata)
    assert run(course, *RELEASE, check=False).returncode == 1
    assert everything(course) == before == (before[0], None)


def test_without_submissions_a_question_more_is_released(course):
    run(course, *RELEASE)
    change_the_source(course, add_a_question)
    run(course, *RELEASE)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        assert gradebook.find_assignment("svm").max_score == 103
    released = nbformat.read(course / "assignments" / "svm" / "svm.ipynb", as_version=4)
    assert released.cells[-1].metadata.nbgrader.grade_id == "one-more"


@pytest.mark.parametrize("command", ["nbgrader", "autograder"])
def test_a_gradebook_is_made_where_the_environment_is_not_active(course, monkeypatch, command):
    programs = os.path.dirname(sys.executable)
    elsewhere = [one for one in os.environ["PATH"].split(os.pathsep) if one != programs]
    # One of another environment, which knows nothing of nbgrader, comes first.
    (course / "bin").mkdir()
    (course / "bin" / "alembic").write_text("#!/bin/sh\nexit 1\n")
    (course / "bin" / "alembic").chmod(0o755)
    path = os.pathsep.join([str(course / "bin"), *elsewhere])
    monkeypatch.setattr(
        "nbgrader_course.environment", lambda home: {**environment(home), "PATH": path}
    )
    if command == "nbgrader":
        run(course, os.path.join(programs, "nbgrader"), *RELEASE[1:])
    else:
        make = (
            "from pathlib import Path; from autograder.course import load_course; "
            "from autograder.nbgrader.gradebook_file import open_gradebook\n"
            "with open_gradebook(Path('gradebook.db'), 'svm', load_course()): pass"
        )
        run(course, sys.executable, "-c", make)
    with sqlite3.connect(course / "gradebook.db") as database:
        ((version,),) = database.execute("SELECT version_num FROM alembic_version")
    assert version


@pytest.mark.parametrize("whole", [True, False])
def test_files_of_an_earlier_release_go_where_all_of_it_is_released_anew(tmp_path, whole):
    made, place = tmp_path / "made", tmp_path / "place"
    for file in (made / "svm.ipynb", place / "svm.ipynb", place / "old.csv", place / "a" / "b"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"of {file.parent.name}")
    put_in_place(made, place, whole)
    assert (place / "svm.ipynb").read_text() == "of made"
    kept = {"svm.ipynb"} if whole else {"svm.ipynb", "old.csv", "a", "a/b"}
    assert {str(one.relative_to(place)) for one in place.rglob("*")} == kept
