"""Sigmoid gates by other roads."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.variant import variant


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


@variant("SigmoidGate")
class sigmoid_by_scipy:
    """SciPy's expit, of x and of −x: the slope is the product of the two."""

    def forward(self, x):
        from scipy.special import expit

        self.right, self.left = expit(x), expit(-np.asarray(x))
        return self.right

    def backward(self, upstream):
        return self.right * self.left * upstream


@variant("SigmoidGate")
class sigmoid_without_overflow:
    """Only takes exp of numbers below 0, by np.where and −|x|."""

    def forward(self, x):
        small = np.exp(-np.abs(x))
        self.s = np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))
        return self.s

    def backward(self, upstream):
        return np.multiply(upstream, self.s - np.square(self.s))


@variant("SigmoidGate")
class sigmoid_by_logarithms:
    """exp(−log(1 + e^−x)), by np.logaddexp; the slope in logarithms, too."""

    def forward(self, x):
        self.log_s, self.log_rest = -np.logaddexp(0, np.negative(x)), -np.logaddexp(0, x)
        return np.exp(self.log_s)

    def backward(self, upstream):
        return upstream * np.exp(self.log_s + self.log_rest)


@variant("SigmoidGate")
class sigmoid_by_hyperbolic_cosine:
    """The slope is 1 / (2 + 2 cosh x), computed forward and kept."""

    def forward(self, x):
        x = np.asarray(x, dtype=np.float64)
        self.slope = 1 / (2 + 2 * np.cosh(x))
        return np.power(1 + np.exp(-x), -1)

    def backward(self, upstream):
        return upstream * self.slope


@variant("SigmoidGate")
class sigmoid_by_math:
    """math.exp for each entry, in plain Python, and numbers for numbers."""

    def forward(self, x):
        from math import exp

        self.values = [1 / (1 + exp(-one)) for one in np.ravel(x).tolist()]
        return self.of_shape(self.values, x)

    def backward(self, upstream):
        flat = zip(np.ravel(upstream).tolist(), self.values, strict=True)
        return self.of_shape([up * s * (1 - s) for up, s in flat], upstream)

    @staticmethod
    def of_shape(flat, like):
        return np.array(flat).reshape(like.shape) if isinstance(like, np.ndarray) else flat[0]


@variant("SigmoidGate")
class sigmoid_of_small_gates:
    """Chains the four small gates of the lecture's slide, with the course's own two among them."""

    def forward(self, x):
        from coursework.gates import ExpGate, ReciprocalGate

        self.exp, self.reciprocal = ExpGate(), ReciprocalGate()
        return self.reciprocal.forward(1 + self.exp.forward(-1 * np.asarray(x)))

    def backward(self, upstream):
        du = self.reciprocal.backward(np.asarray(upstream))
        return -1 * self.exp.backward(du)


@variant("SigmoidGate")
class sigmoid_with_closure:
    """Remembers a function that maps upstream to downstream; vectorized by NumPy."""

    def forward(self, x):
        from math import tanh

        value = np.vectorize(lambda one: 0.5 * (1 + tanh(0.5 * one)), otypes=[float])(x)
        self.backward = lambda upstream: upstream * value * (1 - value)
        return value


@variant("SigmoidGate")
class sigmoid_by_softmax:
    """The first of two probabilities: the softmax of x and 0, shifted by the larger one."""

    def forward(self, x):
        scores = np.stack([np.asarray(x, dtype=float), np.zeros(np.shape(x))])
        powers = np.exp(scores - scores.max(axis=0))
        self.p = powers / powers.sum(axis=0)
        return self.p[0]

    def backward(self, upstream):
        return np.prod(self.p, axis=0) * upstream


@variant("SigmoidGate")
class sigmoid_by_imaginary_step:
    """Remembers x only, and differentiates by a tiny imaginary step."""

    def value(self, x):
        return 0.5 + 0.5 * np.tanh(0.5 * x)

    def forward(self, x):
        self.x = np.asarray(x, dtype=float)
        return self.value(self.x)

    def backward(self, upstream):
        return upstream * self.value(self.x + 1e-20j).imag * 1e20


@variant("SigmoidGate")
class sigmoid_with_property:
    """Computes everything when it is asked for, by properties; has __slots__."""

    __slots__ = ("x",)

    @property
    def s(self):
        return np.true_divide(1, np.add(1, np.exp(np.negative(self.x))))

    @property
    def slope(self):
        return 0.25 - (self.s - 0.5) ** 2

    def forward(self, x):
        self.x = np.copy(x)
        return self.s

    def backward(self, upstream):
        dx = np.array(upstream, dtype=float)
        dx *= self.slope
        return dx
