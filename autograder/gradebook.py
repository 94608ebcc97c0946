"""Results into nbgrader's own gradebook, through its API: one writer, whole submissions.

So formgrader, ``nbgrader generate_feedback`` and ``nbgrader export`` go on working
with what `autograder grade` found out.
"""

from __future__ import annotations

import csv
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ComputeChecksums
from nbgrader.utils import compute_checksum
from sqlalchemy.exc import SAWarning

from autograder.build import solved_notebook
from autograder.course import Course
from autograder.grade import Graded
from autograder.nbgrader_steps import SaveCellsAndDueDate, late_penalty
from autograder.pour import graded_notebook
from autograder.result import Result
from autograder.submission import pristine_notebook
from autograder.summary import safe_cell


@contextmanager
def open_gradebook(path: Path, assignment: str, course: Course) -> Iterator[Gradebook]:
    """Open a gradebook that knows the assignment's cells, making it if need be.

    Parameters
    ----------
    path
        The SQLite file.
    assignment
        Its cells are brought up to date with the notebook given out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{path.resolve()}"
    _find_alembic()
    with Gradebook(url) as gradebook:
        due = course.assignment(assignment).due
        gradebook.update_or_create_assignment(assignment, duedate=due and due.isoformat())
    # The cells are recorded by nbgrader's own step, as `generate_assignment` does it.
    solved = solved_notebook(assignment, course)
    solved, _ = ComputeChecksums().preprocess(solved, {})
    names = {"assignment": assignment, "notebook": assignment, "db_url": url}
    SaveCellsAndDueDate().preprocess(solved, ResourcesDict(nbgrader=names))
    with Gradebook(url) as gradebook:
        yield gradebook


def record(
    gradebook: Gradebook, graded: Graded, course: Course, handed_in: datetime | None = None
) -> None:
    """Write one submission's scores, all of them or none.

    Manual scores and comments that are there already stay.
    """
    result = graded.result
    assignment = result.assignment
    shown = graded_notebook(pristine_notebook(assignment), graded.submission, result)
    unanswered = {cell.metadata.nbgrader.grade_id for cell in shown.cells if _is_untouched(cell)}
    timestamp = {"timestamp": handed_in.isoformat()} if handed_in else {}
    with _one_transaction(gradebook), warnings.catch_warnings():
        # nbgrader 0.9 builds its objects in an order that SQLAlchemy 2 grumbles at.
        warnings.simplefilter("ignore", SAWarning)
        gradebook.update_or_create_student(result.student)
        submission = gradebook.update_or_create_submission(assignment, result.student, **timestamp)
        (notebook,) = submission.notebooks
        for grade in notebook.grades:
            grade.auto_score = _auto_score(grade.name, result, unanswered)
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in unanswered else None
        gradebook.db.flush()
        gradebook.db.refresh(notebook)  # its score is a sum that the database makes
        notebook.late_submission_penalty = late_penalty(
            notebook.score, submission.total_seconds_late, course.late
        )
        gradebook.db.flush()


@contextmanager
def _one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """Keep all that is done inside or nothing, though nbgrader's API commits bit by bit."""
    gradebook.db.remove()
    try:
        with gradebook.engine.begin() as connection:
            # The session's commits stay inside the connection's transaction.
            gradebook.db.configure(bind=connection, join_transaction_mode="rollback_only")
            yield
    finally:
        gradebook.db.remove()
        gradebook.db.configure(bind=gradebook.engine)


def _auto_score(cell: str, result: Result, unanswered: set[str]) -> float | None:
    verdicts = result.of_question(cell.removeprefix("check_"))
    if verdicts:
        return sum(verdict.earned for verdict in verdicts)
    return 0.0 if cell in unanswered else None  # None: a person has to grade it


def _is_untouched(cell: nbformat.NotebookNode) -> bool:
    checksum = cell.metadata.get("nbgrader", {}).get("checksum")
    solution = cell.metadata.get("nbgrader", {}).get("solution")
    return bool(solution) and checksum == compute_checksum(cell)


def _find_alembic() -> None:
    # nbgrader starts `alembic` by name, so the environment's programs have to be on PATH.
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])


def export_grades(path: Path, to: Path) -> int:
    """Write every submission's total as CSV, and return how many there are.

    The score is the final one: points added by hand count, points lost by being late
    are off.
    """
    with (
        Gradebook(f"sqlite:///{path.resolve()}") as gradebook,
        to.open("w", newline="", encoding="utf-8") as file,
    ):
        table = csv.writer(file)
        table.writerow(
            ["assignment", "student", "score", "max_score", "late_penalty", "needs_manual_grade"]
        )
        rows: list[list[Any]] = [
            [
                assignment.name,
                safe_cell(submission.student.id),
                max(0.0, submission.score - submission.late_submission_penalty),
                submission.max_score,
                submission.late_submission_penalty,
                submission.needs_manual_grade,
            ]
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        ]
        rows.sort(key=lambda row: (row[0], row[1]))
        table.writerows(rows)
    return len(rows)
