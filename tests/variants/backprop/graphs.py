"""Computational graphs by other roads: orders that are well known."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.variant import variant


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


@variant("ComputationalGraph")
class graph_by_stack:
    """Depth-first without recursion: a stack of its own, and a colour for each node."""

    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        colour, order = dict.fromkeys(self.gates, "white"), []
        for start in self.gates:
            stack = [start]
            while stack:
                name = stack[-1]
                if colour[name] == "white":
                    colour[name] = "grey"
                    for one in self.inputs_of[name]:
                        if colour.get(one) == "grey":
                            raise ValueError(f"{one} and {name} wait for each other")
                        if colour.get(one) == "white":
                            stack.append(one)
                else:
                    stack.pop()
                    if colour[name] == "grey":
                        order.append(name)
                    colour[name] = "black"
        return order

    def forward(self, inputs):
        values, value = inputs.copy(), None
        for name in self.order():
            arguments = [values[one] for one in self.inputs_of[name]]
            value = values[name] = self.gates[name].forward(*arguments)
        return value

    def backward(self, upstream=1.0):
        backwards = self.order()[::-1]
        gradients = dict.fromkeys(self.gates, 0.0)
        gradients[backwards[0]] = upstream
        for name in backwards:
            inputs, down = self.inputs_of[name], self.gates[name].backward(gradients[name])
            if len(inputs) == 1:
                gradients[inputs[0]] = gradients.get(inputs[0], 0.0) + down
            else:
                for i in range(len(inputs)):
                    gradients[inputs[i]] = gradients.get(inputs[i], 0.0) + down[i]
        for name in self.gates:
            del gradients[name]
        return gradients


@variant("ComputationalGraph")
class graph_by_levels:
    """Sorts the nodes by level: one more than the highest level among a node's inputs."""

    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        level: dict[str, int] = {}

        def find(name, above):
            if name in above:
                raise ValueError("a circle: " + ", ".join([*above, name]))
            if name not in self.gates:
                return 0
            if name not in level:
                level[name] = 1 + max(find(one, (*above, name)) for one in self.inputs_of[name])
            return level[name]

        return sorted(self.gates, key=lambda name: find(name, ()))

    def forward(self, inputs):
        from collections import ChainMap

        values = ChainMap({}, inputs)
        for name in self.order():
            values[name] = self.gates[name].forward(*map(values.get, self.inputs_of[name]))
        return values[name]

    def backward(self, upstream=1.0):
        *others, output = self.order()
        arrived = {output: [upstream]}
        for name in [output, *others[::-1]]:
            total = sum(arrived.pop(name))
            down = self.gates[name].backward(total)
            if len(self.inputs_of[name]) < 2:
                down = [down]
            for one, gradient in zip(self.inputs_of[name], down, strict=True):
                arrived.setdefault(one, []).append(gradient)
        return {one: sum(gradients) for one, gradients in arrived.items()}


@variant("ComputationalGraph")
class graph_from_the_output:
    """Finds the order from its end: takes a node that no other one needs any more."""

    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        from collections import deque

        left, order = set(self.gates), deque()  # type: ignore[var-annotated]
        while left:
            needed = {one for name in left for one in self.inputs_of[name]}
            free = left - needed
            if not free:
                raise ValueError("each of these is needed by another: " + str(sorted(left)))
            order.extendleft(sorted(free))
            left -= free
        return list(order)

    def forward(self, inputs):
        order = self.order()
        values = inputs | dict.fromkeys(order)
        for name in order:
            values[name] = self.gates[name].forward(*(values[i] for i in self.inputs_of[name]))
        return values.pop(order[-1])

    def backward(self, upstream=1.0):
        from collections import Counter

        order = self.order()
        gradients = {order[-1]: upstream}
        while order:
            name = order.pop()
            back = self.gates[name].backward(gradients[name])
            pairs = [(self.inputs_of[name][0], back)]
            if len(self.inputs_of[name]) == 2:
                (a, b), (da, db) = self.inputs_of[name], back
                pairs = [(a, da + db)] if Counter([a, b])[a] == 2 else [(a, da), (b, db)]
            for one, gradient in pairs:
                if one in gradients:
                    gradients[one] = gradients[one] + gradient
                else:
                    gradients[one] = gradient
        return {one: gradients[one] for one in gradients.keys() - self.gates.keys()}
