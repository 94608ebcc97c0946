"""Mistakes in the gradient of the cross-entropy, whose core is p − 1[y]."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.softmax import LOSSES, slips
from solutions import softmax as right


def _with_pull(pull_of, W, X, y, reg):
    """Return the right loss with the gradient that p and the one-hot labels make otherwise."""
    loss, _ = right.softmax_loss_vectorized(W, X, y, reg)
    pull = pull_of(right.softmax(X @ W.T), np.eye(len(W))[y])
    return loss, pull.T @ X / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="You use the right class's probability for every class. Row j of the gradient takes p_j. "
    "(It is what you get from the formula on some slides, which has s_y where s_k is meant.)",
    misconception="every class is taken to have the right class's probability",
)
def right_probability_for_every_class(W, X, y, reg):
    def pull(p, truth):
        return np.sum(p * truth, axis=1, keepdims=True) - truth

    return _with_pull(pull, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="The right class gets p as well as −(1 − p). These are two ways to say one thing: for "
    "j = y, take p − 1 alone.",
    slip="one term too many for the right class",
)
def both_pulls_added(W, X, y, reg):
    return _with_pull(lambda p, truth: p + truth * (p - 1), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="Only the right class's row is filled. Every other class's row gets p_j x.",
    misconception="the pull of all other classes is missing",
)
def only_right_class_filled(W, X, y, reg):
    return _with_pull(lambda p, truth: truth * (p - 1), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="Only the wrong classes' rows are filled. The right class's row gets (p_y − 1) x.",
    slip="one term, that of the right class, is missing",
)
def only_wrong_classes_filled(W, X, y, reg):
    return _with_pull(lambda p, truth: p * (1 - truth), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You subtract the 1 of the right class twice: p − 1, not p − 2.",
    slip="one factor: the 1 is subtracted twice",
)
def one_hot_twice(W, X, y, reg):
    return _with_pull(lambda p, truth: p - 2 * truth, W, X, y, reg)


@same_as(slips.ONE_SUBTRACTED_IN_COLUMNS, *LOSSES)
def one_subtracted_in_columns(W, X, y, reg):
    return _with_pull(lambda p, truth: p - truth.any(axis=0), W, X, y, reg)


@same_as(slips.ONE_SUBTRACTED_EVERYWHERE, *LOSSES)
def one_subtracted_everywhere(W, X, y, reg):
    return _with_pull(lambda p, truth: p - 1, W, X, y, reg)


@same_as(slips.MINUS_ONE_LEFT_OUT, *LOSSES)
def minus_one_left_out(W, X, y, reg):
    return _with_pull(lambda p, truth: p, W, X, y, reg)


@same_as(slips.GRADIENT_REVERSED, *LOSSES)
def gradient_reversed(W, X, y, reg):
    return _with_pull(lambda p, truth: truth - p, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="p(1 − p) is the slope of the probability. After −log it becomes p − 1[j = y]: the "
    "logarithm's 1/p takes the p away.",
    misconception="the slope of another quantity, the probability",
)
def slope_of_probability_taken(W, X, y, reg):
    return _with_pull(lambda p, truth: (p - truth) * np.abs(p - 1 + truth), W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You take the score where its probability belongs: row j gets (p_j − 1[j = y]) x.",
    misconception="scores are taken for probabilities",
)
def score_for_probability(W, X, y, reg):
    return _with_pull(lambda p, truth: X @ W.T - truth, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="Your exponentials aren't divided by their sum: row j gets (p_j − 1[j = y]) x, where p_j "
    "is a probability.",
    slip="one factor, the division by the sum, is missing",
)
def exponential_for_probability(W, X, y, reg):
    return _with_pull(lambda p, truth: np.exp(X @ W.T) - truth, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="Your gradient is all zeros. Where do you fill it?",
    misconception="half of the answer, the gradient, isn't computed",
)
def gradient_left_at_zero(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, reg)[0], np.zeros(W.shape)


@mistake(
    *LOSSES,
    hint="You look up scores[y[j]] with the number j of a class. y has a label for each example, "
    "not for each class: take scores[j] here.",
    misconception="labels, one for each example, are looked up by class",
    raises="IndexError",
)
def labels_indexed_by_class(W, X, y, reg):
    columns = [y[j] for j in range(len(W))]
    return _with_pull(lambda p, truth: p[:, columns] - truth, W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You index the gradient by the number of the example. Its rows belong to the classes: "
    "gradient[y[i]].",
    misconception="the gradient's rows are taken for the examples",
    raises="IndexError",
)
def gradient_indexed_by_example(W, X, y, reg):
    loss, _ = right.softmax_loss_vectorized(W, X, y, reg)
    gradient = right.softmax(X @ W.T).T @ X
    for i in range(len(X)):
        gradient[i] -= X[i]
    return loss, gradient / len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="You add up the classes with np.ones(N). There are C of them: W.shape[0]. Or simply "
    "`.sum(axis=1, keepdims=True)`.",
    misconception="N is taken for C; it works only where they are the same",
    raises="ValueError",
)
def ones_of_n_for_c(W, X, y, reg):
    exponentials = np.exp(X @ W.T)
    exponentials.dot(np.ones(len(X)))
    return right.softmax_loss_vectorized(W, X, y, reg)


@mistake(
    *LOSSES,
    hint="Your gradient has the penalty's part alone. The data's part is missing: row j gets the "
    "mean of (p_j − 1[j = y]) x.",
    misconception="half of the answer, the gradient of the data loss, isn't computed",
)
def gradient_of_penalty_alone(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, reg)[0], 2 * reg * W


@mistake(
    *LOSSES,
    hint="You add 1 to the right class's p. It should be subtracted: p − 1.",
    slip="one sign, that of the 1",
)
def one_added(W, X, y, reg):
    return _with_pull(lambda p, truth: p + truth, W, X, y, reg)
