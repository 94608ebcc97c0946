"""The visible checks of the three penalties."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from coursework.checks.regularization import slips
from coursework.checks.regularization.losses import sum_of_w_squared
from coursework.expecting.given_examples import worked_example
from coursework.expecting.naming import naming
from coursework.expecting.unchanged import expect_inputs_unchanged
from coursework.expecting.values import as_array, close, expect_array, expect_number
from coursework.scoring.check import Asked, Failure, Mistake, WrongForm, check, checks_in, shown

PENALTY = "(R, gradient)"

# The lecture's w1 and w2, which have the same score.
TWO = worked_example("l2-prefers-spread")
W1, W2 = (np.array(TWO["inputs"][name], dtype=float) for name in ("w1", "w2"))
ROW = np.array([3.0, -4.0])
TABLE = np.array([[1.0, -2.0, 5.0], [-3.0, 4.0, -1.0]])
WITH_ZEROS = np.array([[0.0, -2.0], [3.0, 0.0]])


Pair = tuple[Any, Any]  # R and its gradient
Slips = tuple[tuple[Mistake, Callable[..., Pair]], ...]


def naming_pair(student: Asked, slips: Slips) -> AbstractContextManager[None]:
    """Name a slip by R and gradient both, in all calls of a check: ½ in one isn't ½ in both."""
    calls = student.calls
    return naming(
        [call.value for call in calls],
        *((slip, [wrong(*call.arguments) for call in calls]) for slip, wrong in slips),
    )


# What the slips give in place of R and its gradient.
SQUARES: Slips = (
    (slips.GRADIENT_LACKS_TWO, lambda W: (np.sum(W**2), W)),
    (slips.HALF_THE_SQUARES, lambda W: (np.sum(W**2) / 2, 2 * W)),
    (slips.HALF_CONVENTION, lambda W: (np.sum(W**2) / 2, W)),
    (slips.MEAN_OF_SQUARES, lambda W: (np.mean(W**2), 2 * W)),
    (slips.NORM, lambda W: (np.sqrt(np.sum(W**2)), 2 * W)),
)
MAGNITUDES: Slips = (
    (slips.SIGNS_KEPT, lambda W: (np.sum(W), np.sign(W))),
    (slips.SQUARES_TAKEN, lambda W: (np.sum(W**2), 2 * W)),
    (slips.OVERWRITTEN, lambda W: (np.count_nonzero(W), np.sign(W))),
)
AT_ZERO: Slips = (
    (slips.ONE_AT_ZERO, lambda W: (np.sum(np.abs(W)), np.where(W >= 0, 1, -1))),
    (slips.MINUS_ONE_AT_ZERO, lambda W: (np.sum(np.abs(W)), np.where(W > 0, 1, -1))),
)


def weighed(beta: float, squares: Pair, magnitudes: Pair) -> Pair:
    """Return R and gradient of an elastic net, made of those of its two parts."""
    return beta * squares[0] + magnitudes[0], beta * squares[1] + magnitudes[1]


def both(W: np.ndarray) -> tuple[Pair, Pair]:
    """Return R and gradient of the squares, and those of the magnitudes."""
    return sum_of_w_squared(W), (float(np.sum(np.abs(W))), np.sign(W))


def in_squares(wrong: Callable[..., Pair]) -> Callable[..., Pair]:
    """Return what a slip in the squares gives in an elastic net."""
    return lambda W, beta: weighed(beta, wrong(W), both(W)[1])


def in_magnitudes(wrong: Callable[..., Pair]) -> Callable[..., Pair]:
    """Return what a slip in the magnitudes gives in an elastic net."""
    return lambda W, beta: weighed(beta, both(W)[0], wrong(W))


def doubly(W: np.ndarray, beta: float) -> Pair:
    """Return an elastic net with β at both parts."""
    R, gradient = weighed(1, *both(W))
    return beta * R, beta * gradient


BOTH: Slips = (
    (slips.BETA_AT_MAGNITUDES, lambda W, beta: weighed(beta, *both(W)[::-1])),
    (slips.BETA_AT_BOTH, doubly),
    (slips.BETA_SQUARED, lambda W, beta: weighed(beta**2, *both(W))),
    *((slip, in_squares(wrong)) for slip, wrong in SQUARES),
    *((slip, in_magnitudes(wrong)) for slip, wrong in MAGNITUDES),
)


@check(
    "l2_penalty",
    points=3.5,
    hint="Square each weight first, then add up: 3² + (−4)² = 25.",
)
def sum_of_squares(student: Asked) -> None:
    """R is the sum of all squared weights: for the lecture's two vectors and on paper."""
    cases = (W1, W2, ROW, TABLE)
    got = [student.part(0, PENALTY, case) for case in cases]
    with naming_pair(student, SQUARES):
        for R, expected, given in zip(got, (*TWO["value"]["l2"], 25, 56), _names(), strict=True):
            expect_number(R, expected, "R", given)


@check(
    "l2_penalty",
    points=4.5,
    hint="In the sum, each weight occurs once, as w². Differentiate that with respect to w, weight "
    "by weight.",
)
def gradient_of_squares(student: Asked) -> None:
    """The gradient has the derivative of w² at the place of each weight."""
    got = [student.part(1, PENALTY, case) for case in (ROW, TABLE)]
    table = np.array([[2.0, -4.0, 10.0], [-6.0, 8.0, -2.0]])
    with naming_pair(student, SQUARES):
        expect_array(got[0], np.array([6.0, -8.0]), "gradient", "for W = (3, −4)")
        expect_array(got[1], table, "gradient", "for the 2×3 table")


