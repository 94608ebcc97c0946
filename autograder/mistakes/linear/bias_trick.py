"""Wrong ways to take the bias into the weights."""

import numpy as np

from autograder.mistakes import mistake
from solutions import linear as right


@mistake(
    "append_bias",
    hint="Your new columns come first. The docstring asks for them in *last* place. (The scores "
    "would be the same, but who counts on the last column would read a pixel.)",
)
def bias_first(X, W, b):
    return np.hstack([np.ones((len(X), 1)), X]), np.hstack([b[:, np.newaxis], W])


@mistake(
    "append_bias",
    hint="The ones come first and the biases last, so that they don't meet: the bias is "
    "multiplied with a pixel. Put both last.",
)
def ones_first_biases_last(X, W, b):
    return np.hstack([np.ones((len(X), 1)), X]), right.append_bias(X, W, b)[1]


@mistake(
    "append_bias",
    hint="The biases come first and the ones last, so that they don't meet: the bias is "
    "multiplied with a pixel. Put both last.",
)
def ones_last_biases_first(X, W, b):
    return right.append_bias(X, W, b)[0], np.hstack([b[:, np.newaxis], W])


@mistake(
    "append_bias",
    hint="You appended zeros to X. Zero times the bias is 0, so the bias would be lost: it takes "
    "a 1 to count it once.",
)
def zeros_for_ones(X, W, b):
    return np.hstack([X, np.zeros((len(X), 1))]), right.append_bias(X, W, b)[1]


@mistake(
    "append_bias",
    hint="You appended ones to W, too. There the biases belong: column b for W, ones for X.",
)
def ones_for_biases(X, W, b):
    return right.append_bias(X, W, b)[0], np.hstack([W, np.ones((len(W), 1))])


@mistake("append_bias", hint="The biases go into W with their own signs. Yours are reversed.")
def biases_reversed(X, W, b):
    return right.append_bias(X, W, -b)


@mistake(
    "append_bias",
    hint="There is a 1 for each example, so N of them, not C: np.ones((X.shape[0], 1)).",
    once=False,
)
def ones_for_each_class(X, W, b):
    return np.hstack([X, np.ones((len(W), 1))]), right.append_bias(X, W, b)[1]


@mistake(
    "append_bias",
    hint="A column to append has two axes: (N, 1), not (N,), and (C, 1), not (C,). Write "
    "np.ones((N, 1)), and b[:, np.newaxis] for the biases.",
    once=False,
)
def flat_column_appended(X, W, b):
    return np.hstack([X, np.ones(len(X))]), np.hstack([W, b])


@mistake(
    "append_bias",
    hint="You stack b under W as one more row. A row is a class; each class needs one more "
    "weight, so b is one more *column*: np.hstack, or axis=1.",
    once=False,
)
def biases_as_row(X, W, b):
    return right.append_bias(X, W, b)[0], np.vstack([W, b])


@mistake(
    "append_bias",
    hint="You appended a row of ones to X, which is one more example. Each example needs one more "
    "number: a *column* of ones.",
)
def ones_as_row(X, W, b):
    return np.vstack([X, np.ones((1, X.shape[1]))]), right.append_bias(X, W, b)[1]


@mistake(
    "append_bias",
    hint="Without an axis, np.append makes one long list of all numbers. Give it axis=1.",
    once=False,
)
def flattened_by_append(X, W, b):
    return np.append(X, np.ones((len(X), 1))), np.append(W, b)


@mistake(
    "append_bias",
    hint="Your code writes over the last pixel and its weights. Make new arrays that are one "
    "column wider.",
    once=False,
)
def last_column_overwritten(X, W, b):
    X[:, -1] = 1
    W[:, -1] = b
    return X, W


@mistake("append_bias", hint="You return the two arrays in the wrong order: first X, then W.")
def pair_in_wrong_order(X, W, b):
    return right.append_bias(X, W, b)[::-1]


@mistake(
    "append_bias",
    hint="Your new W is turned round. It keeps one row for each class: shape (C, D + 1).",
)
def weights_turned_round(X, W, b):
    images, weights = right.append_bias(X, W, b)
    return images, weights.T


@mistake(
    "append_bias",
    hint="You add b to every weight. It becomes a weight of its own, in a new column.",
)
def biases_added_to_weights(X, W, b):
    return right.append_bias(X, W, b)[0], W + b[:, np.newaxis]


@mistake(
    "append_bias",
    hint="You return the new X alone. Return both arrays: `return X_new, W_new`.",
    once=False,
)
def only_examples_returned(X, W, b):
    return right.append_bias(X, W, b)[0]


@mistake(
    "append_bias",
    hint="W is returned as it came. Its new last column holds the biases.",
    once=False,
)
def weights_left_as_they_are(X, W, b):
    return right.append_bias(X, W, b)[0], W
