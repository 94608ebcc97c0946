"""Made-up results of a course with due dates, for the tests of what becomes of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from autograder.assignments.registry import all_checks
from autograder.course import Late, load_course
from autograder.grading.gradebook_rows import entries_of
from autograder.grading.result import Result
from autograder.grading.submission import Graded
from autograder.handin.arrival import HandedIn
from autograder.nbgrader import gradebook as writing
from autograder.notebook.answers import Submission, answer_cells, is_answered, pristine_notebook
from coursework.scoring.check import Verdict

DUE = datetime(2027, 1, 22, 23, 59, tzinfo=UTC)

LATE = Late(grace_hours=1, penalty_per_day=0.1, max_days=5)

COURSE = replace(
    load_course(),
    assignments=(replace(load_course().assignment("svm"), due=DUE),),
    late=LATE,
)

HOUR, DAY = 3600, 86400


def graded(student, share=1.0, text="A word on squares.", **handed_in):
    """Make a submission that earns the same share of each check's points."""
    verdicts = [
        Verdict(
            check.name,
            check.question,
            check.description,
            check.points,
            check.points * share,
            "passed",
            "",
        )
        for check in all_checks("svm")
    ]
    texts = {"squared_or_not": text} if text is not None else {}
    result = Result.of("svm", student, "tests", verdicts, [])
    if handed_in:
        result = replace(result, handed_in=HandedIn(**handed_in))
    return Graded(result, Submission({}, texts))


def late_by(seconds):
    return (DUE + timedelta(seconds=seconds)).replace(tzinfo=None)


def record(gradebook, one, course, at=None, **known):
    """Write one submission into a gradebook, and return how it stands; `at` is in UTC."""
    result, name = one.result, one.result.assignment
    if at is not None:
        handed_in = result.handed_in or HandedIn()
        at = at.replace(tzinfo=UTC).isoformat()
        result = replace(result, handed_in=replace(handed_in, at=at))
    cells = answer_cells(pristine_notebook(name))
    untouched = [cell for cell in cells if not is_answered(cell, one.submission, name)]
    (found,) = writing.record(gradebook, [writing.Recorded(result, untouched, **known)], course)
    return found


def is_recorded(gradebook, result, course):
    """Tell whether a gradebook holds what would be written of a result."""
    cells = writing.known_cells(gradebook, result.assignment)
    there = entries_of(gradebook.db(), cells, [result.student])
    return writing.is_recorded(there.get(result.student), cells, result, course)
