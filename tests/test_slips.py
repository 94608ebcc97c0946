"""The slips that the visible checks name are those of the catalogue, and they do name them."""

from importlib import import_module

import pytest

from autograder.mistakes import known_mistakes
from coursework.failures import Mistake
from coursework.instant import NotebookStudent
from coursework.running import run_checks

CASES = [
    pytest.param(assignment, one, answer, id=f"{answer}-{one.name}")
    for assignment in ("knn", "linear", "regularization", "sgd")
    for one in known_mistakes(assignment)
    for answer in one.functions
    if one.name
    in {
        slip.name
        for slip in vars(import_module(f"coursework.checks.{assignment}.slips")).values()
        if isinstance(slip, Mistake)
    }
]


@pytest.mark.parametrize(("assignment", "one", "answer"), CASES)
def test_slip_is_named_without_the_catalogue(assignment, one, answer):
    reference = import_module(f"solutions.{assignment}")
    visible = import_module(f"coursework.checks.{assignment}").CHECKS
    student = NotebookStudent({**vars(reference), answer: one.run})
    verdicts = run_checks([check for check in visible if check.question == answer], student)
    if any(verdict.status != "passed" for verdict in verdicts):  # some show on other inputs alone
        assert one.name in {verdict.mistake for verdict in verdicts}
