"""Nearest neighbours: an image gets the label of the training images that are most like it.

How like two images are is said by a distance between their pixels.
"""

import numpy as np


def l1_distance(a, b):
    """L1 (Manhattan) distance of two images: how much all pixels differ, added up.

    d = Σ_p |a_p − b_p|

    Parameters
    ----------
    a, b : arrays of the same shape
        Two images, as tables of pixels or as long rows. Pixels may be floats or whole
        numbers of any type, unsigned ones (`uint8`) too.

    Returns
    -------
    float
        The distance, 0 or more.
    """
    # As floats: unsigned integers can't hold a difference below 0.
    difference = np.asarray(a, dtype=float) - np.asarray(b, dtype=float)
    return np.abs(difference).sum()


def l2_distance(a, b):
    """L2 (Euclidean) distance of two images: the straight line from one to the other.

    d = √( Σ_p (a_p − b_p)² )

    Parameters
    ----------
    a, b : arrays of the same shape
        Two images, as for `l1_distance`.

    Returns
    -------
    float
        The distance, 0 or more.
    """
    difference = np.asarray(a, dtype=float) - np.asarray(b, dtype=float)
    return np.sqrt((difference**2).sum())


class NearestNeighbor:
    """Gives each image the label of its nearest training image, by L1 distance."""

    def train(self, X, y):
        """Remember the training data. Returns nothing.

        Parameters
        ----------
        X : array of shape (N_train, D)
            Training images, one in each row: floats of any size and sign.
        y : array of shape (N_train,)
            Their labels, any integers.
        """
        self.X_train = X
        self.y_train = y

    def predict(self, X):
        """Predict a label for each image.

        Parameters
        ----------
        X : array of shape (N_test, D)
            Images, one in each row, of the same kind.

        Returns
        -------
        array of shape (N_test,)
            For each image, the label of the training image at the smallest L1 distance.
        """
        predictions = np.zeros(len(X), dtype=self.y_train.dtype)
        for i in range(len(X)):
            distances = np.abs(self.X_train - X[i]).sum(axis=1)
            predictions[i] = self.y_train[distances.argmin()]
        return predictions


def distances_two_loops(X_test, X_train):
    """Euclidean distance of each test image to each training image, with two loops.

    Parameters
    ----------
    X_test : array of shape (N_test, D)
        Test images, one in each row: floats of any size and sign.
    X_train : array of shape (N_train, D)
        Training images, likewise.

    Returns
    -------
    array of shape (N_test, N_train)
        In row i and column j the L2 distance of test image i to training image j.
    """
    distances = np.zeros((len(X_test), len(X_train)))
    for i in range(len(X_test)):
        for j in range(len(X_train)):
            distances[i, j] = np.sqrt(np.sum((X_test[i] - X_train[j]) ** 2))
    return distances


def distances_one_loop(X_test, X_train):
    """Euclidean distance of each test image to each training image, with one loop.

    The loop runs over the test images; each time round it fills a whole row.

    Parameters
    ----------
    X_test : array of shape (N_test, D)
    X_train : array of shape (N_train, D)

    Returns
    -------
    array of shape (N_test, N_train)
        The same as from `distances_two_loops`.
    """
    distances = np.zeros((len(X_test), len(X_train)))
    for i in range(len(X_test)):
        distances[i] = np.sqrt(np.sum((X_train - X_test[i]) ** 2, axis=1))
    return distances


def distances_no_loops(X_test, X_train):
    """Euclidean distance of each test image to each training image, without a loop.

    ‖a − b‖² = ‖a‖² − 2 a·b + ‖b‖², and never below 0: the distance of an image to
    itself is 0 (up to rounding), not NaN.

    Parameters
    ----------
    X_test : array of shape (N_test, D)
    X_train : array of shape (N_train, D)

    Returns
    -------
    array of shape (N_test, N_train)
        The same as from `distances_two_loops`.
    """
    # Whole numbers become floats, as in `l1_distance`; float32 stays float32.
    floats = np.result_type(X_test, X_train, 0.0)
    X_test, X_train = np.asarray(X_test, floats), np.asarray(X_train, floats)
    # The table can be large. So it is made once, by the product, and then changed in place.
    squared = X_test @ X_train.T
    squared *= -2
    squared += np.vecdot(X_test, X_test)[:, np.newaxis]
    squared += np.vecdot(X_train, X_train)
    # Where the distance is 0, rounding leaves a tiny number of either sign.
    np.maximum(squared, 0, out=squared)
    return np.sqrt(squared, out=squared)


def predict_labels(distances, y_train, k):
    """Let the k nearest training images of each test image vote on its label.

    Each of the k has one vote. The label with most votes wins; of labels with equally
    many votes, the smallest wins.

    Parameters
    ----------
    distances : array of shape (N_test, N_train)
        Distance of each test image to each training image.
    y_train : array of shape (N_train,)
        The training images' labels, any integers from 0 up.
    k : int
        How many neighbours vote, from 1 to N_train.

    Returns
    -------
    array of shape (N_test,)
        The predicted labels.
    """
    predictions = np.zeros(len(distances), dtype=y_train.dtype)
    for i in range(len(distances)):
        nearest = np.argsort(distances[i])[:k]
        labels, votes = np.unique(y_train[nearest], return_counts=True)
        predictions[i] = labels[votes.argmax()]  # sorted, and argmax takes the first
    return predictions


def cross_validate(X, y, ks, num_folds):
    """Try each k by cross-validation.

    The data are split into folds with `np.array_split`, in the order in which they come.
    Each fold in turn is what we validate on; all other folds are what we train on.

    Parameters
    ----------
    X : array of shape (N, D)
        Images, one in each row.
    y : array of shape (N,)
        Their labels.
    ks : list of int
        The numbers of neighbours to try.
    num_folds : int
        The number of folds, from 2 to N. It need not divide N.

    Returns
    -------
    dict
        For each k a list of `num_folds` accuracies in the order of the folds. An accuracy
        is the share of the fold's labels that are predicted right, from 0 to 1.
    """
    X_folds, y_folds = np.array_split(X, num_folds), np.array_split(y, num_folds)
    accuracies = {k: [0.0] * num_folds for k in ks}
    for fold in range(num_folds):
        X_train = np.concatenate(X_folds[:fold] + X_folds[fold + 1 :])
        y_train = np.concatenate(y_folds[:fold] + y_folds[fold + 1 :])
        distances = distances_no_loops(X_folds[fold], X_train)  # once for all k
        for k in ks:
            predictions = predict_labels(distances, y_train, k)
            accuracies[k][fold] = float(np.mean(predictions == y_folds[fold]))
    return accuracies
