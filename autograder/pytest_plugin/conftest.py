"""``pytest autograder --submission notebook.ipynb``: one test a check, through the sandbox."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from autograder.course import load_course
from autograder.grading.course_secret import grading_secret
from autograder.grading.one_file import grade_inside
from autograder.grading.submission import Grader
from autograder.handin.one_handin import Handin
from autograder.machine.fence import Ended, fence
from autograder.notebook.answers import assignment_of
from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment


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
    name = metafunc.config.getoption("--assignment")
    with student_environment(lent_group()) as environment, fence(course.limits) as inside:
        try:
            if not name:
                known = [one.name for one in course.assignments]
                name = inside.call(partial(assignment_of, assignments=known), path.read_bytes())
            if not name:
                raise pytest.UsageError(
                    f"{path} doesn't look like an assignment; name --assignment."
                )
            level = strongest(environment).level
            grader = Grader(name, environment, level, course.limits, grading_secret())
            graded = grade_inside(Handin(path.stem, path), grader, inside)
        except Ended as ended:
            raise pytest.UsageError(str(ended)) from None
    result = graded.result
    if result.error:
        raise pytest.UsageError(result.error)
    metafunc.parametrize("verdict", result.checks, ids=[check.name for check in result.checks])
