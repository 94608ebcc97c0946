"""Right values don't do: an answer that changes an array of its caller's loses points."""

import inspect
from importlib import import_module

import numpy as np
import pytest

from autograder.assignments.registry import all_checks
from coursework.instant import NotebookStudent
from coursework.scoring.judge import run_checks

ARRAYS = {
    "regularization": {
        "l2_penalty": ("W",),
        "l1_penalty": ("W",),
        "elastic_net_penalty": ("W",),
        "regularized_loss": ("data_gradient", "W"),
        "fit_polynomial": ("x", "t"),
    },
    "sgd": {
        "numerical_gradient": ("W",),
        "relative_error": ("a", "b"),
        "gradient_descent": ("W",),
        "linear_regression_loss": ("w", "X", "t"),
        "sample_minibatch": ("X", "y"),
        "sgd": ("W", "X", "y"),
    },
}
CHANGES = {
    "doubled": lambda array: np.multiply(array, 2, out=array, casting="unsafe"),
    "one entry": lambda array: array.__setitem__((0,) * array.ndim, 7),
    "negative": lambda array: np.negative(array, out=array),
}
CASES = [
    (assignment, answer, name)
    for assignment, answers in ARRAYS.items()
    for answer, names in answers.items()
    for name in names
]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize(("assignment", "answer", "name"), CASES)
def test_an_argument_changed_in_place_costs_points(assignment, answer, name, change) -> None:
    reference = import_module(f"solutions.{assignment}")
    right = getattr(reference, answer)

    def answered(*arguments):
        value = right(*arguments)
        change(inspect.signature(right).bind(*arguments).arguments[name])
        return value

    checks = [one for one in all_checks(assignment) if one.question == answer]
    verdicts = run_checks(checks, NotebookStudent({**vars(reference), answer: answered}))
    assert sum(one.earned for one in verdicts) < sum(one.points for one in verdicts)
    assert "argument_changed" in {one.mistake for one in verdicts}
