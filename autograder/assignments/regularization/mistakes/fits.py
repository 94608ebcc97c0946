"""What students get wrong in fitting a polynomial with a penalty."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.regularization import slips
from solutions import regularization as right

FIT = "fit_polynomial"


def _powers(x, degree, first=0):
    return np.asarray(x, dtype=float)[:, np.newaxis] ** np.arange(first, degree + 1)


def _fit(A, t, penalty):
    return np.linalg.solve(A.T @ A + penalty, A.T @ t)


@mistake(
    FIT,
    hint="Your coefficients come highest degree first, as np.polyfit and np.vander have them. "
    "Here the constant comes first.",
    slip="one convention: the order of the coefficients",
)
def highest_degree_first(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg)[::-1]


@mistake(
    FIT,
    hint="This is what np.polyfit gives: no penalty, and the highest degree first. λ has to come "
    "in, and the constant first.",
    omission="λ is ignored",
)
def polyfit_as_it_is(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 0.0)[::-1]


@mistake(
    FIT,
    hint="λ does nothing in your function: the fit is the one with λ = 0.",
    omission="λ is ignored",
)
def lambda_missing_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 0.0)


@mistake(
    FIT,
    hint="λ isn't a cutoff for singular values, as `rcond` is. It adds to the loss: "
    "(AᵀA + λI) w = Aᵀt.",
    misconception="there is no penalty in it, λ only cuts off singular values",
)
def lambda_taken_for_rcond(x, t, degree, reg):
    return np.linalg.lstsq(_powers(x, degree), t, rcond=reg)[0]


@mistake(
    FIT,
    hint="You fit without a penalty, and shrink the coefficients afterwards. The penalty belongs "
    "in what is minimized: (AᵀA + λI) w = Aᵀt.",
    misconception="the penalty doesn't take part in the fit",
)
def shrunk_after_the_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 0.0) / (1 + reg)


@mistake(
    FIT,
    hint="You leave the constant out of the penalty. That is often wise, but here every "
    "coefficient is penalised, the constant too: λ stands in the whole diagonal.",
    slip="one convention: whether the constant is penalised",
)
def constant_not_penalised(x, t, degree, reg):
    penalty = reg * np.eye(degree + 1)
    penalty[0, 0] = 0
    return _fit(_powers(x, degree), t, penalty)


@mistake(
    FIT,
    hint="You subtract the mean of t before the fit, and add it to the constant afterwards. So the "
    "penalty counts how far the constant is from the mean; here it counts the constant itself.",
    slip="one convention: from where the constant is penalised",
)
def targets_centred(x, t, degree, reg):
    w = right.fit_polynomial(x, t - np.mean(t), degree, reg)
    w[0] += np.mean(t)
    return w


@mistake(
    FIT,
    hint="Ridge fits an intercept of its own beside your column of ones, and doesn't penalise it: "
    "your constant comes out as 0. Here the constant is penalised like the others: "
    "`fit_intercept=False`.",
    misconception="the constant is lost",
)
def constant_kept_as_intercept(x, t, degree, reg):
    penalty = reg * np.eye(degree + 1)
    penalty[0, 0] = 0
    w = _fit(_powers(x, degree), t, penalty)
    w[0] = 0
    return w


@same_as(slips.TIMES_POINTS, FIT)
def lambda_times_number_of_points(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg * len(x))


@same_as(slips.LAMBDA_SQUARED, FIT)
def lambda_squared_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg**2)


@same_as(slips.LAMBDA_DOUBLED, FIT)
def lambda_doubled_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 2 * reg)


@same_as(slips.LAMBDA_HALVED, FIT)
def lambda_halved_in_fit(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, reg / 2)


# For any other factor, the checks find the λ for which the coefficients are right.
@same_as(slips.OTHER_STRENGTH, FIT)
def lambda_of_another_strength(x, t, degree, reg):
    return right.fit_polynomial(x, t, degree, 2 * len(x) * reg)


@mistake(
    FIT,
    hint="`AᵀA + λ` adds λ to every entry. It belongs on the diagonal: λ times np.eye(degree + 1).",
    slip="λ at every entry in place of the diagonal",
)
def lambda_added_to_all_entries(x, t, degree, reg):
    A = _powers(x, degree)
    # By least squares, as rounding decides whether `solve` takes the matrix for a singular one.
    return np.linalg.lstsq(A.T @ A + reg, A.T @ t, rcond=None)[0]


@same_as(slips.LAMBDA_SUBTRACTED, FIT)
def lambda_subtracted_in_fit(x, t, degree, reg):
    return _fit(_powers(x, degree), t, -reg * np.eye(degree + 1))


@mistake(
    FIT,
    hint="Your identity matrix has a row for each point. AᵀA has one for each coefficient: take "
    "np.eye(degree + 1).",
    misconception="points are taken for coefficients, which works where there are as many",
    raises="ValueError",
)
def identity_of_the_points(x, t, degree, reg):
    return _fit(_powers(x, degree), t, reg * np.eye(len(x)))


@mistake(
    FIT,
    hint="Your identity matrix has `degree` rows. A polynomial of degree d has d + 1 coefficients, "
    "as it also has a constant.",
    misconception="the degree is taken for the number of coefficients, and nothing comes out",
    raises="ValueError",
)
def identity_of_the_degree(x, t, degree, reg):
    return _fit(_powers(x, degree), t, reg * np.eye(degree))


@mistake(
    FIT,
    hint="Your powers of x begin at 1, so that there is no constant. They run from 0 to the "
    "degree; x⁰ is 1.",
    misconception="the polynomial has no constant",
)
def powers_from_one(x, t, degree, reg):
    return _fit(_powers(x, degree, first=1), t, reg * np.eye(degree))


@mistake(
    FIT,
    hint="Your powers of x run from 1 to degree + 1. They run from 0 to the degree; x⁰ is 1.",
    misconception="it is another polynomial, without a constant",
    raises="LinAlgError",
)
def powers_shifted_by_one(x, t, degree, reg):
    return _fit(_powers(x, degree + 1, first=1), t, reg * np.eye(degree + 1))


@mistake(
    FIT,
    hint="You take the degree for the number of coefficients. Degree 2 has three: for 1, x and x². "
    "np.arange(degree) stops too early.",
    misconception="it is a polynomial of one degree less",
)
def degree_taken_as_count(x, t, degree, reg):
    return _fit(_powers(x, degree - 1), t, reg * np.eye(degree))


@mistake(
    FIT,
    hint="You multiply by AᵀA + λI. The coefficients solve (AᵀA + λI) w = Aᵀt: take "
    "np.linalg.solve.",
    misconception="the equations aren't solved",
)
def multiplied_in_place_of_solved(x, t, degree, reg):
    A = _powers(x, degree)
    return (A.T @ A + reg * np.eye(degree + 1)) @ (A.T @ t)


@mistake(
    FIT,
    hint="You return p(x), the heights of the curve at the points. The answer is its coefficients.",
    misconception="heights are taken for coefficients",
)
def heights_returned(x, t, degree, reg):
    return _powers(x, degree) @ right.fit_polynomial(x, t, degree, reg)


@mistake(
    FIT,
    hint="x and t have changed places: t is what the polynomial of x should be.",
    misconception="it is the curve of x over t",
)
def points_swapped(x, t, degree, reg):
    return right.fit_polynomial(t, x, degree, reg)
