"""The kit's steps in nbgrader's own commands: clear, grade in the sandbox, count lateness."""

from __future__ import annotations

import atexit
import copy
import csv
import io
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import BasePlugin, CsvExportPlugin
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ComputeChecksums,
    GetGrades,
    LockCells,
    NbGraderPreprocessor,
    SaveAutoGrades,
    SaveCells,
)
from sqlalchemy.orm import Session

from autograder.authoring.clear_solutions import ClearAnswers
from autograder.course import load_course
from autograder.grading.course_secret import grading_secret
from autograder.grading.lateness import keep_in_step, late_penalty, settle
from autograder.grading.one_file import grade_inside
from autograder.grading.result import rounded
from autograder.grading.submission import Grader
from autograder.handin.times.written_times import read_timestamp
from autograder.handin.unpacking.csv_tables import safe_cell
from autograder.machine.fence import Fence, fence
from autograder.machine.private_files import closed_to_others
from autograder.machine.whole_files import write_atomically
from autograder.notebook.answers import pristine_notebook
from autograder.readable_text import one_line
from autograder.reports.feedback_notebook import graded_notebook
from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment

TIMESTAMP = "timestamp.txt"
EXPORTED = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class SandboxedGrade(NbGraderPreprocessor):
    """In place of running the student's notebook: grade the hand-in by the kit's own grader.

    The result is the notebook: pristine cells, the student's answers, the
    trusted verdicts as outputs of the check cells. `SaveAutoGrades` reads them there.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Grade one student's hand-in."""
        about = resources["nbgrader"]
        assignment, student = about["assignment"], one_line(about["student"])
        grader, inside = grader_for(assignment, about["lent_group"])
        graded = grade_inside(about["handin"], grader, inside)
        about["said"] = [*graded.result.warnings, *filter(None, [graded.result.error])]
        for notice in about["said"]:
            self.log.warning("%s: %s", student, one_line(notice))
        about["unread"] = graded.result.error
        notebook = graded_notebook(pristine_notebook(assignment), graded.submission, graded.result)
        return notebook, resources


@cache
def grader_for(assignment: str, lent_group: Path | None) -> tuple[Grader, Fence]:
    """Return what one run of nbgrader uses for all submissions."""
    kept, limits = ExitStack(), load_course().limits
    atexit.register(kept.close)
    inside = kept.enter_context(fence(limits))
    environment = kept.enter_context(student_environment(lent_group))
    level = strongest(environment).level
    return Grader(assignment, environment, level, limits, grading_secret()), inside


class KeepCells(SaveCells):
    """Keep a notebook's cells for the gradebook, until the release is known to go well."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Keep those of one notebook as they are before its hidden tests are taken out."""
        resources["nbgrader"]["cells"] = copy.deepcopy(nb)
        return nb, resources


def save_cells(
    gradebook: Gradebook, solved: NotebookNode, assignment: str, notebook: str | None = None
) -> None:
    """Write a notebook's cells into a gradebook that is open, within its transaction.

    As `SaveCells` does, which always opens one of its own. The notebook is called as the
    assignment is, unless its name is given.
    """
    step = SaveCells()
    step.gradebook, step.assignment_id = gradebook, assignment
    step.notebook_id = notebook or assignment
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


class TimeAndExtension(NbGraderPreprocessor):
    """Record when a submission came in and until when it might, before lateness is counted."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Record it for one submission; say what is odd about its time."""
        about = resources["nbgrader"]
        assignment, student, handin = about["assignment"], about["student"], about["handin"]
        courses = self.parent.parent.coursedir  # of the exporter's converter
        folder = courses.format_path(courses.submitted_directory, student, assignment)
        time = read_timestamp(Path(folder) / TIMESTAMP, load_course().zone)
        if time is not None and time.note and time.note not in about["said"]:
            self.log.warning("%s, %s: %s", one_line(student), TIMESTAMP, time.note)
        # Also by the instructor's tables.
        known = dict(handin.each()).get(student, handin.handed_in).at
        at = datetime.fromisoformat(known).astimezone(UTC).replace(tzinfo=None) if known else None
        with Gradebook(about["db_url"]) as gradebook:
            if at is not None or time is not None:  # else the time that is known otherwise stays
                gradebook.find_submission(assignment, student).timestamp = at
            settle(gradebook, load_course(), assignment, student)
        return nb, resources


