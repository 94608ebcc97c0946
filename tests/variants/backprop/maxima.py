"""Max gates by other roads."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.variant import variant


@variant("MaxGate")
class max_by_where:
    """Decides by np.where, forward and backward."""

    def forward(self, x, y):
        self.inputs = x, y
        return np.where(np.asarray(x) < y, y, x)

    def backward(self, dz):
        x, y = self.inputs
        first = np.asarray(x) >= y
        return np.where(first, dz, 0), np.where(first, 0, dz)


@variant("MaxGate")
class max_by_loop:
    """Goes through the entries one by one, in Fortran order."""

    def forward(self, x, y):
        self.x, self.y = np.array(x, order="F"), np.array(y, order="F")
        out = np.empty(self.x.shape, order="F")
        for i in np.ndindex(*self.x.shape):
            out[i] = max(self.x[i], self.y[i])
        return out

    def backward(self, dz):
        dz = np.array(dz, dtype=float)
        dx, dy = np.zeros(dz.shape), np.zeros(dz.shape)
        for i in np.ndindex(*dz.shape):
            if self.x[i] >= self.y[i]:
                dx[i] = dz[i]
            else:
                dy[i] = dz[i]
        return dx, dy


@variant("MaxGate")
class max_with_masked_copies:
    """Masks copies of the upstream gradient."""

    def forward(self, x, y):
        self.smaller = np.less(x, y)
        return np.max([x, y], axis=0)

    def backward(self, dz):
        dx, dy = np.array(dz, dtype=float), np.array(dz, dtype=float)
        dx[self.smaller] = 0
        dy[np.logical_not(self.smaller)] = 0
        return dx, dy


@variant("MaxGate")
class max_by_absolute_difference:
    """max(x, y) = (x + y + |x − y|) / 2, and the slope of |·| at 0 is 1."""

    def forward(self, x, y):
        self.sign = np.where(np.subtract(x, y) < 0, -1, 1)
        return (np.add(x, y) + np.abs(np.subtract(x, y))) / 2

    def backward(self, upstream):
        return upstream * (1 + self.sign) / 2, upstream * (1 - self.sign) / 2


@variant("MaxGate")
class max_by_heaviside:
    """A step function of the difference, which is 1 at 0, shares the gradient out."""

    def forward(self, x, y):
        self.step = np.heaviside(np.subtract(x, y), 1.0)
        return self.step * x + (1 - self.step) * y

    def backward(self, dz):
        dx = self.step * dz
        return dx, dz - dx


@variant("MaxGate")
class max_by_argmax:
    """Stacks the inputs: argmax takes the first of equals; puts the gradient there."""

    def forward(self, x, y):
        stack = np.stack([x, y])
        self.winner = np.argmax(stack, axis=0, keepdims=True)
        return np.take_along_axis(stack, self.winner, axis=0)[0]

    def backward(self, upstream):
        gradients = np.zeros((2, *np.shape(upstream)))
        np.put_along_axis(gradients, self.winner, np.asarray(upstream)[np.newaxis], axis=0)
        return gradients


@variant("MaxGate")
class max_of_numbers_and_arrays:
    """Numbers go by an if, and arrays by a boolean mask: two cases, told apart by isinstance."""

    def forward(self, x, y):
        self.are_arrays = isinstance(x, np.ndarray) or isinstance(y, np.ndarray)
        self.x, self.y = x, y
        if self.are_arrays:
            return np.maximum(x, y)
        return x if x >= y else y

    def backward(self, upstream):
        if self.are_arrays:
            return (self.x >= self.y) * upstream, (self.x < self.y) * upstream
        if self.x >= self.y:
            return upstream, 0.0
        return 0.0, upstream


@variant("MaxGate")
class max_by_relu:
    """max(x, y) = y + relu(x − y); the gradient of y is what the relu leaves over."""

    def forward(self, x, y):
        self.difference = np.asarray(x) - np.asarray(y)
        return y + np.clip(self.difference, 0, None)

    def backward(self, upstream):
        through = np.where(self.difference >= 0, 1.0, 0.0)
        return [upstream * through, upstream * (1 - through)]


@variant("MaxGate")
class max_by_choose:
    """Numbers the winner, 0 or 1, and lets np.choose pick values and gradients."""

    def forward(self, x, y):
        self.winner = np.greater(y, x).astype(int)
        return np.choose(self.winner, [x, y])

    def backward(self, upstream):
        nothing = np.zeros_like(upstream)
        return (
            np.choose(self.winner, [upstream, nothing]),
            np.choose(self.winner, [nothing, upstream]),
        )


@variant("MaxGate")
class max_by_masked_arrays:
    """NumPy's masked arrays, filled up with 0."""

    def forward(self, x, y):
        x, y = np.ma.masked_array(x, np.less(x, y)), np.ma.masked_array(y, np.greater_equal(x, y))
        self.masks = np.ma.getmaskarray(x), np.ma.getmaskarray(y)
        return x.filled(0) + y.filled(0)

    def backward(self, upstream):
        return [np.ma.masked_array(upstream, mask).filled(0) for mask in self.masks]


@variant("MaxGate")
class max_by_comprehension:
    """Plain Python on flat lists; remembers the places where x wins in a list of booleans."""

    def forward(self, x, y):
        pairs = list(zip(np.ravel(x).tolist(), np.ravel(y).tolist(), strict=True))
        self.first = [p >= q for p, q in pairs]
        return np.reshape([max(pair) for pair in pairs], np.shape(x)).tolist()

    def backward(self, upstream):
        flat, shape = np.ravel(upstream).tolist(), np.shape(upstream)
        dx = [up if wins else 0.0 for up, wins in zip(flat, self.first, strict=True)]
        dy = [0.0 if wins else up for up, wins in zip(flat, self.first, strict=True)]
        return np.reshape(dx, shape).tolist(), np.reshape(dy, shape).tolist()


@variant("MaxGate")
class max_by_select:
    """A dictionary of conditions, and np.select for the value; in float32."""

    def forward(self, x, y):
        x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
        self.of = {"x": ~(y > x), "y": y > x}
        return np.select([self.of["x"], self.of["y"]], [x, y])

    def backward(self, upstream):
        upstream = np.asarray(upstream, np.float32)
        return tuple(np.multiply(upstream, wins, dtype=np.float32) for wins in self.of.values())


@variant("MaxGate")
class max_with_copyto:
    """Copies the upstream gradient into zeros, only where an input won."""

    __slots__ = ("_y_wins",)

    def forward(self, x, y):
        z = np.array(x, dtype=float)
        self._y_wins = z < y
        np.copyto(z, y, where=self._y_wins)
        return z

    def backward(self, upstream):
        dx, dy = np.zeros(np.shape(upstream)), np.zeros(np.shape(upstream))
        np.copyto(dx, upstream, where=~self._y_wins)
        np.copyto(dy, upstream, where=self._y_wins)
        return dx, dy
