"""What students get wrong in the L1 penalty.

It shows in `elastic_net_penalty`, too, when that has its magnitudes written out.
"""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.regularization import slips

MAGNITUDES = ("l1_penalty", "elastic_net_penalty")


def _with_magnitudes(W, beta, R, gradient):
    """Return an L1 penalty, as it is or (with β) as a part of the elastic net."""
    if beta is None:
        return R, gradient
    return beta * np.sum(W * W) + R, beta * 2 * W + gradient


@same_as(slips.SQUARES_TAKEN, "l1_penalty")
def squares_in_place_of_magnitudes(W):
    return np.sum(W * W), 2 * W


@same_as(slips.SIGNS_KEPT, *MAGNITUDES)
def magnitude_forgotten(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(W), np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="Take the magnitude of each weight before you add: Σ|w|, not |Σw|.",
    slip="two operations in the wrong order in R",
)
def magnitude_of_the_sum(W, beta=None):
    return _with_magnitudes(W, beta, np.abs(np.sum(W)), np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="Your R is the mean of the magnitudes. A penalty is their sum.",
    slip="a mean in place of a sum in R",
)
def mean_of_weight_magnitudes(W, beta=None):
    return _with_magnitudes(W, beta, np.mean(np.abs(W)), np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="You take W for the slope of |w|. But |w| is made of two straight lines: its slope is 1 "
    "or −1, however large w is.",
    misconception="the weight is taken for its slope",
)
def slope_of_magnitude_is_w(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), 1.0 * W)


@mistake(
    *MAGNITUDES,
    hint="You take |W| for the slope of |w|. But |w| is made of two straight lines: its slope is "
    "1 or −1, however large w is.",
    misconception="the function is taken for its slope",
)
def slope_of_magnitude_is_magnitude(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.abs(W))


@mistake(
    *MAGNITUDES,
    hint="Your slope of |w| is 1 everywhere. Left of 0, |w| falls: the slope is −1 there.",
    misconception="one of the two lines is forgotten",
)
def slope_of_magnitude_is_one(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.ones(np.shape(W)))


@mistake(
    *MAGNITUDES,
    hint="Your slope of |w| is 2 or −2. The 2 belongs to w²; |w| has slope 1 or −1.",
    slip="a factor 2 too many in the gradient",
)
def slope_of_magnitude_doubled(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), 2 * np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="The slope of |w| has the wrong sign: it is −1 where w is negative.",
    slip="one sign in the gradient",
)
def slope_of_magnitude_reversed(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), -np.sign(W))


@same_as(slips.ONE_AT_ZERO, *MAGNITUDES)
def slope_one_at_zero(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.where(W >= 0, 1.0, -1.0))


@same_as(slips.MINUS_ONE_AT_ZERO, *MAGNITUDES)
def slope_minus_one_at_zero(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.where(W > 0, 1.0, -1.0))


@mistake(
    *MAGNITUDES,
    hint="The slope of |w| is missing from your gradient, as if it were 0. Where do you fill it?",
    misconception="there is no gradient",
)
def gradient_lacks_the_magnitudes(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.zeros(np.shape(W)))


@mistake(
    "l1_penalty",
    hint="You return the gradient first. The pair is (R, gradient), the number before the array.",
    slip="one convention: the order of the pair",
)
def gradient_before_magnitudes(W):
    return np.sign(W), np.sum(np.abs(W))


@mistake(
    *MAGNITUDES,
    hint="For a table, np.linalg.norm(W, 1) is the largest sum of a column. Take the magnitude of "
    "each weight, and add up.",
    slip="a norm of vectors, taken of a table",
)
def largest_sum_of_a_column(W, beta=None):
    return _with_magnitudes(W, beta, np.linalg.norm(W, 1), np.sign(W))


@mistake(
    "l1_penalty",
    hint="You add along one axis only. np.sum without an axis adds up the whole table.",
    slip="R is summed along one axis too few",
)
def magnitudes_summed_along_one_axis(W):
    return np.sum(np.abs(W), axis=0), np.sign(W)


@same_as(magnitudes_summed_along_one_axis, "l1_penalty")
def magnitudes_summed_along_last_axis(W):
    return np.sum(np.abs(W), axis=-1), np.sign(W)


@same_as(slips.OVERWRITTEN, "l1_penalty")
def weights_overwritten_by_slopes(W):
    slopes = W
    slopes[W > 0] = 1
    slopes[W < 0] = -1
    return np.sum(np.abs(W)), slopes


@same_as(slips.SLOPE_DIVIDED, *MAGNITUDES)
def weights_divided_by_magnitudes(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), W / np.abs(W))


@mistake(
    *MAGNITUDES,
    hint="Your penalty is ½Σ|w|. This course takes Σ|w|, with slopes of 1 and −1.",
    slip="a factor ½ too many in both parts",
)
def half_the_magnitudes_in_both(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)) / 2, np.sign(W) / 2)


@mistake(
    *MAGNITUDES,
    hint="Your penalty is 2Σ|w|. This course takes Σ|w|, with slopes of 1 and −1.",
    slip="a factor 2 too many in both parts",
)
def magnitudes_doubled_in_both(W, beta=None):
    return _with_magnitudes(W, beta, 2 * np.sum(np.abs(W)), 2 * np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="You subtract the magnitudes. The penalty is to make large weights costly: add Σ|w|.",
    slip="one sign",
)
def magnitudes_subtracted(W, beta=None):
    return _with_magnitudes(W, beta, -np.sum(np.abs(W)), -np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="Your R is the largest magnitude. A penalty is the sum of all.",
    slip="a maximum in place of a sum in R",
)
def largest_magnitude(W, beta=None):
    return _with_magnitudes(W, beta, np.max(np.abs(W)), np.sign(W))
