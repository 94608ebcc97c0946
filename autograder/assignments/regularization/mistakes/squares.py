"""What students get wrong in the L2 penalty.

It shows in `elastic_net_penalty`, too, when that has its squares written out.
"""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.regularization import slips

SQUARES = ("l2_penalty", "elastic_net_penalty")


def _with_squares(W, beta, R, gradient):
    """Return an L2 penalty, as it is or (with β) as a part of the elastic net."""
    if beta is None:
        return R, gradient
    return beta * R + np.sum(np.abs(W)), beta * gradient + np.sign(W)


@same_as(slips.GRADIENT_LACKS_TWO, *SQUARES)
def gradient_of_squares_lacks_factor_two(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), 1.0 * W)


@same_as(slips.HALF_THE_SQUARES, *SQUARES)
def half_the_squares(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W) / 2, 2 * W)


@same_as(slips.HALF_CONVENTION, *SQUARES)
def half_squares_convention(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W) / 2, 1.0 * W)


@same_as(slips.MEAN_OF_SQUARES, *SQUARES)
def mean_of_squared_weights(W, beta=None):
    return _with_squares(W, beta, np.mean(W * W), 2 * W)


@mistake(
    *SQUARES,
    hint="R and gradient are divided by the number of weights. A penalty is a plain sum.",
    slip="a mean in place of a sum",
)
def mean_of_squared_weights_in_both(W, beta=None):
    return _with_squares(W, beta, np.mean(W * W), 2 * W / np.size(W))


@same_as(slips.NORM, *SQUARES)
def norm_in_place_of_its_square(W, beta=None):
    return _with_squares(W, beta, np.sqrt(np.sum(W * W)), 2 * W)


@mistake(
    *SQUARES,
    hint="Your penalty is the length of the vector, the square *root* of ΣW², and W/‖W‖ is its "
    "gradient. The penalty is ΣW² itself.",
    misconception="it is another penalty, the length itself",
)
def norm_with_its_gradient(W, beta=None):
    norm = np.sqrt(np.sum(W * W))
    return _with_squares(W, beta, norm, W / norm)


@mistake(
    *SQUARES,
    hint="Square each weight first and then add up: Σ(w²), not (Σw)².",
    slip="two operations in the wrong order in R",
)
def sum_squared(W, beta=None):
    return _with_squares(W, beta, np.sum(W) ** 2, 2 * W)


@mistake(
    *SQUARES,
    hint="You add along one axis only. np.sum without an axis adds up the whole table.",
    slip="R is summed along one axis too few",
)
def squares_summed_along_one_axis(W, beta=None):
    if beta is None:
        return np.sum(W * W, axis=0), 2 * W
    return beta * np.sum(W * W, axis=0) + np.sum(np.abs(W), axis=0), beta * 2 * W + np.sign(W)


@same_as(squares_summed_along_one_axis, *SQUARES)
def squares_summed_along_last_axis(W, beta=None):
    if beta is None:
        return np.sum(W * W, axis=-1), 2 * W
    return beta * np.sum(W * W, axis=-1) + np.sum(np.abs(W), axis=-1), beta * 2 * W + np.sign(W)


@mistake(
    "l2_penalty",
    hint="`W @ W` is a matrix product: rows times columns. For the square of each weight take "
    "W * W or W**2.",
    misconception="a matrix product is taken for squares entry by entry",
    raises="ValueError",
)
def matrix_product_for_squares(W):
    return np.sum(W @ W), 2 * W


@mistake(
    "l2_penalty",
    hint="The gradient has W's shape: a slope for each weight, not their sum.",
    misconception="one slope for all weights",
)
def gradient_of_squares_summed(W):
    return np.sum(W * W), 2 * np.sum(W)


@mistake(
    "l2_penalty",
    hint="You take the magnitudes, as L1 does. L2 takes the squares.",
    misconception="it is another penalty",
)
def magnitudes_in_place_of_squares(W):
    return np.sum(np.abs(W)), np.sign(W)


@mistake(
    *SQUARES,
    hint="The slope of w² is missing from your gradient, as if it were 0. Where do you fill it?",
    misconception="there is no gradient",
)
def gradient_lacks_the_squares(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), np.zeros(np.shape(W)))


@mistake(
    *SQUARES,
    hint="You return the gradient first. The pair is (R, gradient), the number before the array.",
    slip="one convention: the order of the pair",
)
def gradient_before_squares(W, beta=None):
    R, gradient = _with_squares(W, beta, np.sum(W * W), 2 * W)
    return gradient, R


@mistake(
    *SQUARES,
    hint="Your R has 2ΣW²; the penalty is ΣW². The 2 belongs to its gradient.",
    slip="a factor 2 too many in R",
)
def squares_doubled(W, beta=None):
    return _with_squares(W, beta, 2 * np.sum(W * W), 2 * W)


@mistake(
    *SQUARES,
    hint="For a table, np.linalg.norm(W, 2) isn't the root of the sum of squares, but the largest "
    "singular value. Square each weight, and add up.",
    slip="a norm of vectors, taken of a table",
)
def largest_singular_value(W, beta=None):
    return _with_squares(W, beta, np.linalg.norm(W, 2) ** 2, 2 * W)


@mistake(
    *SQUARES,
    hint="The gradient lacks a minus or has one too many: the derivative of w² is 2w, with w's own "
    "sign.",
    slip="one sign in the gradient",
)
def gradient_of_squares_reversed(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), -2 * W)


@mistake(
    *SQUARES,
    hint="Your slope of w² is |2w|: the derivative of w² is 2w, with w's own sign.",
    misconception="the sign of the slope is lost: left of 0, w² falls",
)
def gradient_of_squares_is_magnitude(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), 2 * np.abs(W))


@mistake(
    *SQUARES,
    hint="Your slope of w² is w² itself. Its derivative is 2w.",
    misconception="the function is taken for its slope",
)
def gradient_of_squares_is_square(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), W * W)


@mistake(
    *SQUARES,
    hint="Your penalty is 2ΣW² with gradient 4W. This course takes ΣW² with gradient 2W.",
    slip="a factor 2 too many in both parts",
)
def squares_doubled_in_both(W, beta=None):
    return _with_squares(W, beta, 2 * np.sum(W * W), 4 * W)


@mistake(
    *SQUARES,
    hint="Your penalty is −ΣW². It is to make large weights costly: ΣW², with gradient 2W.",
    slip="one sign",
)
def squares_subtracted(W, beta=None):
    return _with_squares(W, beta, -np.sum(W * W), -2 * W)


@mistake(
    *SQUARES,
    hint="Your gradient has 4W where R has ΣW². The derivative of w² is 2w.",
    slip="a factor 2 too many in the gradient",
)
def gradient_of_squares_doubled(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), 4 * W)