class SettleLateness(NbGraderPreprocessor):
    """Bring a submission's late penalty in step with the points that a person gave."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Do it for one submission."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            settle(gradebook, load_course(), about["assignment"], about["student"])
        return nb, resources


class SettledExport(CsvExportPlugin):
    """nbgrader's CSV export, in step with `course.toml`, rounded, and safe to open.

    Its columns are those of nbgrader's own. Names are what students wrote into their
    platform: a comma or a formula in one must not become a cell.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names, or ``grades.csv``."""
        settle(gradebook, load_course())
        to, assignments = self.to or "grades.csv", [str(one) for one in self.assignment]
        students = [str(one) for one in self.student]
        self.log.info("Exporting grades to %s", to)
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(EXPORTED)
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if assignment.name in (assignments or [assignment.name]) and (
                    student.id in (students or [student.id])
                ):
                    table.writerow(_exported(gradebook, assignment, student))
        place = Path(to)
        with closed_to_others(self.parent.coursedir.groupshared):
            if place.is_symlink() or (place.exists() and not place.is_file()):  # /dev/stdout
                place.write_text(text.getvalue(), encoding="utf-8")
            else:  # a new file, so that no older one's mode is kept
                write_atomically(place, text.getvalue())


def _exported(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[Any]:
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
        timestamp, score = submission.timestamp, submission.score
        penalty = submission.late_submission_penalty
    except MissingEntry:  # nothing handed in
        timestamp, score, penalty = "", 0.0, 0.0
    texts = (student.id, student.last_name, student.first_name, student.email)
    numbers = (score, penalty, max(0.0, score - penalty), assignment.max_score)
    return [
        *(assignment.name, assignment.duedate, timestamp),
        *(safe_cell(text or "") for text in texts),
        *map(rounded, numbers),
    ]


def read_timestamps() -> None:
    """Let nbgrader read `timestamp.txt` as the kit does, which no setting of its own allows.

    By itself it takes ``-0500`` for 500 seconds, leaves out zones that it doesn't know, and
    stops all grading at a file that it can't read.
    """

    def get_existing_timestamp(directory: CourseDirectory, folder: str) -> datetime | None:
        time = read_timestamp(Path(folder) / TIMESTAMP, load_course().zone)
        return time.at.replace(tzinfo=None) if time and time.at else None

    def get_submitted_timestamp(
        api: NbGraderAPI, assignment_id: str, student_id: str
    ) -> datetime | None:
        submitted = api.coursedir.submitted_directory
        folder = api.coursedir.format_path(submitted, student_id, assignment_id)
        return get_existing_timestamp(api.coursedir, folder)

    CourseDirectory.get_existing_timestamp = get_existing_timestamp
    NbGraderAPI.get_submitted_timestamp = get_submitted_timestamp


@cache  # the configuration may be loaded several times in a process
def keep_penalties() -> None:
    """Let penalties follow whatever this process changes in a gradebook, formgrader above all."""
    keep_in_step(Session, lambda: load_course().late)


GENERATE_STEPS: list[Any] = [
    LockCells,
    ClearAnswers,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    KeepCells,
    ClearHiddenTests,
    ComputeChecksums,
    CheckCellMetadata,
]
AUTOGRADE_STEPS: list[Any] = [
    SandboxedGrade,
    SaveAutoGrades,
    TimeAndExtension,
    AssignLatePenalties,
]
FEEDBACK_STEPS: list[Any] = [SettleLateness, GetGrades, CSSHTMLHeaderPreprocessor]
