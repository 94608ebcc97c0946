"""Everyone in the made-up classes gets just the points deserved, for the reasons they should."""

import pytest
from deserved import ASSIGNMENTS, deserved, everyone, graded, recorded

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of, usual_class
from autograder.authoring.selftest.bars import HELD
from autograder.grading.submission import grade

RECORDED = recorded()
# An assignment of an instructor's own may do without a record, those that came with the kit not.
ON_RECORD = [one for one in ASSIGNMENTS if one in HELD or one in RECORDED]
STUDENTS = [(assignment, student) for assignment in RECORDED for student in RECORDED[assignment]]
RECORD = "If that is meant, run `python tests/authoring/deserved.py {}` and commit what it writes"


@pytest.mark.parametrize("assignment", ON_RECORD)
def test_what_every_student_deserves_is_recorded(assignment: str) -> None:
    there = RECORDED.get(assignment, {})
    assert set(there) == set(everyone(assignment)), RECORD.format(assignment)


@pytest.mark.parametrize("assignment", ON_RECORD)
def test_what_is_right_has_all_points_and_a_cheat_none(assignment: str) -> None:
    of = {student: one["points"] for student, one in RECORDED[assignment].items()}
    full = sum(points(assignment).values())
    assert of["blank"] == of["cheat"] == 0 < of["half-finished"] < full
    assert {one for student, one in of.items() if student.startswith("right")} >= {full}


@pytest.mark.slow
@pytest.mark.parametrize(("assignment", "student"), STUDENTS)
def test_student_gets_the_points_deserved_and_the_mistake_named(
    assignment: str, student: str, grader
) -> None:
    result = graded(assignment, student, grader)
    assert deserved(result) == RECORDED[assignment][student], RECORD.format(assignment)
    assert all(check.message for check in result.checks if check.status != "passed")


@pytest.mark.parametrize("assignment", HELD)
def test_the_usual_class_makes_the_first_mistake_of_three_functions_and_a_question(
    assignment: str,
) -> None:
    usual = ("blank", "cheat", "half-finished", "right", "syntax-error")
    assert len(set(usual_class(assignment)) - set(usual)) == 4


def test_the_cheat_is_told_that_it_has_no_effect(grader) -> None:
    result = grade(filled("svm", class_of("svm")["cheat"]), "cheat", grader).result
    assert any("np.testing.assert_allclose" in warning for warning in result.warnings)
