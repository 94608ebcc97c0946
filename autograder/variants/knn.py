"""Right solutions of the nearest-neighbour assignment, each by a road of its own."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.variants import variant

TABLES = ("distances_two_loops", "distances_one_loop", "distances_no_loops")


@variant("l1_distance")
def l1_by_loop(a, b):
    """A loop over plain Python numbers."""
    total = 0.0
    for p, q in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        total += abs(p - q)
    return total


@variant("l1_distance")
def l1_by_maximum(a, b):
    """The larger of two pixels less the smaller one, which suits unsigned integers; a 0-d array."""
    return np.array((np.maximum(a, b) - np.minimum(a, b)).sum())


@variant("l1_distance")
def l1_in_float32(a, b):
    """In float32, by np.linalg.norm."""
    return np.linalg.norm((a.astype(np.float32) - b.astype(np.float32)).ravel(), 1)


@variant("l2_distance")
def l2_by_math(a, b):
    """Python's math.dist on lists."""
    import math

    return math.dist(list(np.ravel(a)), [float(q) for q in np.ravel(b)])


@variant("l2_distance")
def l2_by_norm(a, b):
    """np.linalg.norm, which takes the Frobenius norm of a table."""
    return np.linalg.norm(a.astype("float32") - b)


@variant("l2_distance")
def l2_by_dot(a, b):
    """A product of the difference with itself, changed in place."""
    difference = np.array(a, dtype=np.float64).flatten()
    difference -= b.flatten()
    return difference.dot(difference) ** 0.5


@variant("NearestNeighbor")
class as_on_the_slide:
    """The slide's code, in today's Python."""

    def __init__(self):
        pass

    def train(self, X, y):
        self.Xtr = X
        self.ytr = y

    def predict(self, X):
        num_test = X.shape[0]
        Ypred = np.zeros(num_test, dtype=self.ytr.dtype)
        for i in range(num_test):
            distances = np.sum(np.abs(self.Xtr - X[i, :]), axis=1)
            min_index = np.argmin(distances)
            Ypred[i] = self.ytr[min_index]
        return Ypred


@variant("NearestNeighbor")
class by_broadcasting:
    """No loop; float labels."""

    def train(self, X, y):
        self.memory = (np.array(X), np.array(y))

    def predict(self, X):
        images, labels = self.memory
        distances = np.abs(X[:, None, :] - images[None, :, :]).sum(axis=-1)
        return labels[np.argmin(distances, axis=1)].astype(float)


@variant("NearestNeighbor")
class by_tree:
    """SciPy's search tree, and a list for the labels."""

    def train(self, X, y):
        from scipy.spatial import cKDTree

        self.tree, self.labels = cKDTree(X), y

    def predict(self, X):
        _, nearest = self.tree.query(X, p=1)
        return [self.labels[place] for place in nearest]


@variant("NearestNeighbor")
class by_plain_loops:
    """Loops over everything, and a helper method."""

    def train(self, X, y):
        self.pairs = list(zip(X.tolist(), y.tolist(), strict=True))

    def far(self, one, other):
        return sum(abs(p - q) for p, q in zip(one, other, strict=True))

    def predict(self, X):
        predictions = []
        for image in X.tolist():
            best, label = float("inf"), None
            for known, its_label in self.pairs:
                if self.far(image, known) < best:
                    best, label = self.far(image, known), its_label
            predictions.append(label)
        return predictions


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


@variant("predict_labels")
def by_bincount(distances, y_train, k):
    """A list of np.bincount(...).argmax()."""
    return [np.bincount(y_train[row.argsort()[:k]]).argmax() for row in distances]


@variant("predict_labels")
def by_argpartition(distances, y_train, k):
    """Finds the k nearest without sorting, and counts by comparing."""
    if k < distances.shape[1]:
        nearest = np.argpartition(distances, k, axis=1)[:, :k]
    else:
        nearest = np.tile(np.arange(k), (len(distances), 1))
    labels = np.unique(y_train)
    votes = (y_train[nearest][:, :, None] == labels).sum(axis=1)
    return labels[votes.argmax(axis=1)]


@variant("predict_labels")
def by_counter(distances, y_train, k):
    """Counts in a dictionary, and compares votes, then labels."""
    from collections import Counter

    predictions = np.zeros(distances.shape[0])
    for i in range(distances.shape[0]):
        order = sorted(range(distances.shape[1]), key=lambda j: distances[i, j])
        votes = Counter(int(y_train[j]) for j in order[:k])
        predictions[i] = min(votes, key=lambda label: (-votes[label], label))
    return predictions


@variant("predict_labels")
def by_mode(distances, y_train, k):
    """scipy.stats.mode, which takes the smallest of the most frequent."""
    from scipy import stats

    closest = y_train[np.argsort(distances, axis=1)[:, :k]]
    return stats.mode(closest, axis=1).mode


@variant("cross_validate")
def by_class_of_its_own(X, y, ks, num_folds):
    """A classifier with train and predict, trained fold by fold, k by k."""

    class Neighbours:
        def __init__(self, k):
            self.k = k

        def train(self, X, y):
            self.X, self.y = X, y
            return self

        def predict(self, x):
            order = ((self.X - x) ** 2).sum(axis=1).argsort(kind="stable")
            return np.bincount(self.y[order[: self.k]]).argmax()

    ends = np.cumsum(
        [0] + [len(X) // num_folds + (i < len(X) % num_folds) for i in range(num_folds)]
    )
    accuracies = {k: list[float]() for k in ks}
    for k in ks:
        for start, end in [(ends[i], ends[i + 1]) for i in range(num_folds)]:
            rest = np.r_[0:start, end : len(X)]
            classifier = Neighbours(k).train(X[rest], y[rest])
            hits = [classifier.predict(X[i]) == y[i] for i in range(start, end)]
            accuracies[k].append(sum(hits) / (end - start))
    return accuracies


@variant("cross_validate")
def by_masks(X, y, ks, num_folds):
    """Masks for the folds, arrays for the lists, and distances of its own."""
    folds = np.array_split(np.arange(X.shape[0]), num_folds)
    accuracies = {int(k): np.zeros(num_folds) for k in ks}
    for number, fold in enumerate(folds):
        inside = np.zeros(X.shape[0], dtype=bool)
        inside[fold] = True
        table = np.linalg.norm(X[inside][:, None] - X[~inside], axis=2)
        for k in ks:
            closest = y[~inside][table.argsort(axis=1)[:, :k]]
            votes = [np.bincount(row).argmax() for row in closest]
            accuracies[int(k)][number] = np.count_nonzero(votes == y[inside]) / len(fold)
    return accuracies


@variant("cross_validate")
def by_deleting(X, y, ks, num_folds):
    """Deletes each fold from the data, and calls the student's other functions k by k."""
    from collections import defaultdict

    accuracies: dict = defaultdict(list)
    parts = np.array_split(range(len(y)), num_folds)
    for k in ks:
        for part in parts:
            rest, labels = np.delete(X, part, axis=0), np.delete(y, part)
            table = distances_no_loops(X[part], rest)  # type: ignore[name-defined]  # noqa: F821
            predicted = predict_labels(table, labels, k)  # type: ignore[name-defined]  # noqa: F821
            accuracies[k] += [np.sum(predicted == y[part]) / part.size]
    return accuracies
