"""Tables of all distances with loops, by other roads."""

# Some call other functions of the student's.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("distances_two_loops")
def lists_of_lists(X_test, X_train):
    """Every number by itself, in lists."""
    return [
        [sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 for b in X_train.tolist()]
        for a in X_test.tolist()
    ]


@variant("distances_two_loops")
def loops_the_other_way_round(X_test, X_train):
    """Loops over training images first, with np.linalg.norm, and prints."""
    table = np.empty((X_train.shape[0], X_test.shape[0]), dtype=np.float32)
    for j in range(X_train.shape[0]):
        for i in range(X_test.shape[0]):
            table[j][i] = np.linalg.norm(X_test[i, :] - X_train[j, :])
    print("shape:", table.T.shape)
    return table.T


@variant("distances_two_loops", "distances_one_loop")
def norm_of_rows(X_test, X_train):
    """A list of rows by np.linalg.norm."""
    return [np.linalg.norm(X_train - image, axis=1) for image in X_test]


@variant("distances_one_loop")
def einsum_of_rows(X_test, X_train):
    """A loop with einsum, in Fortran order."""
    table = np.zeros((len(X_test), len(X_train)), order="F")
    for i, image in enumerate(X_test):
        difference = X_train - image
        table[i, :] = np.sqrt(np.einsum("nd,nd->n", difference, difference))
    return table


@variant("distances_one_loop")
def apply_along_axis(X_test, X_train):
    """The loop is np.apply_along_axis's."""
    return np.apply_along_axis(lambda x: np.sqrt(((X_train - x) ** 2).sum(1)), 1, X_test)


@variant("distances_two_loops")
def two_while_loops(X_test, X_train):
    """Counts by hand in two while loops."""
    N_test, N_train = X_test.shape[0], X_train.shape[0]
    table = np.zeros((N_test, N_train))
    i = 0
    while i < N_test:
        j = 0
        while j < N_train:
            difference = X_test[i] - X_train[j]
            table[i][j] = difference.dot(difference) ** 0.5
            j += 1
        i += 1
    return table


@variant("distances_two_loops")
def rows_stacked(X_test, X_train):
    """Appends each distance to a row by math.dist, and stacks the rows."""
    import math

    rows = []
    for a in X_test:
        row = []
        for b in X_train:
            row.append(math.dist(a, b))
        rows.append(np.array(row))
    return np.vstack(rows)


@variant("distances_two_loops")
def pairs_by_ndindex(X_test, X_train):
    """Both loops by np.ndindex, in float32 where the images are."""
    table = np.empty((len(X_test), len(X_train)), dtype=X_test.dtype)
    for i, j in np.ndindex(*table.shape):
        table[i, j] = np.hypot.reduce(np.abs(X_test[i] - X_train[j]))
    return table


@variant("distances_two_loops")
def pairs_by_product(X_test, X_train):
    """itertools.product for the loops, np.fromiter for the table."""
    from itertools import product

    def distance(pair):
        return np.sqrt(np.sum(np.square(np.subtract(*pair))))

    flat = np.fromiter(map(distance, product(X_test, X_train)), dtype=np.float64)
    return flat.reshape(len(X_test), len(X_train))


@variant("distances_two_loops")
def pairs_in_dictionary(X_test, X_train):
    """Writes the distances into a dictionary first, and adds pixel by pixel."""
    found = {}
    for j, b in enumerate(X_train.tolist()):
        for i, a in enumerate(X_test.tolist()):
            found[i, j] = 0.0
            for p, q in zip(a, b, strict=True):
                found[i, j] += (p - q) ** 2
    table = np.zeros((len(X_test), len(X_train)))
    for place, squared in found.items():
        table[place] = np.sqrt(squared)
    return table


@variant("distances_two_loops")
def by_own_l2_distance(X_test, X_train):
    """Calls the function of part 2 for each pair."""
    return np.array([[l2_distance(a, b) for b in X_train] for a in X_test])


@variant("distances_two_loops")
def by_products_of_pairs(X_test, X_train):
    """a·a − 2 a·b + b·b for each pair, with squares computed once."""
    own = [x @ x for x in X_test]
    table = [[0.0] * len(X_train) for _ in X_test]
    for j in range(len(X_train)):
        square = np.inner(X_train[j], X_train[j])
        for i in range(len(X_test)):
            table[i][j] = np.sqrt(max(0.0, own[i] + square - 2 * np.inner(X_test[i], X_train[j])))
    return table


@variant("distances_one_loop")
def row_by_products(X_test, X_train):
    """‖a‖² − 2 a·b + ‖b‖² row by row, with the training images' squares outside the loop."""
    squares = (X_train * X_train).sum(axis=1)
    table = np.zeros((X_test.shape[0], X_train.shape[0]))
    for i, x in enumerate(X_test):
        table[i, :] = np.sqrt(np.clip(squares - 2 * X_train.dot(x) + x.dot(x), 0, None))
    return table


@variant("distances_one_loop")
def row_by_cdist(X_test, X_train):
    """SciPy's cdist with one test image at a time, then np.concatenate."""
    from scipy.spatial.distance import cdist

    return np.concatenate([cdist(image[np.newaxis], X_train) for image in X_test], axis=0)


@variant("distances_one_loop")
def row_by_tiling(X_test, X_train):
    """Repeats the test image by np.tile, and squares in place."""
    table = []
    for i in range(X_test.shape[0]):
        repeated = np.tile(X_test[i], (X_train.shape[0], 1))
        repeated -= X_train
        repeated **= 2
        table.append(repeated.sum(axis=-1))
    return np.sqrt(np.stack(table))


@variant("distances_one_loop")
def columns_for_images(X_test, X_train):
    """Images as columns, as in the lecture, and in float32."""
    T, columns = X_train.T.astype(np.float32), X_test.T.astype(np.float32)
    table = np.empty((columns.shape[1], T.shape[1]), np.float32)
    for i in range(columns.shape[1]):
        np.sqrt(np.sum((T - columns[:, i : i + 1]) ** 2, axis=0), out=table[i])
    return table


@variant("distances_one_loop")
def loop_of_vectorize(X_test, X_train):
    """The loop is np.vectorize's, with a signature that makes rows."""

    def row(x):
        return np.hypot.reduce(np.abs(X_train - x), axis=1)

    return np.vectorize(row, signature="(d)->(n)")(X_test)


@variant("distances_one_loop")
def rows_one_after_the_other(X_test, X_train):
    """A generator of rows; each is the diagonal of a product of differences."""

    def rows():
        for x in X_test:
            D = x - X_train
            yield np.sqrt(np.diag(D @ D.T)).tolist()

    return list(rows())


@variant("distances_one_loop")
def recursion_for_a_loop(X_test, X_train):
    """The first row, on top of the rows of all other test images."""

    def table(X):
        if len(X) == 0:
            return np.zeros((0, len(X_train)))
        first = np.power(np.power(X_train - X[0], 2).sum(1), 0.5)
        return np.vstack([first, table(X[1:])])

    return table(X_test)


@variant("distances_two_loops")
def table_of_objects(X_test, X_train):
    """np.frompyfunc calls for every pair, and makes a table of Python's own floats."""

    def distance(i, j):
        return float(np.linalg.norm(X_test[i] - X_train[j]))

    return np.frompyfunc(distance, 2, 1).outer(range(len(X_test)), range(len(X_train)))
