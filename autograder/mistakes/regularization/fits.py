"""What students get wrong in fitting a polynomial with a penalty."""

import numpy as np

from autograder.mistakes import mistake
from solutions import regularization as right


def _powers(x, degree, first=0):
    return np.asarray(x, dtype=float)[:, np.newaxis] ** np.arange(first, degree + 1)


def _fit(A, t, penalty):
    return np.linalg.solve(A.T @ A + penalty, A.T @ t)


@mistake(
    "fit_polynomial",
    hint="Your coefficients come highest degree first, as np.polyfit and np.vander have them. "
    "Here the constant comes first.",
)
def highest_degree_first(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg)[::-1]


@mistake(
    "fit_polynomial",
    hint="This is what np.polyfit gives: no penalty, and the highest degree first. λ has to come "
    "in, and the constant first.",
)
def polyfit_as_it_is(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 0.0)[::-1]


@mistake(
    "fit_polynomial",
    hint="λ does nothing in your function: the fit is the one with λ = 0.",
)
def lambda_missing_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 0.0)


@mistake(
    "fit_polynomial",
    hint="You leave the constant out of the penalty. That is often wise, but here every "
    "coefficient is penalised, the constant too: λ stands in the whole diagonal.",
)
def constant_not_penalised(x, t, degree, reg):
    penalty = reg * np.eye(degree + 1)
    penalty[0, 0] = 0
    return _fit(_powers(x, degree), t, penalty)


@mistake(
    "fit_polynomial",
    hint="Your penalty counts N times too much: λ times N. That happens when the squares are "
    "averaged, but both are sums here.",
)
def lambda_times_number_of_points(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg * len(x))


@mistake(
    "fit_polynomial",
    hint="Your penalty counts as λ². If you append rows to A, they hold the square *root* of λ: "
    "they are squared once more.",
)
def lambda_squared_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg**2)


@mistake(
    "fit_polynomial",
    hint="Your penalty counts twice. The derivative of λw² is 2λw, but the 2 cancels with the 2 "
    "of the other squares: λ stands in the diagonal.",
)
def lambda_doubled_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 2 * reg)


@mistake(
    "fit_polynomial",
    hint="Your penalty counts half. The derivative of λw² is 2λw, so the 2 cancels everywhere: λ "
    "stands in the diagonal, not λ/2.",
)
def lambda_halved_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg / 2)


@mistake(
    "fit_polynomial",
    hint="`AᵀA + λ` adds λ to every entry. It belongs on the diagonal: λ times np.eye(degree + 1).",
)
def lambda_added_to_all_entries(x, t, degree, reg):
    return _fit(_powers(x, degree), t, reg)


@mistake(
    "fit_polynomial",
    hint="You subtract λ. Setting the derivative to 0 gives (AᵀA + λI) w = Aᵀt.",
)
def lambda_subtracted_in_fit(x, t, degree, reg):
    return _fit(_powers(x, degree), t, -reg * np.eye(degree + 1))


@mistake(
    "fit_polynomial",
    hint="Your identity matrix has a row for each point. AᵀA has one for each coefficient: take "
    "np.eye(degree + 1).",
)
def identity_of_the_points(x, t, degree, reg):
    return _fit(_powers(x, degree), t, reg * np.eye(len(x)))


@mistake(
    "fit_polynomial",
    hint="Your identity matrix has `degree` rows. A polynomial of degree d has d + 1 coefficients, "
    "as it also has a constant.",
)
def identity_of_the_degree(x, t, degree, reg):
    return _fit(_powers(x, degree), t, reg * np.eye(degree))


@mistake(
    "fit_polynomial",
    hint="Your powers of x begin at 1, so that there is no constant. They run from 0 to the "
    "degree; x⁰ is 1.",
)
def powers_from_one(x, t, degree, reg):
    return _fit(_powers(x, degree, first=1), t, reg * np.eye(degree))


@mistake(
    "fit_polynomial",
    hint="Your powers of x run from 1 to degree + 1. They run from 0 to the degree; x⁰ is 1.",
)
def powers_shifted_by_one(x, t, degree, reg):
    return _fit(_powers(x, degree + 1, first=1), t, reg * np.eye(degree + 1))


@mistake(
    "fit_polynomial",
    hint="You take the degree for the number of coefficients. Degree 2 has three: for 1, x and x². "
    "np.arange(degree) stops too early.",
)
def degree_taken_as_count(x, t, degree, reg):
    return _fit(_powers(x, degree - 1), t, reg * np.eye(degree))


@mistake(
    "fit_polynomial",
    hint="You multiply by AᵀA + λI. The coefficients solve (AᵀA + λI) w = Aᵀt: take "
    "np.linalg.solve.",
)
def multiplied_in_place_of_solved(x, t, degree, reg):
    A = _powers(x, degree)
    return (A.T @ A + reg * np.eye(degree + 1)) @ (A.T @ t)


@mistake(
    "fit_polynomial",
    hint="You return p(x), the heights of the curve at the points. The answer is its coefficients.",
)
def heights_returned(x, t, degree, reg):
    return _powers(x, degree) @ right.fit_polynomial(x, t, degree, reg)


@mistake(
    "fit_polynomial", hint="x and t have changed places: t is what the polynomial of x should be."
)
def points_swapped(x, t, degree, reg):
    return right.fit_polynomial(t, x, degree, reg)
