"""The SVM loss of one example without a graph object."""

# Some use the student's gates.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("svm_graph")
def svm_by_chained_gates(W, x, label, reg):
    """Chains the student's gates by hand, without a graph object."""
    C = len(W)
    products, maxima = [MultiplyGate() for _ in range(C)], [MaxGate() for _ in range(C)]
    s = [float(np.sum(products[c].forward(W[c], x))) for c in range(C)]
    loss, ds = 0.0, [0.0] * C
    for j in range(C):
        if j == label:
            continue
        loss += float(maxima[j].forward(s[j] - s[label] + 1, 0.0))
        up, _ = maxima[j].backward(1.0)
        ds[j] += float(up)
        ds[label] -= float(up)
    rows = []
    for c in range(C):
        dw, _ = products[c].backward(ds[c] * np.ones(len(x)))
        square = MultiplyGate()
        loss += reg * float(np.sum(square.forward(W[c], W[c])))
        left, right = square.backward(reg * np.ones(len(x)))
        rows.append(dw + left + right)
    return loss, rows


@variant("svm_graph")
def svm_with_stack_of_ways_back(W, x, label, reg):
    """Pushes a way back on a stack with each step forward, and pops them all in the end."""
    dW, d_scores, back = np.zeros(W.shape), np.zeros(len(W)), []

    def score(c):
        gate, total = MultiplyGate(), SumGate()

        def way_back():
            dW[c] += gate.backward(total.backward(d_scores[c]))[0]

        back.append(way_back)
        return total.forward(gate.forward(W[c], x))

    def hinge(c):
        gate = MaxGate()
        value = gate.forward(scores[c] - scores[label] + 1.0, 0.0)

        def way_back():
            d_margin = gate.backward(1.0)[0]
            d_scores[c] += d_margin
            d_scores[label] -= d_margin

        back.append(way_back)
        return value

    def penalty():
        gate = MultiplyGate()
        value = reg * np.sum(gate.forward(W, W))

        def way_back():
            for part in gate.backward(np.full(W.shape, reg)):
                np.add(dW, part, out=dW)

        back.append(way_back)
        return value

    loss = penalty()
    scores = [score(c) for c in range(len(W))]
    loss = loss + sum(hinge(c) for c in range(len(W)) if c != label)
    while back:
        back.pop()()
    return loss, dW


@variant("svm_graph")
def svm_by_numbers_that_remember(W, x, label, reg):
    """Numbers that remember what they were made of, with overloaded operators."""

    in_order: list = []  # nothing is made before what it is made of

    class Value:
        def __init__(self, data, made_of=()):
            self.data, self.made_of, self.grad = data, made_of, 0.0
            in_order.append(self)

        def __add__(self, other):
            return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

        def __mul__(self, other):
            return Value(self.data * other.data, ((self, other.data), (other, self.data)))

        def relu(self):
            return Value(max(self.data, 0.0), ((self, float(self.data > 0)),))

    table = [[Value(float(weight)) for weight in row] for row in W]
    pixels, one, minus, lam = [Value(float(p)) for p in x], Value(1.0), Value(-1.0), Value(reg)

    def total(values):
        result, *others = values
        for other in others:
            result = result + other
        return result

    scores = [total(w * p for w, p in zip(row, pixels, strict=True)) for row in table]
    hinges = [(s + minus * scores[label] + one).relu() for s in scores]
    penalty = total(w * w for row in table for w in row)
    loss = total([lam * penalty, *hinges[:label], *hinges[label + 1 :]])
    loss.grad = 1.0
    for value in reversed(in_order):
        for part, local in value.made_of:
            part.grad += local * value.grad
    return loss.data, [[weight.grad for weight in row] for row in table]


@variant("svm_graph")
def svm_by_formula(W, x, label, reg):
    """The old formula from the SVM notebook, in loops, without any gate."""
    C, D = W.shape
    scores = [sum(W[c, d] * x[d] for d in range(D)) for c in range(C)]
    loss, dW = 0.0, [[2 * reg * W[c, d] for d in range(D)] for c in range(C)]
    for j in range(C):
        margin = scores[j] - scores[label] + 1
        if j != label and margin > 0:
            loss += margin
            for d in range(D):
                dW[j][d] += x[d]
                dW[label][d] -= x[d]
    return loss + reg * sum(weight**2 for row in W for weight in row), dW


@variant("svm_graph")
def svm_by_outer_product(W, x, label, reg):
    """The formula on whole arrays: which margins count, times x; a 0-d array for the loss."""
    margins = W @ x - np.dot(W[label], x) + 1
    counts = np.where(margins > 0, 1.0, 0.0)
    loss = np.delete(margins * counts, label).sum() + reg * np.linalg.norm(W) ** 2
    counts[label] = 1 - counts.sum()
    return np.array(loss), np.outer(counts, x) + 2 * reg * W


@variant("svm_graph")
def svm_by_imaginary_steps(W, x, label, reg):
    """Differentiates by a tiny imaginary step of each weight, without knowing any slope."""

    def loss(W):
        margins = np.delete(W @ x - W[label] @ x + 1, label)
        return margins[margins.real > 0].sum() + reg * (W * W).sum()

    slopes = np.zeros_like(W, dtype=float)
    for place in np.ndindex(W.shape):
        moved = W.astype(complex)
        moved[place] += 1e-20j
        slopes[place] = loss(moved).imag / 1e-20
    return loss(W), slopes
