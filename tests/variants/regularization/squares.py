"""The L2 penalty by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("l2_penalty")
def squares_by_loop(W):
    """A loop over every weight; the gradient is filled in place."""
    total, gradient = 0.0, np.zeros(W.shape)
    for index in np.ndindex(*W.shape):
        total += W[index] ** 2
        gradient[index] = 2 * W[index]
    return total, gradient


@variant("l2_penalty")
def squared_norm(W):
    """The squared Frobenius norm, as a 0-d array; a list for the pair."""
    return [np.array(np.linalg.norm(W) ** 2), W + W]


@variant("l2_penalty")
def squares_by_dot(W):
    """A dot product of the flattened weights, which it multiplies in Fortran order."""
    flat = W.ravel(order="F")
    return flat.dot(flat), np.asfortranarray(2 * W)


@variant("l2_penalty")
def squares_in_float32(W):
    """Computes in float32, by einsum."""
    W = np.asarray(W, np.float32)
    return np.einsum("i,i->", W.ravel(), W.ravel()), np.float32(2) * W


@variant("l2_penalty")
def squares_on_a_diagonal(W):
    """The trace of W Wᵀ; weights of any shape become one row first."""
    row = np.reshape(W, (1, -1))
    return np.trace(row.T @ row), np.add(W, W)


@variant("l2_penalty")
def squares_by_recursion(W):
    """Goes into nested lists by recursion, for both parts."""

    def squares(w):
        return sum(squares(part) for part in w) if isinstance(w, list) else w * w

    def doubled(w):
        return [doubled(part) for part in w] if isinstance(w, list) else 2 * w

    return squares(W.tolist()), np.array(doubled(W.tolist()))


@variant("l2_penalty")
def squares_of_singular_values(W):
    """The squares of the singular values have the same sum."""
    table = W.reshape(W.shape[0], -1).astype(float)
    return (np.linalg.svd(table, compute_uv=False) ** 2).sum(), np.multiply(W, 2.0)


@variant("l2_penalty")
def squares_by_reduce(W):
    """functools.reduce for the sum; the gradient by a comprehension, shaped at the end."""
    from functools import reduce

    weights = [float(w) for w in W.flat]
    total = reduce(lambda so_far, w: so_far + w**2, weights, 0.0)
    return total, np.array([2 * w for w in weights]).reshape(W.shape)


@variant("l2_penalty")
def squares_as_polynomial(W):
    """The polynomial w² and its derivative, as objects of NumPy's."""
    square = np.polynomial.Polynomial([0, 0, 1])
    return np.sum(square(W)), square.deriv()(W)


@variant("l2_penalty")
def squares_by_central_differences(W):
    """The slope by moving each weight up and down, which is exact for squares."""

    def squares(weights):
        return np.inner(weights.ravel(), weights.ravel())

    W = W.astype(np.float64)
    gradient = np.zeros(W.size)
    for k, direction in enumerate(np.eye(W.size)):
        step = 0.5 * direction.reshape(W.shape)
        gradient[k] = squares(W + step) - squares(W - step)
    return squares(W), gradient.reshape(W.shape)


@variant("l2_penalty")
def squares_by_complex_step(W):
    """The slope as the imaginary part of (w + ih)² / h."""
    h = 1e-30
    return np.linalg.norm(W.ravel()) ** 2, ((W + 1j * h) ** 2).imag / h


@variant("l2_penalty")
def squares_as_distance(W):
    """The squared distance from 0, by SciPy's cdist, which gives a table of one number."""
    from scipy.spatial.distance import cdist

    R = cdist(W.reshape(1, -1), np.zeros((1, W.size)), "sqeuclidean")
    return R, np.ldexp(W, 1)


@variant("l2_penalty")
def squares_axis_by_axis(W):
    """Sums along one axis after the other, until a single number is left."""
    R = np.square(W)
    while np.ndim(R) > 0:
        R = np.add.reduce(R, axis=0)
    return R, np.stack([W, W]).sum(axis=0)


@variant("l2_penalty")
def squares_by_length(W):
    """Pythagoras in many dimensions: math.hypot of all weights, squared."""
    from math import hypot, prod

    return prod([hypot(*W.flatten())] * 2), np.apply_along_axis(lambda w: 2 * w, -1, W)
