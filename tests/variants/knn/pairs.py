"""Distances of two images by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("l1_distance")
def l1_by_loop(a, b):
    """A loop over plain Python numbers."""
    total = 0.0
    for p, q in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        total += abs(p - q)
    return total


@variant("l1_distance")
def l1_by_maximum(a, b):
    """The larger of two pixels less the smaller one, which suits unsigned integers; a 0-d array."""
    return np.array((np.maximum(a, b) - np.minimum(a, b)).sum())


@variant("l1_distance")
def l1_in_float32(a, b):
    """In float32, by np.linalg.norm."""
    return np.linalg.norm((a.astype(np.float32) - b.astype(np.float32)).ravel(), 1)


@variant("l2_distance")
def l2_by_math(a, b):
    """Python's math.dist on lists."""
    import math

    return math.dist(list(np.ravel(a)), [float(q) for q in np.ravel(b)])


@variant("l2_distance")
def l2_by_norm(a, b):
    """np.linalg.norm, which takes the Frobenius norm of a table."""
    return np.linalg.norm(a.astype("float32") - b)


@variant("l2_distance")
def l2_by_dot(a, b):
    """A product of the difference with itself, changed in place."""
    difference = np.array(a, dtype=np.float64).flatten()
    difference -= b.flatten()
    return difference.dot(difference) ** 0.5


@variant("l1_distance")
def l1_by_spread(a, b):
    """Lays one image on the other and takes the spread of each pixel, which wraps in no type."""
    return np.ptp(np.stack([a, b]), axis=0).sum()


@variant("l1_distance")
def l1_by_where(a, b):
    """Asks at each pixel which one is larger, and takes the difference that isn't negative."""
    return np.where(a > b, a - b, b - a).sum()


@variant("l1_distance")
def l1_of_each_sign(a, b):
    """Adds the positive differences and takes off the negative ones, picked by masks."""
    difference = np.subtract(a, b, dtype=np.float64)
    return difference[difference > 0].sum() - difference[difference < 0].sum()


@variant("l1_distance")
def l1_by_signs(a, b):
    """The product of the differences with their own signs."""
    difference = (a.astype(float) - b).ravel()
    return np.vdot(np.sign(difference), difference)


@variant("l1_distance")
def l1_by_halves(a, b):
    """Recursion: cuts both images in halves until single pixels are left."""

    def far(p, q):
        if len(p) == 1:
            return abs(p[0] - q[0])
        middle = len(p) // 2
        return far(p[:middle], q[:middle]) + far(p[middle:], q[middle:])

    return far(a.flatten().tolist(), b.flatten().tolist())


@variant("l1_distance")
def l1_of_nested_lists(a, b):
    """Walks down into lists of any depth, without NumPy."""

    def far(p, q):
        match p:
            case list():
                return sum(map(far, p, q))
            case _:
                return abs(p - q)

    return far(a.tolist(), b.tolist())


@variant("l1_distance")
def l1_by_reduce(a, b):
    """functools.reduce over pairs of Python's own numbers."""
    from functools import reduce

    pairs = zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    return reduce(lambda total, pair: total + abs(pair[0] - pair[1]), pairs, 0.0)


@variant("l1_distance")
def l1_by_roots(a, b):
    """The root of a pixel's squared difference is its absolute value; the last running sum."""
    squares = np.square(np.asarray(a, dtype=float) - np.asarray(b, dtype=float))
    return np.cumsum(np.sqrt(squares))[-1]


@variant("l1_distance")
def l1_by_nditer(a, b):
    """One loop over both arrays by np.nditer, which turns them into floats."""
    total = 0.0
    for p, q in np.nditer([a, b], flags=["buffered"], op_dtypes=[np.float64] * 2):
        total += np.fabs(p - q)
    return total


@variant("l1_distance")
def l1_by_cityblock(a, b):
    """SciPy's name for it, on rows of floats."""
    from scipy.spatial import distance

    return distance.cityblock(a.reshape(-1).astype("float64"), b.reshape(-1).astype("float64"))


@variant("l1_distance")
def l1_of_objects(a, b):
    """Arrays of Python's own numbers, of any size and sign."""
    return np.abs(np.array(a, dtype=object) - np.array(b, dtype=object)).sum()


@variant("l2_distance")
def l2_by_hypot(a, b):
    """Pythagoras again and again: from pixel to pixel, a longer hypotenuse."""
    from functools import reduce
    from math import hypot

    return reduce(hypot, (a.astype(float) - b.astype(float)).flat, 0.0)


@variant("l2_distance")
def l2_by_ufunc_reduce(a, b):
    """np.hypot, reduced along the flat differences."""
    return np.hypot.reduce(np.abs(np.subtract(a, b, dtype=float)).ravel())


@variant("l2_distance")
def l2_by_products(a, b):
    """‖a‖² − 2 a·b + ‖b‖², and never below 0."""
    p, q = np.ravel(a).astype(float), np.ravel(b).astype(float)
    return np.sqrt(max(p @ p - 2 * (p @ q) + q @ q, 0))


@variant("l2_distance")
def l2_by_mean_and_variance(a, b):
    """The mean of squares is the variance plus the squared mean; a 0-d array."""
    difference = np.asarray(a, dtype=float) - b
    return np.array((difference.size * (difference.var() + difference.mean() ** 2)) ** 0.5)


@variant("l2_distance")
def l2_by_singular_values(a, b):
    """The root of the summed squares of the singular values."""
    difference = np.atleast_2d(a.astype(float) - b.astype(float))
    return np.linalg.norm(np.linalg.svd(difference, compute_uv=False))


@variant("l2_distance")
def l2_by_newton(a, b):
    """Adds up in a loop, and takes the root by Newton's steps."""
    total = 0.0
    for index in np.ndindex(a.shape):
        step = float(a[index]) - float(b[index])
        total += step * step
    root = total
    while root > 0 and abs(root * root - total) > 1e-12 * total:
        root = (root + total / root) / 2
    return root


@variant("l2_distance")
def l2_scaled(a, b):
    """Divides by the largest difference first, so that no square can overflow."""
    difference = np.abs(np.float64(a) - np.float64(b))
    if (largest := difference.max()) == 0:
        return 0.0
    return largest * np.sqrt(np.sum((difference / largest) ** 2))


@variant("l2_distance")
def l2_by_einsum(a, b):
    """einsum over flat differences, in whole numbers where the pixels are whole."""
    kind = np.int64 if a.dtype.kind in "iu" and b.dtype.kind in "iu" else np.float64
    difference = (a.astype(kind) - b.astype(kind)).ravel()
    return float(np.einsum("i,i->", difference, difference)) ** 0.5


@variant("l2_distance")
def l2_by_scipy(a, b):
    """SciPy's cdist of two tables with a single row each."""
    from scipy.spatial.distance import cdist

    return cdist(np.reshape(a, (1, -1)), np.reshape(b, (1, -1)), metric="euclidean").item()


@variant("l2_distance")
def l2_by_vector_norm(a, b):
    """NumPy's newer np.linalg.vector_norm, which takes arrays of any shape."""
    return np.linalg.vector_norm(np.subtract(a, b, dtype=np.float64))
