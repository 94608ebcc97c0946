"""What students get wrong with λ in a regularized loss."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.regularization import slips
from solutions import regularization as right

LOSS = "regularized_loss"


@mistake(
    LOSS,
    hint="You add R and its gradient without λ. With λ = 0 they vanish.",
    omission="λ is ignored",
)
def lambda_left_out(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + R, data_gradient + gradient


@mistake(
    LOSS,
    hint="Your loss has R without λ, though your gradient has the λ.",
    slip="a factor is missing in the loss",
)
def lambda_left_out_of_loss(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + R, data_gradient + reg * gradient


@mistake(
    LOSS,
    hint="Your gradient has R's gradient without λ, the loss has the λ.",
    slip="a factor is missing in the gradient",
)
def lambda_left_out_of_gradient(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + gradient


@mistake(
    LOSS,
    hint="Your loss has the penalty, your gradient doesn't know of it. Add λ times R's gradient.",
    slip="a term is missing in the gradient",
)
def penalty_missing_in_gradient(data_loss, data_gradient, W, reg, penalty):
    R, _ = penalty(W)
    return data_loss + reg * R, data_gradient


@mistake(
    LOSS,
    hint="Your gradient has the penalty, your loss hasn't. Add λR to it.",
    slip="a term is missing in the loss",
)
def penalty_missing_in_loss(data_loss, data_gradient, W, reg, penalty):
    _, gradient = penalty(W)
    return data_loss, data_gradient + reg * gradient


@mistake(
    LOSS,
    hint="You hand back the data loss and its gradient as they came. Call penalty(W), and add λ "
    "times what it returns.",
    omission="nothing is added",
)
def penalty_missing(data_loss, data_gradient, W, reg, penalty):
    return data_loss, data_gradient


@mistake(
    LOSS,
    hint="You return the penalty alone: λR and its gradient. Add the data loss, and its gradient.",
    omission="the data loss and its gradient are ignored",
)
def data_left_out(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return reg * R, reg * gradient


@mistake(
    LOSS,
    hint="Your gradient is that of the penalty alone. Add data_gradient.",
    slip="a term is missing in the gradient",
)
def data_left_out_of_gradient(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, reg * gradient


@mistake(
    LOSS,
    hint="λ multiplies the penalty: add λ·R, not λ + R.",
    slip="one sign: + in place of ·",
)
def lambda_added(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg + R, data_gradient + reg * gradient


@mistake(
    LOSS,
    hint="λ multiplies the penalty: add λ·R, not λ + R, in both parts.",
    slip="one sign: + in place of ·",
)
def lambda_added_in_both(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg + R, data_gradient + reg + gradient


@mistake(
    LOSS,
    hint="You multiply the data loss by the penalty. Add the two.",
    misconception="a product in place of a sum",
)
def penalty_multiplied(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss * reg * R, data_gradient * reg * gradient


@mistake(
    LOSS,
    hint="You multiply the data loss by λ, too. λ belongs to R only.",
    slip="one factor, at one term too many",
)
def data_loss_multiplied_by_lambda(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return reg * (data_loss + R), reg * (data_gradient + gradient)


@mistake(
    LOSS,
    hint="You weight the data loss by 1 − λ, so that both weights add up to 1. In this course's "
    "formula it counts once, whatever λ is.",
    slip="another convention of weighing",
)
def one_less_lambda_at_the_data(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return (1 - reg) * data_loss + reg * R, (1 - reg) * data_gradient + reg * gradient


@same_as(slips.PENALTY_SUBTRACTED, LOSS)
def penalty_subtracted(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss - reg * R, data_gradient - reg * gradient


@same_as(slips.HALF_LAMBDA, LOSS)
def half_lambda(data_loss, data_gradient, W, reg, penalty):
    return right.regularized_loss(data_loss, data_gradient, W, reg / 2, penalty)


@mistake(
    LOSS,
    hint="You have ½λR in the loss, and the whole λ in the gradient: this course's loss is data "
    "loss + λR.",
    slip="a factor ½ too many in the loss",
)
def half_lambda_in_loss(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R / 2, data_gradient + reg * gradient


@same_as(slips.PENALTY_DOUBLED, LOSS)
def lambda_doubled(data_loss, data_gradient, W, reg, penalty):
    return right.regularized_loss(data_loss, data_gradient, W, 2 * reg, penalty)


@same_as(slips.PENALTY_SQUARED, LOSS)
def lambda_squared(data_loss, data_gradient, W, reg, penalty):
    return right.regularized_loss(data_loss, data_gradient, W, reg**2, penalty)


@same_as(slips.PENALTY_DIVIDED, LOSS)
def penalty_divided_by_number_of_weights(data_loss, data_gradient, W, reg, penalty):
    return right.regularized_loss(data_loss, data_gradient, W, reg / np.size(W), penalty)


# For any factor, the checks find the λ for which both parts are right; this is one of no name.
@same_as(slips.OTHER_LAMBDA, LOSS)
def loss_of_another_lambda(data_loss, data_gradient, W, reg, penalty):
    return right.regularized_loss(data_loss, data_gradient, W, 1.7 * reg, penalty)
