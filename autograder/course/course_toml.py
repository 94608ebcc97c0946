"""`course.toml`, read and checked: what it says wrong is told by the entry's name."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course.paths import ROOT
from autograder.course.settings import (
    PYTHONS,
    Assignment,
    Course,
    CourseError,
    Extension,
    Late,
    Limits,
    Student,
)

_NAME = re.compile(r"\A[a-z][a-z0-9_]*\Z")
_PACKAGE = re.compile(r"\A[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
# With less, right answers would fail: a Python with NumPy has to start, and to compute.
LEAST = {
    "seconds_per_check": 0.5,
    "seconds_per_submission": 5,
    "memory_megabytes": 256,
    "grader_seconds": 5,
    "grader_megabytes": 256,
}


@cache
def load_course(path: Path = ROOT / "course.toml") -> Course:
    """Read `course.toml`.

    Raises
    ------
    CourseError
        With the entry's name, where one is missing, unknown or of the wrong kind.
    """
    table = _table_in(path)
    assignments = tuple(
        _fill(Assignment, entry, "[[assignments]]") for entry in table.pop("assignments", [])
    )
    _check_names(assignments)
    extensions = tuple(
        _fill(Extension, entry, "[[extensions]]") for entry in table.pop("extensions", [])
    )
    late = _fill(Late, table.pop("late", {}), "[late]")
    limits = _fill(Limits, table.pop("limits", {}), "[limits]")
    student = _student(table.pop("student", {}))
    _check_dues(assignments, extensions)
    _check_extensions(extensions, assignments)
    _check_late(late)
    _check_limits(limits)
    entries = {
        **table,
        "assignments": assignments,
        "late": late,
        "limits": limits,
        "student": student,
        "extensions": extensions,
        "folder": path.parent,
    }
    course: Course = _fill(Course, entries, "the top")
    _check_timezone(course)
    return course


def _table_in(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
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


def _check_names(assignments: tuple[Assignment, ...]) -> None:
    for one in assignments:
        if not _NAME.match(one.name):
            raise CourseError(
                f"course.toml: the assignment name {one.name!r} should be a lower-case "
                "Python name, as it names a module."
            )


def _check_dues(assignments: tuple[Assignment, ...], extensions: tuple[Extension, ...]) -> None:
    dues = [(one.name, one.due) for one in assignments]
    dues += [(f"{one.student}'s extension", one.due) for one in extensions]
    for whose, due in dues:
        if due is not None and (not isinstance(due, datetime) or due.tzinfo is None):
            raise CourseError(
                f"course.toml: `due` of {whose} should be a date and time with its zone, such "
                "as 2027-01-22T23:59:00+00:00."
            )


def _check_extensions(
    extensions: tuple[Extension, ...], assignments: tuple[Assignment, ...]
) -> None:
    for extension in extensions:
        _check_extension(extension, assignments)
    twice = Counter((one.student.casefold(), one.assignment) for one in extensions)
    for (who, assignment), times in twice.items():
        if times > 1:
            raise CourseError(
                f"course.toml: {who!r} has {times} extensions of {assignment}; leave one."
            )


def _check_late(late: Late) -> None:
    if not 0 <= late.penalty_per_day <= 1:
        raise CourseError(
            "course.toml: [late] penalty_per_day should be from 0 to 1 (10 % is 0.1)."
        )
    if late.grace_hours < 0 or late.max_days < 0:
        raise CourseError("course.toml: [late] grace_hours and max_days should not be negative.")


def _check_limits(limits: Limits) -> None:
    for limit in fields(limits):
        least, value = LEAST.get(limit.name, 0.0), getattr(limits, limit.name)
        if not (value > 0 and value >= least and math.isfinite(value)):
            most = f"at least {least:g}" if least else "a number more than 0"
            raise CourseError(f"course.toml: [limits] {limit.name} should be {most}.")


def _check_timezone(course: Course) -> None:
    try:
        _ = course.zone
    except (ValueError, OSError, KeyError):
        raise CourseError(
            f"course.toml: the timezone {course.timezone!r} isn't known; it should be a name "
            'such as "Europe/Berlin" or "UTC".'
        ) from None


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
        raise CourseError(f"{whose} is for {extension.assignment!r}, which isn't an assignment.")
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
