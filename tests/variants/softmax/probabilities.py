"""Softmax by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("softmax")
def softmax_by_scipy(scores):
    """SciPy has it ready."""
    from scipy.special import softmax as of_scipy

    return of_scipy(scores, axis=-1)


@variant("softmax")
def softmax_of_lists(scores):
    """Loops over rows and numbers, and returns lists."""

    def of_row(row):
        largest = max(row)
        powers = [np.exp(score - largest) for score in row]
        return [power / sum(powers) for power in powers]

    return of_row(scores) if np.ndim(scores) == 1 else [of_row(row) for row in scores]


@variant("softmax")
def softmax_of_transposed(scores):
    """Works on columns in Fortran order, and treats a single row as a table."""
    columns = np.asfortranarray(np.atleast_2d(scores)).T
    powers = np.exp(columns - np.amax(columns, axis=0))
    return (powers / np.sum(powers, axis=0)).T.reshape(np.shape(scores))


@variant("softmax")
def softmax_in_float32(scores):
    """Computes in float32, by the difference of logarithms."""
    shifted = np.asarray(scores - np.max(scores, axis=-1, keepdims=True), np.float32)
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


@variant("softmax")
def softmax_by_logaddexp(scores):
    """The logarithm of the sum by logaddexp.reduce, which needs no shift."""
    return np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))


@variant("softmax")
def softmax_of_differences(scores):
    """1 / Σ exp(s_j − s_k) for all pairs at once; where exp overflows, 1 / ∞ is 0."""
    differences = scores[..., np.newaxis, :] - scores[..., :, np.newaxis]
    with np.errstate(over="ignore"):
        return 1 / np.exp(differences).sum(axis=-1)


@variant("softmax")
def softmax_by_recursion(scores):
    """A table is a list of rows: the function calls itself for each."""
    if scores.ndim > 1:
        return np.array([softmax_by_recursion(row) for row in scores])
    e = np.exp(scores - max(scores))
    return e / sum(e)


@variant("softmax")
def softmax_with_ones(scores):
    """A matrix of ones adds up each row, and has the sum stand in every place."""
    C = scores.shape[-1]
    largest = np.sort(scores, axis=-1)[..., -1:]
    powers = np.exp(scores - largest)
    return powers / (powers @ np.ones((C, C)))


@variant("softmax")
def softmax_in_one_pass(scores):
    """Keeps the largest score so far and the sum so far, class by class, as GPUs do."""
    rows = np.atleast_2d(scores)
    top, total = rows[:, 0].copy(), np.ones(len(rows))
    for k in range(1, rows.shape[1]):
        higher = np.maximum(top, rows[:, k])
        total = total * np.exp(top - higher) + np.exp(rows[:, k] - higher)
        top = higher
    return np.squeeze(np.exp(rows - top[:, None]) / total[:, None]).reshape(scores.shape)


@variant("softmax")
def softmax_as_logistic(scores):
    """One class against the rest: the logistic function of its lead over all others."""
    from scipy.special import expit

    leads = [
        scores[..., k] - np.logaddexp.reduce(np.delete(scores, k, axis=-1), axis=-1)
        for k in range(scores.shape[-1])
    ]
    return expit(np.stack(leads, axis=-1))


@variant("softmax")
def softmax_along_axis(scores):
    """A function of one row, which NumPy applies to each; powers of two in place of exp."""

    def one(row):
        powers = np.exp2((row - row[row.argmax()]) / np.log(2))
        return powers / np.linalg.norm(powers, ord=1)

    return np.apply_along_axis(one, -1, scores)


@variant("softmax")
def softmax_in_plain_python(scores):
    """Python's own math for nested lists; gives tuples of tuples."""
    import math

    def one(row):
        top = max(row)
        total = math.fsum(math.exp(s - top) for s in row)
        return tuple(math.exp(s - top) / total for s in row)

    numbers = np.asarray(scores).tolist()
    return one(numbers) if isinstance(numbers[0], float) else tuple(map(one, numbers))


@variant("softmax")
def softmax_with_signature(scores):
    """np.vectorize with a signature, and einsum for the sum."""

    def one(row):
        powers = np.exp(np.subtract(row, np.amax(row)))
        return np.divide(powers, np.einsum("c->", powers))

    return np.vectorize(one, signature="(c)->(c)")(scores)


@variant("softmax")
def softmax_of_a_clipped_copy(scores):
    """Works in place on a copy, and clips what exp would take for 0 anyway."""
    out = np.array(scores, dtype=np.float64)
    out -= np.take_along_axis(out, out.argmax(axis=-1)[..., None], axis=-1)
    np.clip(out, -700, None, out=out)
    np.exp(out, out=out)
    out /= np.cumsum(out, axis=-1)[..., -1:]
    return out


@variant("softmax")
def softmax_by_decimals(scores):
    """Decimal numbers, whose exponents have room for exp(1000): no shift is needed."""
    from decimal import Decimal

    def one(row):
        powers = [Decimal(float(s)).exp() for s in row]
        return [float(power / sum(powers)) for power in powers]

    return np.reshape([one(row) for row in np.atleast_2d(scores)], np.shape(scores))


@variant("softmax")
def softmax_of_scikit_learn(scores):
    """scikit-learn's own, which takes tables only."""
    from sklearn.utils.extmath import softmax as of_table

    return of_table(scores[None, :])[0] if scores.ndim == 1 else of_table(scores)


@variant("softmax")
def softmax_in_a_masked_array(scores):
    """Masked arrays, in which nothing is masked."""
    masked = np.ma.masked_invalid(scores)
    powers = np.ma.exp(masked - masked.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@variant("softmax")
def softmax_in_extended_precision(scores):
    """Computes in NumPy's longest floating-point numbers, and leaves the result in them."""
    powers = np.exp(scores.astype(np.longdouble) - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
