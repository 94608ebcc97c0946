"""The course as `course.toml` tells it: assignments, due dates, lateness, limits, packages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course.paths import ROOT
from autograder.readable_text import did_you_mean

# The versions that the kit runs with, and so answers.
PYTHONS = ("3.11", "3.12", "3.13")
# Ends a message on a run that could not end.
GO_ON = " Nothing that is graded is lost: the same command goes on from there."


class CourseError(ValueError):
    """`course.toml` says something that can't be followed; the message names it."""


@dataclass(frozen=True)
class Assignment:
    """One assignment: its name is its folder, its notebook and its module.

    With ``groups`` what one student hands in stands for the whole group of the roster.
    """

    name: str
    title: str
    due: datetime | None = None
    groups: bool = False


@dataclass(frozen=True)
class Late:
    """What lateness costs, in parts of the score a day."""

    grace_hours: float = 0
    penalty_per_day: float = 0
    max_days: float = float("inf")


@dataclass(frozen=True)
class Extension:
    """More time for one student: a due date of their own, or days after everyone's."""

    student: str
    assignment: str
    due: datetime | None = None
    days: float = 0

    def is_for(self, assignment: str, students: Iterable[str]) -> bool:
        """Tell whether it is for one of these students, whose ids may differ in case."""
        wanted = self.student.casefold()
        return self.assignment == assignment and wanted in {one.casefold() for one in students}


@dataclass(frozen=True)
class Limits:
    """What may be used while grading.

    Attributes
    ----------
    seconds_per_check
        What a student's code may take for one check, or for running one cell. Waiting
        for a processor isn't counted.
    seconds_per_submission
        What it may take in all.
    minutes_per_run
        After this long no further submission is begun; the next run goes on from there.
    memory_megabytes
        What a student's process may use.
    reply_megabytes, replies_megabytes
        What it may send back for one call, and in all.
    notebook_megabytes
        How large a notebook may be.
    grader_seconds, grader_megabytes
        Processor time and memory that the grader's own work on one submission may take:
        reading it, judging its values, naming mistakes.
    minutes_per_submission
        After this long on one submission, however busy the machine is, it is given up.
    """

    seconds_per_check: float = 5
    seconds_per_submission: float = 120
    minutes_per_run: float = 600
    memory_megabytes: int = 1024
    reply_megabytes: int = 64
    replies_megabytes: int = 256
    notebook_megabytes: int = 200
    grader_seconds: float = 60
    grader_megabytes: int = 2048
    minutes_per_submission: float = 30


# The students' own package brings these along (assignments/pyproject.toml).
USUAL_PACKAGES = ("numpy", "matplotlib", "scipy", "scikit-learn", "pandas", "tqdm")


@dataclass(frozen=True)
class Student:
    """The Python that answers run with.

    Attributes
    ----------
    packages
        What answers may use besides Python's own modules, by the names of the package index.
    python
        A version such as ``"3.13"``, where it isn't the grader's own.
    """

    packages: tuple[str, ...] = USUAL_PACKAGES
    python: str = ""


@dataclass(frozen=True)
class Course:
    """The whole of `course.toml`."""

    name: str
    repository: str
    branch: str = "main"
    timezone: str = "UTC"
    roster: str = ""
    times: str = ""
    assignments: tuple[Assignment, ...] = ()
    late: Late = field(default_factory=Late)
    limits: Limits = field(default_factory=Limits)
    student: Student = field(default_factory=Student)
    extensions: tuple[Extension, ...] = ()
    folder: Path = ROOT

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times that name none."""
        return ZoneInfo(self.timezone)

    def assignment(self, name: str) -> Assignment:
        """Return an assignment by name, or tell which there are."""
        for one in self.assignments:
            if one.name == name:
                return one
        known = [one.name for one in self.assignments]
        raise CourseError(
            f"There is no assignment “{name}”. course.toml lists: {', '.join(known)}."
            f"{did_you_mean(name, known)}"
        )

    def due(self, assignment: str, *students: str) -> datetime | None:
        """Return when an assignment is due, for students with an extension their own date.

        Of several students, who handed in as a group, the latest date counts.
        """
        due = self.assignment(assignment).due
        own = [
            one.due or (due and due + timedelta(days=one.days))
            for one in self.extensions
            if one.is_for(assignment, students)
        ]
        return max((one for one in [due, *own] if one), default=None)

    def file(self, name: str) -> Path:
        """Return a file that `course.toml` names; its place is told from there."""
        return self.folder / name
