"""Softmax and cross-entropy: scores as probabilities, and a loss that asks for likely labels.

Exponentials turn scores into positive numbers, their sum turns these into probabilities,
and the loss is minus the logarithm of the right class's probability. All logarithms are
natural ones.
"""

import numpy as np


def softmax(scores):
    """Probabilities of the classes, from their scores.

    p_k = exp(s_k) / Σ_j exp(s_j)

    The largest score of each example is subtracted from all its scores before exp is
    taken, so that scores of any size can be given.

    Parameters
    ----------
    scores : array of shape (C,) or (N, C)
        One score for each class: of one example, or of one example in each row.

    Returns
    -------
    array of the same shape
        Probabilities: those of each example add up to 1.

    Notes
    -----
    Source: J. S. Bridle, “Probabilistic Interpretation of Feedforward Classification
    Network Outputs”, 1990; in the lectures, CS231n, lecture 2.
    """
    shifted = scores - scores.max(axis=-1, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def cross_entropy_loss(scores, label):
    """Cross-entropy loss of one example.

    L = −log( exp(s_y) / Σ_k exp(s_k) ) = log Σ_k exp(s_k) − s_y

    The loss is right for scores of any size: (1000, 0) with the right class 1 gives 1000,
    not ∞.

    Parameters
    ----------
    scores : array of shape (C,)
        One score for each class.
    label : int
        The right class y, from 0 to C − 1.

    Returns
    -------
    float
        The loss L, with the natural logarithm.
    """
    shifted = scores - scores.max()
    return np.log(np.exp(shifted).sum()) - shifted[label]


def kl_divergence(p, q):
    """Kullback-Leibler divergence of Q from P: how badly Q stands in for P.

    KL(P ‖ Q) = Σ_k p_k log(p_k / q_k)

    A term with p_k = 0 counts 0. Where q_k = 0 but p_k > 0, the divergence is ∞.

    Parameters
    ----------
    p, q : arrays of shape (C,)
        Two distributions over the same classes: 0 or more, with the sum 1.

    Returns
    -------
    float
        The divergence, with the natural logarithm (in nats).

    Notes
    -----
    Source: S. Kullback and R. A. Leibler, “On Information and Sufficiency”, 1951.
    """
    possible = p > 0
    if np.any(q[possible] == 0):
        return np.inf
    return np.sum(p[possible] * np.log(p[possible] / q[possible]))


def nll_loss(log_probabilities, y):
    """Negative log-likelihood of the right classes, as a mean over the examples.

    L = −1/N Σ_i log p_{i y_i}

    Parameters
    ----------
    log_probabilities : array of shape (N, C)
        The natural logarithm of each class's probability, one example in each row.
    y : array of shape (N,)
        The right classes, integers from 0 to C − 1.

    Returns
    -------
    float
        The mean over the N examples.
    """
    rows = np.arange(len(y))
    return -log_probabilities[rows, y].mean()


def softmax_loss_naive(W, X, y, reg):
    """Regularized cross-entropy loss and its gradient, with loops.

    L = 1/N Σ_i −log( exp(s_{i y_i}) / Σ_k exp(s_ik) ) + λ ΣW²,   s_i = W x_i

    Like `cross_entropy_loss`, it is right for scores of any size.

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
    gradient = np.zeros(W.shape, np.result_type(W, X, 0.0))
    for i in range(num_examples):
        scores = W @ X[i]
        shifted = scores - scores.max()
        exponentials = np.exp(shifted)
        total = exponentials.sum()
        loss += np.log(total) - shifted[y[i]]
        for j in range(num_classes):
            gradient[j] += exponentials[j] / total * X[i]
        gradient[y[i]] -= X[i]
    loss = loss / num_examples + reg * np.sum(W * W)
    gradient = gradient / num_examples + 2 * reg * W
    return loss, gradient


def softmax_loss_vectorized(W, X, y, reg):
    """Regularized cross-entropy loss and its gradient, without a loop.

    The same loss as `softmax_loss_naive`, with the same parameters.

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
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    totals = exponentials.sum(axis=1)
    loss = (np.log(totals) - shifted[rows, y]).mean() + reg * np.sum(W * W)

    # Each class's score pulls by its probability; the right one's by 1 less.
    pull = exponentials / totals[:, np.newaxis]
    pull[rows, y] -= 1
    gradient = pull.T @ X / num_examples + 2 * reg * W
    return loss, gradient
