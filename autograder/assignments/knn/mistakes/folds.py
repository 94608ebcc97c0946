"""Wrong cross-validations."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.knn import slips
from solutions import knn as right


def _validated(X, y, ks, num_folds, training, fold_of=int):
    """Cross-validate with other training data than the other folds.

    `training` tells from (fold, number of folds) which folds to train on, `fold_of` from
    the fold's number which fold to validate on.
    """
    folds = np.array_split(np.arange(len(X)), num_folds)
    accuracies = {k: [0.0] * num_folds for k in ks}
    for i in range(num_folds):
        test = folds[fold_of(i)]
        train = np.concatenate([folds[j] for j in training(i, num_folds)])
        distances = right.distances_no_loops(X[test], X[train])
        for k in ks:
            labels = right.predict_labels(distances, y[train], k)
            accuracies[k][i] = float(np.mean(labels == y[test]))
    return accuracies


@same_as(slips.TRAINED_ON_ALL, "cross_validate")
def validation_fold_in_training_data(X, y, ks, num_folds):
    return _validated(X, y, ks, num_folds, lambda i, n: range(n))


@mistake(
    "cross_validate",
    hint="You validate on the images that you train on. Validate on the fold that was left out.",
    misconception="what is validated on isn't left out",
)
def validated_on_training_folds(X, y, ks, num_folds):
    accuracies = {k: [0.0] * num_folds for k in ks}
    for i, fold in enumerate(np.array_split(np.arange(len(X)), num_folds)):
        train = np.setdiff1d(np.arange(len(X)), fold)
        distances = right.distances_no_loops(X[train], X[train])
        for k in ks:
            labels = right.predict_labels(distances, y[train], k)
            accuracies[k][i] = float(np.mean(labels == y[train]))
    return accuracies


@mistake(
    "cross_validate",
    hint="You train on one fold and validate on all others. It should be the other way round: one "
    "fold to validate on, all others to train on.",
    misconception="training and validation data are swapped",
)
def trained_on_one_fold(X, y, ks, num_folds):
    accuracies = {k: [0.0] * num_folds for k in ks}
    for i, fold in enumerate(np.array_split(np.arange(len(X)), num_folds)):
        others = np.setdiff1d(np.arange(len(X)), fold)
        distances = right.distances_no_loops(X[others], X[fold])
        for k in ks:
            labels = right.predict_labels(distances, y[fold], k)
            accuracies[k][i] = float(np.mean(labels == y[others]))
    return accuracies


@mistake(
    "cross_validate",
    hint="You train on one other fold only. Put all other folds together: np.concatenate.",
    misconception="most of the training data isn't used",
)
def trained_on_next_fold(X, y, ks, num_folds):
    return _validated(X, y, ks, num_folds, lambda i, n: [(i + 1) % n])


@mistake(
    "cross_validate",
    hint="All your lists are about the first fold. Take another fold to validate on each time.",
    misconception="there is no crossing: one fold is validated on each time",
)
def same_fold_each_time(X, y, ks, num_folds):
    return _validated(X, y, ks, num_folds, lambda i, n: range(1, n), fold_of=lambda i: 0)


@mistake(
    "cross_validate",
    hint="You validate on the last fold first. The accuracies should be in the order of the folds.",
    slip="one order",
)
def folds_backwards(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    return {k: accuracies[k][::-1] for k in ks}


@mistake(
    "cross_validate",
    hint="Your folds are every n-th image. `np.array_split` cuts the data into pieces of "
    "neighbours, in the order in which they come.",
    slip="one convention, for what is a fold",
)
def every_nth_image_a_fold(X, y, ks, num_folds):
    order = np.concatenate([np.arange(i, len(X), num_folds) for i in range(num_folds)])
    return right.cross_validate(X[order], y[order], ks, num_folds)


@same_as(slips.ERRORS_COUNTED, "cross_validate")
def errors_in_place_of_accuracy(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    return {k: [1 - one for one in accuracies[k]] for k in ks}


@same_as(slips.IN_PERCENT, "cross_validate")
def accuracy_in_percent(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    return {k: [100 * one for one in accuracies[k]] for k in ks}


@same_as(slips.RIGHT_COUNTED, "cross_validate")
def right_predictions_counted(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    sizes = [len(fold) for fold in np.array_split(y, num_folds)]
    return {k: [one * n for one, n in zip(accuracies[k], sizes, strict=True)] for k in ks}


@mistake(
    "cross_validate",
    hint="You divide by the number of all images. Divide by the size of the fold that you validate "
    "on.",
    slip="one factor",
)
def divided_by_all_images(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    sizes = [len(fold) for fold in np.array_split(y, num_folds)]
    return {k: [one * n / len(y) for one, n in zip(accuracies[k], sizes, strict=True)] for k in ks}


@mistake(
    "cross_validate",
    hint="You divide by N // num_folds, but some folds have one image more. Take the size of the "
    "fold itself, or np.mean.",
    slip="one factor, for folds of unequal size",
)
def divided_by_smallest_fold(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    smallest = len(y) // num_folds
    sizes = [len(fold) / smallest for fold in np.array_split(y, num_folds)]
    return {k: [one * n for one, n in zip(accuracies[k], sizes, strict=True)] for k in ks}


@same_as(slips.MEAN_OVER_FOLDS, "cross_validate")
def mean_over_folds(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    return {k: float(np.mean(accuracies[k])) for k in ks}


@mistake(
    "cross_validate",
    hint="Each k has the accuracy of the last fold only. Append to the list of each k, and make "
    "the lists before the loop over the folds.",
    slip="one line stands in the wrong place",
)
def last_fold_only(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    return {k: accuracies[k][-1:] for k in ks}


@same_as(slips.ONE_LIST_FOR_ALL, "cross_validate")
def one_list_for_all_ks(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    together = [accuracies[k][i] for i in range(num_folds) for k in ks]
    return dict.fromkeys(ks, together)


@same_as(one_list_for_all_ks, "cross_validate")
def one_list_for_all_ks_k_first(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    together = [one for k in ks for one in accuracies[k]]
    return dict.fromkeys(ks, together)


@mistake(
    "cross_validate",
    hint="The keys of your dictionary are 0, 1, 2, … They should be the values of k themselves.",
    slip="the accuracies are right, under other keys",
)
def keys_are_places(X, y, ks, num_folds):
    accuracies = right.cross_validate(X, y, ks, num_folds)
    return {place: accuracies[k] for place, k in enumerate(ks)}


@mistake(
    "cross_validate",
    hint="`np.split` wants pieces of equal size. `np.array_split` also cuts what can't be divided "
    "evenly.",
    slip="one trap, for folds of unequal size",
    raises="ValueError",
)
def np_split_of_unequal_folds(X, y, ks, num_folds):
    np.split(X, num_folds)
    return right.cross_validate(X, y, ks, num_folds)


@same_as(slips.REMAINDER_LEFT_OUT, "cross_validate")
def remainder_left_out(X, y, ks, num_folds):
    kept = len(X) // num_folds * num_folds
    return right.cross_validate(X[:kept], y[:kept], ks, num_folds)


@same_as(slips.REMAINDER_IN_LAST, "cross_validate")
def remainder_in_last_fold(X, y, ks, num_folds):
    size = len(X) // num_folds
    accuracies = {k: [0.0] * num_folds for k in ks}
    for i in range(num_folds):
        fold = np.arange(i * size, len(X) if i == num_folds - 1 else (i + 1) * size)
        train = np.setdiff1d(np.arange(len(X)), fold)
        distances = right.distances_no_loops(X[fold], X[train])
        for k in ks:
            labels = right.predict_labels(distances, y[train], k)
            accuracies[k][i] = float(np.mean(labels == y[fold]))
    return accuracies


def _cut_at(X, y, ks, places):
    """Cross-validate with folds that begin and end at these places."""
    accuracies: dict[int, list[float]] = {k: [] for k in ks}
    for i in range(len(places) - 1):
        begin, end = places[i], places[i + 1]
        fold, train = np.arange(begin, end), np.r_[0:begin, end : len(X)]
        distances = right.distances_no_loops(X[fold], X[train])
        for k in ks:
            labels = right.predict_labels(distances, y[train], k)
            accuracies[k].append(float(np.mean(labels == y[fold])))
    return accuracies


@mistake(
    "cross_validate",
    hint="Your folds are rounded up, so that the last one is the smallest. `np.array_split` gives "
    "the first folds one image more.",
    slip="one convention, for folds of unequal size",
)
def folds_rounded_up(X, y, ks, num_folds):
    size = -(-len(X) // num_folds)
    return _cut_at(X, y, ks, np.minimum(size * np.arange(num_folds + 1), len(X)))


@mistake(
    "cross_validate",
    hint="Your folds have the right sizes, but the larger ones don't come first, as they do in "
    "`np.array_split`.",
    slip="one convention, for folds of unequal size",
)
def larger_folds_spread(X, y, ks, num_folds):
    return _cut_at(X, y, ks, np.linspace(0, len(X), num_folds + 1).astype(int))


@mistake(
    "cross_validate",
    hint="Each k has the same accuracies, those of k = 1. Give predict_labels the k that is tried.",
    omission="ks are ignored",
)
def one_neighbour_for_every_k(X, y, ks, num_folds):
    return dict.fromkeys(ks, right.cross_validate(X, y, [1], num_folds)[1])
