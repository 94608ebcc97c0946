"""Nearest neighbours by other roads."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.variant import variant


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


@variant("NearestNeighbor")
class by_scikit_learn:
    """The classifier of scikit-learn, with one neighbour and p = 1."""

    def train(self, X, y):
        from sklearn.neighbors import KNeighborsClassifier

        self.model = KNeighborsClassifier(n_neighbors=1, p=1).fit(X, y)

    def predict(self, X):
        return self.model.predict(X)


@variant("NearestNeighbor")
class by_cityblock:
    """SciPy's cdist, and np.take for the labels."""

    def train(self, X, y):
        self.data = {"X": X, "y": y}

    def predict(self, X):
        from scipy.spatial.distance import cdist

        return np.take(self.data["y"], cdist(X, self.data["X"], "cityblock").argmin(axis=1))


@variant("NearestNeighbor")
class by_smallest_pair:
    """The smallest of pairs of distance and place, in one comprehension."""

    X: np.ndarray
    y: np.ndarray

    def train(self, X: np.ndarray, y: np.ndarray) -> None:
        self.X, self.y = X, y

    def predict(self, X: np.ndarray) -> list[int]:
        return [
            int(self.y[min((np.abs(x - row).sum(), j) for j, row in enumerate(self.X))[1]])
            for x in X
        ]


@variant("NearestNeighbor")
class by_min_with_key:
    """Python's min with a method for its key, on examples kept as pairs."""

    def train(self, X, y):
        self.examples = []
        for image, label in zip(X, y, strict=True):
            self.examples.append((image, label))

    def distance_to(self, image):
        return lambda example: np.linalg.norm(example[0] - image, ord=1)

    def predict(self, X):
        nearest = (min(self.examples, key=self.distance_to(image)) for image in X)
        return np.fromiter((label for _, label in nearest), dtype=int)


@variant("NearestNeighbor")
class pixel_by_pixel:
    """Loops over the pixels, and adds each one's differences to the whole table."""

    def train(self, X, y):
        self.columns, self.labels = X.T.copy(), y.copy()

    def predict(self, X):
        table = np.zeros((X.shape[0], self.labels.size))
        for column, pixels in zip(self.columns, X.T, strict=True):
            table += np.abs(np.subtract.outer(pixels, column))
        return self.labels[table.argmin(axis=1)]


@variant("NearestNeighbor")
class by_sorting:
    """Sorts all training images by distance, for each image, and takes the first."""

    def train(self, X, y):
        self._X = np.asfortranarray(X)
        self._y = tuple(y)

    def predict(self, X):
        result = []
        for i in range(len(X)):
            distances = [float(np.sum(np.fabs(row - X[i]))) for row in self._X]
            result += [label for _, label in sorted(zip(distances, self._y, strict=True))[:1]]
        return np.array(result)


@variant("NearestNeighbor")
class training_image_by_training_image:
    """Loops over the training images, and keeps the best so far for all images at once."""

    __slots__ = ("known",)

    def train(self, X, y):
        self.known = [(row, int(label)) for row, label in zip(X, y, strict=True)]

    def predict(self, X):
        smallest = np.full(len(X), np.inf)
        labels = np.empty(len(X), dtype=np.int32)
        for row, label in self.known:
            distances = np.abs(X - row).sum(axis=1)
            closer = distances < smallest
            np.copyto(smallest, distances, where=closer)
            np.copyto(labels, label, where=closer)
        return labels


@variant("NearestNeighbor")
class one_at_a_time:
    """Predicts by np.apply_along_axis, in float32, and gives up a sum that is too large already."""

    def __init__(self, verbose=True):
        self.verbose = verbose

    def train(self, X, y):
        self.X, self.y = X.astype(np.float32), y
        if self.verbose:
            print(f"{len(X)} training images")

    def _label(self, x):
        best, label = np.inf, None
        for row, its_label in zip(self.X, self.y, strict=True):
            far = 0.0
            for p, q in zip(x, row, strict=True):
                far += abs(p - q)
                if far >= best:
                    break
            else:
                best, label = far, its_label
        return label

    def predict(self, X):
        return np.apply_along_axis(self._label, 1, X)


@variant("NearestNeighbor")
class with_a_function_kept:
    """`train` makes the function that predicts, and keeps it in place of the data."""

    def train(self, X, y):
        def predict_one(x):
            order = np.einsum("nd->n", np.abs(X - x)).argsort(kind="mergesort")
            return y[order][0]

        self.predict_one = predict_one

    def predict(self, X):
        return list(map(self.predict_one, X))


@variant("NearestNeighbor")
class in_two_tables:
    """Repeats both tables to the same length, and folds the distances afterwards."""

    def train(self, X, y):
        setattr(self, "images", X)  # noqa: B010
        setattr(self, "labels", y)  # noqa: B010

    def predict(self, X):
        every = np.repeat(X, len(self.images), axis=0)
        known = np.tile(self.images, (len(X), 1))
        distances = np.linalg.norm(every - known, ord=1, axis=1).reshape(len(X), -1)
        place = np.where(distances == distances.min(axis=1, keepdims=True), 1, 0).argmax(axis=1)
        return np.asarray(self.labels)[place]
