"""The kit's steps in nbgrader's own commands: clear, grade in the sandbox, count lateness."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import cache
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ComputeChecksums,
    LockCells,
    NbGraderPreprocessor,
    SaveAutoGrades,
    SaveCells,
)

from autograder.clearing import ClearAnswers
from autograder.course import Late, grading_secret, load_course
from autograder.environment import student_environment
from autograder.grade import Grader, grade
from autograder.isolation import strongest
from autograder.pour import graded_notebook
from autograder.submission import pristine_notebook


class SandboxedGrade(NbGraderPreprocessor):
    """In place of running the student's notebook: grade it by the kit's own grader.

    The result replaces the notebook: pristine cells, the student's answers, the
    trusted verdicts as outputs of the check cells. `SaveAutoGrades` reads them there.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Grade one student's notebook."""
        assignment, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        graded = grade(nbformat.writes(nb).encode(), student, grader_for(assignment))
        for notice in [*graded.result.warnings, *filter(None, [graded.result.error])]:
            self.log.warning("%s: %s", student, notice)
        notebook = graded_notebook(pristine_notebook(assignment), graded.submission, graded.result)
        return notebook, resources


@cache
def grader_for(assignment: str) -> Grader:
    """Return the grader that one run of nbgrader uses for all submissions."""
    kept = ExitStack()
    atexit.register(kept.close)
    environment = kept.enter_context(student_environment())
    level = strongest(environment).level
    return Grader(assignment, environment, level, load_course().limits, grading_secret())


class SaveCellsAndDueDate(SaveCells):
    """Record an assignment's cells, and the due date that `course.toml` gives it."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Record one notebook."""
        nb, resources = super().preprocess(nb, resources)
        name = resources["nbgrader"]["assignment"]
        due = load_course().assignment(name).due
        with Gradebook(self.db_url) as gradebook:
            gradebook.update_or_create_assignment(name, duedate=due and due.isoformat())
        return nb, resources


def save_cells(gradebook: Gradebook, solved: NotebookNode, assignment: str) -> None:
    """Write a notebook's cells into a gradebook that is open, within its transaction.

    As `SaveCells` does, which always opens one of its own.
    """
    step = SaveCells()
    step.gradebook, step.assignment_id, step.notebook_id = gradebook, assignment, assignment
    for kind in ("grade", "solution", "task", "source"):
        setattr(step, f"new_{kind}_cells", {})
    for index, cell in enumerate(solved.cells):
        step.preprocess_cell(cell, ResourcesDict(), index)
    step._create_notebook(solved)


class LatePolicy(BasePlugin):
    """The late policy of `course.toml`, as nbgrader asks for it."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points that a late submission loses."""
        return late_penalty(score, total_seconds_late, load_course().late)


def late_penalty(score: float, seconds_late: float, late: Late) -> float | None:
    """Return the points that a submission loses by being late, or None if it is in time.

    Days are counted from the due date and rounded up; the grace period excuses
    a short delay altogether.
    """
    if seconds_late <= late.grace_hours * 3600:
        return None
    days = -(-seconds_late // 86400)
    if days > late.max_days:
        return score
    return min(score, score * late.penalty_per_day * days)


GENERATE_STEPS: list[Any] = [
    LockCells,
    ClearAnswers,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCellsAndDueDate,
    ClearHiddenTests,
    ComputeChecksums,
    CheckCellMetadata,
]
SANITIZE_STEPS: list[Any] = [ClearOutput]
AUTOGRADE_STEPS: list[Any] = [SandboxedGrade, SaveAutoGrades, AssignLatePenalties]
