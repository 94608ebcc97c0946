"""Relative errors by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("relative_error")
def error_by_loop(a, b):
    """A loop over the entries, in plain Python."""
    worst = 0.0
    for p, q in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        worst = max(worst, abs(p - q) / max(abs(p) + abs(q), 1e-8))
    return worst


@variant("relative_error")
def error_by_clip(a, b):
    """Clips the denominator from below; gives a 0-d array."""
    below = np.clip(np.abs(a) + np.abs(b), 1e-8, None)
    return np.array((np.fabs(np.subtract(b, a)) / below).max())


@variant("relative_error")
def error_by_where(a, b):
    """Chooses the denominator with np.where."""
    size = np.abs(a) + np.abs(b)
    return (np.abs(a - b) / np.where(size < 1e-8, 1e-8, size)).max()


@variant("relative_error")
def error_by_generator(a, b):
    """The max of a generator expression over np.nditer."""
    pairs = np.nditer([a, b])
    return max(float(abs(p - q) / max(abs(p) + abs(q), 1e-8)) for p, q in pairs)


@variant("relative_error")
def error_by_reduce(a, b):
    """Folds the flat errors by functools.reduce."""
    from functools import reduce

    errors = (abs(a - b) / np.fmax(abs(a) + abs(b), 1e-8)).flatten()
    return reduce(lambda worst, one: one if one > worst else worst, errors, 0.0)


@variant("relative_error")
def error_by_sorting(a, b):
    """Sorts the errors of all entries, and takes the last."""
    sizes = np.atleast_1d(np.sum([np.abs(a), np.abs(b)], axis=0))
    sizes[sizes < 1e-8] = 1e-8
    return np.sort(np.abs(np.subtract(a, b)) / sizes, axis=None)[-1]


@variant("relative_error")
def error_by_recursion(a, b):
    """Takes the largest of the parts' errors, down to single numbers in nested lists."""

    def error(p, q):
        if isinstance(p, list):
            return max(map(error, p, q))
        return abs(p - q) / max(abs(p) + abs(q), 1e-8)

    return error(np.asarray(a).tolist(), np.asarray(b).tolist())


@variant("relative_error")
def error_by_infinity_norm(a, b):
    """The infinity norm of the flat quotients, which takes the absolute values itself."""
    sizes = np.maximum(1e-8, np.add(np.abs(a), np.abs(b)))
    return np.linalg.norm(np.ravel((a - b) / sizes), ord=np.inf)


@variant("relative_error")
def error_by_masked_division(a, b):
    """Divides by the sum where that is large enough, and by 1e-8 elsewhere, in two steps."""
    apart, size = np.abs(a - b), np.abs(a) + np.abs(b)
    return np.divide(apart, size, out=np.array(apart / 1e-8), where=size > 1e-8).max()


@variant("relative_error")
def error_by_spread_of_pairs(a, b):
    """Stacks both arrays: the difference is the spread of a pair, from least to largest."""
    pairs = np.stack([a, b])
    sizes = np.maximum(np.abs(pairs).sum(axis=0), 1e-8)
    return np.max(np.ptp(pairs, axis=0) / sizes)


@variant("relative_error")
def error_of_one_pair_vectorized(a, b):
    """Writes the formula for two numbers, and lets np.vectorize go through the entries."""

    @np.vectorize
    def error(p, q):
        distance = p - q if p > q else q - p
        return distance / max(np.abs(p) + np.abs(q), 1e-8)

    return np.amax(error(np.asarray(a, float), np.asarray(b, float)))


@variant("relative_error")
def error_by_both_signs(a, b):
    """The larger of (a − b) and (b − a), divided, at the place found by argmax."""
    below = np.maximum(abs(a) + abs(b), 1e-8)
    errors = np.concatenate([np.ravel((a - b) / below), np.ravel((b - a) / below)])
    return errors[np.argmax(errors)].item()


@variant("relative_error")
def error_by_square_roots(a, b):
    """Absolute values as roots of squares, looped over by np.ndindex, in a running maximum."""
    worst = np.float64(0)
    for place in np.ndindex(np.shape(a)):
        p, q = a[place], b[place]
        worst = np.maximum(
            worst, np.sqrt((p - q) ** 2) / max(np.hypot(p, 0) + np.hypot(q, 0), 1e-8)
        )
    return worst


@variant("relative_error")
def error_in_long_doubles(a, b):
    """Computes in NumPy's longest floats, and gives a Python float."""
    a, b = np.asarray(a, np.longdouble), np.asarray(b, np.longdouble)
    errors = np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), np.longdouble(1e-8))
    return float(np.maximum.reduce(errors, axis=None))
