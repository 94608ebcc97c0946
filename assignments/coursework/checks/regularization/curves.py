"""The visible checks of the polynomial that is fitted with a penalty."""

import numpy as np

from coursework.checks.regularization.strengths import Case, naming_strength
from coursework.expecting.values import as_array, close, expect_array
from coursework.scoring.check import Asked, check, checks_in

COEFFICIENTS = "array of coefficients"

# Three points and their parabola, without a penalty and with λ = 1; and two points more.
X, T = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 0.0, 7.0])
EXACT, PENALISED = np.array([0.0, 3.0, 4.0]), np.array([1.0, 2.0, 2.0])
TWO_X, TWO_T = np.array([1.0, 3.0]), np.array([1.0, 8.0])
# By all of them, another λ is told from another mistake, and 3λ from Nλ.
WITH_LAMBDA: list[Case] = [
    (X, T, 0, 1.0),
    (TWO_X, TWO_T, 0, 4.0),
    (X, T, 2, 1.0),
    (X, T, 2, 0.5),
]


@check(
    "fit_polynomial",
    points=1.5,
    hint="Without a penalty, solve AᵀA w = Aᵀt. Column k of A holds x to the power k, from "
    "k = 0 on.",
)
def curve_through_points(student: Asked) -> None:
    """With λ = 0, the parabola goes through (−1, 1), (0, 0) and (1, 7)."""
    expect_fit(student.answer(X, T, 2, 0.0), EXACT, "with degree 2 and λ = 0")


@check(
    "fit_polynomial",
    points=2.5,
    role="part",
    hint="The parabola is 0 + 3x + 4x²: return 0, 3, 4.",
)
def lowest_degree_first(student: Asked) -> None:
    """The coefficients come lowest degree first, the constant at the start."""
    got = rounded(student.answer(X, T, 2, 0.0))
    expect_array(got, EXACT, COEFFICIENTS, "with degree 2 and λ = 0")


@check(
    "fit_polynomial",
    points=3,
    role="part",
    hint="A polynomial of degree 0 is a constant. Minimize Σ(w − t)² + λw² by hand: "
    "w = Σt / (N + λ).",
)
def constant_penalised(student: Asked) -> None:
    """The penalty counts the constant, too: alone, it is 8 / (3 + 1), and 9 / (2 + 4)."""
    got = [student.answer(*case) for case in WITH_LAMBDA]
    with naming_strength(got, WITH_LAMBDA):
        expect_array(rounded(got[0]), np.array([2.0]), COEFFICIENTS, "with degree 0 and λ = 1")
        given = "with degree 0 and λ = 4, for (1, 1) and (3, 8),"
        expect_array(rounded(got[1]), np.array([1.5]), COEFFICIENTS, given)


@check(
    "fit_polynomial",
    points=4,
    hint="Set the derivative of Σ(p(x) − t)² + λΣw² with respect to each coefficient to 0. In "
    "which of these equations does λ occur, and beside which coefficient?",
)
def parabola_on_paper(student: Asked) -> None:
    """With λ = 1, the parabola for the same three points is 1 + 2x + 2x²."""
    got = [student.answer(*case) for case in WITH_LAMBDA]
    with naming_strength(got, WITH_LAMBDA):
        expect_fit(got[2], PENALISED, "with degree 2 and λ = 1")


def expect_fit(value: object, expected: np.ndarray, given: str) -> None:
    """Fail unless the coefficients are right, in either order: the order is a check of its own."""
    got = rounded(value)
    in_order = got if close(got, expected) else got[::-1] if got.ndim == 1 else got
    expect_array(in_order if close(in_order, expected) else got, expected, COEFFICIENTS, given)


def rounded(value: object) -> np.ndarray:
    """Return a student's coefficients without rounding errors such as −3·10⁻¹⁶ in place of 0."""
    return np.round(as_array(value, COEFFICIENTS), 9) + 0.0  # the + makes −0 a 0


CHECKS = checks_in(globals(), visible=True)
