"""The SVM loss of one example by other graphs."""

# Some use the student's gates.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("svm_graph")
def svm_on_whole_arrays(W, x, label, reg):
    """Three gates of its own that work on whole arrays, in a graph of the student's."""

    class Margins:
        def forward(self, W):
            self.A = np.eye(len(W)) - np.eye(len(W))[label]
            self.shape = W.shape
            return self.A @ (W @ x) + (np.arange(len(W)) != label)

        def backward(self, upstream):
            return np.outer(self.A.T @ upstream, x)

    class Hinge:
        def forward(self, m):
            self.m = m
            return np.sum(m[m > 0])

        def backward(self, upstream):
            return upstream * (self.m > 0)

    class Penalty:
        def forward(self, W):
            self.W = W
            return reg * np.sum(W**2)

        def backward(self, upstream):
            return upstream * 2 * reg * self.W

    graph = ComputationalGraph(
        [
            ("loss", AddGate(), ("hinge", "penalty")),
            ("hinge", Hinge(), ("margins",)),
            ("penalty", Penalty(), ("W",)),
            ("margins", Margins(), ("W",)),
        ]
    )
    return np.array(graph.forward({"W": W})), graph.backward()["W"]


@variant("svm_graph")
def svm_number_by_number(W, x, label, reg):
    """A gate for every single number."""
    C, D = W.shape
    inputs = {"0": 0.0, "1": 1.0, "-1": -1.0, "reg": reg, "start": 0.0}
    inputs |= {f"x{d}": float(x[d]) for d in range(D)}
    inputs |= {f"w{c},{d}": float(W[c, d]) for c in range(C) for d in range(D)}
    nodes: list[tuple] = []

    def node(gate, *names):
        nodes.append((f"n{len(nodes)}", gate, names))
        return nodes[-1][0]

    loss, scores = "start", []
    for c in range(C):
        score = "0"
        for d in range(D):
            w = f"w{c},{d}"
            score = node(AddGate(), score, node(MultiplyGate(), w, f"x{d}"))
            square = node(MultiplyGate(), w, w)
            loss = node(AddGate(), loss, node(MultiplyGate(), "reg", square))
        scores.append(score)
    minus = node(MultiplyGate(), scores[label], "-1")
    for c in range(C):
        if c != label:
            lead = node(AddGate(), scores[c], minus)
            margin = node(AddGate(), lead, "1")
            loss = node(AddGate(), loss, node(MaxGate(), "0", margin))
    graph = ComputationalGraph(nodes)
    value = graph.forward(inputs)
    gradients = graph.backward()
    return value, [[gradients[f"w{c},{d}"] for d in range(D)] for c in range(C)]


@variant("svm_graph")
def svm_on_tables_of_gates(W, x, label, reg):
    """The student's gates on whole tables: x in every row, and a mask for the right class."""

    class RowSums:
        def forward(self, table):
            self.width = table.shape[1]
            return table.sum(axis=1)

        def backward(self, upstream):
            return np.repeat(upstream[:, np.newaxis], self.width, axis=1)

    class Spread:
        def forward(self, scores):
            return np.full(len(W), scores[label])

        def backward(self, upstream):
            return np.where(np.arange(len(W)) == label, np.sum(upstream), 0.0)

    C = len(W)
    others = (np.arange(C) != label).astype(float)
    nodes = [
        ("products", MultiplyGate(), ("W", "X")),
        ("scores", RowSums(), ("products",)),
        ("right", Spread(), ("scores",)),
        ("minus right", MultiplyGate(), ("right", "minus")),
        ("lead", AddGate(), ("scores", "minus right")),
        ("margins", AddGate(), ("lead", "ones")),
        ("hinges", MaxGate(), ("margins", "zeros")),
        ("counted", MultiplyGate(), ("hinges", "others")),
        ("data loss", SumGate(), ("counted",)),
        ("squares", MultiplyGate(), ("W", "W")),
        ("sum of squares", SumGate(), ("squares",)),
        ("penalty", MultiplyGate(), ("sum of squares", "reg")),
        ("loss", AddGate(), ("data loss", "penalty")),
    ]
    graph = ComputationalGraph(nodes)
    tables = {"W": W, "X": np.tile(x, (C, 1)), "minus": -np.ones(C), "ones": np.ones(C)}
    loss = graph.forward({**tables, "zeros": np.zeros(C), "others": others, "reg": reg})
    return loss, graph.backward()["W"]


@variant("svm_graph")
def svm_by_graph_for_each_pair(W, x, label, reg):
    """A small graph for each wrong class and one for the penalty; adds their gradients up."""
    loss, gradient = 0.0, np.zeros(W.shape)
    for c in set(range(len(W))) - {label}:
        graph = ComputationalGraph(
            [
                ("hinge", MaxGate(), ("zero", "margin")),
                ("margin", AddGate(), ("one", "lead")),
                ("lead", SumGate(), ("products",)),
                ("products", MultiplyGate(), ("difference", "x")),
                ("difference", AddGate(), ("wrong", "minus right")),
                ("minus right", MultiplyGate(), ("right", "minus")),
            ]
        )
        inputs = {"wrong": W[c], "right": W[label], "x": x, "minus": -np.ones(len(x))}
        loss = loss + graph.forward({**inputs, "one": 1.0, "zero": 0.0})
        back = graph.backward()
        gradient[c] = gradient[c] + back["wrong"]
        gradient[label] = gradient[label] + back["right"]
    penalty = ComputationalGraph(
        [
            ("penalty", MultiplyGate(), ("sum", "reg")),
            ("sum", SumGate(), ("squares",)),
            ("squares", MultiplyGate(), ("W", "W")),
        ]
    )
    loss = loss + penalty.forward({"W": W, "reg": reg})
    return loss, gradient + penalty.backward()["W"]


@variant("svm_graph")
def svm_with_tree_of_sums(W, x, label, reg):
    """Adds the terms up in pairs, as in a knock-out contest; one flat input for all weights."""
    from collections import deque

    class Row:
        def __init__(self, c):
            self.c = c

        def forward(self, W):
            return W[self.c]

        def backward(self, upstream):
            gradient = np.zeros(W.shape)
            gradient[self.c] = upstream
            return gradient

    nodes, terms = [("right", MultiplyGate(), (f"score{label}", "-1"))], deque()
    for c in range(len(W)):
        nodes.append((f"row{c}", Row(c), ("W",)))
        nodes.append((f"products{c}", MultiplyGate(), ("x", f"row{c}")))
        nodes.append((f"score{c}", SumGate(), (f"products{c}",)))
        nodes.append((f"squares{c}", MultiplyGate(), (f"row{c}", f"row{c}")))
        nodes.append((f"length{c}", SumGate(), (f"squares{c}",)))
        nodes.append((f"penalty{c}", MultiplyGate(), (f"length{c}", "reg")))
        terms.append(f"penalty{c}")
        if c != label:
            nodes.append((f"lead{c}", AddGate(), ("right", f"score{c}")))
            nodes.append((f"margin{c}", AddGate(), (f"lead{c}", "1")))
            nodes.append((f"hinge{c}", MaxGate(), (f"margin{c}", "0")))
            terms.append(f"hinge{c}")
    while len(terms) > 1:
        pair = (terms.popleft(), terms.popleft())
        nodes.append(("(" + "+".join(pair) + ")", AddGate(), pair))
        terms.append(nodes[-1][0])
    graph = ComputationalGraph(nodes)
    loss = graph.forward({"W": W, "x": x, "reg": reg, "0": 0.0, "1": 1.0, "-1": -1.0})
    return loss, graph.backward()["W"]
