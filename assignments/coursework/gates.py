"""Gates that the backpropagation assignment gives, beside those that students build.

Each has the same two methods: ``forward`` computes a value and remembers what ``backward``
will need; ``backward`` turns the upstream gradient into the gradients of the inputs.
A gate with one input returns its gradient as it is, one with two inputs returns a pair.
"""

from __future__ import annotations

import numpy as np
from scipy.special import log_softmax  # SciPy comes with scikit-learn


class SumGate:
    """Adds up all entries of an array: an add gate with many inputs."""

    def forward(self, x: np.ndarray) -> float:
        """Return Σx."""
        self.shape = np.shape(x)
        return float(np.sum(x))

    def backward(self, upstream: float) -> np.ndarray:
        """Return the upstream gradient, once for each entry."""
        return upstream * np.ones(self.shape)


class ExpGate:
    """The exponential function, entry by entry."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return exp(x)."""
        self.value = np.exp(x)
        return self.value

    def backward(self, upstream: np.ndarray) -> np.ndarray:
        """Return the upstream gradient times exp(x)."""
        return upstream * self.value


class ReciprocalGate:
    """One divided by x, entry by entry."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return 1 / x."""
        self.x = x
        return 1 / x

    def backward(self, upstream: np.ndarray) -> np.ndarray:
        """Return the upstream gradient times −1 / x²."""
        return -upstream / self.x**2


class ScoresGate:
    """The scores of many images at once: X Wᵀ."""

    def forward(self, X: np.ndarray, W: np.ndarray) -> np.ndarray:
        """Return the scores, (N, C), of images X, (N, D), by weights W, (C, D)."""
        self.X, self.W = X, W
        return X @ W.T

    def backward(self, upstream: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the gradients of X and W, each of its own shape."""
        return upstream @ self.W, upstream.T @ self.X


class RepeatGate:
    """Copies a bias vector into every row of a table: a branch to each image.

    Parameters
    ----------
    num_rows
        The number of images N.
    """

    def __init__(self, num_rows: int):
        self.num_rows = num_rows

    def forward(self, b: np.ndarray) -> np.ndarray:
        """Return an array (N, C) with b, (C,), in each row."""
        return np.tile(b, (self.num_rows, 1))

    def backward(self, upstream: np.ndarray) -> np.ndarray:
        """Return the sum over the rows, since gradients add at a branch."""
        return upstream.sum(axis=0)


class SoftmaxLossGate:
    """The mean cross-entropy of many images.

    Parameters
    ----------
    labels : array of shape (N,)
        The right classes.
    """

    def __init__(self, labels: np.ndarray):
        self.labels = np.asarray(labels)

    def forward(self, scores: np.ndarray) -> float:
        """Return the mean over the rows of scores, (N, C), of −log p of the right class."""
        self.log_p = log_softmax(scores, axis=1)
        self.right = np.eye(scores.shape[1])[self.labels]
        return float(-np.sum(self.right * self.log_p) / len(scores))

    def backward(self, upstream: float) -> np.ndarray:
        """Return the gradient of the scores, (N, C)."""
        return upstream * (np.exp(self.log_p) - self.right) / len(self.right)
