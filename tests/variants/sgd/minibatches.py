"""Stochastic gradient descent by other roads."""

import numpy as np

from autograder.assignments.variant import variant
from solutions.sgd import gradient_descent, sample_minibatch  # in a notebook, the student's own


@variant("sgd")
def sgd_in_place_on_a_copy(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Draws its batches itself, by choice, and changes a copy of W in place."""
    W = np.array(W, dtype=float)
    losses = np.empty(num_steps)
    for step in range(num_steps):
        rows = rng.choice(X.shape[0], batch_size)
        losses[step], dW = loss(W, X[rows], y[rows], reg)
        W -= learning_rate * dW
    return W, losses


@variant("sgd")
def sgd_by_keywords(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Calls the loss by keywords, and hands a copy of W over; returns a list."""
    losses = []
    for _ in range(num_steps):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        L, dW = loss(W=W.copy(), X=X_batch, y=y_batch, reg=reg)
        losses.append(np.array(L))
        W = np.add(W, -learning_rate * dW)
    return [W, losses]


@variant("sgd")
def sgd_by_gradient_descent(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Hands a loss that draws its own batch to gradient_descent."""

    def on_a_batch(W):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        return loss(W, X_batch, y_batch, reg)

    return gradient_descent(on_a_batch, W, learning_rate, num_steps)


@variant("sgd")
def sgd_with_rows_drawn_before(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Draws the rows of all batches before the first step, as one table."""
    table = rng.integers(0, len(X), size=(num_steps, batch_size))
    losses = []
    for rows in table:
        value, gradient = loss(W, X[rows], y[rows], reg)
        losses.append(value)
        W = W - learning_rate * gradient
    return W, losses


@variant("sgd")
def sgd_by_generator_of_batches(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Loops over a generator expression of minibatches, with the batch unpacked by a star."""
    batches = (sample_minibatch(X, y, batch_size, rng) for _ in range(num_steps))
    losses = []
    for batch in batches:
        value, slope = loss(W, *batch, reg)
        losses.append(float(value))
        W = np.subtract(W, np.multiply(slope, learning_rate))
    return W, tuple(losses)


@variant("sgd")
def sgd_by_reduce(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Folds the steps by functools.reduce; the state is a pair of weights and losses."""
    from functools import reduce

    def step(state, rows):
        W, losses = state
        value, gradient = loss(W, X[rows], y[rows], reg)
        return W - learning_rate * gradient, [*losses, value]

    draws = (rng.integers(X.shape[0], size=batch_size) for _ in range(num_steps))
    return reduce(step, draws, (W, []))


@variant("sgd")
def sgd_by_accumulate(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Accumulates pairs of weights and loss by itertools; the first pair has no loss."""
    from itertools import accumulate

    def step(before, _):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        value, gradient = loss(before[0], X_batch, y_batch, reg)
        return before[0] - learning_rate * gradient, value

    states = list(accumulate(range(num_steps), step, initial=(W, None)))
    return states[-1][0], [value for _, value in states[1:]]


@variant("sgd")
def sgd_in_plain_python(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Flat lists of Python's own numbers; the batch is gathered row by row."""
    weights, losses = np.ravel(W).tolist(), []
    for _ in range(num_steps):
        rows = [int(rng.integers(len(X))) for _ in range(batch_size)]
        X_batch, y_batch = np.array([X[row] for row in rows]), np.array([y[row] for row in rows])
        value, gradient = loss(np.array(weights).reshape(W.shape), X_batch, y_batch, reg)
        losses += [float(value)]
        slopes = np.ravel(gradient).tolist()
        weights = [w - learning_rate * g for w, g in zip(weights, slopes, strict=True)]
    return np.array(weights).reshape(W.shape).tolist(), losses


@variant("sgd")
def sgd_by_trainer(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """An object trains: it can be iterated over, and gives a loss each time."""

    class Trainer:
        def __init__(self):
            self.W, self.left = W, num_steps

        def __iter__(self):
            return self

        def __next__(self):
            if self.left == 0:
                raise StopIteration
            self.left -= 1
            batch = sample_minibatch(X, y, batch_size, rng)
            value, gradient = loss(self.W, batch[0], batch[1], reg)
            self.W = self.W - learning_rate * gradient
            return value

    trainer = Trainer()
    losses = list(trainer)
    return trainer.W, losses


@variant("sgd")
def sgd_by_halves(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Takes the first half of the steps, then the second, by recursion."""

    def train(W, steps):
        if steps == 0:
            return W, []
        if steps == 1:
            value, gradient = loss(W, *sample_minibatch(X, y, batch_size, rng), reg)
            return W - learning_rate * gradient, [value]
        W, early = train(W, steps // 2)
        W, late = train(W, steps - steps // 2)
        return W, early + late

    return train(W, num_steps)


@variant("sgd")
def sgd_with_whole_path(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Keeps the weights of every step in a list; rounds uniform numbers down to rows."""
    path, losses = [np.asarray(W, dtype=float)], np.zeros(num_steps)
    for step in range(num_steps):
        rows = (rng.random(batch_size) * len(y)).astype(int)
        losses[step], gradient = loss(path[step], X.take(rows, axis=0), y.take(rows), reg)
        path.append(path[-1] - learning_rate * gradient)
    return path[-1], losses.tolist()


@variant("sgd")
def sgd_by_sum_of_gradients(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Adds all gradients up, and takes the sum from the start each time, in a while loop."""
    losses: list = []
    total = np.zeros_like(W, dtype=float)
    while len(losses) != num_steps:
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        value, gradient = loss(W - learning_rate * total, X_batch, y_batch, reg)
        losses.append(value)
        total = total + gradient
    return W - learning_rate * total, losses


@variant("sgd")
def sgd_by_one_table(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Glues X and y together, and draws rows of that; a coroutine is sent the batches."""

    def training(W):
        value = None
        while True:
            batch = yield W, value
            value, gradient = loss(W, batch[:, :-1], batch[:, -1].astype(y.dtype), reg)
            W = W - learning_rate * gradient

    table = np.column_stack([X, y])
    trainer = training(W)
    states = [next(trainer)]
    for _ in range(num_steps):
        states.append(trainer.send(rng.choice(table, size=batch_size)))
    return states[-1][0], [value for _, value in states[1:]]


@variant("sgd")
def sgd_in_float32(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Computes in float32, and hands batches of float32 to the loss."""
    W, losses = W.astype(np.float32), np.zeros(num_steps, dtype=np.float32)
    X = X.astype(np.float32)
    for i in range(num_steps):
        rows = rng.integers(0, X.shape[0], size=batch_size)
        losses[i], gradient = loss(W, X[rows], y[rows], reg)
        W -= np.float32(learning_rate) * np.asarray(gradient, dtype=np.float32)
    return W, losses
