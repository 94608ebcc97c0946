"""Gates and neurons by other roads."""

# A variant is named in small letters, a class as well as a function; some use the student's gates.
# ruff: noqa: F821, N801
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.variants import variant


@variant("AddGate")
class add_with_lists:
    """Returns a list of gradients, and 0-d arrays for numbers."""

    def forward(self, x, y):
        return np.array(x) + np.array(y)

    def backward(self, upstream):
        return [np.array(upstream), np.array(upstream)]


@variant("AddGate")
class add_with_local_gradients:
    """Multiplies by local gradients of 1, of the inputs' shape, and returns one array for both."""

    def forward(self, x, y):
        self.local = np.ones(np.shape(x))
        return np.add(x, y)

    def backward(self, dz):
        return np.stack([self.local * dz, self.local * dz])


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


@variant("SigmoidGate")
class sigmoid_from_exp:
    """Remembers the input, and differentiates e^-x / (1 + e^-x)² anew."""

    def forward(self, x):
        self.x = np.array(x)
        return np.array(1.0 / (1.0 + np.exp(-self.x)))

    def backward(self, dz):
        e = np.exp(-self.x)
        return dz * e / (1 + e) ** 2


@variant("SigmoidGate")
class sigmoid_by_tanh:
    """By tanh, in float32."""

    def forward(self, x):
        self.t = np.tanh(np.asarray(x, dtype=np.float32) / 2)
        return (1 + self.t) / 2

    def backward(self, dz):
        return dz * (1 - self.t**2) / 4


@variant("SigmoidGate")
class sigmoid_with_lists:
    """Returns lists for arrays, numbers for numbers."""

    def forward(self, x):
        self.out = 1 / (1 + np.exp(-np.asarray(x)))
        return self.out.tolist()

    def backward(self, dz):
        return (np.asarray(dz) * (self.out - self.out**2)).tolist()


@variant("sigmoid_neuron")
def neuron_by_formula(w, x):
    """The formula at once, without gates; lists for gradients."""
    s = 1 / (1 + np.exp(-(np.dot(w[:-1], x) + w[-1])))
    slope = s * (1 - s)
    return np.array(s), [slope * one for one in [*x, 1.0]], [slope * one for one in w[:-1]]


@variant("sigmoid_neuron")
def neuron_with_bias_trick(w, x):
    """Appends a 1 to x, and takes every small step of the lecture's slide."""
    ones = np.append(x, 1)
    minus = -(w @ ones)
    e = np.exp(minus)
    u = 1 + e
    f = 1 / u
    du = -1 / u**2
    dminus = du * e
    ds = -dminus
    return [f, ds * ones, (ds * w)[:-1]]


@variant("sigmoid_neuron")
def neuron_in_plain_python(w, x):
    """Python's own numbers, one weight after the other; the student's gates at the end."""
    total = float(w[-1])
    for i in range(len(x)):
        total += float(w[i]) * float(x[i])
    gate = SigmoidGate()
    value = float(gate.forward(total))
    up = float(gate.backward(1.0))
    dw, dx = [0.0] * len(w), [0.0] * len(x)
    for i in range(len(x)):
        dw[i], dx[i] = up * float(x[i]), up * float(w[i])
    dw[-1] = up
    return value, tuple(dw), tuple(dx)
