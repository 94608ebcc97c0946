"""Results into nbgrader's own gradebook, through its API: one writer, whole submissions.

So formgrader, ``nbgrader generate_feedback`` and ``nbgrader export`` go on working
with what `autograder grade` found out.
"""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from typing import Any

import nbformat
from nbgrader.api import (
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import compute_checksum
from sqlalchemy.exc import SAWarning

from autograder.course import Course
from autograder.grading.lateness import due_in_course, extension_until, settle_penalties
from autograder.grading.result import Result, rounded
from autograder.grading.standing import Standing, standing
from autograder.grading.submission import Graded
from autograder.nbgrader.gradebook_file import one_transaction
from autograder.notebook.answers import pristine_notebook
from autograder.readable_text import one_line
from autograder.reports.feedback_notebook import graded_notebook

LONGEST_NAME = 128  # in nbgrader's tables


def is_recorded(
    gradebook: Gradebook, result: Result, course: Course, handed_in: datetime | None = None
) -> bool:
    """Tell whether the gradebook holds already what `record` would write.

    Parameters
    ----------
    result
        With ``handed_in`` as it is known now.
    handed_in
        When it came in, in place of what the result says.
    """
    try:
        submission = gradebook.find_submission(result.assignment, result.student)
    except MissingEntry:
        return False
    (notebook,) = submission.notebooks
    entries = _entries(submission, result, course, handed_in)
    return (
        all(getattr(submission, name) == value for name, value in entries.items())
        and not _missing_names(submission.student, result)
        and all(
            grade.auto_score == _auto_score(grade.name, result, set())
            for grade in notebook.grades
            if result.of_question(grade.name.removeprefix("check_"))
        )
    )


def record(
    gradebook: Gradebook,
    graded: Graded,
    course: Course,
    handed_in: datetime | None = None,
    *,
    same_notebook: bool = False,
    extension_taken_back: bool = False,
) -> Standing:
    """Write one submission's scores, all of them or none, and return how it stands then.

    Manual scores and comments that are there already stay.

    Parameters
    ----------
    handed_in
        When it came in, in place of what the result says.
    same_notebook
        Whether points given by hand were given for this very file: they need no other look.
    extension_taken_back
        Whether the extension that is there was one of `course.toml`.

    Raises
    ------
    GradebookError
        If the file can't be written: another program has it, or the disk is full.
    """
    result = graded.result
    assignment = result.assignment
    shown = graded_notebook(pristine_notebook(assignment), graded.submission, result)
    unanswered = {cell.metadata.nbgrader.grade_id for cell in shown.cells if _is_untouched(cell)}
    with one_transaction(gradebook), warnings.catch_warnings():
        # nbgrader 0.9 builds its objects in an order that SQLAlchemy 2 grumbles at.
        warnings.simplefilter("ignore", SAWarning)
        student = gradebook.update_or_create_student(result.student)
        submission = gradebook.update_or_create_submission(assignment, result.student)
        entries = _entries(submission, result, course, handed_in)
        if extension_taken_back:
            entries.setdefault("extension", None)
        for one, values in ((student, _missing_names(student, result)), (submission, entries)):
            for name, value in values.items():
                setattr(one, name, value)
        (notebook,) = submission.notebooks
        for grade in notebook.grades:
            grade.auto_score = _auto_score(grade.name, result, unanswered)
            if grade.manual_score is None:
                grade.needs_manual_grade = grade.auto_score is None
            elif not same_notebook:
                grade.needs_manual_grade = True
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in unanswered else None
        gradebook.db.flush()
        settle_penalties(gradebook.db(), course.late, SubmittedNotebook.id == notebook.id)
        gradebook.db.commit()  # within the transaction, so that all is read again
        found = standing(gradebook, result)
    assert found is not None
    return found


def _entries(
    submission: SubmittedAssignment, result: Result, course: Course, handed_in: datetime | None
) -> dict[str, Any]:
    """Return a submission's time and extension where they are known, as nbgrader keeps them."""
    entries: dict[str, Any] = {}
    known = result.handed_in
    if handed_in is None and known is not None and known.at is not None:
        handed_in = datetime.fromisoformat(known.at)
    if handed_in is not None and handed_in.tzinfo is not None:
        handed_in = handed_in.astimezone(UTC).replace(tzinfo=None)
    if handed_in is not None or known is not None:  # else what nbgrader knows stays
        entries["timestamp"] = handed_in
    members = known.members if known else []
    due = due_in_course(course, result.assignment, result.student, *members)
    if due is not None:
        entries["extension"] = extension_until(due, submission.assignment)
    return entries


def _missing_names(student: Student, result: Result) -> dict[str, str]:
    """Return the names and the address that the hand-in tells and the gradebook lacks."""
    if result.handed_in is None:
        return {}
    told: dict[str, str] = {}
    # formgrader writes a name into its page as it is.
    name = one_line(result.handed_in.name).replace("<", "‹").replace(">", "›")[:LONGEST_NAME]
    if name and not (student.first_name or student.last_name):
        last, comma, first = name.partition(",")
        if not comma:
            first, _, last = name.rpartition(" ")
        told = {"first_name": first.strip(), "last_name": last.strip()}
    email = one_line(result.handed_in.ids.get("email", ""))[:LONGEST_NAME]
    if email and not student.email:
        told["email"] = email
    return told


def _auto_score(cell: str, result: Result, unanswered: set[str]) -> float | None:
    verdicts = result.of_question(cell.removeprefix("check_"))
    if verdicts:
        return rounded(sum(verdict.earned for verdict in verdicts))
    return 0.0 if cell in unanswered else None  # None: a person has to grade it


def _is_untouched(cell: nbformat.NotebookNode) -> bool:
    checksum = cell.metadata.get("nbgrader", {}).get("checksum")
    solution = cell.metadata.get("nbgrader", {}).get("solution")
    return bool(solution) and checksum == compute_checksum(cell)
