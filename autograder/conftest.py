"""``pytest autograder --submission notebook.ipynb``: one test a check, through the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import grading_secret, load_course
from autograder.environment import student_environment
from autograder.grade import Grader, grade_one
from autograder.handin.handins import Handin
from autograder.isolation import strongest
from autograder.submission import assignment_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say what to grade."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", type=Path, help="the student's notebook to grade")
    group.addoption("--assignment", help="which assignment it is [default: found by its answers]")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Grade the submission once, and make a test of each verdict."""
    if "verdict" not in metafunc.fixturenames:
        return
    path: Path | None = metafunc.config.getoption("--submission")
    if path is None:
        metafunc.parametrize("verdict", [], ids=[])
        return
    if not path.is_file():
        raise pytest.UsageError(f"There is no notebook {path}.")
    course = load_course()
    asked = metafunc.config.getoption("--assignment")
    name = asked or assignment_of(path.read_bytes(), [one.name for one in course.assignments])
    if name is None:
        raise pytest.UsageError(f"{path} looks like none of the assignments; name --assignment.")
    with student_environment() as environment:
        level = strongest(environment).level
        grader = Grader(name, environment, level, course.limits, grading_secret())
        result = grade_one(Handin(path.stem, path), grader).result
    if result.error:
        raise pytest.UsageError(result.error)
    metafunc.parametrize("verdict", result.checks, ids=[check.name for check in result.checks])
