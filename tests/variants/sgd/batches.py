"""Minibatches by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("sample_minibatch")
def by_choice(X, y, batch_size, rng):
    """Draws row numbers with rng.choice, and returns a list."""
    rows = rng.choice(np.arange(X.shape[0]), size=batch_size, replace=True)
    return [np.take(X, rows, axis=0), np.take(y, rows)]


@variant("sample_minibatch")
def row_by_row(X, y, batch_size, rng):
    """Draws one row after the other; the labels are a list."""
    X_batch, y_batch = np.empty((batch_size, X.shape[1])), []
    for i in range(batch_size):
        row = int(rng.random() * len(X))
        X_batch[i] = X[row]
        y_batch.append(y[row].item())
    return X_batch, y_batch


@variant("sample_minibatch")
def without_replacement_where_it_fits(X, y, batch_size, rng):
    """Draws without replacement, unless the batch is larger than the data."""
    rows = rng.choice(len(X), batch_size, replace=batch_size > len(X))
    return X[rows], y[rows]


@variant("sample_minibatch")
def batch_of_pairs(X, y, batch_size, rng):
    """Zips the examples to pairs, draws pairs, and unzips them; lists of rows and labels."""
    pairs = list(zip(X.tolist(), y.tolist(), strict=True))
    drawn = [pairs[rng.integers(len(pairs))] for _ in range(batch_size)]
    rows, labels = zip(*drawn, strict=True)
    return list(rows), list(labels)


@variant("sample_minibatch")
def batch_with_last_row_named(X, y, batch_size, rng):
    """Counts the last row number in, by endpoint=True, and uses the method take."""
    last = X.shape[0] - 1
    rows = rng.integers(0, last, size=(batch_size,), endpoint=True)
    return X.take(rows, axis=0), y.take(rows)


@variant("sample_minibatch")
def batch_of_one_table(X, y, batch_size, rng):
    """Glues X and y together, draws rows of that by rng.choice, and cuts them apart again."""
    table = np.column_stack((X, y))
    drawn = rng.choice(table, size=batch_size, axis=0)
    return drawn[:, :-1], drawn[:, -1].astype(y.dtype)


@variant("sample_minibatch")
def batch_by_floor(X, y, batch_size, rng):
    """Rounds uniform numbers from 0 to N down to row numbers."""
    rows = np.floor(rng.uniform(0, len(X), batch_size)).astype(int)
    return X[rows, :], y[rows]


@variant("sample_minibatch")
def batch_by_shuffling_for_each_row(X, y, batch_size, rng):
    """Shuffles all row numbers for each row, and takes the first; collects in a deque."""
    from collections import deque

    rows: deque = deque()
    while len(rows) < batch_size:
        rows.append(rng.permutation(len(X))[0])
    return np.stack([X[row] for row in rows]), np.array([y[row] for row in rows])


@variant("sample_minibatch")
def batch_by_one_hot_rows(X, y, batch_size, rng):
    """Throws a die with N sides for each row, and multiplies X by the one-hot rows."""
    N = len(X)
    one_hot = rng.multinomial(1, [1 / N] * N, size=batch_size)
    return one_hot @ X, one_hot @ y


@variant("sample_minibatch")
def batch_by_counts(X, y, batch_size, rng):
    """Draws how often each row comes, repeats the rows so often, and shuffles them."""
    N = len(y)
    times = rng.multinomial(batch_size, np.full(N, 1 / N))
    rows = rng.permutation(np.repeat(np.arange(N), times))
    return X[rows], y[rows]


@variant("sample_minibatch")
def batch_by_search_sorted(X, y, batch_size, rng):
    """Looks uniform numbers up in the cumulative chances of the rows."""
    steps = np.arange(1, len(X) + 1) / len(X)
    rows = np.searchsorted(steps, rng.random(batch_size), side="right")
    return X[rows], y[rows]


@variant("sample_minibatch")
def batch_by_rejection(X, y, batch_size, rng):
    """Draws bits until they make a row number, by a generator and islice."""
    from itertools import islice

    N, bits = len(X), len(X).bit_length()

    def row_numbers():
        while True:
            number = int("".join(str(bit) for bit in rng.integers(2, size=bits)), 2)
            if number < N:
                yield number

    rows = list(islice(row_numbers(), batch_size))
    return X[rows], y[rows]


@variant("sample_minibatch")
def batch_by_dictionary(X, y, batch_size, rng):
    """Looks rows up in a dictionary of examples; returns tuples of rows and labels."""
    examples = {i: (tuple(row), label) for i, (row, label) in enumerate(zip(X, y, strict=True))}
    drawn = tuple(examples[int(i)] for i in rng.integers(len(examples), size=batch_size))
    return tuple(x for x, _ in drawn), tuple(label for _, label in drawn)


@variant("sample_minibatch")
def batch_filled_through_enumerate(X, y, batch_size, rng):
    """Fills empty arrays of the right types, for a generator made of the one it is given."""
    rng = np.random.default_rng(rng)  # this is the same generator again
    X_batch = np.zeros((batch_size, *X.shape[1:]), dtype=X.dtype)
    y_batch = np.zeros(batch_size, dtype=y.dtype)
    for i, row in enumerate(rng.integers(low=0, high=len(X), size=batch_size)):
        X_batch[i, :], y_batch[i] = X[row], y[row]
    return X_batch, y_batch


@variant("sample_minibatch")
def batch_by_resample(X, y, batch_size, rng):
    """Has scikit-learn resample both, by NumPy's old kind of generator around the new one."""
    from sklearn.utils import resample

    old_kind = np.random.RandomState(rng.bit_generator)
    return resample(X, y, n_samples=batch_size, random_state=old_kind)
