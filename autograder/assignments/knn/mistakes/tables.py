"""Wrong tables of the distances of all test images to all training images."""

import numpy as np

from autograder.assignments.knn.mistakes.distances import TABLES, _table
from autograder.assignments.mistake import mistake, same_as
from coursework.checks.knn import slips
from solutions import knn as right


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
    "`axis` out here.",
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
    hint="Your code assumes 500 test images. Take the number from the data: len(X_test).",
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
