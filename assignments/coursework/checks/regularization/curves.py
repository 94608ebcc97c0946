"""The visible checks of the polynomial that is fitted with a penalty."""

import numpy as np

from coursework.checking import Asked, check, checks_in
from coursework.comparing import as_array, close, expect_array

COEFFICIENTS = "array of coefficients"

# Three points and their parabola, without a penalty and with λ = 1.
X, T = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 0.0, 7.0])
EXACT, PENALISED = np.array([0.0, 3.0, 4.0]), np.array([1.0, 2.0, 2.0])


@check(
    "fit_polynomial",
    points=3,
    hint="Without a penalty, solve AᵀA w = Aᵀt. Column k of A holds x to the power k, from "
    "k = 0 on.",
)
def curve_through_points(student: Asked) -> None:
    """With λ = 0, the parabola goes through (−1, 1), (0, 0) and (1, 7)."""
    expect_fit(student.answer(X, T, 2, 0.0), EXACT, "with degree 2 and λ = 0")


@check("fit_polynomial", points=2, hint="The parabola is 0 + 3x + 4x²: return 0, 3, 4.")
def lowest_degree_first(student: Asked) -> None:
    """The coefficients come lowest degree first, the constant at the start."""
    got = rounded(student.answer(X, T, 2, 0.0))
    expect_array(got, EXACT, COEFFICIENTS, "with degree 2 and λ = 0")


@check(
    "fit_polynomial",
    points=2,
    hint="A polynomial of degree 0 is a constant. Minimize Σ(w − t)² + λw² by hand: "
    "w = Σt / (N + λ) = 8 / (3 + 1). 2.66667? λ isn't there. 1.33333? It is there N times, but "
    "both parts are sums. 1.6? It is there twice: the 2 of the derivative stands in both parts. "
    "4? It has the wrong sign.",
)
def constant_penalised(student: Asked) -> None:
    """The penalty counts the constant, too."""
    got = student.answer(X, T, 0, 1.0)
    student.answer(X, T, 2, 1.0)  # tells a forgotten λ from one that the constant alone lacks
    expect_array(rounded(got), np.array([2.0]), COEFFICIENTS, "with degree 0 and λ = 1")


@check(
    "fit_polynomial",
    points=4,
    builds_on=["curve_through_points"],
    hint="Set the derivative of Σ(p(x) − t)² + λΣw² by each coefficient to 0. In which of these "
    "equations does λ occur, and beside which coefficient? A λ in every entry of AᵀA is too many.",
)
def parabola_on_paper(student: Asked) -> None:
    """With λ = 1, the parabola for the same three points is 1 + 2x + 2x²."""
    expect_fit(student.answer(X, T, 2, 1.0), PENALISED, "with degree 2 and λ = 1")


def expect_fit(value: object, expected: np.ndarray, given: str) -> None:
    """Fail unless the coefficients are right, in either order: the order is a check of its own."""
    got = rounded(value)
    in_order = got if close(got, expected) else got[::-1] if got.ndim == 1 else got
    expect_array(in_order if close(in_order, expected) else got, expected, COEFFICIENTS, given)


def rounded(value: object) -> np.ndarray:
    """Return a student's coefficients without rounding errors such as −3·10⁻¹⁶ in place of 0."""
    return np.round(as_array(value, COEFFICIENTS), 9) + 0.0  # the + makes −0 a 0


CHECKS = checks_in(globals(), visible=True)
