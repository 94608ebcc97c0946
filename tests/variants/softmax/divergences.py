"""The Kullback-Leibler divergence by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("kl_divergence")
def kl_by_loop(p, q):
    """A loop that skips what has no probability."""
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            if b == 0:
                return float("inf")
            total += a * (np.log(a) - np.log(b))
    return total


@variant("kl_divergence")
def kl_by_entropies(p, q):
    """Cross-entropy less entropy, with 0 log 0 taken for 0."""
    from scipy.special import xlogy

    return -np.sum(xlogy(p, q)) + np.sum(xlogy(p, p))


@variant("kl_divergence")
def kl_by_where(p, q):
    """Divides by zero, warns, and comes out right."""
    return np.where(p == 0, 0.0, p * np.log(np.where(p == 0, 1.0, p) / q)).sum(keepdims=True)


@variant("kl_divergence")
def kl_by_scipy_stats(p, q):
    """SciPy's entropy of two distributions is their divergence."""
    from scipy.stats import entropy

    return entropy(p, q)


@variant("kl_divergence")
def kl_by_rel_entr(p, q):
    """SciPy's rel_entr knows all the cases, number by number."""
    from scipy.special import rel_entr

    return sum(rel_entr(p, q))


@variant("kl_divergence")
def kl_by_kl_div(p, q):
    """SciPy's kl_div has p log(p/q) − p + q for a term: with sums of 1, the rest cancels."""
    from scipy.special import kl_div

    return np.array(kl_div(p, q).sum())


@variant("kl_divergence")
def kl_by_nansum(p, q):
    """Lets NaN happen where p is 0, and leaves it out of the sum."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nansum(p * np.log(p / q))


@variant("kl_divergence")
def kl_where_it_counts(p, q):
    """The ufuncs' own `where`: ratio 1, and so logarithm 0, wherever p is 0."""
    with np.errstate(divide="ignore"):
        ratio = np.divide(p, q, out=np.ones(len(p)), where=p != 0)
    return np.vdot(p, np.log(ratio))


@variant("kl_divergence")
def kl_by_python_exceptions(p, q):
    """Python's numbers: a division by zero is an exception, and the answer to it is ∞."""
    import math

    try:
        return math.fsum(a * math.log(a / b) for a, b in zip(p.tolist(), q.tolist()) if a)  # noqa: B905
    except ZeroDivisionError:
        return math.inf


@variant("kl_divergence")
def kl_of_indices(p, q):
    """Fancy indexing with the places where p isn't 0; log2, turned into nats at the end."""
    (places,) = np.nonzero(p)
    p, q = p[places], q[places]
    if not q.all():
        return np.inf
    return p.dot(np.log2(p) - np.log2(q)) * np.log(2)


@variant("kl_divergence")
def kl_by_recursion(p, q):
    """The first class, then the divergence of the rest."""
    from math import inf, log

    if len(p) == 0:
        return 0
    if p[0] == 0:
        first = 0
    elif q[0] == 0:
        first = inf
    else:
        first = p[0] * log(p[0] / q[0])
    return first + kl_by_recursion(p[1:], q[1:])


@variant("kl_divergence")
def kl_by_select(p, q):
    """Three cases by np.select, over stand-ins that give no warning."""
    safe_p, safe_q = np.where(p > 0, p, 1), np.where(q > 0, q, 1)
    terms = np.select(
        [p == 0, q == 0], [np.zeros_like(p), np.full_like(p, np.inf)], p * np.log(safe_p / safe_q)
    )
    return np.add.reduce(terms)


@variant("kl_divergence")
def kl_of_masked_arrays(p, q):
    """Masked arrays leave out the classes with p = 0."""
    if np.logical_and(p > 0, q == 0).any():
        return np.float64("inf")
    p = np.ma.masked_equal(p, 0)
    return (p * (np.ma.log(p) - np.ma.log(q))).sum()


@variant("kl_divergence")
def kl_as_a_mean(p, q):
    """The mean of log(p/q) under P: np.average with p for weights, over a compressed table."""
    table = np.compress(p > 0, np.stack([p, q]), axis=1)
    with np.errstate(divide="ignore"):
        surprise = -np.log(table)
    return np.average(surprise[1] - surprise[0], weights=table[0]) * table[0].sum()


@variant("kl_divergence")
def kl_by_vectorize(p, q):
    """A function of two numbers, made into one of arrays."""

    @np.vectorize
    def term(a, b):
        if a == 0:
            return 0.0
        return a * np.log(a / b) if b else np.inf

    return np.float32(term(p, q).sum())
