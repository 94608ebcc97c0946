"""The course as `course.toml` tells it, read and checked in one place."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

_NAME = re.compile(r"\A[a-z][a-z0-9_]*\Z")
_PACKAGE = re.compile(r"\A[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
# The versions that the kit runs with, and so answers.
PYTHONS = ("3.11", "3.12", "3.13")
ROOT = Path(__file__).resolve().parent.parent
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


# With less, right answers would fail: a Python with NumPy has to start, and to compute.
LEAST = {
    "seconds_per_check": 0.5,
    "seconds_per_submission": 5,
    "memory_megabytes": 256,
    "grader_seconds": 5,
    "grader_megabytes": 256,
}


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
        known = ", ".join(one.name for one in self.assignments)
        raise CourseError(f"There is no assignment “{name}”. course.toml lists: {known}.")

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


@cache
def load_course(path: Path = ROOT / "course.toml") -> Course:
    """Read `course.toml`.

    Raises
    ------
    CourseError
        With the entry's name, where one is missing, unknown or of the wrong kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"There is no {path.name} in {path.parent}."
        if path == ROOT / "course.toml":  # installed away from any course, as by `pip install .`
            message += (
                " This autograder isn't that of a course: in the course's folder (a clone of its "
                "repository) run `make setup`, or `pip install -e .` in an environment of your "
                "own, and use the autograder from there."
            )
        raise CourseError(message) from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path.name} is not valid TOML: {error}") from None
    assignments = tuple(
        _fill(Assignment, entry, "[[assignments]]") for entry in table.pop("assignments", [])
    )
    for one in assignments:
        if not _NAME.match(one.name):
            raise CourseError(
                f"course.toml: the assignment name {one.name!r} should be a lower-case "
                "Python name, as it names a module."
            )
    extensions = tuple(
        _fill(Extension, entry, "[[extensions]]") for entry in table.pop("extensions", [])
    )
    late = _fill(Late, table.pop("late", {}), "[late]")
    limits = _fill(Limits, table.pop("limits", {}), "[limits]")
    student = _student(table.pop("student", {}))
    dues = [(one.name, one.due) for one in assignments]
    dues += [(f"{one.student}'s extension", one.due) for one in extensions]
    for whose, due in dues:
        if due is not None and (not isinstance(due, datetime) or due.tzinfo is None):
            raise CourseError(
                f"course.toml: `due` of {whose} should be a date and time with its zone, such "
                "as 2027-01-22T23:59:00+00:00."
            )
    for extension in extensions:
        _check_extension(extension, assignments)
    twice = Counter((one.student.casefold(), one.assignment) for one in extensions)
    for (who, assignment), times in twice.items():
        if times > 1:
            raise CourseError(
                f"course.toml: {who!r} has {times} extensions of {assignment}; leave one."
            )
    if not 0 <= late.penalty_per_day <= 1:
        raise CourseError(
            "course.toml: [late] penalty_per_day should be from 0 to 1 (10 % is 0.1)."
        )
    if late.grace_hours < 0 or late.max_days < 0:
        raise CourseError("course.toml: [late] grace_hours and max_days should not be negative.")
    for limit in fields(limits):
        least, value = LEAST.get(limit.name, 0.0), getattr(limits, limit.name)
        if not (value > 0 and value >= least and math.isfinite(value)):
            most = f"{least:g} at the least" if least else "a number more than 0"
            raise CourseError(f"course.toml: [limits] {limit.name} should be {most}.")
    course: Course = _fill(
        Course,
        {
            **table,
            "assignments": assignments,
            "late": late,
            "limits": limits,
            "student": student,
            "extensions": extensions,
            "folder": path.parent,
        },
        "the top",
    )
    try:
        _ = course.zone
    except (ValueError, OSError, KeyError):
        raise CourseError(
            f"course.toml: the timezone {course.timezone!r} isn't known; it should be a name "
            'such as "Europe/Berlin" or "UTC".'
        ) from None
    return course


def _student(entries: dict[str, Any]) -> Student:
    student: Student = _fill(Student, entries, "[student]")
    packages = student.packages
    if not isinstance(packages, list | tuple) or not all(map(_is_package, packages)):
        raise CourseError(
            'course.toml: [student] packages should be a list of names, such as ["numpy", "tqdm"].'
        )
    if student.python and student.python not in PYTHONS:
        raise CourseError(
            f"course.toml: [student] python should be one of {', '.join(PYTHONS)}, "
            f"but is {student.python!r}."
        )
    return replace(student, packages=tuple(packages))


def _is_package(name: Any) -> bool:
    return isinstance(name, str) and bool(_PACKAGE.match(name))


def _check_extension(extension: Extension, assignments: tuple[Assignment, ...]) -> None:
    whose = f"course.toml: the extension of {extension.student!r}"
    if extension.assignment not in {one.name for one in assignments}:
        raise CourseError(f"{whose} is for {extension.assignment!r}, which is no assignment.")
    if (extension.due is None) == (extension.days == 0):
        raise CourseError(f"{whose} should have either `due` or `days`.")
    if not 0 <= extension.days < 10_000:
        raise CourseError(f"{whose} should have `days` from 0 to 9999.")


def _fill(kind: Any, entries: dict[str, Any], where: str) -> Any:
    known = {entry.name: entry for entry in fields(kind)}
    for name, value in entries.items():
        if name not in known:
            raise CourseError(f"course.toml: {where} has an unknown entry “{name}”.")
        kinds: dict[str, tuple[type, ...]] = {"str": (str,), "float": (int, float), "int": (int,)}
        wanted = kinds.get(str(known[name].type))
        if wanted and (not isinstance(value, wanted) or isinstance(value, bool)):
            raise CourseError(
                f"course.toml: “{name}” at {where} should be of type {known[name].type}, "
                f"but is {value!r}."
            )
    try:
        return kind(**entries)
    except TypeError:
        missing = [
            name
            for name in ("name", "title", "repository", "student", "assignment")
            if name in known and name not in entries
        ]
        raise CourseError(f"course.toml: {where} lacks {', '.join(missing)}.") from None


def text_path(assignment: str) -> Path:
    """Return where an assignment's text stands."""
    return ROOT / "solutions" / "notebooks" / f"{assignment}.md"


def solved_path(assignment: str) -> Path:
    """Return where the solved notebook goes: nbgrader's `source`."""
    return ROOT / "solutions" / "notebooks" / assignment / f"{assignment}.ipynb"


def student_path(assignment: str) -> Path:
    """Return where the student's notebook goes: nbgrader's `release`."""
    return ROOT / "assignments" / assignment / f"{assignment}.ipynb"