@check(
    "l1_penalty",
    points=2.5,
    hint="A weight of −4 has size 4: 3 + 4 = 7 for W = (3, −4).",
)
def sum_of_magnitudes(student: Asked) -> None:
    """R is the sum of all magnitudes: for the lecture's two vectors and on paper."""
    got = [student.part(0, PENALTY, case) for case in (W1, W2, ROW, TABLE)]
    with naming_pair(student, MAGNITUDES):
        for R, expected, given in zip(got, (*TWO["value"]["l1"], 7, 16), _names(), strict=True):
            expect_number(R, expected, "R", given)


@check(
    "l1_penalty",
    points=4,
    hint="Draw |w|: one straight line falls, the other rises. What is the slope of each? It is the "
    "same for a large weight and for a small one.",
)
def slope_of_magnitudes(student: Asked) -> None:
    """The gradient has the slope of |w| at the place of each weight."""
    got = [student.part(1, PENALTY, case) for case in (ROW, TABLE)]
    table = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]])
    with naming_pair(student, MAGNITUDES):
        expect_array(got[0], np.array([1.0, -1.0]), "gradient", "for W = (3, −4)")
        expect_array(got[1], table, "gradient", "for the 2×3 table")


@check(
    "l1_penalty",
    points=1.5,
    role="part",
    hint="At the kink the slope is taken to be 0: a third case, beside w > 0 and w < 0.",
)
def zero_weight(student: Asked) -> None:
    """At a weight of 0 the gradient is 0, by convention."""
    got = student.part(1, PENALTY, WITH_ZEROS)
    with naming_pair(student, AT_ZERO):
        expect_zero_slopes(got, WITH_ZEROS, np.sign(WITH_ZEROS))


# An elastic net may be built from the student's two other penalties.
OF_BOTH = ("l2_penalty", "l1_penalty")


@check(
    "elastic_net_penalty",
    points=2,
    uses=OF_BOTH,
    hint="With β = 2 and W = (3, −4) it is 2 · 25 + 7.",
)
def squares_and_magnitudes(student: Asked) -> None:
    """R is β times the sum of squares, plus the sum of magnitudes."""
    cases = ((ROW, 2.0, 57), (ROW, 0.5, 19.5), (TABLE, 3.0, 184))
    got = [student.part(0, PENALTY, weights, beta) for weights, beta, _ in cases]
    with naming_pair(student, BOTH):
        for R, (weights, beta, expected) in zip(got, cases, strict=True):
            given = "W = (3, −4)" if weights is ROW else "the 2×3 table"
            expect_number(R, expected, "R", f"for {given} and β = {beta:g}")


@check(
    "elastic_net_penalty",
    points=3.5,
    uses=OF_BOTH,
    hint="The derivative of a sum is the sum of the derivatives: 13 = 12 + 1 for w = 3, and "
    "−17 = −16 − 1 for w = −4. Which part comes from βw², which from |w|?",
)
def slope_of_both(student: Asked) -> None:
    """The gradient has the slope of βw² + |w| at the place of each weight."""
    cases = ((ROW, 2.0, [13.0, -17.0]), (ROW, 0.5, [4.0, -5.0]))
    got = [student.part(1, PENALTY, weights, beta) for weights, beta, _ in cases]
    with naming_pair(student, BOTH):
        for gradient, (_, beta, expected) in zip(got, cases, strict=True):
            given = f"for W = (3, −4) and β = {beta:g}"
            expect_array(gradient, np.array(expected), "gradient", given)


@check("l2_penalty", points=1, role="form")
def weights_after_squares(student: Asked) -> None:
    """The function leaves W as it was."""
    expect_inputs_unchanged(student, ["W"], (TABLE,))


@check("l1_penalty", points=1, role="form")
def weights_after_magnitudes(student: Asked) -> None:
    """The function leaves W as it was."""
    expect_inputs_unchanged(student, ["W"], (TABLE,))


@check("elastic_net_penalty", points=1, role="form", uses=OF_BOTH)
def weights_after_both(student: Asked) -> None:
    """The function leaves W as it was."""
    expect_inputs_unchanged(student, ["W"], (TABLE, 3.0))


def expect_zero_slopes(value: object, W: np.ndarray, right: np.ndarray) -> None:
    """Fail unless the gradient is 0 where a weight is, and not simply everywhere."""
    got = as_array(value, "gradient")
    if got.shape != W.shape:
        raise WrongForm(f"Your gradient should have W's shape {W.shape}", f"is {shown(got)}")
    if not got.any():
        raise Failure("Your gradient is 0 everywhere, not only where a weight is 0.")
    zero = W == 0
    if np.isnan(got[zero]).all():
        slip = slips.SLOPE_DIVIDED if close(got[~zero], right[~zero]) else None
        raise Failure("Your gradient is NaN (not a number) where a weight is 0.", slip)
    given = "at the weights that are 0"
    expect_array(got[zero], np.zeros(np.sum(zero)), "gradient", given)


def _names() -> tuple[str, ...]:
    return (
        "for w1 = (1, 0, 0, 0)",
        "for w2 = (¼, ¼, ¼, ¼)",
        "for W = (3, −4)",
        "for the 2×3 table",
    )


CHECKS = checks_in(globals(), visible=True)
