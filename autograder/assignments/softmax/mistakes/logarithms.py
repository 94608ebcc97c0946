"""Mistakes in the logarithm of the right class's probability, where that is taken for 0."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from autograder.assignments.softmax.mistakes.parts import _with_loss
from coursework.checks.softmax import LOSSES, slips
from solutions import softmax as right


@same_as(slips.LOGARITHM_OF_ZERO, "cross_entropy_loss", *LOSSES)
def logarithm_of_zero(*arguments):
    return _with_loss(lambda scores, label: -np.log(right.softmax(scores)[label]), arguments)


@same_as(slips.ONE_HOT_TIMES_LOGARITHM, "cross_entropy_loss", *LOSSES)
def one_hot_times_logarithm(*arguments):
    def loss(scores, label):
        return -np.sum(np.eye(len(scores))[label] * np.log(right.softmax(scores)))

    return _with_loss(loss, arguments)


@same_as(slips.SMALL_NUMBER_IN_LOGARITHM, "cross_entropy_loss", *LOSSES)
def small_number_in_logarithm(*arguments):
    return _with_loss(lambda s, label: -np.log(right.softmax(s)[label] + 1e-8), arguments)


@same_as(slips.SMALL_NUMBER_IN_LOGARITHM, "cross_entropy_loss", *LOSSES)
def least_probability(*arguments):
    def loss(scores, label):
        return -np.log(np.clip(right.softmax(scores), 1e-12, 1 - 1e-12)[label])

    return _with_loss(loss, arguments)


@same_as(slips.MATH_LOG_OF_ZERO, "cross_entropy_loss", *LOSSES)
def math_log_of_zero(*arguments):
    import math

    return _with_loss(lambda scores, label: -math.log(right.softmax(scores)[label]), arguments)


@mistake(
    "softmax",
    "cross_entropy_loss",
    *LOSSES,
    hint="`math.exp` of a score of 1000 ends in an error, as the number is too large. Subtract the "
    "largest score of each example from its scores before you take exp.",
    slip="one trap: right as long as no score is large",
    raises="OverflowError",
)
def math_exp_overflows(*arguments):
    import math

    def probabilities(scores):
        powers = [math.exp(score) for score in scores]
        return np.array([power / sum(powers) for power in powers])

    if len(arguments) == 1:
        (scores,) = arguments
        rows = [probabilities(row) for row in np.atleast_2d(scores)]
        return np.reshape(rows, scores.shape)
    return _with_loss(lambda scores, label: -math.log(probabilities(scores)[label]), arguments)


@same_as(slips.RIGHT_SCORE_NOT_SHIFTED, "cross_entropy_loss", *LOSSES)
def right_score_not_shifted(*arguments):
    return _with_loss(lambda s, label: right.cross_entropy_loss(s, label) - s.max(), arguments)


@same_as(slips.BASE_TEN, "cross_entropy_loss", *LOSSES)
def logarithm_to_base_ten(*arguments):
    return _with_loss(lambda s, y: right.cross_entropy_loss(s, y) / np.log(10), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You took log2. In this course, log is the natural logarithm: np.log.",
    slip="another convention for the logarithm",
)
def logarithm_to_base_two(*arguments):
    return _with_loss(lambda s, y: right.cross_entropy_loss(s, y) / np.log(2), arguments)


@same_as(slips.MINUS_LEFT_OUT, "cross_entropy_loss", *LOSSES)
def minus_left_out(*arguments):
    return _with_loss(lambda s, label: -right.cross_entropy_loss(s, label), arguments)
