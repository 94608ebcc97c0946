"""Right solutions of the SGD assignment, each by a road of its own."""

import numpy as np

from autograder.variants import variant
from solutions.sgd import gradient_descent, sample_minibatch  # in a notebook, the student's own


@variant("random_search")
def all_tries_at_once(loss, shape, num_tries, scale, rng):
    """Draws all weights before the first try, and picks the best by argmin; returns a list."""
    weights = rng.normal(0, scale, size=(num_tries, *shape))
    losses = [loss(W) for W in weights]
    best = int(np.argmin(losses))
    return [weights[best], np.array(losses[best])]


@variant("random_search")
def by_python_minimum(loss, shape, num_tries, scale, rng):
    """Keeps pairs of loss and weights, and takes the least by Python's own min."""
    tries = []
    for _ in range(num_tries):
        W = rng.standard_normal(size=shape) * scale
        tries.append((float(loss(W)), W))
    loss_of_best, best = min(tries, key=lambda pair: pair[0])
    return best, loss_of_best


@variant("random_search")
def in_one_buffer(loss, shape, num_tries, scale, rng):
    """Draws into the same array each time, in float32, and copies the best out of it."""
    buffer = np.empty(shape, dtype=np.float32)
    best, least = None, np.inf
    for _ in range(num_tries):
        buffer[...] = rng.normal(scale=scale, size=shape)
        here = loss(buffer)
        if here <= least:
            best, least = buffer.copy(), here
    return best, least


@variant("numerical_gradient")
def by_flat_index(f, W, h=1e-5):
    """Moves the weights of a flat view, in place, and puts each back."""
    W = W.astype(np.float64)
    flat, slopes = W.reshape(-1), []
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + h
        right = f(W)
        flat[i] = old - h
        left = f(W)
        flat[i] = old
        slopes.append((right - left) / (2 * h))
    return np.array(slopes).reshape(W.shape)


@variant("numerical_gradient")
def by_unit_steps(f, W, h=1e-5):
    """Adds a step array that is zero but for one place; asks f at W itself, too."""
    f(W)
    gradient = np.zeros_like(W, dtype=float)
    it = np.nditer(gradient, flags=["multi_index"])
    while not it.finished:
        step = np.zeros(W.shape)
        step[it.multi_index] = h
        gradient[it.multi_index] = (f(W + step) - f(W - step)) / h / 2
        it.iternext()
    return gradient


@variant("numerical_gradient")
def forward_and_backward(f, W, h=1e-5):
    """Takes the mean of a forward and a backward difference; returns nested lists."""
    here = f(W)

    def slope(place):
        moved = np.asfortranarray(W, dtype=float).copy()
        moved[place] += h
        forward = (f(moved) - here) / h
        moved[place] -= 2 * h
        backward = (here - f(moved)) / h
        return (forward + backward) / 2

    slopes = np.array([slope(place) for place in np.ndindex(*W.shape)])
    return slopes.reshape(W.shape).tolist()


@variant("relative_error")
def error_by_loop(a, b):
    """A loop over the entries, in plain Python."""
    worst = 0.0
    for p, q in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        worst = max(worst, abs(p - q) / max(abs(p) + abs(q), 1e-8))
    return worst


@variant("relative_error")
def error_by_clip(a, b):
    """Clips the denominator from below; gives a 0-d array."""
    below = np.clip(np.abs(a) + np.abs(b), 1e-8, None)
    return np.array((np.fabs(np.subtract(b, a)) / below).max())


@variant("relative_error")
def error_by_where(a, b):
    """Chooses the denominator with np.where."""
    size = np.abs(a) + np.abs(b)
    return (np.abs(a - b) / np.where(size < 1e-8, 1e-8, size)).max()


@variant("gradient_descent")
def in_place_on_a_copy(loss_and_gradient, W, learning_rate, num_steps):
    """Copies W once, then changes the copy in place; the losses are an array."""
    W, losses = W.copy(), np.zeros(num_steps)
    for i in range(num_steps):
        losses[i], dW = loss_and_gradient(W)
        W -= learning_rate * dW
    return W, losses


