"""Optimization: finding weights with a small loss.

From the first bad idea, random search, by the slope of the loss to stochastic
gradient descent (SGD).
"""

import numpy as np


def random_search(loss, shape, num_tries, scale, rng):
    """Draw weights at random, again and again, and keep the best.

    W = scale · Z,   Z of independent standard normal numbers (mean 0, standard deviation 1)

    Parameters
    ----------
    loss : function
        ``loss(W)`` returns the loss of the weights W, a float. Call it once a try.
    shape : tuple of int
        The shape of W.
    num_tries : int
        How many W to draw, at least 1.
    scale : float
        The standard deviation of the weights.
    rng : numpy.random.Generator
        Draws all random numbers, such as ``rng.standard_normal(shape)``.

    Returns
    -------
    best_W : array of the given shape
        The W with the smallest loss of all that were tried.
    best_loss : float
        Its loss.
    """
    best_W, best_loss = None, float("inf")
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        loss_of_try = loss(W)
        if loss_of_try < best_loss:
            best_W, best_loss = W, loss_of_try
    return best_W, best_loss


def numerical_gradient(f, W, h=1e-5):
    """Measure the slope of a function in the direction of each weight.

    ∂f/∂w ≈ (f(w + h) − f(w − h)) / 2h,   all other weights staying as they are

    These are central differences: a step of h to both sides.

    Parameters
    ----------
    f : function
        ``f(W)`` returns a float, for any W of this shape.
    W : array of any shape
        Where to take the slope. It may hold integers, and isn't changed.
    h : float
        The size of the step.

    Returns
    -------
    array of the shape of W
        One slope for each weight, as floats.
    """
    W = np.array(W, dtype=float)  # a copy, in which one weight at a time moves
    gradient = np.zeros(W.shape)
    for place in np.ndindex(W.shape):
        weight = W[place]
        W[place] = weight + h
        above = f(W)
        W[place] = weight - h
        below = f(W)
        W[place] = weight
        gradient[place] = (above - below) / (2 * h)
    return gradient


def relative_error(a, b):
    """Largest relative difference between the entries of two arrays.

    max over all entries of  |a − b| / max(|a| + |b|, 1e-8)

    Parameters
    ----------
    a, b : arrays of the same shape
        Such as a numerical and an analytic gradient.

    Returns
    -------
    float
        From 0 (equal) to 1 (an entry is 0 in one of them only, or has opposite signs).
    """
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def gradient_descent(loss_and_gradient, W, learning_rate, num_steps):
    """Follow the slope downhill, one step after the other.

    W ← W − α ∇L(W)

    Parameters
    ----------
    loss_and_gradient : function
        ``loss_and_gradient(W)`` returns (loss, gradient), a float and an array of the
        shape of W. Call it once a step.
    W : array of any shape
        The weights to start from; this array isn't changed.
    learning_rate : float
        The step size α.
    num_steps : int
        How many steps to take: just so many, however small the slope becomes.

    Returns
    -------
    W : array
        The weights after the last step.
    losses : list of float, num_steps of them
        ``losses[i]`` is the loss before step i, so that ``losses[0]`` is that of the start.
    """
    losses = []
    for _ in range(num_steps):
        loss, gradient = loss_and_gradient(W)
        losses.append(loss)
        W = W - learning_rate * gradient
    return W, losses


def linear_regression_loss(w, X, t):
    """Mean squared error of a linear model, and its gradient.

    L = 1/N Σ_i (t_i − w · x_i)²

    Parameters
    ----------
    w : array of shape (D,)
        Weights of the model, whose prediction for x is w · x.
    X : array of shape (N, D)
        Examples, one in each row.
    t : array of shape (N,)
        Targets: the numbers to predict.

    Returns
    -------
    loss : float
        The mean of the squares, without a factor ½.
    gradient : array of shape (D,)
        The derivative of the loss with respect to each weight.
    """
    residuals = X @ w - t
    return np.mean(residuals**2), 2 * (X.T @ residuals) / len(t)


def sample_minibatch(X, y, batch_size, rng):
    """Draw some examples at random, with replacement.

    With replacement: each row of the batch is any of the N examples with the same
    chance, so that one may come twice, and `batch_size` may be larger than N.

    Parameters
    ----------
    X : array of shape (N, D)
        Examples, one in each row.
    y : array of shape (N,)
        What belongs to them: ``y[i]`` to ``X[i]``.
    batch_size : int
        How many rows to draw.
    rng : numpy.random.Generator
        Draws all random numbers, such as ``rng.integers(10, size=3)``.

    Returns
    -------
    X_batch : array of shape (batch_size, D)
    y_batch : array of shape (batch_size,)
        What belongs to the rows of X_batch.
    """
    rows = rng.integers(len(X), size=batch_size)
    return X[rows], y[rows]


def sgd(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    """Stochastic gradient descent: each step follows the slope of a new minibatch.

    W ← W − α ∇L_M(W),   L_M: the loss of a minibatch M, drawn afresh by `sample_minibatch`

    Parameters
    ----------
    loss : function
        ``loss(W, X, y, reg)`` returns (loss, gradient). Call it once a step.
    W : array
        The weights to start from; this array isn't changed.
    X : array of shape (N, D)
        Examples, one in each row.
    y : array of shape (N,)
        Labels or targets.
    learning_rate : float
        The step size α.
    reg : float
        Regularization strength λ, handed on to `loss`.
    batch_size : int
        How many examples to draw for a step, with replacement.
    num_steps : int
        How many steps to take: just so many, however small the slope becomes.
    rng : numpy.random.Generator
        Draws all random numbers.

    Returns
    -------
    W : array
        The weights after the last step.
    losses : list of float, num_steps of them
        ``losses[i]`` is the loss of minibatch i, before step i.
    """
    losses = []
    for _ in range(num_steps):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        batch_loss, gradient = loss(W, X_batch, y_batch, reg)
        losses.append(batch_loss)
        W = W - learning_rate * gradient
    return W, losses
