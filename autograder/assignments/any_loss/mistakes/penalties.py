"""Mistakes in the penalty λΣW² and its derivative 2λW."""

import numpy as np

from autograder.assignments.any_loss.mistakes.parts import with_penalty
from autograder.assignments.mistake import mistake, same_as
from coursework.expecting import penalties


@same_as(penalties.GRADIENT_LACKS_FACTOR_TWO)
def gradient_lacks_factor_two(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), reg * W)


@same_as(penalties.LOSS_HAS_HALF_LAMBDA)
def loss_has_half_lambda(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg / 2 * np.sum(W * W), 2 * reg * W)


@same_as(penalties.HALF_LAMBDA_CONVENTION)
def half_lambda_convention(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg / 2 * np.sum(W * W), reg * W)


@same_as(penalties.GRADIENT_LACKS_REGULARIZATION)
def gradient_lacks_regularization(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 0)


@same_as(penalties.REGULARIZATION_MISSING)
def regularization_missing(data_loss, W, X, y, reg):
    return data_loss(W, X, y)


@same_as(penalties.LOSS_LACKS_REGULARIZATION)
def loss_lacks_regularization(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, 0, 2 * reg * W)


@same_as(penalties.GRADIENT_REGULARIZATION_DIVIDED_BY_N)
def gradient_regularization_divided_by_n(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W / len(X))


@same_as(penalties.LOSS_REGULARIZATION_DIVIDED_BY_N)
def loss_regularization_divided_by_n(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W) / len(X), 2 * reg * W)


@same_as(penalties.REGULARIZATION_DIVIDED_BY_N)
def regularization_divided_by_n(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W) / len(X), 2 * reg * W / len(X))


@mistake(
    hint="You added ΣW² without λ. With λ = 0 nothing should be added.",
    slip="one factor, λ, is missing in the penalty of the loss",
)
def regularization_without_lambda(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, np.sum(W * W), 2 * reg * W)


@mistake(
    hint="You added ΣW² and 2W without λ. With λ = 0 nothing should be added.",
    slip="one factor, λ, is missing in the penalty and its derivative",
)
def regularization_without_lambda_in_both(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, np.sum(W * W), 2 * W)


@mistake(
    hint="You added 2W to the gradient without λ. With λ = 0 nothing should be added.",
    slip="one factor, λ, is missing in the penalty's derivative",
)
def gradient_regularization_without_lambda(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * W)


@mistake(
    hint="Your gradient has ½λW. The derivative of λw² is 2λw.",
    slip="a factor of the penalty's derivative is another",
)
def gradient_has_half_lambda_w(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), reg * W / 2)


@mistake(
    hint="You added λ + ΣW² to the loss. It should be λ times ΣW².",
    slip="one sign, + for ×, in the penalty",
)
def lambda_plus_sum_of_squares(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg + np.sum(W * W), 2 * reg * W)


@mistake(
    hint="You add one and the same number to every entry of the gradient. The derivative of λΣW² "
    "is a different one for each weight: 2λW, an array of the shape of W.",
    slip="one term of the gradient, the penalty's derivative, is another",
)
def number_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), reg * np.sum(W * W))


@same_as(number_added_to_gradient)
def sum_of_squares_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), np.sum(W * W))


@same_as(number_added_to_gradient)
def lambda_and_sum_of_squares_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), reg + np.sum(W * W))


@same_as(number_added_to_gradient)
def double_penalty_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * np.sum(W * W))


@same_as(number_added_to_gradient)
def sum_of_weights_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * np.sum(W))


@same_as(number_added_to_gradient)
def lambda_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), reg)


@same_as(number_added_to_gradient)
def two_lambda_added_to_gradient(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg)


@mistake(
    hint="Your regularization is that of L1, λΣ|W|. Here the weights are squared: λΣW², with the "
    "derivative 2λW.",
    slip="the penalty is another one; the data's part is right",
)
def l1_in_place_of_l2(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(np.abs(W)), reg * np.sign(W))


@mistake(
    hint="You added λ times the norm of W, which has a root in it. The penalty is λ times the sum "
    "of squares.",
    slip="a root too many in the penalty of the loss",
)
def norm_in_place_of_squares(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sqrt(np.sum(W * W)), 2 * reg * W)


@mistake(
    hint="You leave the last column of W out of the regularization. Here all weights belong to it.",
    slip="another convention for the penalty: one column is left out",
)
def last_column_not_regularized(data_loss, W, X, y, reg):
    slope = 2 * reg * W
    slope[:, -1] = 0
    return with_penalty(data_loss, W, X, y, reg * np.sum(W[:, :-1] ** 2), slope)


@mistake(
    hint="Your regularization is 2λΣW² with gradient 4λW. This course takes λΣW² with gradient "
    "2λW: is it added twice?",
    slip="a factor 2 too many in the penalty and its derivative",
)
def regularization_doubled(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, 2 * reg * np.sum(W * W), 4 * reg * W)


@mistake(
    hint="Your gradient has −2λW. The penalty grows with the size of a weight: add 2λW.",
    slip="one sign, that of the penalty's derivative",
)
def gradient_regularization_subtracted(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), -2 * reg * W)


@mistake(
    hint="`dW /= N + …` divides by the whole right side. Divide by N first, then add 2λW in a "
    "line of its own.",
    slip="one line does two things at once; all else is right",
)
def divided_by_n_plus_regularization(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) / (len(X) + 2 * reg * W)


@same_as(divided_by_n_plus_regularization)
def divided_by_n_plus_lambda_w(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) / (len(X) + reg * W)


@same_as(penalties.REGULARIZATION_ONCE_PER_EXAMPLE)
def regularization_once_per_example(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, len(X) * reg * np.sum(W * W), 2 * len(X) * reg * W)


@same_as(penalties.LOSS_REGULARIZATION_ONCE_PER_EXAMPLE)
def loss_regularization_once_per_example(data_loss, W, X, y, reg):
    return with_penalty(data_loss, W, X, y, len(X) * reg * np.sum(W * W), 2 * reg * W)
