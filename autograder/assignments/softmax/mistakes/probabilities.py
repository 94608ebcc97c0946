"""Mistakes on the way from scores to probabilities."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from autograder.assignments.softmax.mistakes.parts import _with_loss, _with_probabilities
from coursework.checks.softmax import LOSSES, slips
from solutions import softmax as right


@mistake(
    "softmax",
    *LOSSES,
    hint="You divide by the sum over all examples. Each example has its own sum: over its own "
    "row, `axis=1, keepdims=True`.",
    misconception="the probabilities of an example, which add up to 1, are missing",
)
def normalized_over_whole_batch(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max())
        return exponentials / exponentials.sum()

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    *LOSSES,
    hint="You add up over the examples, down the columns. Probabilities are those of one example's "
    "classes, so add up along its row: axis −1.",
    misconception="the probabilities of an example, which add up to 1, are missing",
)
def normalized_over_wrong_axis(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max())
        return exponentials / exponentials.sum(axis=0)

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    *LOSSES,
    hint="You subtract each column's largest score, a different number for each class, and that "
    "changes the probabilities. Subtract each row's own: `axis=-1, keepdims=True`.",
    slip="one axis, that of the maximum",
)
def maximum_of_each_column(*arguments):
    def probabilities(scores):
        shifted = scores - scores.max(axis=0)
        if scores.ndim == 1:
            shifted = scores - scores.max()
        return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    hint="`axis=1` is right for a table of scores, and an error for the scores of a single image, "
    "which have one axis only. `axis=-1` is the last one of both.",
    slip="another convention for the axis; right for a table",
    raises="AxisError",
)
def axis_one_only(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)


@mistake(
    "softmax",
    hint="The scores of a single image, of shape (C,), are taken for C rows of one number each, "
    "so that each probability is 1. The sum runs along the last axis, −1, of both.",
    slip="one case, that of a single image; right for a table",
)
def each_score_taken_for_a_row(scores):
    return np.ones(scores.shape) if scores.ndim == 1 else right.softmax(scores)


@mistake(
    "softmax",
    *LOSSES,
    hint="One number for each row, of shape (N,), doesn't line up with a table of shape (N, C). "
    "Keep it a column, (N, 1): `axis=-1, keepdims=True`.",
    misconception="the row's number doesn't meet its row; it works only where N is C",
    raises="ValueError",
)
def keepdims_forgotten(*arguments):
    def probabilities(scores):
        shifted = scores - scores.max(axis=-1)
        return np.exp(shifted) / np.exp(shifted).sum(axis=-1)

    return _with_probabilities(probabilities, arguments)


@same_as(keepdims_forgotten, "softmax", *LOSSES)
def keepdims_forgotten_in_sum(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return exponentials / exponentials.sum(axis=-1)

    return _with_probabilities(probabilities, arguments)


@same_as(slips.SHIFT_FORGOTTEN, "softmax", "cross_entropy_loss", *LOSSES)
def shift_forgotten(*arguments):
    def probabilities(scores):
        return np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@same_as(slips.SHIFT_FORGOTTEN, "cross_entropy_loss", *LOSSES)
def shift_forgotten_in_loss(*arguments):
    return _with_loss(lambda s, label: np.log(np.exp(s).sum()) - s[label], arguments)


@same_as(slips.SHIFT_FORGOTTEN, *LOSSES)
def shift_forgotten_in_log_of_sum(W, X, y, reg):
    exponentials = np.exp(X @ W.T)
    sums = exponentials.sum(axis=1, keepdims=True)
    loss = (np.log(sums)[:, 0] - (X @ W.T)[np.arange(len(X)), y]).mean() + reg * np.sum(W * W)
    return loss, (exponentials / sums - np.eye(len(W))[y]).T @ X / len(X) + 2 * reg * W


@same_as(slips.ONE_MAXIMUM, "softmax", *LOSSES)
def one_maximum_for_the_batch(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max())
        return exponentials / exponentials.sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@same_as(slips.ONE_MAXIMUM, *LOSSES)
def one_maximum_in_log_of_sum(W, X, y, reg):
    shifted = X @ W.T - (X @ W.T).max()
    exponentials = np.exp(shifted)
    sums = exponentials.sum(axis=1, keepdims=True)
    loss = (np.log(sums)[:, 0] - shifted[np.arange(len(X)), y]).mean() + reg * np.sum(W * W)
    return loss, (exponentials / sums - np.eye(len(W))[y]).T @ X / len(X) + 2 * reg * W


@same_as(slips.MAXIMUM_STARTS_AT_ZERO, "softmax", "cross_entropy_loss", *LOSSES)
def maximum_starts_at_zero(*arguments):
    def probabilities(scores):
        largest = np.maximum(0, scores.max(axis=-1, keepdims=True))
        exponentials = np.exp(scores - largest)
        return exponentials / exponentials.sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@same_as(slips.MAXIMUM_STARTS_AT_ZERO, "cross_entropy_loss")
def maximum_starts_at_zero_in_loss(scores, label):
    shifted = scores - max(0, scores.max())
    return np.log(np.exp(shifted).sum()) - shifted[label]


@same_as(slips.MAXIMUM_STARTS_AT_ZERO, *LOSSES)
def maximum_starts_at_zero_in_log_of_sum(W, X, y, reg):
    scores = X @ W.T
    shifted = scores - np.maximum(0, scores.max(axis=1, keepdims=True))
    exponentials = np.exp(shifted)
    sums = exponentials.sum(axis=1, keepdims=True)
    loss = (np.log(sums)[:, 0] - shifted[np.arange(len(X)), y]).mean() + reg * np.sum(W * W)
    return loss, (exponentials / sums - np.eye(len(W))[y]).T @ X / len(X) + 2 * reg * W


@mistake(
    "softmax",
    "cross_entropy_loss",
    *LOSSES,
    hint="Any number may be subtracted from all scores of an example, but only the largest one "
    "keeps exp within what the computer can hold; the mean or the smallest one doesn't.",
    slip="one trap: right as long as the scores of an example are near each other",
)
def other_number_subtracted(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.mean(axis=-1, keepdims=True))
        return exponentials / exponentials.sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@same_as(other_number_subtracted, "softmax", "cross_entropy_loss", *LOSSES)
def smallest_subtracted(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.min(axis=-1, keepdims=True))
        return exponentials / exponentials.sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    hint="You divide the scores by the largest one, which changes the probabilities. Subtract it: "
    "only the differences of scores count.",
    misconception="only differences of scores count, and these are changed",
)
def divided_by_largest(scores):
    return right.softmax(scores / scores.max(axis=-1, keepdims=True))


@mistake(
    "softmax",
    hint="You flip the signs of the scores, so that the lowest score has the highest probability: "
    "exp(s), not exp(−s).",
    slip="one sign, that of the scores",
)
def scores_negated(scores):
    return right.softmax(-scores)


@mistake(
    "softmax",
    hint="These are the exponentials alone. Divide them by their sum, so that they add up to 1.",
    misconception="what makes probabilities of them, the division by the sum, is missing",
)
def normalization_forgotten(scores):
    return np.exp(scores)


@same_as(normalization_forgotten, "softmax")
def normalization_forgotten_after_shift(scores):
    return np.exp(scores - scores.max(axis=-1, keepdims=True))


@mistake(
    "softmax",
    hint="You divide the scores themselves by their sum, and scores may be below 0. "
    "Take exp of the scores first.",
    misconception="the exponentials, which make all numbers positive, are missing",
)
def exp_forgotten(scores):
    return scores / scores.sum(axis=-1, keepdims=True)


@mistake(
    "softmax",
    hint="These are the logarithms of the probabilities. Here the probabilities are asked for.",
    misconception="it returns something else than probabilities",
)
def logarithms_of_probabilities(scores):
    return np.log(right.softmax(scores))


@mistake(
    "softmax",
    hint="You take powers of 2. Softmax takes those of e: np.exp.",
    slip="another convention for the base",
)
def powers_of_two(scores):
    return right.softmax(scores * np.log(2))


@mistake(
    "softmax",
    "cross_entropy_loss",
    *LOSSES,
    hint="`np.max(0, s)` takes the maximum of the single number 0 along the axis s. For the "
    "largest score take np.max(s). (And there is no max(0, …) in this loss: that is the hinge.)",
    omission="it ends in an error before anything is computed",
    raises="TypeError",
)
def np_max_of_two_numbers(*arguments):
    return np.max(0, arguments[0] if len(arguments) < 4 else arguments[1] @ arguments[0].T)
