"""The multiclass support vector machine (SVM) loss.

Each wrong class should score at least one margin below the right class; how far
it falls short is its part of the loss.
"""

import numpy as np


def hinge_loss(scores, label, delta=1.0):
    """Multiclass hinge loss of one example.

    L = Σ_{j ≠ y} max(0, s_j − s_y + Δ)

    Parameters
    ----------
    scores : array of shape (C,)
        One score for each class.
    label : int
        The right class y, from 0 to C − 1.
    delta : float
        The margin Δ that the right score should keep from each other score.

    Returns
    -------
    float
        The loss L, 0 or more.
    """
    margins = np.maximum(0, scores - scores[label] + delta)
    margins[label] = 0
    return margins.sum()


def svm_loss_naive(W, X, y, reg):
    """Regularized SVM loss and its gradient, with loops.

    L = 1/N Σ_i Σ_{j ≠ y_i} max(0, s_ij − s_{i y_i} + 1) + λ ΣW²,   s_i = W x_i

    Parameters
    ----------
    W : array of shape (C, D)
        Weights, one row for each class.
    X : array of shape (N, D)
        Examples, one in each row.
    y : array of shape (N,)
        The right classes, integers from 0 to C − 1.
    reg : float
        Regularization strength λ.

    Returns
    -------
    loss : float
    gradient : array of shape (C, D)
        The derivative of the loss with respect to each weight.
    """
    num_examples, num_classes = X.shape[0], W.shape[0]
    loss = 0.0
    gradient = np.zeros(W.shape, np.result_type(W, X))
    for i in range(num_examples):
        scores = W @ X[i]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                gradient[j] += X[i]
                gradient[y[i]] -= X[i]
    loss = loss / num_examples + reg * np.sum(W * W)
    gradient = gradient / num_examples + 2 * reg * W
    return loss, gradient


def svm_loss_vectorized(W, X, y, reg):
    """Regularized SVM loss and its gradient, without a loop.

    The same loss as `svm_loss_naive`, with the same parameters.

    Parameters
    ----------
    W : array of shape (C, D)
    X : array of shape (N, D)
    y : array of shape (N,)
    reg : float

    Returns
    -------
    loss : float
    gradient : array of shape (C, D)
    """
    num_examples = X.shape[0]
    rows = np.arange(num_examples)
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / num_examples + reg * np.sum(W * W)

    # Each positive margin pulls its own class down and the right class up by x_i.
    pull = (margins > 0).astype(scores.dtype)
    pull[rows, y] = -pull.sum(axis=1)
    gradient = pull.T @ X / num_examples + 2 * reg * W
    return loss, gradient
