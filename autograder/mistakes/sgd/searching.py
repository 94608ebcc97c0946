"""Mistakes in what is drawn at random: the tries of a search, and minibatches."""

import numpy as np

from autograder.mistakes import mistake
from coursework.checks.sgd import batches as visible
from coursework.checks.sgd import slips
from solutions import sgd as right


def _searched(arguments, draw=None):
    """Return all weights of a random search in order, with their losses."""
    loss, shape, num_tries, scale, rng = arguments
    tried = [draw() if draw else scale * rng.standard_normal(shape) for _ in range(num_tries)]
    return tried, [loss(W) for W in tried]


@mistake("random_search", hint=slips.WORST_KEPT.hint)
def worst_weights_kept(*arguments):
    tried, losses = _searched(arguments)
    return tried[int(np.argmax(losses))], max(losses)


@mistake("random_search", hint=slips.LAST_RETURNED.hint)
def last_weights_returned(*arguments):
    tried, losses = _searched(arguments)
    return tried[-1], losses[-1]


@mistake("random_search", hint=slips.BEST_LOSS_WITH_LAST.hint)
def best_loss_with_last_weights(*arguments):
    tried, losses = _searched(arguments)
    return tried[-1], min(losses)


@mistake(
    "random_search",
    hint="You return the first try, as nothing ever counts as better. Is the best loss updated, "
    "and compared the right way round?",
)
def first_weights_kept(*arguments):
    tried, losses = _searched(arguments)
    return tried[0], losses[0]


@mistake(
    "random_search",
    hint="You keep W, but never the new best loss, so that every try counts as better.",
)
def best_loss_never_updated(*arguments):
    tried, _ = _searched(arguments)
    return tried[-1], float("inf")


@mistake(
    "random_search",
    hint='No try is ever better than your best loss at the start. Begin with `float("inf")`: '
    "every loss is smaller.",
)
def best_loss_starts_too_low(*arguments):
    tried, losses = _searched(arguments)
    best = int(np.argmin(losses))
    return (tried[best], losses[best]) if losses[best] < 1000 else (None, 1000)


@mistake("random_search", hint=slips.STARTS_AT_ZERO.hint)
def best_loss_starts_at_zero(*arguments):
    tried, losses = _searched(arguments)
    best = int(np.argmin(losses))
    return (tried[best], losses[best]) if losses[best] < 0 else (None, 0)


@mistake("random_search", hint=slips.LOSS_FIRST.hint)
def loss_returned_first(*arguments):
    return right.random_search(*arguments)[::-1]


@mistake(
    "random_search",
    hint="You try one W less than asked for: `range(1, n)` has n − 1 numbers, `range(n)` has n.",
)
def one_try_left_out(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries - 1, scale, rng)


