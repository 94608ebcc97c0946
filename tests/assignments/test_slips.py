"""The slips that the visible checks name are those of the catalogue, and they do name them."""

from importlib import import_module

import pytest

from autograder.assignments.mistake import known_mistakes
from coursework.faults.failures import Mistake
from coursework.instant import NotebookStudent
from coursework.scoring.judge import run_checks

SLIPS = {
    "knn": ["coursework.checks.knn.slips"],
    "linear": ["coursework.checks.linear.slips"],
    "regularization": ["coursework.checks.regularization.slips"],
    "sgd": ["coursework.checks.sgd.slips"],
    "softmax": ["coursework.checks.softmax.slips", "coursework.expecting.penalties"],
    "svm": ["coursework.expecting.penalties"],
}


def slips_of(assignment):
    """Return the slips that the visible checks of an assignment know, by name."""
    values = [one for name in SLIPS[assignment] for one in vars(import_module(name)).values()]
    return {one.name: one for one in values if isinstance(one, Mistake)}


CASES = [
    pytest.param(assignment, name, answer, id=f"{answer}-{name}")
    for assignment in SLIPS
    for name, answer in sorted(
        {
            (one.name, answer)
            for one in known_mistakes(assignment)
            for answer in one.functions
            if one.name in slips_of(assignment)
        }
    )
]


@pytest.mark.parametrize(("assignment", "name", "answer"), CASES)
def test_slip_is_named_without_the_catalogue(assignment, name, answer):
    reference = import_module(f"solutions.{assignment}")
    visible = import_module(f"coursework.checks.{assignment}").CHECKS
    named, lost = set(), False
    for one in known_mistakes(assignment):  # it may stand there in several wordings
        if one.name == name and answer in one.functions:
            student = NotebookStudent({**vars(reference), answer: one.run})
            verdicts = run_checks([check for check in visible if check.question == answer], student)
            lost |= any(verdict.status != "passed" for verdict in verdicts)
            named |= {verdict.mistake for verdict in verdicts}
    assert name in named or not lost  # some show on other inputs alone


@pytest.mark.parametrize("assignment", ["softmax", "svm"])
def test_slip_is_of_the_same_kind_in_the_catalogue(assignment):
    known = slips_of(assignment)
    for one in known_mistakes(assignment):
        if one.name in known:
            slip = known[one.name]
            assert (one.kind, one.why, one.hint) == (slip.kind, slip.why, slip.hint)
