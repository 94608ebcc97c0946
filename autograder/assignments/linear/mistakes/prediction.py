"""Wrong predictions from right scores."""

import numpy as np

from autograder.assignments.linear.mistakes.scores import scores_cut_to_integers, scores_rounded
from autograder.assignments.mistake import mistake, same_as
from coursework.checks.linear import slips
from solutions import linear as right


@same_as(slips.BEST_EXAMPLE_OF_EACH_CLASS, "predict")
def best_example_of_each_class(X, W, b):
    return np.argmax(right.linear_scores(X, W, b), axis=0)


@same_as(slips.ONE_LABEL_FOR_ALL, "predict")
def one_label_for_all(X, W, b):
    return np.argmax(right.linear_scores(X, W, b))


@same_as(slips.SMALLEST_SCORE_WINS, "predict")
def smallest_score_wins(X, W, b):
    return np.argmin(right.linear_scores(X, W, b), axis=1)


@same_as(slips.SCORE_FOR_LABEL, "predict")
def score_for_label(X, W, b):
    return np.max(right.linear_scores(X, W, b), axis=1)


@mistake(
    "predict",
    hint="You return all scores. Return one label for each example.",
    omission="nothing is predicted: the scores come back",
)
def scores_for_labels(X, W, b):
    return right.linear_scores(X, W, b)


@mistake(
    "predict",
    hint="Where two classes share the largest score you take the larger label; the smaller one "
    "is asked for. (np.argmax takes the first; the last entry of np.argsort, or `>=` in a loop, "
    "takes the last.)",
    slip="one convention, for ties",
)
def larger_label_in_ties(X, W, b):
    scores = right.linear_scores(X, W, b)
    return scores.shape[1] - 1 - np.argmax(scores[:, ::-1], axis=1)


@same_as(slips.LABELS_FROM_ONE, "predict")
def labels_from_one(X, W, b):
    return right.predict(X, W, b) + 1


@mistake(
    "predict",
    hint="Your search starts with a best score of 0, and where all scores are negative, none "
    "beats it. Start with the score of class 0.",
    slip="one number, at which the search starts",
)
def maximum_starts_at_zero(X, W, b):
    scores = right.linear_scores(X, W, b)
    return np.where(scores.max(axis=1) > 0, np.argmax(scores, axis=1), 0)


@mistake(
    "predict",
    hint="You take the first class with a score above 0. The largest score wins, whatever its "
    "sign.",
    misconception="the largest score isn't looked for",
)
def first_positive_score(X, W, b):
    return np.argmax(right.linear_scores(X, W, b) > 0, axis=1)


@mistake(
    "predict",
    hint="You return a table with a 1 for the winner (one-hot). Return its number.",
    slip="the labels are right, in another form",
)
def one_hot_labels(X, W, b):
    return np.eye(len(W))[right.predict(X, W, b)]


@mistake(
    "predict",
    hint="You return the classes in the order of their scores. Only the last of each row, the "
    "winner, is asked for.",
    slip="the labels are right, and the others come with them",
)
def all_labels_sorted(X, W, b):
    return np.argsort(right.linear_scores(X, W, b), axis=1)


@mistake(
    "predict",
    hint="Your labels stand in a column, shape (N, 1). A plain list of N labels is asked for: "
    "shape (N,).",
    slip="the labels are right, in another shape",
)
def column_of_labels(X, W, b):
    return right.predict(X, W, b)[:, np.newaxis]


@mistake(
    "predict",
    hint="For a single example you return a bare number. Keep the axis: shape (1,).",
    slip="one shape, for a single example",
)
def label_of_one_example_squeezed(X, W, b):
    return np.squeeze(right.predict(X, W, b))


@mistake(
    "predict",
    hint="Your answer covers one example only. Does your loop return in its first round?",
    misconception="one example is taken for all",
)
def first_label_only(X, W, b):
    return right.predict(X, W, b)[0]


@mistake(
    "predict",
    hint="The labels are right, but of a type for measured numbers, and with 2.0 you can't look "
    "a class name up. `np.argmax` gives integers, and `np.zeros(N, dtype=int)` makes room for "
    "them.",
    slip="one type of numbers",
)
def labels_not_integers(X, W, b):
    return right.predict(X, W, b).astype(float)


@same_as(scores_rounded, "predict")
def labels_by_rounded_scores(X, W, b):
    return np.argmax(np.round(right.linear_scores(X, W, b)), axis=1)


@same_as(scores_cut_to_integers, "predict")
def labels_by_scores_cut_to_integers(X, W, b):
    return np.argmax(right.linear_scores(X, W, b).astype(int), axis=1)


@mistake(
    "predict",
    hint="`np.argsort(scores)[-1]` is the last *row*, the order of the classes for the last "
    "example. The winners stand in the last column: `[:, -1]`. (For ties, take np.argmax.)",
    misconception="rows and columns are mixed up",
)
def order_of_last_example(X, W, b):
    return np.argsort(right.linear_scores(X, W, b))[-1]


@mistake(
    "predict",
    hint="You take the second largest score. In `np.argsort`, the largest is at −1, not −2.",
    misconception="the largest score isn't looked for",
)
def second_largest_score_wins(X, W, b):
    return np.argsort(right.linear_scores(X, W, b), axis=1)[:, -2]
