"""Results into nbgrader's own gradebook, through its API: one writer, whole submissions.

So formgrader, ``nbgrader generate_feedback`` and ``nbgrader export`` go on working
with what `autograder grade` found out.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.preprocessors import ComputeChecksums
from nbgrader.utils import compute_checksum
from sqlalchemy import event
from sqlalchemy.exc import OperationalError, SAWarning

from autograder.build import solved_notebook
from autograder.course import GO_ON, Course, CourseError
from autograder.grade import Graded
from autograder.leftovers import alone_at
from autograder.nbgrader_steps import late_penalty, save_cells
from autograder.pour import graded_notebook
from autograder.result import Result
from autograder.submission import pristine_notebook
from autograder.summary import safe_cell

SECONDS_TO_WAIT = 60


class GradebookError(CourseError):
    """The gradebook can't take these grades; the message says why."""


@contextmanager
def open_gradebook(path: Path, assignment: str, course: Course) -> Iterator[Gradebook]:
    """Open a gradebook that knows the assignment's cells, making it if need be.

    Whenever the process is killed, the file is a gradebook, or isn't there yet.

    Parameters
    ----------
    path
        The SQLite file.
    assignment
        Its cells are brought up to date with the notebook given out.

    Raises
    ------
    GradebookError
        If the gradebook has submissions to another version of the notebook.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _find_alembic()
    with alone_at(path.parent):  # another run may make the same one
        if not path.exists():
            new = path.with_name(path.name + ".partial")
            new.unlink(missing_ok=True)
            Gradebook(f"sqlite:///{new.resolve()}").close()
            os.replace(new, path)
    _wait_until_free(path)
    with Gradebook(f"sqlite:///{path.resolve()}") as gradebook:
        event.listen(gradebook.engine, "connect", _wait_for_others)
        gradebook.engine.dispose()  # of connections that don't wait
        with _one_transaction(gradebook):
            _register(gradebook, assignment, course)
        yield gradebook


def _register(gradebook: Gradebook, assignment: str, course: Course) -> None:
    """Write down an assignment's cells, as nbgrader's own `generate_assignment` does."""
    due = course.assignment(assignment).due
    gradebook.update_or_create_assignment(assignment, duedate=due and due.isoformat())
    solved, _ = ComputeChecksums().preprocess(solved_notebook(assignment, course), {})
    try:
        save_cells(gradebook, solved, assignment)
    except RuntimeError as error:  # nbgrader's, which keeps what was graded
        raise GradebookError(
            f"The gradebook has submissions to another version of {assignment}, with other "
            f"questions ({error}). Grade into a new one, by --gradebook."
        ) from None


def _wait_until_free(path: Path) -> None:
    """Wait while another program has the file; nbgrader looks into it without patience."""
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.DatabaseError as error:
        raise _not_writable(str(error)) from error


def _not_writable(reason: str) -> GradebookError:
    if "locked" in reason:
        reason = "another program, perhaps formgrader, has locked it"
    return GradebookError(f"The gradebook can't be written: {reason}.{GO_ON}")


def _wait_for_others(connection: Any, _: Any) -> None:
    """Wait while another program, such as formgrader, has the gradebook."""
    connection.execute(f"PRAGMA busy_timeout = {1000 * SECONDS_TO_WAIT}")


def is_recorded(gradebook: Gradebook, result: Result, handed_in: datetime | None) -> bool:
    """Tell whether the gradebook holds a result already."""
    try:
        submission = gradebook.find_submission(result.assignment, result.student)
    except MissingEntry:
        return False
    (notebook,) = submission.notebooks
    return submission.timestamp == handed_in and all(
        grade.auto_score == _auto_score(grade.name, result, set())
        for grade in notebook.grades
        if result.of_question(grade.name.removeprefix("check_"))
    )


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
    """Keep all that is done inside or nothing, though nbgrader's API commits bit by bit.

    Raises
    ------
    GradebookError
        If the file can't be written: another program has it, or the disk is full.
    """
    gradebook.db.remove()
    try:
        with gradebook.engine.begin() as connection:
            # The session's commits stay inside the connection's transaction.
            gradebook.db.configure(bind=connection, join_transaction_mode="rollback_only")
            yield
    except (InvalidEntry, OperationalError) as error:  # the former is nbgrader's, for the latter
        raise _not_writable(str(error).split("\n")[0].split(") ")[-1]) from error
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
