"""Mistakes in the margins of the SVM loss, which loss and gradient are made of.

Most are the right solution with one term changed, and are written so.
"""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.svm import LOSSES
from solutions import svm as right


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
    hint="Each example's loss is too large by 1. The sum runs over j ≠ y: leave out the right "
    "class, whose term would be max(0, 0 + 1).",
    slip="one term too many in the sum",
)
def right_class_included(W, X, y, reg):
    loss, gradient = right.svm_loss_vectorized(W, X, y, reg)
    return loss + 1, gradient


@mistake(
    *LOSSES,
    hint="The margin 1 is missing: the formula has max(0, s_j − s_y + 1). (One of the lecture's "
    "slides loses it, too, and comes to 10.9.)",
    slip="one term, the margin 1, is missing",
)
def margin_forgotten(W, X, y, reg):
    margins = _margins(W, X, y, delta=0.0)
    loss = np.maximum(0, margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You subtract the margin 1. It is added: max(0, s_j − s_y + 1).",
    slip="one sign, that of the margin 1",
)
def margin_subtracted(W, X, y, reg):
    margins = _margins(W, X, y, delta=-1.0)
    loss = np.maximum(0, margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="The margin is s_j − s_y + 1: positive where a wrong class comes too close. You have "
    "s_y − s_j + 1.",
    slip="one sign, that of the difference of scores",
)
def scores_swapped(W, X, y, reg):
    margins = _margins(-W, X, y)
    loss = np.maximum(0, margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, -W, X, y, -reg)


@same_as(scores_swapped, *LOSSES)
def scores_swapped_and_followed(W, X, y, reg):
    loss, gradient = right.svm_loss_vectorized(-W, X, y, reg)
    return loss, -gradient


@mistake(
    *LOSSES,
    hint="You count the classes that miss the margin. Add how far each one misses it.",
    misconception="how far a class misses the margin, which is the loss, isn't measured",
)
def one_added_in_place_of_margin(W, X, y, reg):
    _, gradient = right.svm_loss_vectorized(W, X, y, reg)
    return (_margins(W, X, y) > 0).sum() / len(X) + reg * np.sum(W * W), gradient


@mistake(
    *LOSSES,
    hint="Your data loss is C − 1, whatever the scores, as if each margin were 1. The margin is "
    "s_j − s_y + 1: pick the right class's score once for each row, scores[np.arange(N), y].",
    omission="no score is in the loss: it is a constant",
)
def right_score_not_picked(W, X, y, reg):
    loss = W.shape[0] - 1 + reg * np.sum(W * W)
    return float(loss), _gradient(np.ones((len(X), W.shape[0])), W, X, y, reg)


@same_as(right_score_not_picked, *LOSSES)
def nothing_but_the_penalty(W, X, y, reg):
    return W.shape[0] - 1 + reg * np.sum(W * W), 2 * reg * W


@mistake(
    *LOSSES,
    hint="Take the hinge itself here: the margins aren't squared.",
    misconception="it is another loss, the squared hinge",
)
def squared_hinge(W, X, y, reg):
    margins = np.maximum(0, _margins(W, X, y))
    pull = 2 * margins
    pull[np.arange(len(X)), y] = -pull.sum(axis=1)
    gradient = pull.T @ X / len(X) + 2 * reg * W
    return np.sum(margins**2) / len(X) + reg * np.sum(W * W), gradient


@mistake(
    *LOSSES,
    hint="Only the class that misses the margin most counts, in each example. Here, all wrong "
    "classes are added up.",
    misconception="it is another loss: the largest term in place of their sum",
)
def only_worst_class(W, X, y, reg):
    margins = np.maximum(0, _margins(W, X, y))
    worst = margins * (np.arange(len(W)) == margins.argmax(axis=1)[:, np.newaxis])
    loss = worst.sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(worst > 0, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="Negative margins count as 0, not as a bonus: take max(0, …) of each before you add.",
    misconception="the hinge, max(0, …) of each margin, is missing",
)
def maximum_forgotten(W, X, y, reg):
    margins = _margins(W, X, y)
    loss = margins.sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(np.ones_like(margins), W, X, y, reg)


@same_as(maximum_forgotten, *LOSSES)
def maximum_forgotten_in_loss(W, X, y, reg):
    _, gradient = right.svm_loss_vectorized(W, X, y, reg)
    return _margins(W, X, y).sum() / len(X) + reg * np.sum(W * W), gradient


@mistake(
    *LOSSES,
    hint="You take the size |…| of each margin, so that a class that is far enough behind costs, "
    "too. It costs nothing: max(0, …).",
    misconception="the hinge, max(0, …) of each margin, is missing",
)
def absolute_margins(W, X, y, reg):
    margins = _margins(W, X, y)
    loss = np.abs(margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(np.sign(margins), W, X, y, reg)


@same_as(absolute_margins, *LOSSES)
def absolute_margins_in_loss(W, X, y, reg):
    _, gradient = right.svm_loss_vectorized(W, X, y, reg)
    return np.abs(_margins(W, X, y)).sum() / len(X) + reg * np.sum(W * W), gradient


@mistake(
    "svm_loss_naive",
    hint="`break` ends the loop at the right class, so that the classes after it never count. "
    "`continue` leaves out this one alone.",
    slip="one word, `break` for `continue`; all terms are right",
)
def stops_at_right_class(W, X, y, reg):
    reached = np.arange(len(W)) < y[:, np.newaxis]
    margins = np.maximum(0, _margins(W, X, y)) * reached
    loss = margins.sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, W, X, y, reg)


@mistake(
    "svm_loss_vectorized",
    hint="The right scores are a row of N numbers, the table of scores has C columns. Make a "
    "column of them, one number for each row: `[:, np.newaxis]` or `.reshape(-1, 1)`.",
    misconception="the right scores don't meet their rows; it works only where N is C",
    raises="ValueError",
)
def right_scores_not_a_column(W, X, y, reg):
    scores = X @ W.T
    margins = scores - scores[np.arange(len(X)), y] + 1
    margins[np.arange(len(X)), y] = 0
    loss = np.maximum(0, margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, W, X, y, reg)


@mistake(
    "svm_loss_vectorized",
    hint="`scores[:, y]` takes N whole columns. Pick one entry of each row: "
    "`scores[np.arange(N), y]`, as a column.",
    misconception="the right scores aren't picked row by row; it works only where N is C",
    raises="ValueError",
)
def columns_picked_for_right_scores(W, X, y, reg):
    scores = X @ W.T
    margins = scores - scores[:, y] + 1
    margins[np.arange(len(X)), y] = 0
    loss = np.maximum(0, margins).sum() / len(X) + reg * np.sum(W * W)
    return loss, _gradient(margins > 0, W, X, y, reg)
