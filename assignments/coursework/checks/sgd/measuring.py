"""The visible checks of what is measured: slopes, errors, and how well a line fits."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from coursework.checks.sgd import slips
from coursework.expecting.naming import naming
from coursework.expecting.values import (
    as_array,
    expect_array,
    expect_number,
    is_array,
    is_right,
)
from coursework.scoring.check import Asked, Failure, StudentError, check, checks_in


def paper_function(W: Any) -> float:
    """Return w₁² + 3 w₁ w₂."""
    first, second = np.asarray(W, float)
    return float(first**2 + 3 * first * second)


def cube(W: Any) -> float:
    """Return (w₁ + 2 w₂)³."""
    first, second = np.asarray(W, float)
    return float((first + 2 * second) ** 3)


@check(
    "numerical_gradient",
    points=4,
    hint="On paper, ∂f/∂w₁ = 2w₁ + 3w₂ and ∂f/∂w₂ = 3w₁. For each weight: move this one only, by h "
    "up and down, and divide the difference of f by (2 * h).",
)
def slopes_on_paper(student: Asked) -> None:
    """The slopes of w₁² + 3w₁w₂ at (1, 2) are 8 and 3, at (−1, 0) −2 and −3."""
    points = {(1.0, 2.0): [8, 3], (-1.0, 0.0): [-2, -3]}
    right = np.array(list(points.values()), float)
    got = [student.answer(paper_function, np.array(point)) for point in points]
    far = student.answer(cube, np.array([1.0, 1.0]), 1.0)  # tells slips of the same slopes apart
    with naming(
        [*got, far],
        (slips.ONE_STEP_BELOW, [*(2 * right), [56, 124]]),
        (slips.NO_BRACKETS, [*(1e-10 * right), [28, 62]]),  # h² of the h that isn't given
        (slips.REVERSED, [*-right, [-28, -62]]),
        (slips.ONE_SLOPE, [*right.sum(axis=1), 108]),
        (slips.ALL_MOVED, [[11, 11], [-5, -5], [108, 108]]),
        (slips.NO_COPY, [*(right / 2), [18.5, 49]]),
        (slips.RETURNED_IN_LOOP, [[8, 0], [-2, 0], [28, 0]]),
        (slips.RETURNED_IN_LOOP, [8, -2, 28]),
    ):
        for gradient, (point, expected) in zip(got, points.items(), strict=True):
            given = f"at ({point[0]:g}, {point[1]:g})"
            expect_array(gradient, np.array(expected), "numerical gradient", given)


@check(
    "numerical_gradient",
    points=3,
    hint="For w₁: w₁ + 2w₂ is 3. With h = 1 it becomes 4 and 2, and (4³ − 2³) / 2 = 28. For w₂ it "
    "becomes 5 and 1.",
)
def both_sides(student: Asked) -> None:
    """It takes a step of h to both sides: for (w₁ + 2w₂)³ at (1, 1) and h = 1, 28 and 62."""
    got = student.answer(cube, np.array([1.0, 1.0]), 1.0)
    with naming(
        got,
        (slips.ONE_SIDE, [37, 98]),
        (slips.NOT_PUT_BACK, [28, 32]),
        (slips.NOT_PUT_BACK, [28, 104]),
        (slips.NO_COPY, [18.5, 49]),
    ):
        expect_array(got, np.array([28, 62]), "numerical gradient", "with h = 1")


def half_of_paper_function(W: Any) -> float:
    """Return ½ (w₁² + 3 w₁ w₂)."""
    return paper_function(W) / 2


@check("numerical_gradient", points=1.5, role="part")
def slopes_at_integers(student: Asked) -> None:
    """W may hold integers: the slopes of ½(w₁² + 3w₁w₂) at (1, 2) are 4 and 1.5."""
    right, name = np.array([4, 1.5]), "numerical gradient"
    at_floats = student.answer(half_of_paper_function, np.array([1.0, 2.0]))
    call = student.attempt(half_of_paper_function, np.array([1, 2]))
    # A slip of its own: nothing else is judged by this call, so that it doesn't hide another one,
    # which later checks find by all calls.
    is_wrong = is_array(call.value) and not is_right(call.value, right)
    if is_wrong and is_right(at_floats, right):
        raise Failure(
            "Your numerical gradient is right for W = [1.0, 2.0], and wrong for W = [1, 2].",
            slips.LOST_IN_INTEGERS,
        )
    try:
        at_integers = student.judge_by(call).value
    except StudentError as error:
        if is_right(at_floats, right) and "Cannot cast" in error.detail:  # as `W[i] += h` says
            raise Failure(str(error), slips.LOST_IN_INTEGERS, error.discreet) from None
        raise
    for value in (at_integers, at_floats):
        as_array(value, name)
    expect_array(at_integers, right, name, "for integers")


# What several ways give that divide norms, of four pairs of arrays. Of the last pair, the norms
# are the roots of 6 (difference), 57, 83, and 274 (sum).
BY_NORMS = (
    (0.2, 0.5, 1, 6**0.5 / (57**0.5 + 83**0.5)),
    (1 / 3, 2, 2, (6 / 57) ** 0.5),
    (1 / 3, 2 / 3, 2, (6 / 83) ** 0.5),
    (0.2, 0.5, 4e8, (6 / 274) ** 0.5),
    (0.2, 0.5, 1, (6 / 274) ** 0.5),
)


@check(
    "relative_error",
    points=3,
    hint="|3 − 2| / (|3| + |2|) = 0.2, and |2 − (−2)| / (|2| + |−2|) = 1. For arrays, divide entry "
    "by entry, and return the largest.",
)
def numbers_on_paper(student: Asked) -> None:
    """It is 0.2 for 3 and 2, 0.5 for −1 and −3, 1 for 2 and −2, and the largest of several."""
    several = [4, 1, -6, 2], [4, 3, -7, 3]  # errors 0, 0.5, 1/13 and 0.2
    cases = [([3], [2], 0.2), ([-1], [-3], 0.5), ([2], [-2], 1), (*several, 0.5)]
    got = [student.answer(np.array(a, float), np.array(b, float)) for a, b, _ in cases]
    with naming(
        tuple(got),
        (slips.SIGNED_DIFFERENCE, (0.2, 0.5, 1, 1 / 13)),
        (slips.ABSOLUTE_SUM, (0.2, 0.5, 4e8, 0.5)),
        (slips.MEAN_ERROR, (0.2, 0.5, 1, (0.7 + 1 / 13) / 4)),
        (slips.LARGEST_APART, (0.2, 0.5, 1, 2 / 13)),
        (slips.TO_THE_LARGER, (1 / 3, 2 / 3, 2, 2 / 3)),
        (slips.ALL_ERRORS, ([0.2], [0.5], [1], [0, 0.5, 1 / 13, 0.2])),
        *((slips.NORMS_DIVIDED, wrong) for wrong in BY_NORMS),
    ):
        for value, (a, b, expected) in zip(got, cases, strict=True):
            expect_number(value, expected, "relative error", f"of {a} and {b}")


@check(
    "relative_error",
    points=1,
    role="part",
    hint="For 0 and 0 it is 0 / 1e-8 = 0; for 4 and 6 it is |4 − 6| / 10 = 0.2. The largest "
    "counts.",
)
def error_of_zeros(student: Asked) -> None:
    """Where both are 0, the error is 0: for (0, 4) and (0, 6) it is 0.2."""
    cases = [([0.0, 0.0], [0.0, 0.0]), ([0.0, 4.0], [0.0, 6.0])]
    got = [student.answer(np.array(a), np.array(b)) for a, b in cases]
    for value, (a, b), expected in zip(got, cases, (0.0, 0.2), strict=True):
        if np.isnan(as_array(value, "relative error")).all():
            raise Failure(
                f"Your relative error of {a} and {b} is NaN (not a number).", slips.BY_ZERO
            )
        expect_number(value, expected, "relative error", f"of {a} and {b}")


LINE_X = np.array([[1.0, 0.0], [1.0, 2.0], [3.0, 1.0], [0.0, 1.0]])
LINE_T = np.array([2.0, 3.0, 3.0, -2.0])
LINE_W = np.array([1.0, 2.0])  # predictions 1, 5, 5, 2: residuals −1, 2, 2, 4
LINE_SLOPES = np.array([3.5, 5.0])
# Three of the examples and one weight tell a factor N from a factor D, and both from a 2.
LINES = [(LINE_W, LINE_X, LINE_T), (LINE_W[:1], LINE_X[:3, :1], LINE_T[:3])]


def naming_line(student: Asked) -> AbstractContextManager[None]:
    """Name a slip by loss and gradient both: ½ in one of them is another than in both."""
    calls = student.calls

    def wrong(loss: float = 1.0, gradient: float = 1.0) -> list[Any]:
        """Return what is right, times N where a number is infinite."""
        right = [(6.25, LINE_SLOPES, 4.0), (5 / 3, np.array([-2.0]), 3.0)]
        return [(L * min(loss, N), slopes * min(gradient, N)) for L, slopes, N in right]

    return naming(
        [call.value for call in calls],
        (slips.SUM_OF_SQUARES, wrong(loss=np.inf)),
        (slips.SUM_IN_BOTH, wrong(np.inf, np.inf)),
        (slips.LACKS_TWO, wrong(gradient=0.5)),
        (slips.NOT_DIVIDED, wrong(gradient=np.inf)),
        (slips.SIGN_LOST, wrong(gradient=-1)),
        (slips.LACKS_EXAMPLES, [(6.25, [-0.5, 1, 1, 2]), (5 / 3, [-2 / 3, -4 / 3, 0])]),
    )


@check(
    "linear_regression_loss",
    points=3,
    hint="The predictions are 1, 5, 5, 2 and the targets 2, 3, 3, −2: off by −1, 2, 2, 4.",
)
def squares_on_paper(student: Asked) -> None:
    """For four points, the loss is the mean of the squares 1, 4, 4 and 16."""
    got = [student.loss(*line) for line in LINES]
    with naming_line(student):
        expect_number(got[0], 6.25, "loss", "for the four points")


@check(
    "linear_regression_loss",
    points=3,
    hint="Each example gives each weight a number: the derivative of its square, by the chain "
    "rule. Then take the mean over the four examples.",
)
def regression_gradient_on_paper(student: Asked) -> None:
    """For the same points, the gradient is (3.5, 5)."""
    got = [student.gradient(*line) for line in LINES]
    with naming_line(student):
        expect_array(got[0], LINE_SLOPES, "gradient", "for the four points")


CHECKS = checks_in(globals(), visible=True)
