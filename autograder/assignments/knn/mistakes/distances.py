"""Wrong distances: of two images, and of all test images to all training images.

Some are the same slip in both; it has one name, and so costs once. The likeliest are
named by the visible checks, too, and have their hints there.
"""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.knn import slips
from solutions import knn as right

TABLES = ("distances_two_loops", "distances_one_loop", "distances_no_loops")


def _table(X_test, X_train):
    """Return the right table, as exact as with loops, but without any."""
    return np.sqrt(((X_test[:, np.newaxis] - X_train) ** 2).sum(axis=2))


@same_as(slips.SQUARE_ROOT_FORGOTTEN, "l2_distance")
def square_root_forgotten(a, b):
    return right.l2_distance(a, b) ** 2


@same_as(square_root_forgotten, *TABLES)
def square_root_forgotten_in_table(X_test, X_train):
    return _table(X_test, X_train) ** 2


@same_as(slips.L1_IN_PLACE_OF_L2, "l2_distance")
def l1_in_place_of_l2(a, b):
    return right.l1_distance(a, b)


@same_as(l1_in_place_of_l2, *TABLES)
def l1_in_place_of_l2_in_table(X_test, X_train):
    return np.abs(X_test[:, np.newaxis] - X_train).sum(axis=2)


@mistake(
    "l2_distance",
    hint="You take the square root twice. Once is enough.",
    slip="one step too much",
)
def root_taken_twice(a, b):
    return np.sqrt(right.l2_distance(a, b))


@same_as(root_taken_twice, *TABLES)
def root_taken_twice_in_table(X_test, X_train):
    return np.sqrt(_table(X_test, X_train))


@mistake(
    "l2_distance",
    hint="You divide by the number of pixels. A distance is a sum, not a mean.",
    slip="one factor",
)
def mean_square_in_place_of_sum(a, b):
    return right.l2_distance(a, b) / np.sqrt(np.size(a))


@same_as(mean_square_in_place_of_sum, *TABLES)
def mean_square_in_place_of_sum_in_table(X_test, X_train):
    return _table(X_test, X_train) / np.sqrt(X_test.shape[1])


@mistake(
    "l2_distance",
    hint="You add the differences first and square their sum. Square each one, so that "
    "differences of opposite sign can't cancel.",
    misconception="differences cancel before they are squared",
)
def sum_squared_in_place_of_squares(a, b):
    return np.sqrt(np.sum(np.asarray(a, float) - b) ** 2)


@same_as(slips.ABSOLUTE_VALUE_FORGOTTEN, "l1_distance")
def absolute_value_forgotten(a, b):
    return np.sum(np.asarray(a, float) - b)


@mistake(
    "l1_distance",
    hint="You take the absolute value of the sum. By then, differences of opposite sign have "
    "cancelled: take that of each difference.",
    misconception="differences cancel before the absolute value is taken",
)
def absolute_value_of_sum(a, b):
    return abs(np.sum(np.asarray(a, float) - b))


@mistake(
    "l1_distance",
    hint="You divide by the number of pixels. A distance is a sum, not a mean.",
    slip="one factor",
)
def mean_in_place_of_sum(a, b):
    return right.l1_distance(a, b) / np.size(a)


@mistake(
    "l1_distance",
    hint="That is the L2 distance. L1 adds up |a − b|, without squares or root.",
    misconception="another distance than the one asked for",
)
def l2_in_place_of_l1(a, b):
    return right.l2_distance(a, b)


@mistake(
    "l1_distance",
    hint="That is the largest difference. L1 adds all of them up.",
    misconception="another distance than the one asked for",
)
def largest_difference(a, b):
    return np.abs(np.asarray(a, float) - b).max()


@same_as(slips.UNSIGNED_WRAPS, "l1_distance")
def unsigned_difference_wraps(a, b):
    return np.sum(np.abs(a - b))


def _of_pair(difference):
    return np.sqrt(np.sum(difference**2))


@same_as(unsigned_difference_wraps, "l2_distance")
def unsigned_square_wraps(a, b):
    return _of_pair(a - b)


@same_as(unsigned_difference_wraps, "l2_distance")
def unsigned_difference_wraps_in_norm(a, b):
    return _of_pair((a - b).astype(float))


@mistake(
    "l1_distance",
    hint="You round the distance. Return it as it is.",
    slip="one step too much",
)
def distance_rounded(a, b):
    return np.round(right.l1_distance(a, b))


@same_as(distance_rounded, "l2_distance")
def l2_distance_rounded(a, b):
    return np.round(right.l2_distance(a, b))


@same_as(distance_rounded, *TABLES)
def table_rounded(X_test, X_train):
    return np.round(_table(X_test, X_train))


@mistake(
    "l1_distance",
    hint="`sum` or `np.sum` with an axis leaves a number for each column. Add all pixels up: leave "
    "the axis out.",
    misconception="rows of an image are added up, and not all pixels",
)
def columns_of_differences(a, b):
    return np.abs(np.asarray(a, float) - b).sum(axis=0)


@same_as(columns_of_differences, "l2_distance")
def columns_of_squares(a, b):
    return np.sqrt(((np.asarray(a, float) - b) ** 2).sum(axis=0))
