"""Random search by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("random_search")
def all_tries_at_once(loss, shape, num_tries, scale, rng):
    """Draws all weights before the first try, and picks the best by argmin; returns a list."""
    weights = rng.normal(0, scale, size=(num_tries, *shape))
    losses = [loss(W) for W in weights]
    best = int(np.argmin(losses))
    return [weights[best], np.array(losses[best])]


@variant("random_search")
def by_python_minimum(loss, shape, num_tries, scale, rng):
    """Keeps pairs of loss and weights, and takes the least by Python's own min."""
    tries = []
    for _ in range(num_tries):
        W = rng.standard_normal(size=shape) * scale
        tries.append((float(loss(W)), W))
    loss_of_best, best = min(tries, key=lambda pair: pair[0])
    return best, loss_of_best


@variant("random_search")
def in_one_buffer(loss, shape, num_tries, scale, rng):
    """Draws into the same array each time, in float32, and copies the best out of it."""
    buffer = np.empty(shape, dtype=np.float32)
    best, least = None, np.inf
    for _ in range(num_tries):
        buffer[...] = rng.normal(scale=scale, size=shape)
        here = loss(buffer)
        if here <= least:
            best, least = buffer.copy(), here
    return best, least


@variant("random_search")
def best_of_two_halves(loss, shape, num_tries, scale, rng):
    """Splits the tries in halves, by recursion, and takes the better of the two bests."""

    def search(tries):
        if tries == 1:
            W = scale * rng.standard_normal(shape)
            return W, loss(W)
        left, right = search(tries // 2), search(tries - tries // 2)
        return left if left[1] <= right[1] else right

    return search(num_tries)


@variant("random_search")
def search_by_reduce(loss, shape, num_tries, scale, rng):
    """Folds the tries by functools.reduce, with a lambda for the better one."""
    from functools import reduce

    draws = (rng.normal(loc=0.0, scale=scale, size=shape) for _ in range(num_tries))
    return reduce(
        lambda best, new: new if new[1] < best[1] else best, ((W, loss(W)) for W in draws)
    )


@variant("random_search")
def search_with_heap(loss, shape, num_tries, scale, rng):
    """Pushes every try on a heap, with its number to tell equal losses apart."""
    import heapq

    heap: list = []
    for number in range(num_tries):
        W = scale * rng.standard_normal(shape)
        heapq.heappush(heap, (loss(W), number, W))
    least, _, best = heap[0]
    return best, least


@variant("random_search")
def search_by_sorting(loss, shape, num_tries, scale, rng):
    """Maps the loss over a list of draws, and sorts the places by it."""
    draws = [rng.standard_normal(shape) * scale for _ in range(num_tries)]
    losses = list(map(loss, draws))
    order = sorted(range(num_tries), key=losses.__getitem__)
    return draws[order[0]], losses[order[0]]


@variant("random_search")
def search_number_by_number(loss, shape, num_tries, scale, rng):
    """Draws each weight on its own, in plain Python; returns nested lists."""

    def drawn(shape):
        if not shape:
            return scale * float(rng.normal())
        return [drawn(shape[1:]) for _ in range(shape[0])]

    best = drawn(shape)
    least = loss(np.array(best))
    for _ in range(1, num_tries):
        W = drawn(shape)
        here = loss(np.array(W))
        if here < least:
            best, least = W, here
    return best, least


@variant("random_search")
def search_by_box_and_muller(loss, shape, num_tries, scale, rng):
    """Makes normal numbers out of uniform ones, by the formula of Box and Muller."""
    best = (None, np.inf)
    for _ in range(num_tries):
        radius = np.sqrt(-2 * np.log(1 - rng.random(shape)))
        W = scale * radius * np.cos(2 * np.pi * rng.random(shape))
        best = min(best, (W, loss(W)), key=lambda one: one[1])
    return best


@variant("random_search")
def search_by_quantiles(loss, shape, num_tries, scale, rng):
    """Sends uniform numbers through SciPy's normal quantile function, in a while loop."""
    from scipy.special import ndtri

    best = least = None
    while num_tries > 0:
        W = ndtri(1 - rng.random(shape)) * scale
        if (value := loss(W)) is not None and (least is None or value < least):
            best, least = W, value
        num_tries -= 1
    return best, least


@variant("random_search")
def search_with_running_minimum(loss, shape, num_tries, scale, rng):
    """Zips a generator of tries with the running minimum of their losses."""
    from itertools import accumulate

    draws = scale * rng.standard_normal((num_tries, *shape))
    losses = np.fromiter((loss(W) for W in draws), dtype=float, count=num_tries)
    *_, least = accumulate(losses.tolist(), min)
    (places,) = np.nonzero(losses == least)
    return draws[places[0]], least


@variant("random_search")
def search_by_class(loss, shape, num_tries, scale, rng):
    """Keeps the best try in an object that compares itself to others."""

    class Try:
        __slots__ = ("W", "value")

        def __init__(self):
            self.W = np.multiply(scale, rng.standard_normal(size=shape))
            self.value = loss(self.W)

        def __lt__(self, other):
            return self.value < other.value

    best = min(Try() for _ in range(num_tries))
    return best.W, best.value


@variant("random_search")
def search_as_flat_vectors(loss, shape, num_tries, scale, rng):
    """Draws flat vectors of a normal distribution of many dimensions, and reshapes them."""
    size = int(np.prod(shape))
    tries = rng.multivariate_normal(np.zeros(size), scale**2 * np.eye(size), size=num_tries)
    losses = np.array([loss(flat.reshape(shape)) for flat in tries])
    return tries[losses.argmin()].reshape(shape), losses.min()
