"""What the tests of the sandbox share: a student of given answers."""

import pytest

from autograder.notebook.own_code import Helper
from autograder.sandbox.student import SandboxedStudent

IMPORTS = [("np", "numpy", None), ("plt", "matplotlib.pyplot", None), ("tau", "math", "tau")]
IMPORTS += [("load_digits", "coursework.datasets", "load_digits"), ("check", "coursework", "check")]


@pytest.fixture
def student(grader):
    """Make a student of the given answers, in a sandbox that is ended with the test."""
    made = []

    def make(answers=None, helpers=(), at=grader, **named):
        one = SandboxedStudent(
            {**(answers or {}), **named},
            [*map(Helper, helpers)],
            IMPORTS,
            at.environment,
            at.level,
            at.limits,
            seed=("secret", "svm", "ada"),
        )
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
