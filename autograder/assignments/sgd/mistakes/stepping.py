"""Mistakes in stepping downhill, made with all data or with minibatches alike."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import slips
from solutions import sgd as right

BOTH = ("gradient_descent", "sgd")


def _asked(arguments):
    """Return what both kinds of descent need: the loss of W, W, learning rate and steps."""
    if len(arguments) == 4:
        return arguments
    loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng = arguments
    return (
        lambda W: loss(W, *right.sample_minibatch(X, y, batch_size, rng), reg),
        W,
        learning_rate,
        num_steps,
    )


@same_as(slips.UPHILL, *BOTH)
def step_up_the_slope(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, -learning_rate, num_steps)


@mistake(
    *BOTH,
    hint="Each loss is noted down twice. One per step makes `num_steps` of them.",
    slip="one line too many",
)
def loss_recorded_twice(*arguments):
    W, losses = right.gradient_descent(*_asked(arguments))
    return W, [loss for loss in losses for _ in range(2)]


@same_as(slips.LOSS_AFTER, *BOTH)
def loss_after_the_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        W = W - learning_rate * ask(W)[1]
        losses.append(ask(W)[0])
    return W, losses


@mistake(
    *BOTH,
    hint="You call the loss twice a step, though one call gives loss and gradient both: "
    "`loss, gradient = …`.",
    slip="right but for the number of calls",
)
def loss_called_twice_a_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        losses.append(ask(W)[0])
        W = W - learning_rate * ask(W)[1]
    return W, losses


@mistake(
    *BOTH,
    hint="There is one loss too many: that after the last step isn't asked for.",
    slip="one loss too many",
)
def loss_after_last_step_too(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    W, losses = right.gradient_descent(ask, W, learning_rate, num_steps)
    return W, [*losses, ask(W)[0]]


@mistake(
    *BOTH,
    hint="You return the last loss only. The task asks for a list of all of them.",
    slip="a number in place of a list",
)
def only_last_loss(*arguments):
    W, losses = right.gradient_descent(*_asked(arguments))
    return W, losses[-1]


@mistake(
    *BOTH,
    hint="Your list of losses is empty: append each loss to it.",
    slip="one line is missing",
)
def losses_not_recorded(*arguments):
    return right.gradient_descent(*_asked(arguments))[0], []


@same_as(slips.NO_RATE, "gradient_descent")
def learning_rate_forgotten(*arguments):
    ask, W, _, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 1, num_steps)


@same_as(
    learning_rate_forgotten,
    "sgd",
    misconception="the learning rate is ignored, though the batches are right",
)
def learning_rate_forgotten_in_sgd(*arguments):
    ask, W, _, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 1, num_steps)


@mistake(
    *BOTH,
    hint="The learning rate goes in twice. Multiply the gradient by it once.",
    slip="a factor too many",
)
def learning_rate_squared(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, learning_rate**2, num_steps)


@mistake(
    *BOTH,
    hint="You divide the gradient by the learning rate. Multiply it.",
    slip="a factor below in place of above",
)
def divided_by_learning_rate(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 1 / learning_rate, num_steps)


@mistake(
    *BOTH,
    hint="You return the W that you were given. Return the one after the last step.",
    slip="of two names, the wrong one is returned",
)
def first_weights_returned(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return W, right.gradient_descent(ask, W, learning_rate, num_steps)[1]


@mistake(
    "gradient_descent",
    hint="Your weights never change: the new W has to take the old one's name, `W = W − …`.",
    omission="no step is taken",
)
def weights_never_change(*arguments):
    ask, W, _, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 0, num_steps)


@same_as(
    weights_never_change, "sgd", misconception="no step is taken, though the batches are right"
)
def weights_never_change_in_sgd(*arguments):
    ask, W, _, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 0, num_steps)


@mistake(
    *BOTH,
    hint="One step is missing: return W after `num_steps` of them.",
    slip="one step too few",
)
def weights_before_last_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        before = W
        loss, gradient = ask(W)
        losses.append(loss)
        W = W - learning_rate * gradient
    return before, losses


@same_as(slips.RETURNED_EARLY, *BOTH)
def returned_after_one_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, learning_rate, min(num_steps, 1))


@same_as(slips.SLOPE_KEPT, *BOTH)
def slope_of_the_start_kept(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    loss, gradient = ask(W)
    return W - num_steps * learning_rate * gradient, [loss] * num_steps


@mistake(
    *BOTH,
    hint="You subtract the loss. Subtract its gradient, which has a number for each weight.",
    misconception="a number is taken for the direction",
)
def loss_taken_for_gradient(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        losses.append(ask(W)[0])
        W = W - learning_rate * losses[-1]
    return W, losses


@same_as(slips.STOPPED_EARLY, *BOTH)
def stops_where_slope_is_small(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        loss, gradient = ask(W)
        losses.append(loss)
        if np.linalg.norm(gradient) < 1e-6:
            break
        W = W - learning_rate * gradient
    return W, losses


@same_as(slips.STOPPED_EARLY, *BOTH)
def stops_where_loss_stays(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        loss, gradient = ask(W)
        losses.append(loss)
        W = W - learning_rate * gradient
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-9:
            break
    return W, losses


@mistake(
    *BOTH,
    hint="You divide the gradient by its length, so that all steps are equally long. Subtract the "
    "learning rate times the gradient as it is.",
    slip="a factor too many",
)
def gradient_normalized(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        loss, gradient = ask(W)
        losses.append(loss)
        W = W - learning_rate * gradient / np.linalg.norm(gradient)
    return W, losses


@mistake(
    *BOTH,
    hint="You return the losses first. The pair is (W, losses).",
    slip="one convention: the order of the pair",
)
def losses_returned_first(*arguments):
    return right.gradient_descent(*_asked(arguments))[::-1]


@mistake(
    *BOTH,
    hint="You step by the sign of the gradient, so that all slopes count alike. Subtract the "
    "learning rate times the gradient as it is.",
    misconception="how steep it is doesn't count",
)
def sign_of_gradient_followed(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)

    def signs(W):
        loss, gradient = ask(W)
        return loss, np.sign(gradient)

    return right.gradient_descent(signs, W, learning_rate, num_steps)


@mistake(
    *BOTH,
    hint="Your learning rate is twice the one given. Multiply the gradient by it, and by nothing "
    "else.",
    slip="a factor 2 too many",
)
def learning_rate_doubled(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 2 * learning_rate, num_steps)


@mistake(
    *BOTH,
    hint="Your learning rate is half the one given. Multiply the gradient by it, and by nothing "
    "else.",
    slip="a factor ½ too many",
)
def learning_rate_halved(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, learning_rate / 2, num_steps)


@mistake(
    *BOTH,
    hint="You divide the gradient by the number of weights. Multiply it by the learning rate, and "
    "by nothing else.",
    slip="a factor too many",
)
def gradient_divided_by_number_of_weights(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, learning_rate / W.size, num_steps)
