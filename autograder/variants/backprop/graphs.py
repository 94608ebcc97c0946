"""Graphs by other roads."""

# A variant is named in small letters, a class as well as a function; some use the student's gates.
# ruff: noqa: F821, N801
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.variants import variant


@variant("ComputationalGraph")
class graph_by_recursion:
    """Orders the nodes by depth-first search; keeps gradients in a defaultdict."""

    def __init__(self, nodes):
        self.nodes = {name: (gate, list(inputs)) for name, gate, inputs in nodes}

    def order(self):
        done, open_nodes, order = set(), set(), []

        def visit(name):
            if name not in self.nodes or name in done:
                return
            if name in open_nodes:
                raise ValueError(f"cycle at {name}")
            open_nodes.add(name)
            for one in self.nodes[name][1]:
                visit(one)
            done.add(name)
            order.append(name)

        for name in self.nodes:
            visit(name)
        return tuple(order)

    def forward(self, inputs):
        known = {**inputs}
        for name in self.order():
            gate, names = self.nodes[name]
            known[name] = gate.forward(*(known[one] for one in names))
        return known[self.order()[-1]]

    def backward(self, upstream=1.0):
        from collections import defaultdict

        down: dict = defaultdict(float)
        down[self.order()[-1]] += upstream
        for name in self.order()[::-1]:
            gate, names = self.nodes[name]
            back = gate.backward(down[name])
            if not isinstance(back, tuple | list):
                back = [back]
            for one, gradient in zip(names, back, strict=True):
                down[one] = down[one] + gradient
        return {one: gradient for one, gradient in down.items() if one not in self.nodes}


@variant("ComputationalGraph")
class graph_by_kahn:
    """Kahn's algorithm with counters; sums lists of gradients at the end."""

    def __init__(self, nodes):
        self.graph = {n: (g, i) for n, g, i in nodes}
        self.saved = {}  # the values, by name

    def order(self):
        waits = {n: sum(one in self.graph for one in i) for n, (_, i) in self.graph.items()}
        queue = [n for n, count in waits.items() if count == 0]
        for name in queue:
            for other, (_, inputs) in self.graph.items():
                hits = list(inputs).count(name)
                if hits:
                    waits[other] -= hits
                    if waits[other] == 0:
                        queue.append(other)
        if len(queue) < len(self.graph):
            raise ValueError("cycle")
        return queue

    def forward(self, inputs):
        self.saved = dict(inputs)
        for name in self.order():
            gate, names = self.graph[name]
            self.saved[name] = gate.forward(*map(self.saved.__getitem__, names))
        return np.array(self.saved[name])

    def backward(self, upstream=1.0):
        arrived: dict[str, list] = {name: [] for name in self.saved}
        order = self.order()
        arrived[order[-1]].append(upstream)
        while order:
            name = order.pop()
            gate, names = self.graph[name]
            back = gate.backward(np.sum(arrived[name], axis=0))
            for one, gradient in zip(names, [back] if len(names) == 1 else back, strict=True):
                arrived[one].append(gradient)
        return {n: np.sum(g, axis=0) for n, g in arrived.items() if n not in self.graph}


@variant("ComputationalGraph")
class graph_by_graphlib:
    """Python's own graphlib, whose CycleError is a ValueError; the inputs stand in the order."""

    def __init__(self, nodes):
        self.nodes = nodes

    def order(self):
        from graphlib import TopologicalSorter

        return list(TopologicalSorter({n: set(i) for n, _, i in self.nodes}).static_order())

    def forward(self, inputs):
        gates = {n: (g, i) for n, g, i in self.nodes}
        values = dict(inputs)
        for name in self.order():
            if name in gates:
                gate, names = gates[name]
                values[name] = gate.forward(*[values[one] for one in names])
        return values[self.order()[-1]]

    def backward(self, upstream=1.0):
        gates = {n: (g, i) for n, g, i in self.nodes}
        totals = {self.order()[-1]: upstream}
        for name in reversed(self.order()):
            if name in gates:
                gate, names = gates[name]
                back = gate.backward(totals.pop(name))
                backs = (back,) if len(names) == 1 else back
                for one, gradient in zip(names, backs, strict=True):
                    totals[one] = totals.get(one, 0) + gradient
        return totals


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
