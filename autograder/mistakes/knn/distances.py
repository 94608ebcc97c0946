"""Wrong distances: of two images, and of all test images to all training images.

Some are the same slip in both; it has one name, and so costs once. The likeliest are
named by the visible checks, too, and have their hints there.
"""

import numpy as np

from autograder.mistakes import mistake, same_as
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
    "cancelled: take it of each difference.",
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


@same_as(slips.TABLE_TRANSPOSED, *TABLES)
def table_transposed(X_test, X_train):
    return _table(X_train, X_test)


@mistake(
    "distances_one_loop",
    hint="`np.sum` without an axis adds up everything, all training images together. Sum over the "
    "pixels only: `axis=1`.",
    misconception="all images are added up together",
)
def axis_missing(X_test, X_train):
    distances = np.zeros((len(X_test), len(X_train)))
    for i in range(len(X_test)):
        distances[i] = np.sqrt(np.sum((X_train - X_test[i]) ** 2))
    return distances


@same_as(axis_missing, "distances_no_loops")
def axis_missing_without_loops(X_test, X_train):
    return np.sqrt(np.sum(X_test**2) - 2 * X_test @ X_train.T + np.sum(X_train**2))


@mistake(
    "distances_one_loop",
    hint="The differences of one test image to all training images have shape (N_train, D). "
    "`axis=0` adds up the images; sum over the pixels with `axis=1`.",
    misconception="images are added up in place of pixels",
    raises="ValueError",
)
def summed_over_images(X_test, X_train):
    distances = np.zeros((len(X_test), len(X_train)))
    for i in range(len(X_test)):
        distances[i] = np.sqrt(np.sum((X_train - X_test[i]) ** 2, axis=0))
    return distances


@mistake(
    "distances_two_loops",
    hint="The difference of two images is a row of numbers and has one axis only, `axis=0`. Leave "
    "`axis` away here.",
    misconception="a row is taken for a table",
    raises="AxisError",
)
def axis_one_of_a_row(X_test, X_train):
    distances = np.zeros((len(X_test), len(X_train)))
    for i in range(len(X_test)):
        for j in range(len(X_train)):
            distances[i, j] = np.sqrt(np.sum((X_test[i] - X_train[j]) ** 2, axis=1))
    return distances


@mistake(
    "distances_no_loops",
    hint="The sign of the product is wrong: (a − b)² = a² − 2ab + b².",
    slip="one sign",
)
def sign_of_product_wrong(X_test, X_train):
    squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
    return np.sqrt(squares_test + 2 * X_test @ X_train.T + np.sum(X_train**2, axis=1))


@same_as(slips.FACTOR_TWO_LOST, "distances_no_loops")
def factor_two_of_product_lost(X_test, X_train):
    squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
    return np.sqrt(squares_test - X_test @ X_train.T + np.sum(X_train**2, axis=1))


@mistake(
    "distances_no_loops",
    hint="The product is missing: (a − b)² is a² − 2ab + b², not a² + b².",
    misconception="without the product, nothing compares the two images",
)
def product_missing(X_test, X_train):
    squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
    return np.sqrt(squares_test + np.sum(X_train**2, axis=1))


@mistake(
    "distances_no_loops",
    hint="(a − b)² needs ‖a‖² and ‖b‖². You have the lengths ‖a‖ and ‖b‖ without the square.",
    slip="one power",
)
def lengths_not_squared(X_test, X_train):
    lengths = np.linalg.norm(X_test, axis=1)[:, np.newaxis] + np.linalg.norm(X_train, axis=1)
    return np.sqrt(np.maximum(lengths - 2 * X_test @ X_train.T, 0))


@mistake(
    "distances_no_loops",
    hint="‖a‖² has one number for each row of the table, ‖b‖² one for each column. Make the first "
    "into a column with `[:, np.newaxis]`, so that NumPy repeats it along the row.",
    misconception="rows and columns of the table are mixed up",
    raises="ValueError",
)
def squares_not_made_a_column(X_test, X_train):
    return np.sqrt(np.sum(X_test**2, axis=1) + np.sum(X_train**2, axis=1) - 2 * X_test @ X_train.T)


@same_as(squares_not_made_a_column, "distances_no_loops")
def column_made_of_the_other_squares(X_test, X_train):
    squares_train = np.sum(X_train**2, axis=1)[:, np.newaxis]
    return np.sqrt(np.sum(X_test**2, axis=1) + squares_train - 2 * X_test @ X_train.T)


