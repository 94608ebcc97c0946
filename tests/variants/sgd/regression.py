"""Linear regression's loss by other roads."""

import numpy as np

from autograder.assignments.variant import variant


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


@variant("linear_regression_loss")
def regression_by_products_of_the_data(w, X, t):
    """Multiplies the square out: wᵀ(XᵀX)w − 2 w·(Xᵀt) + t·t, as in the normal equations."""
    N = len(t)
    A, b = X.T @ X / N, X.T @ t / N
    return w @ A @ w - 2 * (w @ b) + t @ t / N, 2 * (A @ w - b)


@variant("linear_regression_loss")
def regression_by_mean_and_variance(w, X, t):
    """The mean of squares as variance plus squared mean; the gradient likewise, by covariance."""
    off = np.subtract(t, np.matmul(X, w))
    centred = X - X.mean(axis=0)
    covariance = (centred * off[:, np.newaxis]).mean(axis=0)
    return np.var(off) + np.mean(off) ** 2, -2 * (covariance + X.mean(axis=0) * off.mean())


@variant("linear_regression_loss")
def regression_by_augmented_rows(w, X, t):
    """Puts the target into the row as one more entry, with weight −1."""
    rows = np.hstack([X, np.reshape(t, (-1, 1))])
    residuals = rows @ np.append(w, -1)
    whole = 2 * residuals @ rows / rows.shape[0]
    return np.vdot(residuals, residuals) / rows.shape[0], whole[:-1]


@variant("linear_regression_loss")
def regression_in_plain_python(w, X, t):
    """Lists, zip, sum and fmean; the gradient goes by the columns of X."""
    from statistics import fmean

    weights, rows, targets = w.tolist(), X.tolist(), t.tolist()
    off = [
        sum(a * b for a, b in zip(weights, row, strict=True)) - target
        for row, target in zip(rows, targets, strict=True)
    ]
    columns = zip(*rows, strict=True)
    return fmean(r * r for r in off), [
        2 * fmean(r * x for r, x in zip(off, column, strict=True)) for column in columns
    ]


@variant("linear_regression_loss")
def regression_by_running_means(w, X, t):
    """Keeps running means of loss and gradient while it sees one example after the other."""
    loss, gradient = 0.0, np.zeros(len(w))
    for seen, (x, target) in enumerate(zip(X, t, strict=True), start=1):
        r = np.inner(w, x) - target
        loss = loss + (r**2 - loss) / seen
        gradient = gradient + (2 * r * x - gradient) / seen
    return loss, gradient


@variant("linear_regression_loss")
def regression_by_halves(w, X, t):
    """The mean of all is the weighted mean of two halves, down to single examples."""

    def part(first, end):
        if end - first == 1:
            r = float(X[first] @ w - t[first])
            return r * r, 2 * r * X[first]
        middle = (first + end) // 2
        (a, da), (b, db) = part(first, middle), part(middle, end)
        share = (middle - first) / (end - first)
        return share * a + (1 - share) * b, share * da + (1 - share) * db

    return part(0, len(X))


@variant("linear_regression_loss")
def regression_by_imaginary_steps(w, X, t):
    """Differentiates by a tiny imaginary step of each weight, which is exact to the last digit."""

    def loss(w):
        return ((t - X @ w) ** 2).mean()

    step = 1e-20
    moved = w + 1j * step * np.eye(len(w))
    return float(loss(w)), np.array([loss(one).imag for one in moved]) / step


@variant("linear_regression_loss")
def regression_by_reduce(w, X, t):
    """Adds up pairs of loss and gradient by functools.reduce; the result is a list."""
    from functools import reduce
    from itertools import starmap

    def of_one(x, target):
        r = target - np.dot(w, x)
        return np.square(r), np.negative(2 * r * x)

    total = reduce(
        lambda one, other: (one[0] + other[0], one[1] + other[1]),
        starmap(of_one, zip(X, t, strict=True)),
    )
    return [part / len(t) for part in total]


@variant("linear_regression_loss")
def regression_by_average(w, X, t):
    """np.average over the squares, and a tensordot; the factor 2 comes by adding twice."""
    residuals = np.sum(X * w, axis=1) - t
    half = np.tensordot(residuals, X, axes=1) / np.size(t)
    return np.average(np.power(residuals, 2)), half + half


@variant("linear_regression_loss")
def regression_by_jacobian(w, X, t):
    """The chain rule by matrices: slopes of the mean, of the squares, of the residuals."""
    N = X.shape[0]
    residuals = t - X.dot(w)
    by_squares = np.full((1, N), 1.0 / N)
    by_residuals = np.diag(2 * residuals)
    by_weights = -X
    return (by_squares @ residuals**2)[0], (by_squares @ by_residuals @ by_weights)[0]
