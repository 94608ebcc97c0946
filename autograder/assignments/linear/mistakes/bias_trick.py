"""Wrong ways to take the bias into the weights."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.linear import slips
from solutions import linear as right


@same_as(slips.BIAS_FIRST, "append_bias")
def bias_first(X, W, b):
    return np.hstack([np.ones((len(X), 1)), X]), np.hstack([b[:, np.newaxis], W])


@same_as(slips.ONES_FIRST_BIASES_LAST, "append_bias")
def ones_first_biases_last(X, W, b):
    return np.hstack([np.ones((len(X), 1)), X]), right.append_bias(X, W, b)[1]


@same_as(slips.ONES_LAST_BIASES_FIRST, "append_bias")
def ones_last_biases_first(X, W, b):
    return right.append_bias(X, W, b)[0], np.hstack([b[:, np.newaxis], W])


@same_as(slips.ZEROS_FOR_ONES, "append_bias")
def zeros_for_ones(X, W, b):
    return np.hstack([X, np.zeros((len(X), 1))]), right.append_bias(X, W, b)[1]


@same_as(slips.ONES_FOR_BIASES, "append_bias")
def ones_for_biases(X, W, b):
    return right.append_bias(X, W, b)[0], np.hstack([W, np.ones((len(W), 1))])


@mistake(
    "append_bias",
    hint="The biases go into W with their own signs. Yours are reversed.",
    slip="one sign",
)
def biases_reversed(X, W, b):
    return right.append_bias(X, W, -b)


@mistake(
    "append_bias",
    hint="There is a 1 for each example, so N of them, not C: np.ones((X.shape[0], 1)).",
    misconception="classes and examples are mixed up",
    raises="ValueError",
)
def ones_for_each_class(X, W, b):
    return np.hstack([X, np.ones((len(W), 1))]), right.append_bias(X, W, b)[1]


@same_as(slips.FLAT_COLUMN_APPENDED, "append_bias")
def flat_column_appended(X, W, b):
    return np.hstack([X, np.ones(len(X))]), np.hstack([W, b])


@same_as(slips.BIASES_AS_ROW, "append_bias")
def biases_as_row(X, W, b):
    return right.append_bias(X, W, b)[0], np.vstack([W, b])


@mistake(
    "append_bias",
    hint="You appended a row of ones to X, which is one more example. Each example needs one more "
    "number: a *column* of ones.",
    misconception="a number more for each example is taken for one more example",
)
def ones_as_row(X, W, b):
    return np.vstack([X, np.ones((1, X.shape[1]))]), right.append_bias(X, W, b)[1]


@mistake(
    "append_bias",
    hint="Without an axis, np.append makes one long list of all numbers. Give it axis=1.",
    misconception="tables become lists, in which no example is found again",
)
def flattened_by_append(X, W, b):
    return np.append(X, np.ones((len(X), 1))), np.append(W, b)


@mistake(
    "append_bias",
    hint="Your code writes over the last pixel and its weights. Make new arrays that are one "
    "column wider.",
    misconception="the bias takes a pixel's place",
)
def last_column_overwritten(X, W, b):
    X[:, -1] = 1
    W[:, -1] = b
    return X, W


@same_as(slips.PAIR_IN_WRONG_ORDER, "append_bias")
def pair_in_wrong_order(X, W, b):
    return right.append_bias(X, W, b)[::-1]


@mistake(
    "append_bias",
    hint="Your new W is turned round. It keeps one row for each class: shape (C, D + 1).",
    slip="rows and columns of one array are swapped",
)
def weights_turned_round(X, W, b):
    images, weights = right.append_bias(X, W, b)
    return images, weights.T


@mistake(
    "append_bias",
    hint="You add b to every weight. It becomes a weight of its own, in a new column.",
    misconception="the bias is added to the weights, and not a weight of its own",
)
def biases_added_to_weights(X, W, b):
    return right.append_bias(X, W, b)[0], W + b[:, np.newaxis]


@mistake(
    "append_bias",
    hint="You return the new X alone. Return both arrays: `return X_new, W_new`.",
    omission="W and b are ignored",
)
def only_examples_returned(X, W, b):
    return right.append_bias(X, W, b)[0]


@mistake(
    "append_bias",
    hint="W is returned as it came. Its new last column holds the biases.",
    omission="b is ignored",
)
def weights_left_as_they_are(X, W, b):
    return right.append_bias(X, W, b)[0], W
