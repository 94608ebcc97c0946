"""What students get wrong in the SVM loss.

Most are the right solution with one term changed, and are written so.
"""

import numpy as np

from autograder.mistakes import mistake
from autograder.mistakes.linear_losses import _with_penalty as _with_penalty
from autograder.mistakes.linear_losses import mistakes_of
from coursework.checks.svm import LOSSES
from solutions import svm as right


def _data_loss(W, X, y):
    return right.svm_loss_vectorized(W, X, y, 0)


GENERAL = mistakes_of(_data_loss, LOSSES)


@mistake(
    "hinge_loss",
    hint="Each loss is too large by the margin. The sum runs over j ≠ y: leave out the right "
    "class, whose term would be max(0, 0 + 1).",
)
def right_class_included_in_hinge(scores, label, delta=1.0):
    return np.maximum(0, scores - scores[label] + delta).sum()


@mistake(
    *LOSSES,
    hint="Each example's loss is too large by 1. The sum runs over j ≠ y: leave out the right "
    "class, whose term would be max(0, 0 + 1).",
)
def right_class_included(W, X, y, reg):
    loss, gradient = right.svm_loss_vectorized(W, X, y, reg)
    return loss + 1, gradient


@mistake(
    "hinge_loss",
    hint="The margin Δ is lost on the way. This is how one of the lecture's slides comes to 10.9 "
    "for the frog, as 5.3 + 5.6; with the margin it is 6.3 + 6.6 = 12.9.",
)
def margin_forgotten_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label, 0.0)


def _margins(W, X, y, delta=1.0):
    scores = X @ W.T
    margins = scores - scores[np.arange(len(X)), y][:, np.newaxis] + delta
    margins[np.arange(len(X)), y] = 0
    return margins


def _gradient(pull, W, X, y, reg):
    pull = pull.astype(float)
    pull[np.arange(len(X)), y] = 0
    pull[np.arange(len(X)), y] = -pull.sum(axis=1)
    return pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="The margin 1 is missing: the formula has max(0, s_j − s_y + 1). (One of the lecture's "
    "slides loses it, too, and comes to 10.9.)",
)
def margin_forgotten(W, X, y, reg):
    margins = _margins(W, X, y, delta=0.0)
    loss = np.maximum(0, margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You count the classes that miss the margin. Add how far each one misses it.",
)
def one_added_in_place_of_margin(W, X, y, reg):
    _, gradient = right.svm_loss_vectorized(W, X, y, reg)
    return (_margins(W, X, y) > 0).sum() / len(X) + reg * np.sum(W * W), gradient


@mistake(
    "hinge_loss",
    hint="You count the classes that miss the margin. Add how far each one misses it.",
)
def one_added_in_place_of_margin_in_hinge(scores, label, delta=1.0):
    margins = scores - scores[label] + delta
    margins[label] = 0
    return (margins > 0).sum()


@mistake(
    *LOSSES,
    hint="All your margins are 1, as you subtract each score from itself. Pick the right class's "
    "score once for each row: scores[np.arange(N), y].",
)
def right_score_not_picked(W, X, y, reg):
    loss = W.shape[0] - 1 + reg * np.sum(W * W)
    return float(loss), _gradient(np.ones((len(X), W.shape[0])), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="The right class's row of the gradient is empty. Each positive margin also subtracts x "
    "from the row of the right class.",
)
def right_row_left_out(W, X, y, reg):
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    pull = (_margins(W, X, y) > 0).astype(float)
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="You subtract x from the right class's row once for each example. It goes off once for "
    "each positive margin.",
)
def right_row_counted_once(W, X, y, reg):
    loss, _ = right.svm_loss_vectorized(W, X, y, reg)
    pull = (_margins(W, X, y) > 0).astype(float)
    pull[np.arange(len(X)), y] = -(pull.sum(axis=1) > 0)
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(*LOSSES, hint="Your gradient points the other way: all its signs are reversed.")
def gradient_reversed(W, X, y, reg):
    loss, gradient = right.svm_loss_vectorized(W, X, y, 0)
    return loss + reg * np.sum(W * W), -gradient + 2 * reg * W


@mistake(*LOSSES, hint="Your gradient is all zeros. Where do you fill it?")
def gradient_left_at_zero(W, X, y, reg):
    return right.svm_loss_vectorized(W, X, y, reg)[0], np.zeros(W.shape)


@mistake(*LOSSES, hint="Take the hinge itself here: the margins aren't squared.")
def squared_hinge(W, X, y, reg):
    margins = np.maximum(0, _margins(W, X, y))
    pull = 2 * margins
    pull[np.arange(len(X)), y] = -pull.sum(axis=1)
    gradient = pull.T @ X / len(X) + 2 * reg * W
    return np.sum(margins**2) / len(X) + reg * np.sum(W * W), gradient


@mistake("hinge_loss", hint="Take the hinge itself here: the margins aren't squared.")
def squared_hinge_of_one(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label] + delta)
    margins[label] = 0
    return np.sum(margins**2)


@mistake("hinge_loss", hint="That is the mean over the classes. The hinge loss is their sum.")
def mean_over_classes_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label, delta) / len(scores)


@mistake(
    "hinge_loss",
    hint="The margin is s_j − s_y + Δ: positive where a wrong class comes too close. You have "
    "s_y − s_j + Δ.",
)
def scores_swapped_in_hinge(scores, label, delta=1.0):
    margins = np.maximum(0, scores[label] - scores + delta)
    margins[label] = 0
    return margins.sum()


@mistake(
    "hinge_loss",
    hint="Your margin is always 1. Use the argument `delta`, as the caller may ask for another.",
)
def margin_fixed_at_one(scores, label, delta=1.0):
    return right.hinge_loss(scores, label)


@mistake(
    "hinge_loss",
    hint="Negative margins count as 0, not as a bonus: take max(0, …) of each before you add.",
)
def maximum_forgotten_in_hinge(scores, label, delta=1.0):
    margins = scores - scores[label] + delta
    margins[label] = 0
    return margins.sum()


@mistake(
    *LOSSES,
    hint="You index the gradient by the number of the example. Its rows belong to the classes: "
    "gradient[y[i]].",
)
def gradient_indexed_by_example(W, X, y, reg):
    gradient = np.zeros(W.shape)
    for i in range(len(X)):
        for j in np.flatnonzero(_margins(W, X, y)[i] > 0):
            gradient[j] += X[i]
            gradient[i] -= X[i]
    return right.svm_loss_vectorized(W, X, y, reg)[0], gradient / len(X) + 2 * reg * W


@mistake(
    "svm_loss_naive",
    "hinge_loss",
    hint="`np.max(0, x)` takes the maximum of the single number 0 along the axis x. For the larger "
    "of two numbers take max(0, x) or np.maximum(0, x).",
)
def np_max_of_two_numbers(*arguments):
    scores = arguments[0] if len(arguments) < 4 else arguments[0] @ arguments[1][0]
    return np.max(0, scores[0] - scores[1] + 1)