@same_as(squares_not_made_a_column, "distances_no_loops")
def product_less_row_of_squares(X_test, X_train):
    products = X_test @ X_train.T
    return np.sqrt(-2 * products + np.sum(X_test**2, axis=1) + np.sum(X_train**2, axis=1))


@same_as(slips.ROOT_BELOW_ZERO, "distances_no_loops")
def root_of_a_number_below_zero(X_test, X_train):
    squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
    return np.sqrt(squares_test - 2 * X_test @ X_train.T + np.sum(X_train**2, axis=1))


@same_as(slips.RETURNED_EARLY, "distances_two_loops", "distances_one_loop")
def returned_within_loop(X_test, X_train):
    distances = _table(X_test, X_train)
    distances[1:] = 0
    return distances


@same_as(slips.RETURNED_AT_ONCE, "distances_two_loops")
def returned_within_inner_loop(X_test, X_train):
    distances = np.zeros((len(X_test), len(X_train)))
    distances[0, 0] = right.l2_distance(X_test[0], X_train[0])
    return distances


@mistake(
    "distances_two_loops",
    "distances_one_loop",
    hint="Your code counts on 500 test images. Take the number from the data: len(X_test).",
    misconception="the size of one data set is taken for that of all",
    raises="IndexError",
)
def five_hundred_rows_assumed(X_test, X_train):
    return [_table(X_test[i][np.newaxis], X_train)[0] for i in range(500)]


@mistake(
    *TABLES,
    hint="Your table has 500 rows and 5,000 columns, whatever is asked. Take its shape from the "
    "data: (len(X_test), len(X_train)).",
    misconception="the size of one data set is taken for that of all",
)
def size_of_table_fixed(X_test, X_train):
    distances = np.zeros((500, 5000))
    distances[: len(X_test), : len(X_train)] = _table(X_test, X_train)
    return distances


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
    "the axis away.",
    misconception="rows of an image are added up, and not all pixels",
)
def columns_of_differences(a, b):
    return np.abs(np.asarray(a, float) - b).sum(axis=0)


@same_as(columns_of_differences, "l2_distance")
def columns_of_squares(a, b):
    return np.sqrt(((np.asarray(a, float) - b) ** 2).sum(axis=0))


@mistake(
    "distances_no_loops",
    hint="`np.sum` without an axis adds up the squares of all images. For a number for each image, "
    "sum over its pixels: `axis=1`.",
    misconception="all images are added up together",
)
def all_differences_summed(X_test, X_train):
    return np.sqrt(np.sum((X_test[:, np.newaxis] - X_train) ** 2))


@mistake(
    "distances_no_loops",
    hint="The differences of all pairs have shape (N_test, N_train, D). Sum over the pixels, the "
    "last axis: `axis=2`.",
    misconception="images are added up in place of pixels",
)
def summed_over_training_images(X_test, X_train):
    return np.sqrt(((X_test[:, np.newaxis] - X_train) ** 2).sum(axis=1))


@same_as(summed_over_training_images, "distances_no_loops")
def summed_over_test_images(X_test, X_train):
    return np.sqrt(((X_test[:, np.newaxis] - X_train) ** 2).sum(axis=0))


@mistake(
    "distances_two_loops",
    "distances_one_loop",
    hint="shape[1] is the number of pixels. The images are the rows: shape[0] of them.",
    misconception="pixels are counted in place of images",
    raises="IndexError",
)
def pixels_counted_for_images(X_test, X_train):
    distances = np.zeros((X_test.shape[1], len(X_train)))
    for i in range(X_test.shape[1]):
        distances[i] = np.sqrt(np.sum((X_train - X_test[i]) ** 2, axis=1))
    return distances


@mistake(
    "distances_no_loops",
    hint="The product of all images with all others is X_test @ X_train.T. Without `.T` the inner "
    "sizes don't match.",
    misconception="it isn't clear which images are multiplied with which",
    raises="ValueError",
)
def training_images_not_transposed(X_test, X_train):
    squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
    return np.sqrt(squares_test - 2 * X_test @ X_train + np.sum(X_train**2, axis=1))


@same_as(training_images_not_transposed, "distances_no_loops")
def training_images_not_transposed_in_dot(X_test, X_train):
    squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
    return np.sqrt(squares_test - 2 * np.dot(X_test, X_train) + np.sum(X_train**2, axis=1))
