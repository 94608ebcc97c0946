"""Multiply gates by other roads."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.variant import variant


@variant("MultiplyGate")
class multiply_with_cache:
    """Keeps a cache of another name, in a tuple."""

    def forward(self, x, y):
        z = np.multiply(x, y)
        self.cache = (x, y, z)
        return z

    def backward(self, dz):
        x, y, _ = self.cache
        return [y * dz, x * dz]


@variant("MultiplyGate")
class multiply_with_closure:
    """Remembers a function in place of the inputs; works in float32."""

    def forward(self, x, y):
        x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
        self.back = lambda up: np.array([up * y, up * x])
        return x * y

    def backward(self, upstream):
        return self.back(np.asarray(upstream, np.float32))


@variant("MultiplyGate")
class multiply_by_reversed_stack:
    """Stacks the inputs, and multiplies the stack in reverse by the upstream gradient."""

    def forward(self, x, y):
        self.inputs = np.stack([x, y])
        return self.inputs.prod(axis=0)

    def backward(self, upstream):
        return self.inputs[::-1] * upstream


@variant("MultiplyGate")
class multiply_with_dataclass:
    """Remembers its inputs in a dataclass."""

    from dataclasses import dataclass

    @dataclass
    class Inputs:
        x: object
        y: object

    def forward(self, x, y):
        self.saved = self.Inputs(np.asarray(x), np.asarray(y))
        return self.saved.x * self.saved.y

    def backward(self, upstream):
        return upstream * self.saved.y, upstream * self.saved.x


@variant("MultiplyGate")
class multiply_with_local_gradients:
    """Names its local gradients forward, in a dictionary, as the lecture's picture does."""

    def __init__(self):
        self.local = {}

    def forward(self, x, y):
        self.local["x"], self.local["y"] = np.copy(y), np.copy(x)
        return np.copy(x) * np.copy(y)

    def backward(self, upstream):
        return tuple(upstream * self.local[name] for name in "xy")


@variant("MultiplyGate")
class multiply_with_coroutine:
    """A coroutine waits for upstream gradients, as often as they come."""

    def forward(self, x, y):
        def waiting():
            downstream = None
            while True:
                upstream = yield downstream
                downstream = (upstream * y, upstream * x)

        self.coroutine = waiting()
        next(self.coroutine)
        return x * y

    def backward(self, upstream):
        return self.coroutine.send(upstream)


@variant("MultiplyGate")
class multiply_by_difference_of_squares:
    """xy = ((x + y)² − (x − y)²) / 4, differentiated along the sum and the difference."""

    def forward(self, x, y):
        self.sum, self.difference = np.add(x, y), np.subtract(x, y)
        return (self.sum**2 - self.difference**2) / 4

    def backward(self, upstream):
        by_sum, by_difference = upstream * self.sum / 2, -upstream * self.difference / 2
        return by_sum + by_difference, by_sum - by_difference


@variant("MultiplyGate")
class multiply_by_diagonal_matrices:
    """Multiplies flat inputs by diagonal matrices: the Jacobians of the product."""

    def forward(self, x, y):
        self.jacobians = [np.diag(np.ravel(y)), np.diag(np.ravel(x))]
        return (self.jacobians[0] @ np.ravel(x)).reshape(np.shape(x))

    def backward(self, upstream):
        flat = np.ravel(upstream)
        return [(flat @ J).reshape(np.shape(upstream)) for J in self.jacobians]


@variant("MultiplyGate")
class multiply_entry_by_entry:
    """Loops by np.ndindex over arrays made of what comes in; keeps both in one attribute."""

    def forward(self, x, y):
        self.saved = [np.array(x, dtype=float), np.array(y, dtype=float)]
        z = np.empty_like(self.saved[0])
        for place in np.ndindex(z.shape):
            z[place] = self.saved[0][place] * self.saved[1][place]
        return z

    def backward(self, upstream):
        upstream = np.asarray(upstream)
        dx, dy = np.zeros(upstream.shape), np.zeros(upstream.shape)
        for place in np.ndindex(upstream.shape):
            dx[place] = upstream[place] * self.saved[1][place]
            dy[place] = upstream[place] * self.saved[0][place]
        return dx, dy


@variant("MultiplyGate")
class multiply_with_partials:
    """Remembers two functions, np.multiply with one of its arguments filled in."""

    def forward(self, x, y):
        from functools import partial

        self.ways = partial(np.multiply, y), partial(np.multiply, x)
        return self.ways[0](x)

    def backward(self, upstream):
        return tuple(way(upstream) for way in self.ways)


@variant("MultiplyGate")
class multiply_with_deque:
    """Pushes its inputs on a deque of length 1, and looks at the newest; has __slots__."""

    __slots__ = ("history",)

    def __init__(self):
        from collections import deque

        self.history = deque(maxlen=1)

    def forward(self, x, y):
        self.history.append((x, y))
        return np.prod(self.history[-1], axis=0)

    def backward(self, upstream):
        first, second = self.history[-1]
        return np.einsum("...,i...->i...", upstream, np.array([second, first]))


@variant("MultiplyGate")
class multiply_with_inheritance:
    """A class within holds what every gate of two inputs does; this one gives local gradients."""

    class Remembering:
        def remember(self, *inputs):
            self.inputs = inputs
            return inputs

        def times_local(self, upstream, local):
            return [np.asarray(upstream) * np.asarray(one) for one in local]

    class Product(Remembering):
        def value(self, x, y):
            x, y = self.remember(x, y)
            return np.asarray(x) * np.asarray(y)

        def gradients(self, upstream):
            return self.times_local(upstream, reversed(self.inputs))

    def __init__(self):
        self.inner = self.Product()
        self.forward, self.backward = self.inner.value, self.inner.gradients
