"""What students get wrong in the three penalties.

A mistake in the squares or in the magnitudes shows in `elastic_net_penalty`, too, when
that is built from the student's own two functions; under one name it costs once.
"""

import numpy as np

from autograder.mistakes import mistake

SQUARES = ("l2_penalty", "elastic_net_penalty")
MAGNITUDES = ("l1_penalty", "elastic_net_penalty")


def _with_squares(W, beta, R, gradient):
    """Return an L2 penalty, as it is or (with β) as a part of the elastic net."""
    if beta is None:
        return R, gradient
    return beta * R + np.sum(np.abs(W)), beta * gradient + np.sign(W)


def _with_magnitudes(W, beta, R, gradient):
    """Return an L1 penalty, as it is or (with β) as a part of the elastic net."""
    if beta is None:
        return R, gradient
    return beta * np.sum(W * W) + R, beta * 2 * W + gradient


@mistake(*SQUARES, hint="Your gradient has W where R has ΣW². The derivative of w² is 2w.")
def gradient_of_squares_lacks_factor_two(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), 1.0 * W)


@mistake(*SQUARES, hint="Your R has ½ΣW²; this course takes ΣW², without the ½.")
def half_the_squares(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W) / 2, 2 * W)


@mistake(
    *SQUARES,
    hint="Your penalty is ½ΣW² with gradient W, as in some books. This course takes ΣW² with "
    "gradient 2W.",
)
def half_squares_convention(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W) / 2, 1.0 * W)


@mistake(*SQUARES, hint="Your R is the mean of the squares. A penalty is their sum.")
def mean_of_squared_weights(W, beta=None):
    return _with_squares(W, beta, np.mean(W * W), 2 * W)


@mistake(
    *SQUARES, hint="R and gradient are divided by the number of weights. A penalty is a plain sum."
)
def mean_of_squared_weights_in_both(W, beta=None):
    return _with_squares(W, beta, np.mean(W * W), 2 * W / np.size(W))


@mistake(
    *SQUARES,
    hint="Your R is the length of the vector, the square *root* of ΣW² (np.linalg.norm gives "
    "that). The penalty has no root.",
)
def norm_in_place_of_its_square(W, beta=None):
    return _with_squares(W, beta, np.sqrt(np.sum(W * W)), 2 * W)


@mistake(
    *SQUARES,
    hint="Your penalty is the length of the vector, the square *root* of ΣW², and W/‖W‖ is its "
    "gradient. The penalty is ΣW² itself.",
)
def norm_with_its_gradient(W, beta=None):
    norm = np.sqrt(np.sum(W * W))
    return _with_squares(W, beta, norm, W / norm)


@mistake(*SQUARES, hint="Square each weight first and add up then: Σ(w²), not (Σw)².")
def sum_squared(W, beta=None):
    return _with_squares(W, beta, np.sum(W) ** 2, 2 * W)


@mistake(
    *SQUARES, hint="You add along one axis only. np.sum without an axis adds up the whole table."
)
def squares_summed_along_one_axis(W, beta=None):
    if beta is None:
        return np.sum(W * W, axis=0), 2 * W
    return beta * np.sum(W * W, axis=0) + np.sum(np.abs(W), axis=0), beta * 2 * W + np.sign(W)


@mistake(
    "l2_penalty",
    hint="`W @ W` is a matrix product: rows times columns. For the square of each weight take "
    "W * W or W**2.",
)
def matrix_product_for_squares(W):
    return np.sum(W @ W), 2 * W


@mistake("l2_penalty", hint="The gradient has W's shape: a slope for each weight, not their sum.")
def gradient_of_squares_summed(W):
    return np.sum(W * W), 2 * np.sum(W)


@mistake("l2_penalty", hint="You take the magnitudes, as L1 does. L2 takes the squares.")
def magnitudes_in_place_of_squares(W):
    return np.sum(np.abs(W)), np.sign(W)


@mistake("l1_penalty", hint="You take the squares, as L2 does. L1 takes the magnitudes |w|.")
def squares_in_place_of_magnitudes(W):
    return np.sum(W * W), 2 * W


@mistake(
    *MAGNITUDES,
    hint="Your R adds the weights with their signs, so that they cancel. Take np.abs of each.",
)
def magnitude_forgotten(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(W), np.sign(W))


@mistake(*MAGNITUDES, hint="Take the magnitude of each weight before you add: Σ|w|, not |Σw|.")
def magnitude_of_the_sum(W, beta=None):
    return _with_magnitudes(W, beta, np.abs(np.sum(W)), np.sign(W))


