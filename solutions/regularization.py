"""Regularization: how large the weights are, as a part of the loss.

A penalty R(W) measures the size of the weights. Added to the data loss, it makes a
simple answer win where the data alone can't choose, or would choose too well.
"""

import numpy as np


def l2_penalty(W):
    """L2 penalty of weights, and its gradient.

    R = Σ w², the sum over all weights, without a factor ½

    Parameters
    ----------
    W : array of any shape
        The weights.

    Returns
    -------
    R : float
        The penalty, 0 or more.
    gradient : array of W's shape
        The derivative of R with respect to each weight.
    """
    return np.sum(W * W), 2 * W


def l1_penalty(W):
    """L1 penalty of weights, and its gradient.

    R = Σ |w|, the sum over all weights

    Parameters
    ----------
    W : array of any shape
        The weights.

    Returns
    -------
    R : float
        The penalty, 0 or more.
    gradient : array of W's shape
        The derivative of R with respect to each weight. |w| has a kink at w = 0: there, by
        convention, the derivative is taken to be 0.
    """
    return np.sum(np.abs(W)), np.sign(W)


def elastic_net_penalty(W, beta):
    """Elastic net: an L2 and an L1 penalty in one, and its gradient.

    R = Σ (β w² + |w|), the sum over all weights

    Parameters
    ----------
    W : array of any shape
        The weights.
    beta : float
        How much the squares count, β. The magnitudes always count once.

    Returns
    -------
    R : float
        The penalty, 0 or more.
    gradient : array of W's shape
        The derivative of R with respect to each weight; that of |w| at w = 0 is 0, as in
        `l1_penalty`.
    """
    squares, squares_gradient = l2_penalty(W)
    magnitudes, magnitudes_gradient = l1_penalty(W)
    return beta * squares + magnitudes, beta * squares_gradient + magnitudes_gradient


def regularized_loss(data_loss, data_gradient, W, reg, penalty):
    """Loss with a penalty on the weights, and its gradient.

    L = data loss + λ R(W)

    Parameters
    ----------
    data_loss : float
        The loss that the data cause.
    data_gradient : array of W's shape
        The derivative of the data loss with respect to each weight.
    W : array of any shape
        The weights.
    reg : float
        Regularization strength λ.
    penalty : function
        Any penalty: ``penalty(W)`` returns the pair (R, gradient of R). It is a function
        that is handed to you, `l1_penalty` for example: call it.

    Returns
    -------
    loss : float
    gradient : array of W's shape
        The derivative of the loss with respect to each weight.
    """
    R, gradient = penalty(W)
    return data_loss + reg * R, data_gradient + reg * gradient


def fit_polynomial(x, t, degree, reg):
    """Fit a polynomial to points, with an L2 penalty on its coefficients.

    p(x) = w_0 + w_1 x + w_2 x² + … + w_d x^d

    The coefficients returned are those that minimize Σ_i (p(x_i) − t_i)² + λ Σ_k w_k².
    Both are sums, not means. The penalty counts every coefficient, the constant w_0 too.

    Parameters
    ----------
    x : array of shape (N,)
        Where the points are.
    t : array of shape (N,)
        What was measured there: the targets.
    degree : int
        The highest power d, 0 or more.
    reg : float
        Regularization strength λ, 0 or more. With λ = 0 there are at least as many
        points as coefficients.

    Returns
    -------
    array of shape (degree + 1,)
        The coefficients w_0, w_1, …, w_d: the constant first.
    """
    A = np.asarray(x, dtype=float)[:, np.newaxis] ** np.arange(degree + 1)
    return np.linalg.solve(A.T @ A + reg * np.eye(degree + 1), A.T @ t)
