"""The linear classifier: one score for each class, the largest wins.

A score is a weighted sum of all pixels plus a bias. The bias can be taken into the
weights, as the weight of a pixel that is always 1.
"""

import numpy as np


def linear_scores(X, W, b):
    """Scores of all examples for all classes.

    s_ic = w_c · x_i + b_c, which is f(x, W, b) = W x + b for each example x.

    Parameters
    ----------
    X : array of shape (N, D)
        Examples, one in each row.
    W : array of shape (C, D)
        Weights, one row for each class.
    b : array of shape (C,)
        Biases, one for each class.

    Returns
    -------
    array of shape (N, C)
        The scores: one row for each example, one column for each class.
    """
    return X @ W.T + b


def append_bias(X, W, b):
    """Take the bias into the weights (the bias trick).

    Each example gets one more number, a 1, in last place. The weight that belongs to
    it is the bias. So X Wᵀ of the new arrays gives the scores that X Wᵀ + b gave before.

    Parameters
    ----------
    X : array of shape (N, D)
        Examples, one in each row.
    W : array of shape (C, D)
        Weights, one row for each class.
    b : array of shape (C,)
        Biases, one for each class.

    Returns
    -------
    X : array of shape (N, D + 1)
        The examples, with a last column of ones.
    W : array of shape (C, D + 1)
        The weights, with the biases as the last column.
    """
    ones = np.ones((X.shape[0], 1), dtype=X.dtype)
    return np.hstack([X, ones]), np.hstack([W, b[:, np.newaxis]])


def predict(X, W, b):
    """Predict the class of each example: the one with the largest score.

    Of classes with the same largest score, the one with the smaller label is predicted.

    Parameters
    ----------
    X : array of shape (N, D)
        Examples, one in each row.
    W : array of shape (C, D)
        Weights, one row for each class.
    b : array of shape (C,)
        Biases, one for each class.

    Returns
    -------
    array of shape (N,)
        The predicted labels, integers from 0 to C − 1.
    """
    return np.argmax(linear_scores(X, W, b), axis=1)