@mistake(*MAGNITUDES, hint="Your R is the mean of the magnitudes. A penalty is their sum.")
def mean_of_weight_magnitudes(W, beta=None):
    return _with_magnitudes(W, beta, np.mean(np.abs(W)), np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="You take W for the slope of |w|. But |w| is made of two straight lines: its slope is 1 "
    "or −1, however large w is.",
)
def slope_of_magnitude_is_w(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), 1.0 * W)


@mistake(
    *MAGNITUDES,
    hint="You take |W| for the slope of |w|. But |w| is made of two straight lines: its slope is "
    "1 or −1, however large w is.",
)
def slope_of_magnitude_is_magnitude(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.abs(W))


@mistake(
    *MAGNITUDES,
    hint="Your slope of |w| is 1 everywhere. Left of 0, |w| falls: the slope is −1 there.",
)
def slope_of_magnitude_is_one(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.ones(np.shape(W)))


@mistake(
    *MAGNITUDES, hint="Your slope of |w| is 2 or −2. The 2 belongs to w²; |w| has slope 1 or −1."
)
def slope_of_magnitude_doubled(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), 2 * np.sign(W))


@mistake(*MAGNITUDES, hint="The slope of |w| has the wrong sign: it is −1 where w is negative.")
def slope_of_magnitude_reversed(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), -np.sign(W))


@mistake(
    *MAGNITUDES,
    hint="At w = 0 you take 1 for the slope of |w|. By convention it is 0 there, as np.sign has "
    "it.",
)
def slope_one_at_zero(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.where(W >= 0, 1.0, -1.0))


@mistake(
    *MAGNITUDES,
    hint="At w = 0 you take −1 for the slope of |w|. By convention it is 0 there, as np.sign has "
    "it.",
)
def slope_minus_one_at_zero(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.where(W > 0, 1.0, -1.0))


@mistake("elastic_net_penalty", hint="β belongs to the squares; you have it at the magnitudes.")
def beta_at_the_magnitudes(W, beta):
    return np.sum(W * W) + beta * np.sum(np.abs(W)), 2 * W + beta * np.sign(W)


@mistake(
    "elastic_net_penalty",
    hint="You multiply both parts by β. Only the squares have a β; the magnitudes count once.",
)
def beta_at_both(W, beta):
    return beta * np.sum(W * W + np.abs(W)), beta * (2 * W + np.sign(W))


@mistake(
    "elastic_net_penalty",
    hint="You weigh the magnitudes with 1 − β, as some libraries do. In this course's formula "
    "they count once, whatever β is.",
)
def one_less_beta_at_the_magnitudes(W, beta):
    rest = 1 - beta
    return beta * np.sum(W * W) + rest * np.sum(np.abs(W)), beta * 2 * W + rest * np.sign(W)


@mistake("elastic_net_penalty", hint="β does nothing in your function. It multiplies the squares.")
def beta_left_out(W, beta):
    return np.sum(W * W + np.abs(W)), 2 * W + np.sign(W)


@mistake("elastic_net_penalty", hint="R has β, the gradient hasn't: the derivative of βw² is 2βw.")
def beta_left_out_of_gradient(W, beta):
    return beta * np.sum(W * W) + np.sum(np.abs(W)), 2 * W + np.sign(W)


@mistake("elastic_net_penalty", hint="You square β together with w: it should be β·w², not (βw)².")
def beta_squared(W, beta):
    return np.sum((beta * W) ** 2) + np.sum(np.abs(W)), 2 * beta**2 * W + np.sign(W)


@mistake(
    *SQUARES,
    hint="The slope of w² is missing from your gradient, as if it were 0. Where do you fill it?",
)
def gradient_lacks_the_squares(W, beta=None):
    return _with_squares(W, beta, np.sum(W * W), np.zeros(np.shape(W)))


@mistake(
    *MAGNITUDES,
    hint="The slope of |w| is missing from your gradient, as if it were 0. Where do you fill it?",
)
def gradient_lacks_the_magnitudes(W, beta=None):
    return _with_magnitudes(W, beta, np.sum(np.abs(W)), np.zeros(np.shape(W)))


@mistake(
    *SQUARES,
    hint="You return the gradient first. The pair is (R, gradient), the number before the array.",
)
def gradient_before_squares(W, beta=None):
    R, gradient = _with_squares(W, beta, np.sum(W * W), 2 * W)
    return gradient, R


@mistake(
    "l1_penalty",
    hint="You return the gradient first. The pair is (R, gradient), the number before the array.",
)
def gradient_before_magnitudes(W):
    return np.sign(W), np.sum(np.abs(W))
