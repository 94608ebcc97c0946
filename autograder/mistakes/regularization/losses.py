"""What students get wrong in the regularized loss."""

import numpy as np

from autograder.mistakes import mistake
from solutions import regularization as right


@mistake("regularized_loss", hint="You add R and its gradient without λ. With λ = 0 they vanish.")
def lambda_left_out(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + R, data_gradient + gradient


@mistake("regularized_loss", hint="Your loss has R without λ, though your gradient has the λ.")
def lambda_left_out_of_loss(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + R, data_gradient + reg * gradient


@mistake("regularized_loss", hint="Your gradient has R's gradient without λ, the loss has the λ.")
def lambda_left_out_of_gradient(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + gradient


@mistake(
    "regularized_loss",
    hint="Your loss has the penalty, your gradient doesn't know of it. Add λ times R's gradient.",
)
def penalty_missing_in_gradient(data_loss, data_gradient, W, reg, penalty):
    R, _ = penalty(W)
    return data_loss + reg * R, data_gradient


@mistake(
    "regularized_loss",
    hint="Your gradient has the penalty, your loss hasn't. Add λR to it.",
)
def penalty_missing_in_loss(data_loss, data_gradient, W, reg, penalty):
    _, gradient = penalty(W)
    return data_loss, data_gradient + reg * gradient


@mistake(
    "regularized_loss",
    hint="You hand back the data loss and its gradient as they came. Call penalty(W), and add λ "
    "times what it returns.",
)
def penalty_missing(data_loss, data_gradient, W, reg, penalty):
    return data_loss, data_gradient


@mistake("regularized_loss", hint="λ multiplies the penalty: add λ·R, not λ + R.")
def lambda_added(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg + R, data_gradient + reg * gradient


@mistake("regularized_loss", hint="λ multiplies the penalty: add λ·R, not λ + R, in both parts.")
def lambda_added_in_both(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg + R, data_gradient + reg + gradient


@mistake("regularized_loss", hint="You multiply the data loss by the penalty. Add the two.")
def penalty_multiplied(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss * reg * R, data_gradient * reg * gradient


@mistake("regularized_loss", hint="You multiply the data loss by λ, too. λ belongs to R only.")
def data_loss_multiplied_by_lambda(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return reg * (data_loss + R), reg * (data_gradient + gradient)


@mistake("regularized_loss", hint="You subtract the penalty. It makes the loss larger: add it.")
def penalty_subtracted(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss - reg * R, data_gradient - reg * gradient


@mistake("regularized_loss", hint="You have ½λ: this course's loss is data loss + λR.")
def half_lambda(data_loss, data_gradient, W, reg, penalty):
    return right.regularized_loss(data_loss, data_gradient, W, reg / 2, penalty)


@mistake(
    "regularized_loss",
    hint="R's gradient comes from `penalty` complete, with its factor 2 if it has one. You double "
    "it once more.",
)
def penalty_gradient_doubled(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + 2 * reg * gradient


@mistake(
    "regularized_loss",
    hint="The gradient is always that of L2, 2λW. The penalty may be any: take the gradient that "
    "penalty(W) returns.",
)
def gradient_always_of_l2(data_loss, data_gradient, W, reg, penalty):
    R, _ = penalty(W)
    return data_loss + reg * R, data_gradient + 2 * reg * W


@mistake(
    "regularized_loss",
    hint="You compute the L2 penalty yourself. The penalty may be any: call the function that you "
    "are given.",
)
def always_l2_penalty(data_loss, data_gradient, W, reg, penalty):
    return data_loss + reg * np.sum(W * W), data_gradient + 2 * reg * W


@mistake(
    "regularized_loss",
    hint="You call the penalty with data_gradient. It measures the weights: penalty(W).",
)
def penalty_of_data_gradient(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(data_gradient)
    return data_loss + reg * R, data_gradient + reg * gradient


@mistake(
    "regularized_loss",
    hint="You add the number R to the gradient. The array that penalty(W) returns with "
    "it belongs there.",
)
def penalty_value_in_gradient(data_loss, data_gradient, W, reg, penalty):
    R, _ = penalty(W)
    return data_loss + reg * R, data_gradient + reg * R


@mistake(
    "regularized_loss",
    hint="penalty(W) returns a pair. Take it apart before you multiply: R, gradient = penalty(W).",
)
def pair_not_taken_apart(data_loss, data_gradient, W, reg, penalty):
    return data_loss + reg * penalty(W), data_gradient


@mistake(
    "regularized_loss", hint="`penalty` takes W alone. You multiply by λ yourself, afterwards."
)
def lambda_handed_to_penalty(data_loss, data_gradient, W, reg, penalty):
    R, gradient = penalty(W, reg)
    return data_loss + R, data_gradient + gradient


@mistake(
    "regularized_loss",
    hint="You return the gradient first. The pair is (loss, gradient), the number before the "
    "array.",
)
def gradient_before_loss(data_loss, data_gradient, W, reg, penalty):
    loss, gradient = right.regularized_loss(data_loss, data_gradient, W, reg, penalty)
    return gradient, loss
