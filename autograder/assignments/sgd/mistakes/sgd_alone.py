"""Mistakes that `sgd` alone invites: in what is handed on to the loss, and in its step."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from solutions import sgd as right


@mistake(
    "sgd",
    hint="You call the loss with λ = 0. Hand on `reg`, the λ that you were given.",
    slip="one argument is not handed on",
)
def regularization_not_handed_on(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    return right.sgd(loss, W, X, y, learning_rate, 0.0, batch_size, num_steps, rng)


@mistake(
    "sgd",
    hint="You add 2λW to a gradient that has it already: the loss is given λ, and does it.",
    slip="a term too many in the step",
)
def regularization_added_again(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    def twice(W, X, y, reg):
        value, gradient = loss(W, X, y, reg)
        return value, gradient + 2 * reg * W

    return right.sgd(twice, W, X, y, learning_rate, reg, batch_size, num_steps, rng)


@same_as(regularization_added_again, "sgd")
def penalty_added_again_in_both(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    def twice(W, X, y, reg):
        value, gradient = loss(W, X, y, reg)
        return value + reg * np.sum(W * W), gradient + 2 * reg * W

    return right.sgd(twice, W, X, y, learning_rate, reg, batch_size, num_steps, rng)


@same_as(regularization_added_again, "sgd")
def lambda_w_added_again(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    def twice(W, X, y, reg):
        value, gradient = loss(W, X, y, reg)
        return value, gradient + reg * W

    return right.sgd(twice, W, X, y, learning_rate, reg, batch_size, num_steps, rng)


@mistake(
    "sgd",
    hint="You add λΣW² to the loss that you note down. It is in there already: the loss is given "
    "λ, and does it.",
    slip="a term too many in the losses",
)
def penalty_added_to_losses(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    def more(W, X, y, reg):
        value, gradient = loss(W, X, y, reg)
        return value + reg * np.sum(W * W), gradient

    return right.sgd(more, W, X, y, learning_rate, reg, batch_size, num_steps, rng)


@mistake(
    "sgd",
    hint="You divide the gradient by the batch size. The loss of a minibatch is a mean already, "
    "and so is its gradient.",
    slip="a factor too many",
)
def gradient_divided_by_batch_size(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    return right.sgd(loss, W, X, y, learning_rate / batch_size, reg, batch_size, num_steps, rng)


@mistake(
    "sgd",
    hint="Your learning rate gets smaller from step to step. Here it is the same in all.",
    slip="another convention of the learning rate",
)
def learning_rate_decays(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    losses = []
    for step in range(num_steps):
        batch = right.sample_minibatch(X, y, batch_size, rng)
        value, gradient = loss(W, *batch, reg)
        losses.append(value)
        W = W - learning_rate / (1 + step) * gradient
    return W, losses
