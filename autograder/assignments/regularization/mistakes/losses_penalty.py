"""What students get wrong with the penalty in a regularized loss."""

import numpy as np

from autograder.assignments.mistake import mistake
from solutions import regularization as right


@mistake(
    "regularized_loss",
    hint="Your gradient has ½λ, or lacks a factor 2. What λ does to R, it does to R's gradient, "
    "and that comes from `penalty` complete.",
    slip="a factor ½ too many in the gradient",
)
def half_lambda_in_gradient(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + reg * gradient / 2


@mistake(
    "regularized_loss",
    hint="R's gradient comes from `penalty` complete, with its factor 2 if it has one. You double "
    "it once more.",
    slip="a factor 2 too many in the gradient",
)
def penalty_gradient_doubled(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + 2 * reg * gradient


@mistake(
    "regularized_loss",
    hint="The gradient is always that of L2, 2λW. The penalty may be any: take the gradient that "
    "penalty(W) returns.",
    misconception="the gradient is that of one penalty, whichever is handed over",
)
def gradient_always_of_l2(data_loss, data_gradient, W, reg, penalty):
    R, _ = penalty(W)
    return data_loss + reg * R, data_gradient + 2 * reg * W


@mistake(
    "regularized_loss",
    hint="You compute the L2 penalty yourself. The penalty may be any: call the function that you "
    "are given.",
    omission="the penalty that is handed over is ignored",
)
def always_l2_penalty(data_loss, data_gradient, W, reg, penalty):
    return data_loss + reg * np.sum(W * W), data_gradient + 2 * reg * W


@mistake(
    "regularized_loss",
    hint="You compute the L1 penalty yourself. The penalty may be any: call the function that you "
    "are given.",
    omission="the penalty that is handed over is ignored",
)
def always_l1_penalty(data_loss, data_gradient, W, reg, penalty):
    return data_loss + reg * np.sum(np.abs(W)), data_gradient + reg * np.sign(W)


@mistake(
    "regularized_loss",
    hint="You call the penalty with data_gradient. It measures the weights: penalty(W).",
    omission="the weights are ignored",
)
def penalty_of_data_gradient(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(data_gradient)
    return data_loss + reg * R, data_gradient + reg * gradient


@mistake(
    "regularized_loss",
    hint="You add the number R to the gradient. The array that penalty(W) returns with "
    "it belongs there.",
    slip="of the two values of a pair, the other one in the gradient",
)
def penalty_value_in_gradient(data_loss, data_gradient, W, reg, penalty):
    R, _ = penalty(W)
    return data_loss + reg * R, data_gradient + reg * R


@mistake(
    "regularized_loss",
    hint="Beside its right terms, every entry of your gradient has the number λR. That belongs to "
    "the loss alone.",
    slip="a number too many in the gradient",
)
def penalty_added_to_every_entry(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + reg * gradient + reg * R


@mistake(
    "regularized_loss",
    hint="Beside its right terms, every entry of your gradient has the number λ. It multiplies R's "
    "gradient, and nothing more.",
    slip="a number too many in the gradient",
)
def lambda_added_to_every_entry(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + reg * gradient + reg


@mistake(
    "regularized_loss",
    hint="penalty(W) returns a pair. Take it apart before you multiply: R, gradient = penalty(W).",
    misconception="a pair is taken for a number, and nothing comes out",
    raises="TypeError",
)
def pair_not_taken_apart(data_loss, data_gradient, W, reg, penalty):
    return data_loss + reg * penalty(W), data_gradient


@mistake(
    "regularized_loss",
    hint="`penalty` takes W alone. You multiply by λ yourself, afterwards.",
    misconception="λ is thought to be the penalty's business, and nothing comes out",
    raises="TypeError",
)
def lambda_handed_to_penalty(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W, reg)
    return data_loss + R, data_gradient + gradient


@mistake(
    "regularized_loss",
    hint="You return the gradient first. The pair is (loss, gradient), the number before the "
    "array.",
    slip="one convention: the order of the pair",
)
def gradient_before_loss(data_loss, data_gradient, W, reg, penalty):
    loss, gradient = right.regularized_loss(data_loss, data_gradient, W, reg, penalty)
    return gradient, loss