@variant("gradient_descent")
def with_while(loss_and_gradient, W, learning_rate, num_steps):
    """Counts down in a while loop; adds the negative gradient; returns a list."""
    losses: list[float] = []
    while len(losses) < num_steps:
        both = loss_and_gradient(W)
        losses += [float(both[0])]
        W = W + -learning_rate * np.asarray(both[1])
    return [W, tuple(losses)]


@variant("gradient_descent")
def by_recursion(loss_and_gradient, W, learning_rate, num_steps):
    """Takes a step, and leaves the others to itself."""

    def descend(W, steps):
        if steps == 0:
            return W, []
        loss, gradient = loss_and_gradient(W)
        last, losses = descend(W - learning_rate * gradient, steps - 1)
        return last, [loss, *losses]

    return descend(W, num_steps)


@variant("linear_regression_loss")
def regression_by_loop(w, X, t):
    """Two loops, over examples and weights; the gradient is a list."""
    N, D = X.shape
    loss, gradient = 0.0, [0.0] * D
    for i in range(N):
        residual = t[i] - sum(w[d] * X[i][d] for d in range(D))
        loss += residual**2 / N
        for d in range(D):
            gradient[d] -= 2 * residual * X[i][d] / N
    return loss, gradient


@variant("linear_regression_loss")
def regression_by_einsum(w, X, t):
    """Einsum, and a mean over the rows; the loss is a 0-d array."""
    residual = np.einsum("nd,d->n", X, w) - t
    gradient = np.mean(2 * residual[:, None] * X, axis=0)
    return np.array(np.einsum("n,n->", residual, residual) / residual.size), gradient


@variant("linear_regression_loss")
def regression_in_float32(w, X, t):
    """Computes in float32, with a norm for the sum of squares."""
    w, X, t = (np.asarray(part, dtype=np.float32) for part in (w, X, t))
    residual = t - X.dot(w)
    gradient = -2 * np.dot(residual, X) / np.float32(len(X))
    return np.linalg.norm(residual) ** 2 / len(X), gradient


@variant("linear_regression_loss")
def regression_by_columns(w, X, t):
    """Works on column vectors, and flattens the gradient at the end."""
    column = X @ w.reshape(-1, 1) - t.reshape(-1, 1)
    return (column.T @ column).item() / len(t), (X.T @ column).ravel() * (2 / len(t))


@variant("sample_minibatch")
def by_choice(X, y, batch_size, rng):
    """Draws row numbers with rng.choice, and returns a list."""
    rows = rng.choice(np.arange(X.shape[0]), size=batch_size, replace=True)
    return [np.take(X, rows, axis=0), np.take(y, rows)]


@variant("sample_minibatch")
def row_by_row(X, y, batch_size, rng):
    """Draws one row after the other; the labels are a list."""
    X_batch, y_batch = np.empty((batch_size, X.shape[1])), []
    for i in range(batch_size):
        row = int(rng.random() * len(X))
        X_batch[i] = X[row]
        y_batch.append(y[row].item())
    return X_batch, y_batch


@variant("sample_minibatch")
def without_replacement_where_it_fits(X, y, batch_size, rng):
    """Draws without replacement, unless the batch is larger than the data."""
    rows = rng.choice(len(X), batch_size, replace=batch_size > len(X))
    return X[rows], y[rows]


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
def sgd_through_shuffled_epochs(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Goes through a shuffled order, shuffled anew when too few rows are left."""
    order: list[int] = []
    losses: list[float] = []
    while len(losses) < num_steps:
        while len(order) < batch_size:
            order = [*order, *rng.permutation(len(X)).tolist()]
        rows, order = order[:batch_size], order[batch_size:]
        value, gradient = loss(W, X[rows], y[rows], reg)
        W = W - learning_rate * gradient
        losses.append(value)
    return W, losses


@variant("sgd")
def sgd_by_gradient_descent(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Hands a loss that draws its own batch to gradient_descent."""

    def on_a_batch(W):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        return loss(W, X_batch, y_batch, reg)

    return gradient_descent(on_a_batch, W, learning_rate, num_steps)
