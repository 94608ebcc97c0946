"""Votes that are counted for a fixed number of labels, alone or together with another mistake."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as


def _counted(distances, y_train, k, new_box, elect=np.argmax):
    """Count votes in a box of fixed size for each test image, from which `elect` takes a label."""
    winners = []
    for row in np.argsort(distances, axis=1)[:, :k]:
        box = new_box()
        for label in y_train[row]:
            box[label] += 1
        winners.append(elect(box))
    return np.array(winners)


@mistake(
    "predict_labels",
    hint="Your code assumes a fixed number of labels. Labels may be larger: let `np.unique` or "
    "`np.bincount` find out which there are.",
    slip="one number, which matters for larger labels",
    raises="IndexError",
)
def ten_labels_assumed(distances, y_train, k):
    return _counted(distances, y_train, k, lambda: np.zeros(10))


@same_as(ten_labels_assumed, "predict_labels")
def eleven_labels_assumed(distances, y_train, k):
    return _counted(distances, y_train, k, lambda: np.zeros(11))


@same_as(ten_labels_assumed, "predict_labels")
def list_of_ten_counters(distances, y_train, k):
    return _counted(distances, y_train, k, lambda: [0] * 10)


@same_as(ten_labels_assumed, "predict_labels")
def list_of_eleven_counters(distances, y_train, k):
    return _counted(distances, y_train, k, lambda: [0] * 11)


def _last(box):
    return max(range(len(box)), key=lambda label: (box[label], label))


@same_as(ten_labels_assumed, "predict_labels")
def ten_labels_assumed_and_ties_to_larger(distances, y_train, k):
    return _counted(distances, y_train, k, lambda: np.zeros(10), _last)


@same_as(ten_labels_assumed, "predict_labels")
def ten_counters_and_ties_to_larger(distances, y_train, k):
    return _counted(distances, y_train, k, lambda: [0] * 10, _last)


def _within(distances, y_train, k, labels):
    """Count the votes of these labels only, and take the first that has the most."""
    nearest = y_train[np.argsort(distances, axis=1)[:, :k]]
    return np.argmax([(nearest == label).sum(axis=1) for label in labels], axis=0)


@mistake(
    "predict_labels",
    hint="You count the votes of a fixed number of labels, and those of larger ones are lost. Let "
    "`np.unique` or `np.bincount` find out which labels there are.",
    slip="one number, which matters for larger labels",
)
def votes_of_larger_labels_lost(distances, y_train, k):
    return _within(distances, y_train, k, range(10))


@same_as(votes_of_larger_labels_lost, "predict_labels")
def votes_above_eleven_labels_lost(distances, y_train, k):
    return _within(distances, y_train, k, range(11))


@same_as(votes_of_larger_labels_lost, "predict_labels")
def larger_labels_lost_and_ties_to_larger(distances, y_train, k):
    return 9 - _within(distances, y_train, k, range(9, -1, -1))
