"""Sigmoid neurons by other roads."""

# Some use the student's gates.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


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


@variant("sigmoid_neuron")
def neuron_of_gates_for_each_input(w, x):
    """A multiply and an add gate for each input, chained as on the slide; backward in reverse."""
    *weights, bias = w
    products, sums = [MultiplyGate() for _ in x], [AddGate() for _ in x]
    value = bias
    for product, total, weight, one in zip(products, sums, weights, x, strict=True):
        value = total.forward(value, product.forward(weight, one))
    squeeze = SigmoidGate()
    value = squeeze.forward(value)
    upstream, dw, dx = squeeze.backward(1.0), [], []
    for product, total in zip(reversed(products), reversed(sums), strict=True):
        upstream, to_product = total.backward(upstream)
        d_weight, d_input = product.backward(to_product)
        dw.insert(0, float(d_weight))
        dx.insert(0, float(d_input))
    return float(value), [*dw, float(upstream)], dx


@variant("sigmoid_neuron")
def neuron_with_bias_as_product(w, x):
    """Treats the bias as a weight whose input is 1, with one gate for all products."""
    products, squeeze = MultiplyGate(), SigmoidGate()
    value = squeeze.forward(np.sum(products.forward(w, np.r_[x, 1.0])))
    dw, dx = products.backward(np.full(len(w), squeeze.backward(1.0)))
    return value, dw, dx[:-1]


@variant("sigmoid_neuron")
def neuron_by_matrix_products(w, x):
    """Row times column, and Jacobians as matrices of two dimensions."""
    row, column = w[np.newaxis, :], np.concatenate([x, [1]])[:, np.newaxis]
    s = (row @ column).item()
    value = 0.5 + 0.5 * np.tanh(s / 2)
    slope = np.array([[value * (1 - value)]])
    dw, dx = slope @ column.T, slope @ row
    return value, dw.flatten(), np.delete(dx.flatten(), -1)


@variant("sigmoid_neuron")
def neuron_by_outer_product(w, x):
    """SciPy's expit, and one einsum for both gradients at once."""
    from scipy.special import expit

    inputs = np.hstack((x, 1))
    s = np.inner(w, inputs)
    both = np.einsum(",ij->ij", expit(s) * expit(-s), np.vstack([inputs, w]))
    return expit(s), both[0], both[1, : len(x)]


@variant("sigmoid_neuron")
def neuron_by_imaginary_steps(w, x):
    """Differentiates by a tiny imaginary step of each number, without knowing any slope."""

    def f(w, x):
        return 1 / (1 + np.exp(-(w[:-1] @ x) - w[-1]))

    step = 1e-20j
    dw = [f(w + step * one, x).imag / 1e-20 for one in np.eye(len(w))]
    dx = [f(w, x + step * one).imag / 1e-20 for one in np.eye(len(x))]
    return f(w, x), np.array(dw), np.array(dx)


@variant("sigmoid_neuron")
def neuron_by_logarithm(w, x):
    """The derivative of log f is 1 − f, and f' is f times that; in float32."""
    w, x = np.float32(w), np.float32(x)
    log_f = -np.log1p(np.exp(-(np.sum(w[:-1] * x) + w[-1])))
    f = np.exp(log_f)
    by_sum = f * -np.expm1(log_f)
    dw = np.empty_like(w)
    dw[:-1], dw[-1] = by_sum * x, by_sum
    return f, dw, by_sum * w[:-1]


@variant("sigmoid_neuron")
def neuron_by_tape(w, x):
    """Writes a tape of small steps, each with its way back, and plays it in reverse."""
    from math import exp

    values = {f"w{i}": float(one) for i, one in enumerate(w)}
    values |= {f"x{i}": float(one) for i, one in enumerate(x)}
    gradients = dict.fromkeys(values, 0.0)
    tape = []

    def note(name, value, local):
        values[name], gradients[name] = value, 0.0
        tape.append((name, local))

    note("s", values[f"w{len(x)}"], {f"w{len(x)}": 1.0})
    total = "s"
    for i in range(len(x)):
        a, b = values[f"w{i}"], values[f"x{i}"]
        note(f"p{i}", a * b, {f"w{i}": b, f"x{i}": a})
        note(f"s{i}", values[total] + a * b, {total: 1.0, f"p{i}": 1.0})
        total = f"s{i}"
    f = 1 / (1 + exp(-values[total]))
    note("f", f, {total: f - f * f})
    gradients["f"] = 1.0
    for name, local in reversed(tape):
        for one, slope in local.items():
            gradients[one] += gradients[name] * slope
    dw = [gradients[f"w{i}"] for i in range(len(w))]
    return values["f"], dw, [gradients[f"x{i}"] for i in range(len(x))]


@variant("sigmoid_neuron")
def neuron_as_graph(w, x):
    """Makes a computational graph of the student's, with SumGate for the sum."""
    nodes = [
        ("f", SigmoidGate(), ("s",)),
        ("s", AddGate(), ("total", "bias")),
        ("total", SumGate(), ("products",)),
        ("products", MultiplyGate(), ("weights", "x")),
    ]
    graph = ComputationalGraph(nodes)
    value = graph.forward({"weights": w[:-1], "bias": w[-1], "x": x})
    gradients = graph.backward()
    return value, np.append(gradients["weights"], gradients["bias"]), gradients["x"]


@variant("sigmoid_neuron")
def neuron_by_reduce(w, x):
    """Sums up by functools.reduce and operator.mul; a generator for each gradient."""
    from functools import reduce
    from operator import add, mul

    s = reduce(add, map(mul, w, x), w[len(x)])
    small = np.exp(-abs(s))
    f = 1 / (1 + small) if s >= 0 else small / (1 + small)
    slope = small / (1 + small) ** 2
    dw = np.fromiter((slope * one for one in (*x, 1)), dtype=float)
    return f, dw, np.fromiter((slope * w[i] for i in range(len(x))), dtype=float)
