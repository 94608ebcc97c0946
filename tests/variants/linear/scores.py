"""Linear scores by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("linear_scores")
def scores_by_einsum(X, W, b):
    """One einsum, and the biases repeated row by row."""
    return np.einsum("nd,cd->nc", X, W) + np.tile(b, (X.shape[0], 1))


@variant("linear_scores")
def scores_by_bias_trick(X, W, b):
    """Takes the bias into the weights first."""
    images = np.column_stack([X, np.ones(len(X))])
    weights = np.column_stack([W, b])
    return images.dot(weights.T)


@variant("linear_scores")
def scores_class_by_class(X, W, b):
    """A loop over the classes, none over the examples."""
    scores = np.empty((X.shape[0], W.shape[0]))
    for c, (weights, bias) in enumerate(zip(W, b, strict=True)):
        scores[:, c] = X.dot(weights) + bias
    return scores


@variant("linear_scores")
def scores_transposed_twice(X, W, b):
    """The formula of the lecture, with examples as columns, in Fortran order."""
    return np.asfortranarray((W @ X.T + b.reshape(-1, 1)).T)


@variant("linear_scores")
def scores_by_broadcasting(X, W, b):
    """All products at once in three axes, then a sum; gives nested lists."""
    return ((X[:, None, :] * W[None, :, :]).sum(axis=2) + b).tolist()


@variant("linear_scores")
def scores_in_float32(X, W, b):
    """Computes in float32, and adds in place to an array of its own."""
    scores = np.inner(np.asarray(X, np.float32), np.asarray(W, np.float32))
    scores += np.asarray(b, np.float32)
    return scores


@variant("linear_scores")
def scores_by_tensordot(X, W, b):
    """np.tensordot over the pixels, and the biases added in place to an array of its own."""
    scores = np.tensordot(X, W, axes=([1], [1]))
    np.add(scores, b[np.newaxis, :], out=scores)
    return scores


@variant("linear_scores")
def scores_pixel_by_pixel(X, W, b):
    """A loop over the pixels: each adds an outer product."""
    total = np.zeros((len(X), len(W))) + b
    for d in range(X.shape[1]):
        total = total + np.outer(X[:, d], W[:, d])
    return total


@variant("linear_scores")
def scores_by_reduce(X, W, b):
    """functools.reduce over products of columns, beginning with the biases."""
    from functools import reduce

    columns = zip(X.T, W.T, strict=True)
    return reduce(lambda s, pair: s + pair[0][:, None] * pair[1], columns, b)


@variant("linear_scores")
def scores_of_stacked_columns(X, W, b):
    """One column of scores for each class, in a comprehension."""
    return np.stack([(X * w).sum(axis=1) + bias for w, bias in zip(W, b, strict=True)], axis=-1)


@variant("linear_scores")
def scores_as_a_stack_of_columns(X, W, b):
    """W times a stack of columns, as W x + b is written, and the last axis dropped."""
    return np.squeeze(np.matmul(W, X[:, :, np.newaxis]) + b[:, np.newaxis], axis=-1)


@variant("linear_scores")
def scores_by_blas(X, W, b):
    """The routine of linear algebra below NumPy, which adds the biases while it multiplies."""
    from scipy.linalg.blas import dgemm

    biases = np.asfortranarray(np.broadcast_to(b, (len(X), len(b))), dtype=np.float64)
    return dgemm(1.0, X, W, beta=1.0, c=biases, trans_b=True)


@variant("linear_scores")
def scores_by_sparse_matrix(X, W, b):
    """A sparse matrix for X; the product is dense again."""
    from scipy.sparse import csr_matrix

    return csr_matrix(X).dot(W.T) + np.atleast_2d(b)


@variant("linear_scores")
def scores_by_distances(X, W, b):
    """w·x is half of ‖x‖² + ‖w‖² − ‖x − w‖²."""
    squares = np.sum(X**2, axis=1, keepdims=True) + np.sum(W**2, axis=1)
    apart = np.sum(np.square(X[:, np.newaxis] - W), axis=2)
    return (squares - apart) / 2 + b


@variant("linear_scores")
def scores_by_vecdot(X, W, b):
    """np.vecdot of every row with every row."""
    return np.vecdot(X[:, None, :], W[None, :, :]) + b


@variant("linear_scores")
def scores_of_scikit_learn(X, W, b):
    """The decision function of scikit-learn's classifier, with these weights put in."""
    from sklearn.linear_model import LogisticRegression

    classifier = LogisticRegression()
    classifier.coef_, classifier.intercept_ = W, b
    classifier.classes_ = np.arange(len(b))
    return classifier.decision_function(X)


@variant("linear_scores")
def scores_along_axis(X, W, b):
    """np.apply_along_axis over the rows of W, each with its bias at the end."""

    def column(weights):
        *w, bias = weights
        return X @ np.array(w) + bias

    return np.apply_along_axis(column, 1, np.column_stack((W, b))).transpose()


@variant("linear_scores")
def scores_in_longdouble(X, W, b):
    """Computes with more digits than float64 has, and returns them all."""
    return X.astype(np.longdouble) @ W.T.astype(np.longdouble) + b
