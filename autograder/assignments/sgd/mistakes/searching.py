"""Mistakes in a random search."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import slips
from solutions import sgd as right


def _searched(arguments, draw=None):
    """Return all weights of a random search in order, with their losses."""
    loss, shape, num_tries, scale, rng = arguments
    tried = [draw() if draw else scale * rng.standard_normal(shape) for _ in range(num_tries)]
    return tried, [loss(W) for W in tried]


@same_as(slips.WORST_KEPT, "random_search")
def worst_weights_kept(*arguments):
    tried, losses = _searched(arguments)
    return tried[int(np.argmax(losses))], max(losses)


@same_as(slips.LAST_RETURNED, "random_search")
def last_weights_returned(*arguments):
    tried, losses = _searched(arguments)
    return tried[-1], losses[-1]


@same_as(slips.BEST_LOSS_WITH_LAST, "random_search")
def best_loss_with_last_weights(*arguments):
    tried, losses = _searched(arguments)
    return tried[-1], min(losses)


@mistake(
    "random_search",
    hint="You return the first try, as nothing ever counts as better. Is the best loss updated, "
    "and compared the right way round?",
    misconception="nothing ever counts as better",
)
def first_weights_kept(*arguments):
    tried, losses = _searched(arguments)
    return tried[0], losses[0]


@mistake(
    "random_search",
    hint="You keep W, but never the new best loss, so that every try counts as better.",
    slip="one line is missing",
)
def best_loss_never_updated(*arguments):
    tried, _ = _searched(arguments)
    return tried[-1], float("inf")


@same_as(slips.STARTS_TOO_LOW, "random_search")
def best_loss_starts_too_low(*arguments):
    tried, losses = _searched(arguments)
    best = int(np.argmin(losses))
    return (tried[best], losses[best]) if losses[best] < 1000 else (None, 1000)


@same_as(slips.STARTS_AT_ZERO, "random_search")
def best_loss_starts_at_zero(*arguments):
    tried, losses = _searched(arguments)
    best = int(np.argmin(losses))
    return (tried[best], losses[best]) if losses[best] < 0 else (None, 0)


@same_as(slips.LOSS_FIRST, "random_search")
def loss_returned_first(*arguments):
    return right.random_search(*arguments)[::-1]


@mistake(
    "random_search",
    hint="You try one W less than asked for: `range(1, n)` has n − 1 numbers, `range(n)` has n.",
    slip="one try too few",
)
def one_try_left_out(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries - 1, scale, rng)


@mistake(
    "random_search",
    hint="A loss can take long: call it once for each try, and keep its value in a variable.",
    slip="right but for the number of calls",
)
def loss_called_again(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, np.inf
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        if loss(W) < best_loss:
            best_W, best_loss = W, loss(W)
    return best_W, best_loss


@mistake(
    "random_search",
    hint="Your weights don't depend on `scale`. Multiply the numbers by it.",
    slip="a factor is missing",
)
def scale_forgotten(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries, 1, rng)


@mistake(
    "random_search",
    hint="Your weights are spread evenly, with a hard edge. The task asks for the normal "
    "distribution: `rng.standard_normal(shape)`.",
    slip="another distribution",
)
def uniform_in_place_of_normal(*arguments):
    _, shape, _, scale, rng = arguments
    tried, losses = _searched(arguments, lambda: scale * rng.uniform(-1, 1, shape))
    return tried[int(np.argmin(losses))], min(losses)


@mistake(
    "random_search",
    hint="`rng.random` gives numbers from 0 to 1, so that no weight is ever negative. The task "
    "asks for `rng.standard_normal(shape)`.",
    slip="another distribution",
)
def weights_never_negative(*arguments):
    _, shape, _, scale, rng = arguments
    tried, losses = _searched(arguments, lambda: scale * rng.random(shape))
    return tried[int(np.argmin(losses))], min(losses)


@same_as(slips.SAME_WEIGHTS, "random_search")
def same_weights_each_try(loss, shape, num_tries, scale, rng):
    W = scale * rng.standard_normal(shape)
    losses = [loss(W) for _ in range(num_tries)]
    return W, losses[0]


@mistake(
    "random_search",
    hint="You multiply by `scale` twice. It is the standard deviation of the weights: multiply "
    "once.",
    slip="a factor too many",
)
def scale_squared(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries, scale**2, rng)


@mistake(
    "random_search",
    hint="You take `scale` for the variance. It is the standard deviation of the weights: multiply "
    "standard normal numbers by it.",
    slip="variance and standard deviation mixed up",
)
def scale_taken_for_variance(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries, np.sqrt(scale), rng)


@mistake(
    "random_search",
    hint="You divide by `scale`. Multiply the numbers by it.",
    slip="a factor below in place of above",
)
def divided_by_scale(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries, 1 / scale, rng)


@mistake(
    "random_search",
    hint="You try one W more than asked for: `range(n)` has n numbers already.",
    slip="one try too many",
)
def one_try_too_many(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries + 1, scale, rng)


@mistake(
    "random_search",
    hint="You return the losses of all tries. The task asks for the best one.",
    slip="a list in place of its smallest number",
)
def all_losses_returned(*arguments):
    tried, losses = _searched(arguments)
    return tried[int(np.argmin(losses))], losses
