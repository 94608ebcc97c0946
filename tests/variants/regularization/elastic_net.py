"""The elastic net by other roads."""

# Some use the student's own two functions.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("elastic_net_penalty")
def elastic_net_at_once(W, beta):
    """One formula for the sum, one for the slope."""
    return np.sum(beta * W**2 + abs(W)), 2 * beta * W + np.sign(W)


@variant("elastic_net_penalty")
def elastic_net_from_own_two(W, beta):
    """Calls the student's own two functions."""
    R2, g2 = l2_penalty(W)
    R1, g1 = l1_penalty(W)
    return beta * R2 + R1, beta * g2 + g1


@variant("elastic_net_penalty")
def elastic_net_by_loop(W, beta):
    """A loop over the flattened weights, in float32; prints on the way."""
    flat = np.asarray(W, np.float32).reshape(-1)
    R, gradient = np.float32(0), np.empty_like(flat)
    for i, w in enumerate(flat):
        R += np.float32(beta) * w * w + abs(w)
        gradient[i] = 2 * beta * w + (0 if w == 0 else w / abs(w))
    print("penalty", R)
    return R, gradient.reshape(W.shape)


@variant("elastic_net_penalty")
def elastic_net_by_dot(W, beta):
    """A dot product: each weight times (βw ± 1); the gradient is that and βw once more."""
    factor = beta * W + np.sign(W)
    return np.vdot(W, factor), factor + beta * W


@variant("elastic_net_penalty")
def elastic_net_of_pairs(W, beta):
    """Calls the student's own two and weighs the pairs by zip, with a loop."""
    return [b * other + own for b, other, own in zip((beta, beta), l2_penalty(W), l1_penalty(W))]  # noqa: B905


@variant("elastic_net_penalty")
def elastic_net_by_norms(W, beta):
    """Two norms of the flattened weights; 0-d arrays."""
    flat = np.ravel(W)
    R = beta * np.linalg.norm(flat, 2) ** 2 + np.linalg.norm(flat, 1)
    return np.array(R), np.add(np.multiply(2 * beta, W), np.sign(W))


@variant("elastic_net_penalty")
def elastic_net_by_tensordot(W, beta):
    """Squares and magnitudes in a stack, weighed by (β, 1), and so are their slopes."""
    weights = np.array([beta, 1.0])
    values = np.stack([np.square(W), np.abs(W)])
    slopes = np.stack([2 * W, np.sign(W)])
    return np.tensordot(weights, values, axes=1).sum(), np.einsum("k,k...->...", weights, slopes)


@variant("elastic_net_penalty")
def elastic_net_by_signs(W, beta):
    """A parabola for the weights above 0, another one for those below, by masks."""
    R, gradient = 0.0, np.zeros(np.shape(W), dtype=float)
    for sign in (1, -1):
        here = sign * W > 0
        R += np.polyval([beta, sign, 0], W[here]).sum()
        gradient[here] = np.polyval([2 * beta, sign], W[here])
    return R, gradient


@variant("elastic_net_penalty")
def elastic_net_in_plain_python(W, beta):
    """Recursion into nested lists: each level adds up its parts and lists their slopes."""

    def both(w):
        if isinstance(w, list):
            parts = [both(part) for part in w]
            return sum(R for R, _ in parts), [gradient for _, gradient in parts]
        sign = (w > 0) - (w < 0)
        return w * (beta * w + sign), 2 * beta * w + sign

    return both(W.tolist())


@variant("elastic_net_penalty")
def elastic_net_of_magnitudes(W, beta):
    """Everything from |w|: the sum of |w| (β|w| + 1), and a slope that gets its sign last."""
    size = np.absolute(W)
    slope = np.copysign(2 * beta * size + 1, W)
    slope[size == 0] = 0
    return (size * (beta * size + 1)).sum(), slope


@variant("elastic_net_penalty")
def elastic_net_by_nditer(W, beta):
    """np.nditer goes through the weights and writes the slopes."""
    R = 0.0
    with np.nditer([np.asarray(W, float), None]) as both:
        for w, slope in both:
            R += beta * w * w + abs(w)
            slope[...] = 2 * beta * w + np.sign(w)
        gradient = both.operands[1]
    return R, gradient


@variant("elastic_net_penalty")
def elastic_net_by_trace(W, beta):
    """The trace of W Wᵀ for the squares, np.where for magnitudes and slopes."""
    table = W.reshape(len(W), -1)
    R = beta * np.trace(table @ table.T) + np.where(table > 0, table, -table).sum()
    return R, beta * W + np.where(W > 0, 1 + beta * W, np.where(W < 0, beta * W - 1, 0))


@variant("elastic_net_penalty")
def elastic_net_by_vectorize(W, beta):
    """Helper functions of one weight, and math.fsum."""
    from math import fsum

    def value(w):
        return beta * w**2 + max(w, -w)

    def slope(w):
        if w == 0:
            return 0.0
        return 2.0 * beta * w + (1.0 if w > 0 else -1.0)

    return fsum(value(w) for w in W.flat), np.vectorize(slope, otypes=[float])(W)


@variant("elastic_net_penalty")
def elastic_net_row_by_row(W, beta):
    """np.apply_along_axis, by rows; a row of a table or the whole of a vector."""

    def penalty(row):
        return beta * row @ row + np.sum(np.fabs(row))

    def gradient(row):
        return row * (2 * beta) + np.sign(row)

    return np.apply_along_axis(penalty, -1, W).sum(), np.apply_along_axis(gradient, -1, W)
