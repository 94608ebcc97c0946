"""The loss of one image by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("hinge_loss")
def hinge_less_margin(scores, label, delta=1.0):
    """Includes j = y and takes its margin off again."""
    return np.sum(np.clip(scores - scores[label] + delta, 0, None)) - delta


@variant("hinge_loss")
def hinge_by_delete(scores, label, delta=1.0):
    """Deletes the right score; gives a 0-d array."""
    others = np.delete(scores, label)
    return np.array(np.maximum(0, others - scores[label] + delta).sum())


@variant("hinge_loss")
def hinge_by_comprehension(scores, label, delta=1.0):
    """A generator with a walrus, on Python's own numbers."""
    right = float(scores[label])
    others = (float(s) for j, s in enumerate(scores) if j != label)
    return sum(margin for s in others if (margin := s - right + delta) > 0)


@variant("hinge_loss")
def hinge_by_mask(scores, label, delta=1.0):
    """A mask for the wrong classes, another for the margins above 0."""
    wrong = np.arange(len(scores)) != label
    margins = (scores - scores[label] + delta)[wrong]
    return margins[margins > 0].sum()


@variant("hinge_loss")
def hinge_by_absolute_value(scores, label, delta=1.0):
    """max(0, m) is half of m + |m|; the right class is picked out by a one-hot row."""
    wrong = 1 - np.eye(len(scores))[label]
    margins = scores - np.dot(scores, 1 - wrong) + delta
    return np.dot(wrong, margins + np.abs(margins)) / 2


@variant("hinge_loss")
def hinge_by_sorting(scores, label, delta=1.0):
    """Sorts the other scores, finds where the margin begins, and adds from there on."""
    threshold = scores[label] - delta
    others = np.sort(np.concatenate([scores[:label], scores[label + 1 :]]))
    close = others[np.searchsorted(others, threshold) :]
    return close.sum() - threshold * close.size


@variant("hinge_loss")
def hinge_by_reduce(scores, label, delta=1.0):
    """Pops the right score from a list, then functools.reduce."""
    from functools import reduce

    others = scores.tolist()
    right = others.pop(label)
    return reduce(lambda loss, s: loss + max(0.0, s - right + delta), others, 0.0)


@variant("hinge_loss")
def hinge_by_recursion(scores, label, delta=1.0):
    """The first class's term, plus the loss over all later classes."""

    def from_class(j):
        if j == len(scores):
            return 0.0
        term = 0.0 if j == label else max(scores[j] - scores[label] + delta, 0.0)
        return term + from_class(j + 1)

    return from_class(0)


@variant("hinge_loss")
def hinge_by_rolling(scores, label, delta=1.0):
    """Rolls the right class to the front and leaves it there."""
    right, *others = np.roll(scores, -label)
    return np.fmax(np.array(others) + (delta - right), 0.0).sum(keepdims=False)


@variant("hinge_loss")
def hinge_by_masked_array(scores, label, delta=1.0):
    """A masked array that hides the right class and all margins that are kept."""
    margins = scores - scores[label] + delta
    hidden = margins <= 0
    hidden[label] = True
    return np.ma.masked_array(margins, hidden).filled(0).sum()


@variant("hinge_loss")
def hinge_by_where(scores, label, delta=1.0):
    """np.sum with `where`, in float32."""
    scores = scores.astype(np.float32)
    margins = scores + np.float32(delta) - scores[label]
    counts = (margins > 0) & ~np.isin(np.arange(scores.size), [label])
    return np.sum(margins, where=counts, dtype=np.float32)


@variant("hinge_loss")
def hinge_by_vectorize(scores, label, delta=1.0):
    """np.vectorize of one term with an if, on scores and numbers of classes; math.fsum."""
    import math

    def term(s, j):
        if j == label or s + delta <= scores[label]:
            return 0.0
        return s - scores[label] + delta

    return math.fsum(np.vectorize(term, otypes=[float])(scores, range(len(scores))))


@variant("hinge_loss")
def hinge_by_piecewise(scores, label, delta=1.0):
    """np.piecewise for the bend, and a margin of the right class that never counts."""
    margins = np.subtract(scores, scores[label]) + delta
    margins[label] = -np.inf
    return np.piecewise(margins, [margins > 0], [lambda m: m, 0.0]).sum().item()


@variant("hinge_loss")
def hinge_in_longdouble(scores, label, delta=1.0):
    """Computes with more digits than float64 has; the wrong classes by np.setdiff1d."""
    scores = np.asarray(scores, dtype=np.longdouble)
    others = scores[np.setdiff1d(np.arange(len(scores)), label)]
    return np.maximum(others - scores[label] + delta, 0).sum()
