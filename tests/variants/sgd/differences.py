"""Numerical gradients by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("numerical_gradient")
def by_flat_index(f, W, h=1e-5):
    """Moves the weights of a flat view, in place, and puts each back."""
    W = W.astype(np.float64, order="C")  # so that the flat view is none of a copy
    flat, slopes = W.reshape(-1), []
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + h
        right = f(W)
        flat[i] = old - h
        left = f(W)
        flat[i] = old
        slopes.append((right - left) / (2 * h))
    return np.array(slopes).reshape(W.shape)


@variant("numerical_gradient")
def by_unit_steps(f, W, h=1e-5):
    """Adds a step array that is zero but for one place; asks f at W itself, too."""
    f(W)
    gradient = np.zeros_like(W, dtype=float)
    it = np.nditer(gradient, flags=["multi_index"])
    while not it.finished:
        step = np.zeros(W.shape)
        step[it.multi_index] = h
        gradient[it.multi_index] = (f(W + step) - f(W - step)) / h / 2
        it.iternext()
    return gradient


@variant("numerical_gradient")
def forward_and_backward(f, W, h=1e-5):
    """Takes the mean of a forward and a backward difference; returns nested lists."""
    here = f(W)

    def slope(place):
        moved = np.asfortranarray(W, dtype=float).copy()
        moved[place] += h
        forward = (f(moved) - here) / h
        moved[place] -= 2 * h
        backward = (here - f(moved)) / h
        return (forward + backward) / 2

    slopes = np.array([slope(place) for place in np.ndindex(*W.shape)])
    return slopes.reshape(W.shape).tolist()


@variant("numerical_gradient")
def by_rows_of_the_identity(f, W, h=1e-5):
    """Takes the steps from the rows of an identity matrix."""
    steps = (h * np.eye(W.size)).reshape(W.size, *W.shape)
    return np.array([(f(W + step) - f(W - step)) / (2 * h) for step in steps]).reshape(W.shape)


@variant("numerical_gradient")
def by_writing_through_nditer(f, W, h=1e-5):
    """Writes through np.nditer into a copy; collects all above first, then all below."""
    moving = np.array(W, dtype=float, order="C")

    def values(step):
        found = []
        with np.nditer(moving, op_flags=["readwrite"], order="C") as entries:
            for entry in entries:
                weight = np.asarray(entry)  # no copy
                before = float(weight)
                weight[...] = before + step
                found.append(f(moving.copy()))
                weight[...] = before
        return np.array(found)

    return ((values(h) - values(-h)) / (2 * h)).reshape(W.shape)


@variant("numerical_gradient")
def by_ndenumerate(f, W, h=1e-5):
    """Goes through np.ndenumerate, with two new copies for each weight."""
    gradient = np.empty(np.shape(W), dtype=float)
    for place, weight in np.ndenumerate(W):
        up, down = np.array(W, float), np.array(W, float)
        up[place], down[place] = weight + h, weight - h
        gradient[place] = np.subtract(f(up), f(down)) / np.subtract(up[place], down[place])
    return gradient


@variant("numerical_gradient")
def by_recursion_over_axes(f, W, h=1e-5):
    """The gradient of a table is that of its rows, down to single numbers."""
    W = np.asarray(W, dtype=float)

    def gradient(g, part):
        if part.ndim == 0:
            return (g(part + h) - g(part - h)) / (2 * h)

        def with_row(i):
            return lambda row: g(np.stack([row if j == i else part[j] for j in range(len(part))]))

        return [gradient(with_row(i), part[i]) for i in range(len(part))]

    return np.array(gradient(f, W))


@variant("numerical_gradient")
def by_generator_of_moves(f, W, h=1e-5):
    """A generator yields both moves of each weight; np.fromiter collects the slopes."""
    from itertools import product

    def moves():
        for place in product(*map(range, W.shape)):
            both = []
            for sign in (1, -1):
                moved = W.astype(float)
                moved[place] += sign * h
                both.append(moved)
            yield both

    slopes = ((f(up) - f(down)) / (2 * h) for up, down in moves())
    return np.fromiter(slopes, dtype=float, count=W.size).reshape(W.shape)


@variant("numerical_gradient")
def by_plain_lists(f, W, h=1e-5):
    """Keeps the weights in a flat Python list, and makes an array of it for each call."""
    weights = [float(weight) for weight in W.flat]

    def at(i, weight):
        return f(np.array([*weights[:i], weight, *weights[i + 1 :]]).reshape(W.shape))

    slopes = [(at(i, w + h) - at(i, w - h)) / (2 * h) for i, w in enumerate(weights)]
    return np.reshape(slopes, W.shape)


@variant("numerical_gradient")
def by_where(f, W, h=1e-5):
    """Chooses the moved weight by np.where; a closure per weight, called by np.vectorize."""
    numbers = np.arange(W.size).reshape(W.shape)

    def slope(number):
        here = numbers == number
        return (f(np.where(here, W + h, W)) - f(np.where(here, W - h, W))) / (2 * h)

    return np.vectorize(slope, otypes=[float])(numbers)


@variant("numerical_gradient")
def by_context_manager(f, W, h=1e-5):
    """Moves a weight within a `with`, which puts it back; goes by np.unravel_index, backwards."""
    from contextlib import contextmanager

    W = np.array(W, dtype=float)

    @contextmanager
    def moved(place, step):
        weight = W[place]
        W[place] = weight + step
        try:
            yield W
        finally:
            W[place] = weight

    gradient = np.full(W.shape, np.nan)
    for i in reversed(range(W.size)):
        place = np.unravel_index(i, W.shape)
        with moved(place, +h) as there:
            gradient[place] = f(there) / (2 * h)
        with moved(place, -h) as there:
            gradient[place] -= f(there) / (2 * h)
    return gradient


@variant("numerical_gradient")
def by_one_dimension(f, W, h=1e-5):
    """Makes a function of one number out of f for each weight, and differentiates those."""
    from functools import partial

    def along(place, weight):
        there = np.array(W, dtype=np.float64)
        np.put(there, place, weight)
        return f(there)

    def derivative(g, x):
        return (g(x + h) - g(x - h)) / (h + h)

    slopes = map(derivative, (partial(along, i) for i in range(W.size)), np.ravel(W))
    return np.array(list(slopes)).reshape(W.shape)


@variant("numerical_gradient")
def by_sums_of_signed_values(f, W, h=1e-5):
    """Adds up the values with their signs, in an array of zeros, by np.add.at."""
    gradient = np.zeros(W.size)
    steps = np.diag(np.full(W.size, float(h)))
    for sign in (+1.0, -1.0):
        for i in range(W.size):
            there = W.ravel() + sign * steps[i]
            np.add.at(gradient, i, sign * f(there.reshape(W.shape)))
    return gradient.reshape(W.shape) * (0.5 / h)
