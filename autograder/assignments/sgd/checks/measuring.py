"""Hidden checks of what is measured: slopes, errors, and how well a line fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts
from autograder.assignments.sgd import mistakes as known
from coursework.checks.sgd import slips
from coursework.expecting.unchanged import expect_inputs_unchanged, expect_unchanged
from coursework.expecting.values import (
    as_array,
    as_number,
    close,
    expect_array,
    expect_number,
    is_right,
)
from coursework.scoring.check import Asked, Failure, StudentError, check, checks_in
from solutions import sgd as reference

SHAPES = ((5,), (3, 4), (2, 3, 2))
LINE, BOTH = reference.linear_regression_loss, "(loss, gradient)"


def wave(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Callable[..., Any], Any]:
    """Return a function of W, in which the weights work together, and its gradient."""
    weights, shift = rng.uniform(0.5, 1.5, shape), float(rng.uniform(0, 1))

    def f(W: Any) -> float:
        return float(np.sin(np.sum(weights * W) + shift) + np.sum(weights * np.asarray(W) ** 2))

    def gradient(W: np.ndarray) -> np.ndarray:
        slope: np.ndarray = weights * np.cos(np.sum(weights * W) + shift) + 2 * weights * W
        return slope

    return f, gradient


@check("numerical_gradient", points=2.5)
def slopes_of_random_functions(student: Asked) -> None:
    """The slopes are right for W of one, two and three dimensions."""
    cases = [(*wave(student.rng, shape), student.rng.normal(size=shape)) for shape in SHAPES]
    right, got = [gradient(W) for _, gradient, W in cases], []
    for f, _, W in cases:
        try:
            got.append(student.answer(f, W))
        except StudentError as error:
            right_for_vectors = W.ndim > 1 and is_right(got[0], right[0])
            slip = STOPS_AT_TABLES.get(error.kind) if right_for_vectors else None
            raise Failure(str(error), slip, error.discreet) if slip else error from None
    for numerical, expected in zip(got, right, strict=True):
        given = f"for W of shape {expected.shape}"
        expect_array(numerical, expected, "numerical gradient", given)


# What an answer that is right for vectors ends in, when W is a table.
STOPS_AT_TABLES = {"IndexError": slips.ROWS_COUNTED, "ValueError": slips.STEPS_OF_VECTORS}


@check("numerical_gradient", points=2, role="part")
def one_weight_at_a_time(student: Asked) -> None:
    """It calls f with one weight moved by h, up and down: by 1e-5, if no h is given."""
    f, _ = wave(student.rng, (2, 3))
    W, h = student.rng.normal(size=(2, 3)), 0.25
    call = student.call(f, W, h)
    moves = [as_array(called.arguments[0], "W") for called in call.called_back]
    for move in moves:
        if move.shape != W.shape:
            raise Failure(f"Your function called f with a shape other than W's, {W.shape}.")
        moved = int(np.sum(np.abs(move - W) > 1e-6))
        if moved > 1:
            raise Failure("Your function called f with several weights moved at once.")
    for place in np.ndindex(W.shape):
        for step in (h, -h):
            there = W.copy()
            there[place] += step
            if not any(close(move, there) for move in moves):
                raise Failure(
                    f"Your function never called f with the weight at {list(place)} moved by "
                    f"{step:+g}, where h = {h:g}."
                )
    moves = [as_array(called.arguments[0], "W") for called in student.call(f, W).called_back]
    lengths = [float(np.abs(move - W).max()) for move in moves if move.shape == W.shape]
    longest = max(lengths, default=0.0)
    if not 0.99e-5 < longest < 1.01e-5:
        raise Failure(
            f"Where no h is given, your function moves a weight by {longest:.3g}.",
            discreet="Where no h is given, your function doesn't move a weight by 1e-5.",
        )


@check("numerical_gradient", points=1, role="form", builds_on=["slopes_of_random_functions"])
def weights_kept_by_numerical_gradient(student: Asked) -> None:
    """The W that it is given is the same afterwards."""
    f, _ = wave(student.rng, (3, 2))
    W = student.rng.normal(size=(3, 2))
    call = student.call(f, W, 0.1)
    expect_unchanged(call.arguments_after[1:2], (W,), ("W",))


@check("relative_error", points=1)
def errors_of_random_arrays(student: Asked) -> None:
    """It is right for arrays of one and two dimensions, which it leaves as they were."""
    # Of the same sign each, as entries of opposite signs have the error 1, whatever they are.
    cases = []
    for shape in ((6,), (3, 4)):
        a = student.rng.normal(size=shape)
        cases.append((a, a * student.rng.uniform(0.4, 1.6, shape)))
    calls = [student.call(*case) for case in cases]
    for call, case in zip(calls, cases, strict=True):
        expected = reference.relative_error(*case)
        expect_number(call.value, expected, "relative error", f"for shape {case[0].shape}")
        expect_unchanged(call.arguments_after, case, ("a", "b"))


@check("relative_error", points=1, role="part")
def error_of_tiny_numbers(student: Asked) -> None:
    """Where |a| + |b| is below 1e-8, it divides by 1e-8."""
    cases = ([3e-9], [1e-9]), ([0.0], [0.0])
    got = [as_number(student.answer(np.array(a), np.array(b)), "relative error") for a, b in cases]
    if close(got[0], 0.5):
        slip = known.divided_by_zero if np.isnan(got[1]) else slips.OTHER_FLOOR
        raise Failure("For 3e-9 and 1e-9, you divide by their sum.", slip)
    expect_number(got[0], 0.2, "relative error", "of 3e-9 and 1e-9")


def line(rng: np.random.Generator, N: int = 7, D: int = 4) -> tuple[np.ndarray, ...]:
    """Draw w, X and t for a linear regression."""
    return rng.normal(size=D), rng.normal(size=(N, D)), 2 * rng.normal(size=N)


@check("linear_regression_loss", points=1)
def squares_of_random_data(student: Asked) -> None:
    """The loss is right on random data."""
    cases = [line(student.rng), line(student.rng, N=5, D=8)]
    expect_parts(student, LINE, BOTH, [0], cases, "on random data")


@check("linear_regression_loss", points=1)
def regression_gradient_of_random_data(student: Asked) -> None:
    """The gradient is right on random data."""
    cases = [line(student.rng), line(student.rng, N=5, D=8)]
    expect_parts(student, LINE, BOTH, [1], cases, "on random data")


@check("linear_regression_loss", points=1, role="form")
def regression_of_other_shapes(student: Asked) -> None:
    """One example or one weight is all right, and float32 too."""
    cases = {
        "for one example": line(student.rng, N=1),
        "for one weight": line(student.rng, D=1),
        "in float32": tuple(part.astype(np.float32) for part in line(student.rng)),
    }
    expect_parts(student, LINE, BOTH, [0, 1], cases)


@check(
    "linear_regression_loss",
    points=1,
    role="form",
    builds_on=["squares_of_random_data"],
)
def regression_inputs_unchanged(student: Asked) -> None:
    """It leaves w, X and t as they were."""
    expect_inputs_unchanged(student, ["w", "X", "t"], line(student.rng))


CHECKS = checks_in(globals(), visible=False)
