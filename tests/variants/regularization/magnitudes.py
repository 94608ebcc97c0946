"""The L1 penalty by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("l1_penalty")
def magnitudes_by_loop(W):
    """Python's own numbers, with three cases for the slope, and lists for the gradient."""

    def slope(w):
        if w > 0:
            return 1
        if w < 0:
            return -1
        return 0

    if W.ndim == 1:
        return sum(abs(w) for w in W), [slope(w) for w in W]
    return sum(abs(w) for row in W for w in row), [[slope(w) for w in row] for row in W]


@variant("l1_penalty")
def sign_by_comparison(W):
    """The sign as the difference of two comparisons, of whole numbers."""
    return np.where(W < 0, -W, W).sum(), (W > 0).astype(int) - (W < 0).astype(int)


@variant("l1_penalty")
def ratio_with_zero_mended(W):
    """W / |W|, with 0 / 0 mended afterwards."""
    with np.errstate(invalid="ignore"):
        gradient = np.nan_to_num(W / np.abs(W))
    return np.linalg.norm(W.flatten(), ord=1), gradient


@variant("l1_penalty")
def magnitudes_by_masks(W):
    """Boolean masks: the positive weights less the negative ones, and ±1 put in their places."""
    positive, negative = W > 0, W < 0
    gradient = np.zeros(W.shape)
    gradient[positive] = 1.0
    gradient[negative] = -1.0
    return W[positive].sum() - W[negative].sum(), gradient


@variant("l1_penalty")
def magnitudes_by_select(W):
    """Three cases by np.select; the magnitude is the weight times its sign."""
    sign = np.select([W > 0, W < 0], [1.0, -1.0], default=0.0)
    return np.tensordot(W, sign, axes=W.ndim), sign


@variant("l1_penalty")
def magnitudes_as_distance(W):
    """The cityblock distance from 0, by SciPy; np.piecewise for the slope."""
    from scipy.spatial.distance import cityblock

    slope = np.piecewise(W.astype(float), [W < 0, W == 0, W > 0], [-1, 0, 1])
    return cityblock(W.ravel(), np.zeros(W.size)), slope


@variant("l1_penalty")
def magnitudes_by_heaviside(W):
    """Heaviside's step, stretched from −1 to 1; ½ at its kink becomes 0."""
    return np.maximum(W, -W).sum(), 2 * np.heaviside(W, 0.5) - 1


@variant("l1_penalty")
def magnitudes_of_positive_parts(W):
    """|w| = relu(w) + relu(−w), and the slope is that of both."""

    def relu(values):
        return np.clip(values, 0, None)

    up, down = relu(W), relu(-W)
    return up.sum() + down.sum(), np.array(up > 0, float) - np.array(down > 0, float)


@variant("l1_penalty")
def magnitudes_by_division_where(W):
    """Divides only where a weight isn't 0; Σ√w² in place of magnitudes."""
    size = np.sqrt(np.square(W, dtype=float))
    return np.einsum("i->", size.ravel()), np.divide(W, size, out=np.zeros_like(size), where=W != 0)


@variant("l1_penalty")
def magnitudes_in_plain_python(W):
    """math.fsum and math.copysign over the flattened weights; tuples of tuples for a table."""
    import math

    flat = [float(w) for w in W.flat]
    slopes = tuple(math.copysign(1, w) if w else 0.0 for w in flat)
    for n in W.shape[:0:-1]:  # from the last axis to the second
        slopes = tuple(slopes[k : k + n] for k in range(0, len(slopes), n))
    return math.fsum(map(math.fabs, flat)), slopes


@variant("l1_penalty")
def magnitudes_by_vectorize(W):
    """A function of one weight that gives both parts, made into one of arrays."""

    def both(w):
        return (w, 1.0) if w > 0 else (-w, -1.0 if w else 0.0)

    sizes, slopes = np.vectorize(both, otypes=[float, float])(W)
    return sizes.sum(keepdims=True), slopes


@variant("l1_penalty")
def magnitudes_by_differences(W):
    """The slope of |w| by central differences, with a step smaller than any weight."""
    W = np.asarray(W, dtype=float)
    h = np.min(np.abs(W), where=W != 0, initial=1.0) / 2
    return np.abs(W).sum(), (np.abs(W + h) - np.abs(W - h)) / (2 * h)


@variant("l1_penalty")
def magnitudes_by_search(W):
    """searchsorted: the place of 0 among the weight's neighbours, and a table of three slopes."""
    tiny = np.nextafter(0, 1)
    places = np.searchsorted([0.0, tiny], np.ravel(W), side="right")
    table = np.array([-1, 0, 1], dtype=np.int8)
    return np.add.reduce(np.fabs(W), axis=None), table[places].reshape(W.shape)


@variant("l1_penalty")
def magnitudes_by_signbit(W):
    """The bit of the sign, switched off where a weight is 0; columns added one by one."""
    gradient = np.where(np.equal(W, 0), 0, 1 - 2 * np.signbit(W.astype(float)))
    return sum(np.abs(column).sum() for column in np.atleast_2d(W).T), gradient
