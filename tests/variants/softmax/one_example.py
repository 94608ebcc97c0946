"""The cross-entropy loss of one example by other roads."""

# Some use the student's other answers.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("cross_entropy_loss")
def loss_by_pairs(scores, label):
    """log Σ exp(s_k − s_y), without overflow by logaddexp."""
    total = -np.inf
    for score in scores:
        total = np.logaddexp(total, score - scores[label])
    return total


@variant("cross_entropy_loss")
def loss_by_scipy(scores, label):
    """SciPy's logsumexp; gives a 0-d array."""
    from scipy.special import logsumexp

    return np.array(logsumexp(scores) - scores[label])


@variant("cross_entropy_loss")
def loss_by_python(scores, label):
    """Python's own math on a list."""
    import math

    numbers = [float(score) for score in scores]
    largest = max(numbers)
    return largest - numbers[label] + math.log(math.fsum(math.exp(n - largest) for n in numbers))


@variant("cross_entropy_loss")
def loss_by_log_softmax(scores, label):
    """SciPy's log_softmax, with one entry taken out; gives an array of one number."""
    from scipy.special import log_softmax

    return -np.take(log_softmax(scores), [label])


@variant("cross_entropy_loss")
def loss_by_reduce(scores, label):
    """functools.reduce over a Python list, with logaddexp for the sum."""
    from functools import reduce

    return reduce(np.logaddexp, scores.tolist()) - scores.tolist()[label]


@variant("cross_entropy_loss")
def loss_by_halves(scores, label):
    """The sum by recursion: that of one half and that of the other."""

    def log_sum(part):
        if len(part) == 1:
            return part[0]
        middle = len(part) // 2
        a, b = sorted([log_sum(part[:middle]), log_sum(part[middle:])])
        return b + np.log1p(np.exp(a - b))

    return log_sum(scores) - scores[label]


@variant("cross_entropy_loss")
def loss_by_one_hot(scores, label):
    """A one-hot vector picks the right score, by a dot product."""
    one_hot = np.zeros(len(scores))
    one_hot[label] = 1
    shift = np.amax(scores)
    return shift + np.log(np.sum(np.exp(scores - shift))) - np.dot(one_hot, scores)


@variant("cross_entropy_loss")
def loss_as_softplus(scores, label):
    """log(1 + e^lag), where the lag is that of the right class behind all the others."""
    from scipy.special import log_expit

    others = np.delete(scores, label)
    top = others.max()
    lag = top + np.log(np.exp(others - top).sum()) - scores[label]
    return -log_expit(-lag)


@variant("cross_entropy_loss")
def loss_by_decimals(scores, label):
    """Decimal numbers, for which exp(1000) is not too large."""
    from decimal import Decimal

    numbers = [Decimal(float(score)) for score in scores]
    return float(sum(n.exp() for n in numbers).ln() - numbers[label])


@variant("cross_entropy_loss")
def loss_of_sorted_scores(scores, label):
    """Sorts the scores; log1p adds the 1 of the largest to the sum of the smaller ones."""
    *smaller, largest = np.sort(np.asarray(scores, dtype=float))
    return np.log1p(sum(np.exp(s - largest) for s in smaller)) + (largest - scores[label])


@variant("cross_entropy_loss")
def loss_with_running_maximum(scores, label):
    """One pass, which keeps the largest score so far and rescales the sum when it changes."""
    import math

    top, total = -math.inf, 0.0
    for score in scores:
        if score > top:
            total = total * math.exp(top - score) + 1
            top = score
        else:
            total += math.exp(score - top)
    return math.log(total) + top - scores[label]


@variant("cross_entropy_loss")
def loss_by_nll(scores, label):
    """A table of one row, given to the student's own nll_loss."""
    row = scores.reshape(1, -1)
    row = row - row.max()
    return nll_loss(row - np.log(np.exp(row).sum()), np.array([label]))


@variant("cross_entropy_loss")
def loss_by_own_softmax(scores, label):
    """The largest probability of the student's own softmax is never 0; the rest is a lead."""
    best = scores.argmax()
    return -np.log(softmax(scores)[best]) + (scores[best] - scores[label])


@variant("cross_entropy_loss")
def loss_in_extended_precision(scores, label):
    """Computes in NumPy's longest floating-point numbers, and returns one of them."""
    long = np.asarray(scores, np.longdouble)
    return long.max() - long[label] + np.log(np.sum(np.exp(long - long.max())))
