"""Sums over the wrong axis, sizes of the wrong axis, and sizes that are written into the code."""

import numpy as np

from autograder.assignments.linear.mistakes.scores import ten_classes_assumed_in_scores
from autograder.assignments.mistake import mistake, same_as
from solutions import linear as right


@mistake(
    "linear_scores",
    hint="`np.sum` without an axis adds up the products of all examples. For a number for each "
    "example, sum over its pixels: `axis=1`.",
    misconception="all examples are added up",
)
def sum_without_axis(X, W, b):
    return np.tile([np.sum(X * w) for w in W] + b, (len(X), 1))


@same_as(sum_without_axis, "predict")
def labels_by_sum_without_axis(X, W, b):
    return np.full(len(X), np.argmax([np.sum(X * w) for w in W] + b))


@mistake(
    "linear_scores",
    hint="`axis=0` adds up the examples and leaves a number for each pixel. For a number for each "
    "example, sum over its pixels: `axis=1`.",
    misconception="examples are added up in place of pixels",
    raises="ValueError",
)
def summed_over_examples(X, W, b):
    scores = np.zeros((len(X), len(W)))
    for c in range(len(W)):
        scores[:, c] = np.sum(X * W[c], axis=0) + b[c]
    return scores


@mistake(
    "linear_scores",
    hint="X.shape[1] is the number of pixels. The examples are the rows of X: X.shape[0] of them.",
    misconception="pixels are counted in place of examples",
    raises="IndexError",
)
def pixels_counted_for_examples(X, W, b):
    scores = np.zeros((X.shape[1], len(W)))
    for i in range(X.shape[1]):
        scores[i] = W @ X[i] + b
    return scores


@same_as(pixels_counted_for_examples, "predict")
def labels_of_as_many_examples_as_pixels(X, W, b):
    labels = np.zeros(X.shape[1], dtype=int)
    for i in range(X.shape[1]):
        labels[i] = np.argmax(W @ X[i] + b)
    return labels


@mistake(
    "linear_scores",
    hint="W.shape[1] is the number of pixels. The classes are the rows of W: W.shape[0] of them.",
    misconception="pixels are counted in place of classes",
    raises="IndexError",
)
def pixels_counted_for_classes(X, W, b):
    scores = np.zeros((len(X), W.shape[1]))
    for c in range(W.shape[1]):
        scores[:, c] = X @ W[c] + b[c]
    return scores


def _in_columns(X, W, b, columns):
    """Return scores in a table of so many columns, of which those of no class stay 0."""
    scores = np.zeros((len(X), columns))
    for c in range(len(W)):
        scores[:, c] = X @ W[c] + b[c]
    return scores


@same_as(ten_classes_assumed_in_scores, "linear_scores")
def ten_columns_of_scores(X, W, b):
    return _in_columns(X, W, b, 10)


@same_as(ten_classes_assumed_in_scores, "predict")
def labels_of_ten_classes(X, W, b):
    return np.argmax([X @ W[c] + b[c] for c in range(10)], axis=0)


@same_as(
    ten_classes_assumed_in_scores,
    "predict",
    slip="one number, which matters for more classes or where all scores are below 0",
)
def labels_by_ten_columns(X, W, b):
    return np.argmax(_in_columns(X, W, b, 10), axis=1)


def _small():
    """Return X_small, W_small and b_small of the notebook."""
    # Written out, as students would: their notebook has no module of ours for them.
    return (
        np.array([[-1.0, 1.0], [0.0, 0.0], [-3.0, 3.0], [3.0, 1.0], [-3.0, -1.0]]),
        np.array([[2.0, 1.0], [-1.0, 1.0], [0.0, -2.0]]),
        np.array([-1.0, -3.0, -2.0]),
    )


@mistake(
    "linear_scores",
    hint="You return the same whatever is given: what comes out of X_small, W_small and b_small in "
    "the notebook. Use the function's own arguments, X, W and b.",
    omission="the arguments are ignored",
)
def scores_of_the_notebooks_points(X, W, b):
    return right.linear_scores(*_small())


@same_as(scores_of_the_notebooks_points, "predict")
def labels_of_the_notebooks_points(X, W, b):
    return right.predict(*_small())


@same_as(scores_of_the_notebooks_points, "append_bias")
def columns_of_the_notebooks_points(X, W, b):
    return right.append_bias(*_small())


@mistake(
    "append_bias",
    hint="There is a 1 for each example, so N of them, not D: np.ones((X.shape[0], 1)).",
    misconception="pixels and examples are mixed up",
    raises="ValueError",
)
def ones_for_each_pixel(X, W, b):
    return np.hstack([X, np.ones((X.shape[1], 1))]), right.append_bias(X, W, b)[1]
