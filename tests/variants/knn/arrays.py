"""Tables of all distances without loops, by other roads."""

import numpy as np

from autograder.assignments.variant import variant

TABLES = ("distances_two_loops", "distances_one_loop", "distances_no_loops")


@variant(*TABLES)
def three_axes(X_test, X_train):
    """Broadcasts to (N_test, N_train, D)."""
    return np.sqrt(np.sum((X_test[:, np.newaxis, :] - X_train[np.newaxis, :, :]) ** 2, axis=2))


@variant(*TABLES)
def by_scipy(X_test, X_train):
    """SciPy's cdist."""
    from scipy.spatial.distance import cdist

    return cdist(X_test, X_train)


@variant("distances_no_loops")
def absolute_value_below_the_root(X_test, X_train):
    """Takes the absolute value before the root; sums by einsum."""
    squares = [np.einsum("nd,nd->n", X, X) for X in (X_test, X_train)]
    return np.sqrt(np.abs(np.add.outer(*squares) - 2 * np.inner(X_test, X_train)))


@variant("distances_no_loops")
def clipped_in_float32(X_test, X_train):
    """Computes in float32 throughout."""
    a, b = X_test.astype(np.float32), X_train.astype(np.float32)
    squared = (a * a).sum(1, keepdims=True) + (b * b).sum(1) - np.float32(2) * (a @ b.T)
    return np.sqrt(squared.clip(min=0))


@variant("distances_no_loops")
def nan_to_zero(X_test, X_train):
    """Lets the root warn, and replaces NaN by 0."""
    squared = (
        (X_test**2).sum(axis=1).reshape(-1, 1)
        + (X_train**2).sum(axis=1).reshape(1, -1)
        - 2 * X_test.dot(X_train.T)
    )
    return np.nan_to_num(np.sqrt(squared))


@variant("distances_no_loops")
def one_product_of_longer_rows(X_test, X_train):
    """Rows (‖a‖², 1, −2a) and (1, ‖b‖², b), so that a single product gives all squares."""
    one, other = np.ones((len(X_test), 1)), np.ones((len(X_train), 1))
    A = np.hstack([np.sum(X_test**2, axis=1, keepdims=True), one, -2 * X_test])
    B = np.hstack([other, np.sum(X_train**2, axis=1, keepdims=True), X_train])
    squared = A @ B.T
    squared[squared < 0] = 0
    return squared**0.5


@variant("distances_no_loops")
def from_all_products(X_test, X_train):
    """All products of all images, test and training, of which one corner is kept."""
    X = np.concatenate([X_test, X_train])
    G = X @ X.T
    squares = np.diag(G)
    squared = squares[:, None] + squares[None, :] - 2 * G
    corner = squared[: len(X_test), len(X_test) :]
    return np.sqrt(np.where(corner > 0, corner, 0))


@variant("distances_no_loops")
def repeated_and_tiled(X_test, X_train):
    """Writes all pairs below each other, and folds the distances into a table."""
    pairs = np.repeat(X_test, len(X_train), axis=0) - np.tile(X_train, (len(X_test), 1))
    return np.linalg.norm(pairs, axis=1).reshape(len(X_test), len(X_train))


@variant("distances_no_loops")
def by_indices_of_pairs(X_test, X_train):
    """Fancy indices of all pairs, and hypotenuses of hypotenuses."""
    i, j = np.indices((len(X_test), len(X_train)))
    return np.hypot.reduce(np.abs(X_test[i] - X_train[j]), axis=-1)


@variant("distances_no_loops")
def real_part_of_the_root(X_test, X_train):
    """Complex roots, whose real part is 0 for a number below 0; products by tensordot."""
    products = np.tensordot(X_test, X_train, axes=([1], [1]))
    squared = -2 * products
    squared += np.linalg.norm(X_test, axis=1)[:, np.newaxis] ** 2
    squared += np.linalg.norm(X_train, axis=1) ** 2
    return np.sqrt(squared.astype(complex)).real


@variant("distances_no_loops")
def root_where_positive(X_test, X_train):
    """Moves all images to the middle first; takes roots only where they are real."""
    middle = X_train.mean(axis=0)
    A, B = X_test - middle, X_train - middle
    squared = np.square(A).sum(axis=1).reshape(-1, 1) + np.square(B).sum(axis=1) - 2 * A.dot(B.T)
    return np.sqrt(squared, out=np.zeros_like(squared), where=squared > 0)


@variant("distances_no_loops")
def of_scikit_learn(X_test, X_train):
    """scikit-learn's euclidean_distances."""
    from sklearn.metrics.pairwise import euclidean_distances

    return euclidean_distances(X_test, X_train)


@variant("distances_no_loops")
def neighbours_put_in_place(X_test, X_train):
    """Asks a search tree for all neighbours, and puts each distance where it belongs."""
    from scipy.spatial import KDTree

    found, places = KDTree(X_train).query(X_test, k=list(range(1, len(X_train) + 1)))
    table = np.empty_like(found)
    np.put_along_axis(table, places, found, axis=1)
    return table


@variant("distances_no_loops")
def einsum_of_differences(X_test, X_train):
    """The differences in three axes, pixels first, squared and summed by einsum."""
    difference = X_test.T[:, :, None] - X_train.T[:, None, :]
    return np.sqrt(np.einsum("dij,dij->ij", difference, difference))


@variant("distances_no_loops")
def einsum_with_optimized_path(X_test, X_train):
    """einsum of the differences, asked to find its own best order."""
    difference = X_test[:, np.newaxis] - X_train[np.newaxis]
    return np.sqrt(np.einsum("ijd,ijd->ij", difference, difference, optimize=True))
