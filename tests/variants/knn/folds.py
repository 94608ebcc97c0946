"""Cross-validation by other roads."""

# Some call other functions of the student's.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


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
            table = distances_no_loops(X[part], rest)
            predicted = predict_labels(table, labels, k)
            accuracies[k] += [np.sum(predicted == y[part]) / part.size]
    return accuracies


@variant("cross_validate")
def by_cross_val_score(X, y, ks, num_folds):
    """scikit-learn from end to end: its folds, not shuffled, are those of np.array_split."""
    from sklearn.model_selection import KFold, cross_val_score
    from sklearn.neighbors import KNeighborsClassifier

    folds = KFold(n_splits=num_folds)
    return {k: cross_val_score(KNeighborsClassifier(k), X, y, cv=folds) for k in ks}


@variant("cross_validate")
def by_one_table(X, y, ks, num_folds):
    """One table of all distances, in which images of the same fold are infinitely far."""
    number = np.concatenate(
        [np.full(len(part), i) for i, part in enumerate(np.array_split(y, num_folds))]
    )
    table = distances_no_loops(X, X).copy()
    table[number[:, None] == number] = np.inf
    accuracies = {}
    for k in ks:
        hits = np.asarray(predict_labels(table, y, k)) == y
        accuracies[k] = [float(hits[number == i].mean()) for i in range(num_folds)]
    return accuracies


@variant("cross_validate")
def by_popping(X, y, ks, num_folds):
    """Copies the list of folds, and pops the one to validate on."""
    results = {}
    for k in ks:
        results[k] = []
        for i in range(num_folds):
            images, labels = np.array_split(X, num_folds), np.array_split(y, num_folds)
            X_val, y_val = images.pop(i), labels.pop(i)
            table = distances_two_loops(X_val, np.vstack(images))
            predicted = predict_labels(np.array(table), np.hstack(labels), k)
            results[k].append(np.mean(np.array(predicted) == y_val))
    return results


@variant("cross_validate")
def by_counting_hits(X, y, ks, num_folds):
    """Sorts the neighbours once, counts votes one after the other, in whole numbers to the end."""
    from fractions import Fraction

    sizes = [len(part) for part in np.array_split(y, num_folds)]
    results: dict = {k: [] for k in ks}
    start = 0
    for size in sizes:
        inside = range(start, start + size)
        outside = [j for j in range(len(y)) if j not in inside]
        hits = dict.fromkeys(ks, 0)
        for i in inside:
            order = sorted(outside, key=lambda j: float(((X[i] - X[j]) ** 2).sum()))
            votes = np.zeros(y.max() + 1, dtype=int)
            for rank, j in enumerate(order, start=1):
                votes[y[j]] += 1
                if rank in hits:
                    hits[rank] += int(votes.argmax() == y[i])
        for k in ks:
            results[k].append(float(Fraction(hits[k], size)))
        start += size
    return results


@variant("cross_validate")
def by_rolling(X, y, ks, num_folds):
    """Rolls the data until the fold to validate on comes first."""
    sizes = np.full(num_folds, len(y) // num_folds)
    sizes[: len(y) % num_folds] += 1
    starts = np.append(0, sizes.cumsum()[:-1])

    def accuracy(k, start, size):
        images, labels = np.roll(X, -start, axis=0), np.roll(y, -start)
        table = distances_no_loops(images[:size], images[size:])
        return np.average(predict_labels(table, labels[size:], k) == labels[:size])

    return {k: tuple(accuracy(k, *fold) for fold in zip(starts, sizes, strict=True)) for k in ks}


@variant("cross_validate")
def by_generator(X, y, ks, num_folds):
    """A generator of folds, set differences of places, and distances by cdist."""
    from scipy.spatial.distance import cdist

    def folds():
        places = np.arange(len(y))
        for fold in np.array_split(places, num_folds):
            rest = np.setdiff1d(places, fold)
            yield cdist(X[fold], X[rest]), y[rest], y[fold]

    ready = list(folds())
    return {
        k: [
            (predict_labels(table, known, k) == wanted).astype(float).mean()
            for table, known, wanted in ready
        ]
        for k in ks
    }


@variant("cross_validate")
def by_trees(X, y, ks, num_folds):
    """A search tree for each fold, and scipy.stats.mode for the votes."""
    from scipy.spatial import KDTree
    from scipy.stats import mode

    number = np.sort(np.arange(len(X)) % num_folds)
    accuracies = {k: np.zeros(num_folds, dtype=np.float32) for k in ks}
    for fold in range(num_folds):
        train = number != fold
        tree = KDTree(X[train])
        for k in ks:
            _, places = tree.query(X[~train], k=[*range(1, k + 1)])
            winners = mode(y[train][places], axis=1).mode
            accuracies[k][fold] = np.equal(winners, y[~train]).mean()
    return accuracies


@variant("cross_validate")
def by_reduceat(X, y, ks, num_folds):
    """Corners of one table by np.ix_, and the hits of each fold added by np.add.reduceat."""
    table = np.linalg.norm(X[:, np.newaxis] - X[np.newaxis], axis=-1)
    folds = np.array_split(np.arange(len(X)), num_folds)
    sizes = [fold.size for fold in folds]
    accuracies = {}
    for k in ks:
        predicted = []
        for fold in folds:
            rest = np.flatnonzero(~np.isin(np.arange(len(X)), fold))
            nearest = table[np.ix_(fold, rest)].argsort(axis=1)[:, :k]
            predicted.extend(np.bincount(votes).argmax() for votes in y[rest][nearest])
        hits = (np.array(predicted) == y).astype(int)
        accuracies[k] = (np.add.reduceat(hits, [fold[0] for fold in folds]) / sizes).tolist()
    return accuracies


@variant("cross_validate")
def by_slices(X, y, ks, num_folds):
    """Slices by divmod, filled into a table whose rows become the dictionary."""
    size, more = divmod(len(X), num_folds)
    ends = [(i + 1) * size + min(i + 1, more) for i in range(num_folds)]
    table = np.zeros((len(ks), num_folds))
    for fold, end in enumerate(ends):
        begin = ends[fold - 1] if fold else 0
        X_rest, y_rest = np.append(X[:begin], X[end:], axis=0), np.append(y[:begin], y[end:])
        distances = distances_one_loop(X[begin:end], X_rest)
        for row, k in enumerate(ks):
            guesses = predict_labels(np.asarray(distances), y_rest, k)
            wrong = np.count_nonzero(guesses - y[begin:end])
            table[row, fold] = 1 - wrong / (end - begin)
    return dict(zip(ks, table, strict=True))
