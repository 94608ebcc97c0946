"""Mistakes in stepping downhill, made with all data or with minibatches alike."""

from autograder.mistakes import mistake
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


@mistake(*BOTH, hint=slips.UPHILL.hint)
def step_up_the_slope(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, -learning_rate, num_steps)


@mistake(*BOTH, hint="Each loss is noted down twice. One a step makes `num_steps` of them.")
def loss_recorded_twice(*arguments):
    W, losses = right.gradient_descent(*_asked(arguments))
    return W, [loss for loss in losses for _ in range(2)]


@mistake(*BOTH, hint=slips.LOSS_AFTER.hint)
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
)
def loss_called_twice_a_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        losses.append(ask(W)[0])
        W = W - learning_rate * ask(W)[1]
    return W, losses


@mistake(*BOTH, hint="There is one loss too many: that after the last step isn't asked for.")
def loss_after_last_step_too(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    W, losses = right.gradient_descent(ask, W, learning_rate, num_steps)
    return W, [*losses, ask(W)[0]]


@mistake(*BOTH, hint="You return the last loss only. Asked for is a list of all of them.")
def only_last_loss(*arguments):
    W, losses = right.gradient_descent(*_asked(arguments))
    return W, losses[-1]


@mistake(*BOTH, hint="Your list of losses is empty: append each loss to it.")
def losses_not_recorded(*arguments):
    return right.gradient_descent(*_asked(arguments))[0], []


@mistake(*BOTH, hint=slips.NO_RATE.hint)
def learning_rate_forgotten(*arguments):
    ask, W, _, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 1, num_steps)


@mistake(*BOTH, hint="The learning rate goes in twice. Multiply the gradient by it once.")
def learning_rate_squared(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, learning_rate**2, num_steps)


@mistake(*BOTH, hint="You divide the gradient by the learning rate. Multiply it.")
def divided_by_learning_rate(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 1 / learning_rate, num_steps)


@mistake(
    *BOTH,
    hint="You return the W that you were given. Return the one after the last step.",
)
def first_weights_returned(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return W, right.gradient_descent(ask, W, learning_rate, num_steps)[1]


@mistake(
    *BOTH,
    hint="Your weights never change: the new W has to take the old one's name, `W = W − …`.",
)
def weights_never_change(*arguments):
    ask, W, _, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, 0, num_steps)


@mistake(*BOTH, hint="One step is missing: return W after `num_steps` of them.")
def weights_before_last_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        before = W
        loss, gradient = ask(W)
        losses.append(loss)
        W = W - learning_rate * gradient
    return before, losses


@mistake(*BOTH, hint=slips.RETURNED_EARLY.hint)
def returned_after_one_step(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    return right.gradient_descent(ask, W, learning_rate, min(num_steps, 1))


@mistake(*BOTH, hint=slips.SLOPE_KEPT.hint)
def slope_of_the_start_kept(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    loss, gradient = ask(W)
    return W - num_steps * learning_rate * gradient, [loss] * num_steps


@mistake(
    *BOTH,
    hint="You subtract the loss. Subtract its gradient, which has a number for each weight.",
)
def loss_taken_for_gradient(*arguments):
    ask, W, learning_rate, num_steps = _asked(arguments)
    losses = []
    for _ in range(num_steps):
        losses.append(ask(W)[0])
        W = W - learning_rate * losses[-1]
    return W, losses


@mistake("sgd", hint="You call the loss with λ = 0. Hand on `reg`, the λ that you were given.")
def regularization_not_handed_on(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    return right.sgd(loss, W, X, y, learning_rate, 0.0, batch_size, num_steps, rng)


@mistake(
    "sgd",
    hint="You add 2λW to a gradient that has it already: the loss is given λ, and does it.",
)
def regularization_added_again(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    def twice(W, X, y, reg):
        value, gradient = loss(W, X, y, reg)
        return value, gradient + 2 * reg * W

    return right.sgd(twice, W, X, y, learning_rate, reg, batch_size, num_steps, rng)
