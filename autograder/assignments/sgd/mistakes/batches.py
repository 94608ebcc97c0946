"""Mistakes in what is drawn at random for a minibatch, in `sample_minibatch` or in `sgd` itself."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import batches as visible
from solutions import sgd as right


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


@same_as(visible.LABELS_DRAWN_APART, "sample_minibatch", "sgd")
def labels_drawn_apart(*arguments):
    def sample(X, y, size, rng):
        return X[rng.integers(len(X), size=size)], y[rng.integers(len(X), size=size)]

    return _by_sampler(sample, arguments)


@same_as(visible.WHOLE_DATA_AS_BATCH, "sample_minibatch")
def whole_data_as_batch(X, y, batch_size, rng):
    return X, y


@same_as(
    visible.WHOLE_DATA_AS_BATCH,
    "sgd",
    misconception="the steps are those of plain gradient descent",
)
def whole_data_in_each_step(*arguments):
    return _by_sampler(lambda X, y, size, rng: (X, y), arguments)


@same_as(visible.BATCH_TOO_SHORT, "sample_minibatch", "sgd")
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
    slip="one convention: drawn without replacement",
    raises="ValueError",
)
def crashes_on_large_batch(X, y, batch_size, rng):
    rows = rng.choice(len(X), batch_size, replace=False)
    return X[rows], y[rows]


@same_as(crashes_on_large_batch, "sgd")
def batch_of_different_rows(*arguments):
    def sample(X, y, size, rng):
        rows = rng.choice(len(X), size, replace=False)
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@mistake(
    "sample_minibatch",
    hint="The last row is never drawn. `rng.integers(n)` draws from 0 to n − 1 already.",
    slip="one row too few",
)
def last_row_never_drawn(X, y, batch_size, rng):
    rows = rng.integers(len(X) - 1, size=batch_size)
    return X[rows], y[rows]


@same_as(visible.FIRST_ROWS, "sample_minibatch")
def first_rows_taken(X, y, batch_size, rng):
    return X[:batch_size], y[:batch_size]


@same_as(
    visible.FIRST_ROWS,
    "sgd",
    misconception="all steps see the same few rows, nothing is drawn",
)
def first_rows_in_each_step(*arguments):
    return _by_sampler(lambda X, y, size, rng: (X[:size], y[:size]), arguments)


@same_as(visible.ROWS_TAKEN_IN_ORDER, "sgd")
def rows_taken_in_order(*arguments):
    begin = [0]

    def sample(X, y, size, rng):
        rows = np.arange(begin[0], begin[0] + size) % len(X)
        begin[0] += size
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@same_as(visible.NEIGHBOURS, "sample_minibatch", "sgd")
def neighbouring_rows_drawn(*arguments):
    def sample(X, y, size, rng):
        begin = rng.integers(max(1, len(X) - size + 1))
        return X[begin : begin + size], y[begin : begin + size]

    return _by_sampler(sample, arguments)


@same_as(visible.NEIGHBOURS, "sample_minibatch", "sgd")
def neighbours_drawn_round_the_end(*arguments):
    def sample(X, y, size, rng):
        rows = (rng.integers(len(X)) + np.arange(size)) % len(X)
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@same_as(visible.ONE_NUMBER, "sample_minibatch", "sgd")
def one_number_for_the_batch(*arguments):
    def sample(X, y, size, rng):
        rows = np.full(size, rng.integers(len(X)))
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@same_as(visible.ONE_PERMUTATION, "sgd")
def one_permutation_for_all_steps(*arguments):
    drawn: list[np.ndarray] = []
    steps = [0]

    def sample(X, y, size, rng):
        order = drawn[0] if drawn else rng.permutation(len(X))
        drawn[:] = [order]
        rows = order[(np.arange(size) + steps[0] * size) % len(X)]
        steps[0] += 1
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@same_as(visible.ONE_PERMUTATION, "sgd")
def permutation_for_each_epoch(*arguments):
    order: list[int] = []

    def sample(X, y, size, rng):
        if len(order) < size:
            order[:] = rng.permutation(len(X)).tolist()
        rows, order[:] = order[:size], order[size:]
        return X[rows], y[rows]

    return _by_sampler(sample, arguments)


@same_as(visible.BATCH_FROM_LAST_BATCH, "sgd")
def batch_from_last_batch(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    losses = []
    for _ in range(num_steps):
        X, y = right.sample_minibatch(X, y, batch_size, rng)
        batch_loss, gradient = loss(W, X, y, reg)
        losses.append(batch_loss)
        W = W - learning_rate * gradient
    return W, losses


@same_as(visible.SAME_BATCH_EACH_STEP, "sgd")
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
    slip="random numbers from the wrong generator",
)
def numbers_not_from_rng(*arguments):
    rng = np.random.default_rng()
    if len(arguments) == 5:
        return right.random_search(*arguments[:-1], rng)
    return _by_sampler(lambda X, y, size, _: right.sample_minibatch(X, y, size, rng), arguments)


@same_as(visible.GENERATOR_MADE_ANEW, "random_search", "sample_minibatch", "sgd")
def generator_made_anew(*arguments):
    if len(arguments) == 5:
        return right.random_search(*arguments[:-1], np.random.default_rng(0))
    return _by_sampler(
        lambda X, y, size, _: right.sample_minibatch(X, y, size, np.random.default_rng(0)),
        arguments,
    )
