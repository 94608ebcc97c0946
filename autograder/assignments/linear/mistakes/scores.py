"""Wrong scores, and what becomes of the predictions.

A student's `predict` mostly asks their `linear_scores`, so that a mistake in the scores comes
again in the labels: both are written down under one name, and it costs once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.linear import slips
from coursework.scoring.check import Mistake
from solutions import linear as right


def same_in_predict(of_scores: Mistake) -> Callable[[Callable[..., Any]], Mistake]:
    """Make what a mistake in the scores does to the labels a mistake of the same name."""
    return same_as(of_scores, "predict")


@same_as(slips.BIAS_FORGOTTEN, "linear_scores")
def bias_forgotten(X, W, b):
    return X @ W.T


@same_in_predict(bias_forgotten)
def labels_without_bias(X, W, b):
    return np.argmax(X @ W.T, axis=1)


@same_as(slips.BIAS_SUBTRACTED, "linear_scores")
def bias_subtracted(X, W, b):
    return X @ W.T - b


@same_in_predict(bias_subtracted)
def labels_with_bias_subtracted(X, W, b):
    return np.argmax(X @ W.T - b, axis=1)


@mistake(
    "linear_scores",
    hint="You add the bias twice. After the bias trick it is in the weights already, so X Wᵀ is "
    "the whole score.",
    slip="one factor",
)
def bias_added_twice(X, W, b):
    return X @ W.T + 2 * b


@same_in_predict(bias_added_twice)
def labels_with_bias_twice(X, W, b):
    return np.argmax(X @ W.T + 2 * b, axis=1)


@mistake(
    "linear_scores",
    hint="You add a bias to each row, but rows are examples. Each *column* is a class and gets "
    "its own bias: b of shape (C,) is added to every row just as it is.",
    misconception="each example gets a bias, and not each class",
    raises="ValueError",
)
def bias_added_per_row(X, W, b):
    return X @ W.T + b[:, np.newaxis]


@same_in_predict(bias_added_per_row)
def labels_with_bias_per_row(X, W, b):
    return np.argmax(X @ W.T + b[:, np.newaxis], axis=1)


@mistake(
    "linear_scores",
    hint="Every class gets the same bias in your scores, the first one. Class c adds b[c].",
    misconception="a bias is taken for one number, the same for all classes",
)
def first_bias_for_all(X, W, b):
    return X @ W.T + b[0]


@mistake(
    "linear_scores",
    hint="Every class gets the sum of all biases in your scores. Class c adds b[c] alone.",
    misconception="a bias is taken for one number, the same for all classes",
)
def sum_of_biases_for_all(X, W, b):
    return X @ W.T + b.sum()


@mistake(
    "linear_scores",
    hint="You add the bias to each single weight, so it is multiplied with the pixels. Add it "
    "once, after the sum over the pixels.",
    misconception="the bias is multiplied with the pixels",
)
def bias_added_to_weights(X, W, b):
    return X @ (W + b[:, np.newaxis]).T


@same_in_predict(bias_added_to_weights)
def labels_with_bias_in_weights(X, W, b):
    return np.argmax(X @ (W + b[:, np.newaxis]).T, axis=1)


@mistake(
    "linear_scores",
    hint="You add the bias inside the sum, once for each pixel. Add it once, after the sum.",
    slip="one term stands inside the sum",
)
def bias_added_for_each_pixel(X, W, b):
    return X @ W.T + X.shape[1] * b


@same_in_predict(bias_added_for_each_pixel)
def labels_with_bias_for_each_pixel(X, W, b):
    return np.argmax(X @ W.T + X.shape[1] * b, axis=1)


@same_as(slips.WEIGHTS_NOT_TRANSPOSED, "linear_scores")
def weights_not_transposed(X, W, b):
    return X @ W + b


@same_in_predict(weights_not_transposed)
def labels_of_weights_not_transposed(X, W, b):
    return np.argmax(X @ W + b, axis=1)


@same_as(weights_not_transposed, "linear_scores")
def weights_not_transposed_in_dot(X, W, b):
    return X.dot(W) + b


@same_in_predict(weights_not_transposed)
def labels_of_weights_not_transposed_in_dot(X, W, b):
    return np.argmax(X.dot(W) + b, axis=1)


@same_as(weights_not_transposed, "linear_scores")
def weights_not_transposed_in_einsum(X, W, b):
    return np.einsum("nd,dc->nc", X, W) + b


@same_as(slips.WEIGHTS_TIMES_EXAMPLES, "linear_scores")
def weights_times_examples(X, W, b):
    return W @ X + b


@same_in_predict(weights_times_examples)
def labels_of_weights_times_examples(X, W, b):
    return np.argmax(W @ X + b, axis=1)


@same_as(weights_times_examples, "linear_scores")
def weights_times_examples_by_dot(X, W, b):
    return W.dot(X) + b


@same_in_predict(weights_times_examples)
def labels_of_weights_times_examples_by_dot(X, W, b):
    return np.argmax(W.dot(X) + b, axis=1)


@same_as(slips.TRANSPOSED_PRODUCT_PLUS_BIAS, "linear_scores")
def transposed_product_plus_bias(X, W, b):
    return W @ X.T + b


@same_in_predict(transposed_product_plus_bias)
def labels_of_transposed_product(X, W, b):
    return np.argmax(W @ X.T + b, axis=0)


@same_as(slips.SCORES_TRANSPOSED, "linear_scores")
def scores_transposed(X, W, b):
    return right.linear_scores(X, W, b).T


@same_as(slips.PRODUCT_BY_ENTRIES, "linear_scores")
def product_by_entries(X, W, b):
    return X * W + b


@same_as(slips.PRODUCT_BY_ENTRIES, "linear_scores")
def product_by_entries_of_transposed(X, W, b):
    return X * W.T + b


@same_as(slips.PRODUCT_BY_ENTRIES, "linear_scores")
def weights_first_in_product_by_entries(X, W, b):
    return W * X + b


@same_as(slips.PRODUCT_BY_ENTRIES, "linear_scores")
def transposed_weights_first_in_product_by_entries(X, W, b):
    return W.T * X + b


@same_as(slips.ABSOLUTE_SCORES, "linear_scores")
def absolute_scores(X, W, b):
    return np.abs(right.linear_scores(X, W, b))


@same_in_predict(absolute_scores)
def labels_by_absolute_scores(X, W, b):
    return np.argmax(np.abs(right.linear_scores(X, W, b)), axis=1)


@mistake(
    "linear_scores",
    hint="A score may be negative. You cut all negative ones off at 0.",
    misconception="a score below 0 is taken for none",
)
def scores_cut_at_zero(X, W, b):
    return np.maximum(0, right.linear_scores(X, W, b))


@mistake(
    "linear_scores",
    hint="For a single example you return a bare row. Keep the axis: shape (1, C).",
    slip="one shape, for a single example",
)
def scores_of_one_example_squeezed(X, W, b):
    return np.squeeze(right.linear_scores(X, W, b))


@mistake(
    "linear_scores",
    hint="You return the scores of one example alone, of shape (C,). Return a table with a row for "
    "each example, of shape (N, C).",
    misconception="one example is taken for all",
)
def first_example_only(X, W, b):
    return W @ X[0] + b


@mistake(
    "linear_scores",
    hint="You keep the last example's scores only. Each round of your loop overwrites the one "
    "before: write into row i.",
    misconception="one example is taken for all",
)
def last_example_only(X, W, b):
    return W @ X[-1] + b


@mistake(
    "linear_scores",
    hint="The digits after the decimal point are lost, as your array is made for integers. "
    "`np.zeros((N, C))` is made for any numbers.",
    slip="one type of numbers",
)
def scores_cut_to_integers(X, W, b):
    return right.linear_scores(X, W, b).astype(int)


@mistake(
    "linear_scores",
    hint="Your code assumes the wrong number of classes. Each row of W is a class: "
    "take W.shape[0].",
    misconception="the classes of one data set are taken for all there are",
    raises="IndexError",
)
def ten_classes_assumed_in_scores(X, W, b):
    scores = np.zeros((X.shape[0], 10))
    for c in range(10):
        scores[:, c] = X @ W[c] + b[c]
    return scores


@mistake(
    "linear_scores",
    hint="You return the largest score of each example. Return all of them: one for each class.",
    misconception="one class's score is taken for all of them",
)
def largest_score_only(X, W, b):
    return right.linear_scores(X, W, b).max(axis=1)


@mistake(
    "linear_scores",
    hint="You round the scores. Return them as they are: two classes may lie closer than 1.",
    slip="one step too much",
)
def scores_rounded(X, W, b):
    return np.round(right.linear_scores(X, W, b))


@mistake(
    "linear_scores",
    hint="You turn the scores into probabilities. That is a later step, softmax. Return the scores "
    "themselves.",
    misconception="a later step is taken for the scores",
)
def probabilities_for_scores(X, W, b):
    powers = np.exp(right.linear_scores(X, W, b))
    return powers / powers.sum(axis=1, keepdims=True)
