"""Votes of the wrong neighbours, as rows and columns of the table are mixed up."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as


@mistake(
    "predict_labels",
    hint="You sort each column. The neighbours of test image i stand in row i: sort along "
    "`axis=1`.",
    misconception="rows and columns are mixed up",
)
def columns_sorted(distances, y_train, k):
    nearest = np.argsort(distances, axis=0)[:, :k] % len(y_train)
    return np.array([np.bincount(y_train[row]).argmax() for row in nearest])


@mistake(
    "predict_labels",
    hint="`scipy.stats.mode` works down the columns unless told otherwise, so it lets the first "
    "neighbours of all images vote together. Take `axis=1`.",
    misconception="neighbours of different images vote together",
)
def mode_of_columns(distances, y_train, k):
    nearest = np.argsort(distances, axis=1)[:, :k]
    return np.array([np.bincount(column).argmax() for column in y_train[nearest].T])


@mistake(
    "predict_labels",
    hint="You sort all distances together. Each test image has its own neighbours: sort along "
    "`axis=1`, or row by row.",
    misconception="all test images share their neighbours",
)
def all_distances_sorted(distances, y_train, k):
    nearest = np.argsort(distances, axis=None)[:k] % len(y_train)
    return np.full(len(distances), np.bincount(y_train[nearest]).argmax())


@mistake(
    "predict_labels",
    hint="`[:k]` of a table takes its first k *rows*, test images. Each row has its own k "
    "neighbours, in the first k columns: `[:, :k]`.",
    misconception="rows and columns are mixed up",
)
def first_k_rows_vote(distances, y_train, k):
    nearest = np.argsort(distances, axis=1)[:k]
    return np.array([np.bincount(y_train[row]).argmax() for row in nearest])


@mistake(
    "predict_labels",
    hint="You take the columns of the table. The distances of test image i stand in row i: "
    "distances[i].",
    misconception="rows and columns are mixed up",
    raises="IndexError",
)
def columns_in_place_of_rows(distances, y_train, k):
    return np.array(
        [
            np.bincount(y_train[np.argsort(distances[:, i])[:k]]).argmax()
            for i in range(len(distances))
        ]
    )


@same_as(columns_in_place_of_rows, "predict_labels")
def labels_of_training_images(distances, y_train, k):
    nearest = [np.argsort(column)[:k] for column in distances.T]
    return np.array([np.bincount(y_train[row]).argmax() for row in nearest])
