"""Every assignment goes the whole way through nbgrader, with the points the kit gives."""

import json
import sys

import pytest
from nbgrader.api import Gradebook
from nbgrader_course import copy_of_the_course, run

from autograder.assignments.registry import points
from autograder.authoring.demo import class_of, write_class
from autograder.course import ROOT, load_course

pytestmark = pytest.mark.slow

ASSIGNMENTS = [one.name for one in load_course().assignments if one.name != "svm"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose class has handed in every assignment."""
    return copy_of_the_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def assignment(request, course):
    """An assignment that nbgrader has released, collected, autograded and given feedback on."""
    name = request.param
    run(course, "nbgrader", "generate_assignment", name)
    write_class(name, course / "submitted")
    run(course, "nbgrader", "autograde", name)
    run(course, "nbgrader", "generate_feedback", name)
    return name


def test_nbgrader_releases_the_committed_notebook(course, assignment):
    released = course / "assignments" / assignment / f"{assignment}.ipynb"
    committed = ROOT / "assignments" / assignment / f"{assignment}.ipynb"
    assert released.read_bytes() == committed.read_bytes()


def test_nbgrader_and_the_kit_give_the_same_points_and_every_student_feedback(course, assignment):
    paths = sorted(map(str, (course / "submitted").glob(f"*/{assignment}/{assignment}.ipynb")))
    out = course / "results" / assignment
    command = [sys.executable, "-m", "autograder.cli", "grade", assignment]
    run(course, *command, *paths, "--out", str(out))
    by_kit = {
        student: json.loads((out / f"{student}.json").read_text())["score"]
        for student in class_of(assignment)
    }
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submissions = gradebook.find_assignment(assignment).submissions
        assert {one.student.id: one.score for one in submissions} == by_kit
    for student in class_of(assignment):
        assert (course / "feedback" / student / assignment / f"{assignment}.html").is_file()
    assert max(by_kit.values()) == sum(points(assignment).values()) and by_kit["blank"] == 0
