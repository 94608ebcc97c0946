"""Attacks on the grader's own memory and time, measured in its process while it works."""

import sys
from dataclasses import replace
from functools import partial
from importlib import import_module

import numpy as np
import pytest
from fencing import measured, resident
from hostile_code import bloat
from hostile_code.scene import LIMITS, earned

from autograder.machine.fence import fence
from autograder.sandbox.argument_bounds import extent_of, is_too_much
from autograder.sandbox.student import SandboxedStudent
from coursework.scoring.check import StudentError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux tells it"),
]

# One reply of 64 MB stands in memory twice while it is read, and its wrong answer's copy beside.
MOST_MEGABYTES, MOST_SECONDS = 400, 15


@pytest.fixture(scope="module")
def graded_inside(grader_at_each_level):
    """Return a function that grades within limits, and tells what that took."""
    at = replace(grader_at_each_level, limits=LIMITS)
    with fence(LIMITS) as inside:

        def graded(content, assignment="svm"):
            within = partial(measured, grader=replace(at, assignment=assignment))
            result, megabytes, seconds = inside.call(within, content)
            assert megabytes < MOST_MEGABYTES and seconds < MOST_SECONDS
            assert not [one.message for one in result.checks if one.status == "error"]
            assert result.error is None
            return result

        yield graded


@pytest.mark.parametrize("attack", bloat.ATTACKS, ids=str)
def test_what_a_submission_sends_neither_bloats_nor_holds_up_the_grader(graded_inside, attack):
    result = graded_inside(attack.notebook({}))
    assert earned(result) == attack.honest()
    assert len(result.to_json()) < 100_000


# What an answer asks of a function that it is lent, in a check that gives it some ten numbers.
ASKED = {
    "a batch of gigabytes": ("sgd", "sample_minibatch(X, y, 30_000_000, rng)"),
    "a batch without an end": ("sgd", "sample_minibatch(X, y, 10 ** 18, rng)"),
    "a batch of large rows": ("sgd", "sample_minibatch(np.zeros((2, 10 ** 5)), y, 900, rng)"),
    "a batch of a shape": ("sgd", "sample_minibatch(X, y, (1000, 1000, 200), rng)"),
    "a third dimension": (
        "linear",
        "linear_scores(np.zeros((900, 1)), np.zeros((900, 1)), np.zeros((200, 1, 1)))",
    ),
    "a list of matrices": (
        "knn",
        "distances_no_loops([np.zeros((900, 1))] * 2, [np.zeros((900, 1))] * 2)",
    ),
    "a table of gigabytes": ("knn", "distances_no_loops(np.zeros((2000, 1)), np.zeros((2000, 1)))"),
    "a table of nothing": ("knn", "distances_no_loops(np.zeros((4000, 0)), np.zeros((4000, 0)))"),
    "votes for a large label": (
        "knn",
        "predict_labels(np.zeros((2, 2)), np.array([0, 10**12]), 1)",
    ),
    "votes of too many": ("knn", "predict_labels(np.zeros((2, 2)), np.array([0, 1]), 10 ** 12)"),
    "probabilities of a million": ("softmax", "softmax(np.zeros(10 ** 6))"),
    "the same again and again": ("softmax", "[softmax(np.zeros(3)) for _ in range(10 ** 7)]"),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_function_that_is_lent_is_not_asked_for_more_than_an_honest_answer_could(grader, name):
    assignment, expression = ASKED[name]
    lent = expression.lstrip("[").partition("(")[0]
    student = SandboxedStudent(
        {"ask": f"def ask(X, y, rng):\n    return {expression}\n", lent: "pass\n"},
        (),
        [("np", "numpy", None)],
        *(grader.environment, grader.level, LIMITS),
        seed=("s",),
        reference=import_module(f"solutions.{assignment}"),
    )
    given = np.ones((4, 2)), np.zeros(4, int), np.random.default_rng(0)
    before = resident()
    with student, student.lending([lent]):
        try:
            error = student.call("ask", *given).error
        except StudentError as died:
            error = died
    assert error is not None and resident() - before < 100
    refused = "much larger than those given" in str(error)
    assert refused or (error.kind == "Timeout" and "again" in name)


def test_honest_answers_ask_less_than_a_quarter_of_what_they_may():
    given = extent_of((np.ones((50, 20)), np.zeros(50, int), 10))
    for asked in (
        (np.ones((50, 20)), np.zeros(50, int), 50),
        (np.ones((100, 20)), np.ones((100, 20)), np.zeros(100, int), 200),
        (np.zeros((60, 60)), np.arange(200), 5),
    ):
        assert not is_too_much(extent_of(asked), given)
    assert is_too_much(extent_of(np.ones((250, 20))), given)
    assert is_too_much(extent_of(1_001), given)
