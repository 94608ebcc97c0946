"""Mistakes in the gradient of the SVM loss: which rows an example pulls, and how often."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from autograder.assignments.svm.mistakes.margins import _margins
from coursework.checks.svm import LOSSES
from solutions import svm as right


def _with_right_pull(pull_of, W, X, y, reg):
    """Return the right loss with a gradient in which the right class pulls otherwise."""
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    pull = (_margins(W, X, y) > 0).astype(float)
    pull[np.arange(len(X)), y] = pull_of(pull.sum(axis=1))
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="The right class's row of the gradient is empty. Each positive margin also subtracts x "
    "from the row of the right class.",
    slip="one term of the gradient, that of the right class, is missing",
)
def right_row_left_out(W, X, y, reg):
    return _with_right_pull(lambda count: 0 * count, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You subtract x from the right class's row once for each example. It should be subtracted "
    "once for each positive margin.",
    slip="one factor of the right class's term: 1 in place of the number of positive margins",
)
def right_row_counted_once(W, X, y, reg):
    return _with_right_pull(lambda count: -np.minimum(count, 1), W, X, y, reg)


@same_as(right_row_counted_once, *LOSSES)
def right_row_always_counted_once(W, X, y, reg):
    return _with_right_pull(lambda count: -np.ones(len(count)), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You subtract x from the right class's row once more than there are positive margins: "
    "the right class's own margin of 1 counts, too. Leave it out of the count.",
    slip="one term too many in the right class's row",
)
def right_row_counts_itself(W, X, y, reg):
    return _with_right_pull(lambda count: -(count + 1), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You subtract x from the right class's row for each wrong class, whatever its margin. It "
    "should be subtracted once for each margin above 0.",
    slip="one factor of the right class's term: C − 1 in place of the number of positive margins",
)
def right_row_counts_all_classes(W, X, y, reg):
    return _with_right_pull(lambda count: 0 * count - (len(W) - 1), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You add x to the right class's row. It should be subtracted there: −x for each positive "
    "margin.",
    slip="one sign, that of the right class's term",
)
def right_row_added(W, X, y, reg):
    return _with_right_pull(lambda count: count, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="`.sum()` without an axis counts the positive margins of all examples together. Each "
    "example has its own count: `.sum(axis=1)`.",
    slip="one axis is missing in the count of positive margins",
)
def margins_counted_over_batch(W, X, y, reg):
    return _with_right_pull(lambda count: 0 * count - count.sum(), W, X, y, reg)


@mistake(
    "svm_loss_vectorized",
    hint="`.sum(axis=0)` counts the positive margins of each class. Each example has its own "
    "count: `.sum(axis=1)`.",
    misconception="counted by class in place of by example; it works only where N is C",
    raises="ValueError",
)
def margins_counted_by_class(W, X, y, reg):
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    pull = (_margins(W, X, y) > 0).astype(float)
    pull[np.arange(len(X)), y] = -pull.sum(axis=0)
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="Only the right classes' rows are filled. Each positive margin also adds x to the row of "
    "its own class.",
    slip="one term of the gradient, that of the wrong classes, is missing",
)
def wrong_rows_left_out(W, X, y, reg):
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    counts = (_margins(W, X, y) > 0).sum(axis=1, keepdims=True)
    return loss, (-counts * np.eye(len(W))[y]).T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="You add x for every wrong class, whatever its margin. Only where a margin is above 0 "
    "is there a slope.",
    misconception="the condition that a margin be above 0, which makes the hinge, is missing",
)
def every_class_pulls(W, X, y, reg):
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    pull = 1 - len(W) * np.eye(len(W))[y]
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="Your images pull as hard as their margins are large: that is the gradient of a square. "
    "Each margin above 0 pulls with x itself, whatever its size.",
    misconception="the slope of the hinge is taken for its value",
)
def margin_for_slope(W, X, y, reg):
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    pull = np.maximum(0, _margins(W, X, y))
    pull[np.arange(len(X)), y] = -pull.sum(axis=1)
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="Your gradient points the other way: all signs of the data's part are reversed.",
    slip="one sign, that of the data's part of the gradient",
)
def gradient_reversed(W, X, y, reg):
    loss, gradient = right.svm_loss_vectorized(W, X, y, 0)
    return loss + reg * np.sum(W * W), -gradient + 2 * reg * W


@mistake(
    *LOSSES,
    hint="Your gradient is all zeros. Where do you fill it?",
    misconception="half of the answer, the gradient, isn't computed",
)
def gradient_left_at_zero(W, X, y, reg):
    return right.svm_loss_vectorized(W, X, y, reg)[0], np.zeros(W.shape)


@mistake(
    *LOSSES,
    hint="Your gradient has the penalty's part alone. The data's part is missing: each positive "
    "margin adds x to its own row and subtracts it from the right class's.",
    misconception="half of the answer, the gradient of the data loss, isn't computed",
)
def gradient_of_penalty_alone(W, X, y, reg):
    return right.svm_loss_vectorized(W, X, y, reg)[0], 2 * reg * W


@mistake(
    *LOSSES,
    hint="You index the gradient by the number of the example. Its rows belong to the classes: "
    "gradient[y[i]].",
    misconception="the gradient's rows are taken for the examples",
    raises="IndexError",
)
def gradient_indexed_by_example(W, X, y, reg):
    gradient = np.zeros(W.shape)
    for i in range(len(X)):
        for j in np.flatnonzero(_margins(W, X, y)[i] > 0):
            gradient[j] += X[i]
            gradient[i] -= X[i]
    return right.svm_loss_vectorized(W, X, y, reg)[0], gradient / len(X) + 2 * reg * W