@mistake(
    "random_search",
    hint="A loss can take long: call it once for each try, and keep its value in a variable.",
)
def loss_called_again(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, np.inf
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        if loss(W) < best_loss:
            best_W, best_loss = W, loss(W)
    return best_W, best_loss


@mistake("random_search", hint="Your weights don't depend on `scale`. Multiply the numbers by it.")
def scale_forgotten(loss, shape, num_tries, scale, rng):
    return right.random_search(loss, shape, num_tries, 1, rng)


@mistake(
    "random_search",
    hint="Your weights are spread evenly, with a hard edge. Asked for is the normal distribution: "
    "`rng.standard_normal(shape)`.",
)
def uniform_in_place_of_normal(*arguments):
    _, shape, _, scale, rng = arguments
    tried, losses = _searched(arguments, lambda: scale * rng.uniform(-1, 1, shape))
    return tried[int(np.argmin(losses))], min(losses)


@mistake(
    "random_search",
    hint="`rng.random` gives numbers from 0 to 1, so that no weight is ever negative. Asked for is "
    "`rng.standard_normal(shape)`.",
)
def weights_never_negative(*arguments):
    _, shape, _, scale, rng = arguments
    tried, losses = _searched(arguments, lambda: scale * rng.random(shape))
    return tried[int(np.argmin(losses))], min(losses)


@mistake(
    "random_search",
    hint="Every try is the same W. Draw inside the loop, so that each try has weights of its own.",
)
def same_weights_each_try(loss, shape, num_tries, scale, rng):
    W = scale * rng.standard_normal(shape)
    losses = [loss(W) for _ in range(num_tries)]
    return W, losses[0]


def _by_sampler(sample, arguments):
    """Return what a sampler draws, or what SGD gives with it, by the number of arguments."""
    if len(arguments) == 4:
        return sample(*arguments)
    loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng = arguments
    losses = []
    for _ in range(num_steps):
        X_batch, y_batch = sample(X, y, batch_size, rng)
        batch_loss, gradient = loss(W, X_batch, y_batch, reg)
        losses.append(batch_loss)
        W = W - learning_rate * gradient
    return W, losses


@mistake("sample_minibatch", "sgd", hint=visible.LABELS_DRAWN_APART.hint)
def labels_drawn_apart(*arguments):
    def sample(X, y, size, rng):
        return X[rng.integers(len(X), size=size)], y[rng.integers(len(X), size=size)]

    return _by_sampler(sample, arguments)


@mistake("sample_minibatch", "sgd", hint=visible.WHOLE_DATA_AS_BATCH.hint)
def whole_data_as_batch(*arguments):
    return _by_sampler(lambda X, y, size, rng: (X, y), arguments)


@mistake("sample_minibatch", "sgd", hint=visible.BATCH_TOO_SHORT.hint)
def batch_too_short(*arguments):
    order: list[int] = []

    def sample(X, y, size, rng):
        order[:] = order or rng.permutation(len(X))
        rows, order[:] = order[:size], order[size:]
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@mistake(
    "sample_minibatch",
    hint="You draw without replacement, which ends when the rows run out. Drawn with replacement, "
    "a batch can be of any size.",
)
def crashes_on_large_batch(X, y, batch_size, rng):
    rows = rng.choice(len(X), batch_size, replace=False)
    return X[rows], y[rows]


@mistake(
    "sample_minibatch",
    hint="The last row is never drawn. `rng.integers(n)` draws from 0 to n − 1 already.",
)
def last_row_never_drawn(X, y, batch_size, rng):
    rows = rng.integers(len(X) - 1, size=batch_size)
    return X[rows], y[rows]


@mistake("sample_minibatch", "sgd", hint=visible.ROWS_TAKEN_IN_ORDER.hint)
def rows_taken_in_order(*arguments):
    return _by_sampler(lambda X, y, size, rng: (X[:size], y[:size]), arguments)


@mistake("sgd", hint=visible.BATCH_FROM_LAST_BATCH.hint)
def batch_from_last_batch(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    losses = []
    for _ in range(num_steps):
        X, y = right.sample_minibatch(X, y, batch_size, rng)
        batch_loss, gradient = loss(W, X, y, reg)
        losses.append(batch_loss)
        W = W - learning_rate * gradient
    return W, losses


@mistake("sgd", hint=visible.SAME_BATCH_EACH_STEP.hint)
def same_batch_each_step(*arguments):
    batch: list[np.ndarray] = []

    def sample(X, y, size, rng):
        batch[:] = batch or right.sample_minibatch(X, y, size, rng)
        return batch

    return _by_sampler(sample, arguments)


@mistake(
    "random_search",
    "sample_minibatch",
    "sgd",
    hint="Your random numbers come from elsewhere, such as `np.random` or `random`. Take them from "
    "the argument `rng`, so that whoever calls can repeat the run.",
)
def numbers_not_from_rng(*arguments):
    rng = np.random.default_rng()
    if len(arguments) == 5:
        return right.random_search(*arguments[:-1], rng)
    return _by_sampler(lambda X, y, size, _: right.sample_minibatch(X, y, size, rng), arguments)


@mistake("random_search", "sample_minibatch", "sgd", hint=visible.GENERATOR_MADE_ANEW.hint)
def generator_made_anew(*arguments):
    if len(arguments) == 5:
        return right.random_search(*arguments[:-1], np.random.default_rng(0))
    return _by_sampler(
        lambda X, y, size, _: right.sample_minibatch(X, y, size, np.random.default_rng(0)),
        arguments,
    )
