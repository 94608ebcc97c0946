"""Computational graphs by other roads: other ways to find or store it."""

# A variant is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.variant import variant


@variant("ComputationalGraph")
class graph_by_matrix:
    """A table of who uses whom; who has fewer ancestors comes first."""

    def __init__(self, nodes):
        self.names = [name for name, _, _ in nodes]
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        n = len(self.names)
        uses = np.array(
            [[other in self.inputs_of[name] for other in self.names] for name in self.names]
        )
        ancestors = uses.copy()
        for _ in range(n):
            ancestors = ancestors | ((ancestors.astype(int) @ uses.astype(int)) > 0)
        if ancestors.diagonal().any():
            raise ValueError("a node is its own ancestor")
        return [self.names[i] for i in np.argsort(ancestors.sum(axis=1), kind="stable")]

    def forward(self, inputs):
        values = [dict(inputs)]
        for name in self.order():
            arguments = [values[-1][one] for one in self.inputs_of[name]]
            values.append({**values[-1], name: self.gates[name].forward(*arguments)})
        return values[-1][name]

    def backward(self, upstream=1.0):
        order = self.order()
        gradients = {order[-1]: np.asarray(upstream)}
        for name in order[::-1]:
            inputs = self.inputs_of[name]
            downstream = np.asarray(self.gates[name].backward(gradients.pop(name)))
            rows = downstream[np.newaxis] if len(inputs) == 1 else downstream
            for one, row in zip(inputs, rows, strict=True):
                gradients[one] = np.add(gradients.get(one, 0.0), row)
        return gradients


@variant("ComputationalGraph")
class graph_by_pulling:
    """Values and gradients are asked for, by recursion, and kept once they are known."""

    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        placed: dict[str, bool] = {}

        def place(name):
            if name in self.gates and not placed.get(name):
                if name in placed:
                    raise ValueError(f"{name} waits for itself")
                placed[name] = False
                for one in self.inputs_of[name]:
                    place(one)
                del placed[name]  # so that it goes to the end
                placed[name] = True

        for name in self.gates:
            place(name)
        return list(placed)

    def forward(self, inputs):
        values = dict(inputs)

        def value(name):
            if name not in values:
                arguments = [value(one) for one in self.inputs_of[name]]
                values[name] = self.gates[name].forward(*arguments)
            return values[name]

        return value(self.order()[-1])

    def backward(self, upstream=1.0):
        from functools import cache

        output = self.order()[-1]

        @cache
        def downstream(name):
            back = self.gates[name].backward(gradient(name))
            return back if len(self.inputs_of[name]) > 1 else (back,)

        @cache
        def gradient(name):
            if name == output:
                return upstream
            parts = [
                downstream(user)[slot]
                for user, inputs in self.inputs_of.items()
                for slot, one in enumerate(inputs)
                if one == name
            ]
            return sum(parts[1:], parts[0])

        used = {one for inputs in self.inputs_of.values() for one in inputs}
        return {one: gradient(one) for one in used if one not in self.gates}


@variant("ComputationalGraph")
class graph_of_linked_nodes:
    """Node objects that know each other, value and gradient of each; a dataclass within."""

    from dataclasses import dataclass

    @dataclass(eq=False)
    class Node:
        name: str
        gate: object = None
        inputs: tuple = ()
        value: object = None
        gradient: object = None

        def receive(self, gradient):
            self.gradient = gradient if self.gradient is None else self.gradient + gradient

    def __init__(self, nodes):
        self.nodes = {name: self.Node(name, gate) for name, gate, _ in nodes}
        self.leaves = {}
        for name, _, inputs in nodes:
            for one in inputs:
                found = self.nodes.get(one) or self.leaves.setdefault(one, self.Node(one))
                self.nodes[name].inputs += (found,)

    def sorted(self):
        known, waiting = list(self.leaves), list(self.nodes.values())
        order = []
        while waiting:
            ready = [n for n in waiting if all(one.name in known for one in n.inputs)]
            if not ready:
                raise ValueError("circle")
            order += ready
            known += [n.name for n in ready]
            waiting = [n for n in waiting if n not in ready]
        return order

    def order(self):
        return [node.name for node in self.sorted()]

    def forward(self, inputs):
        for name, leaf in self.leaves.items():
            leaf.value = inputs[name]
        for node in self.sorted():
            node.value = node.gate.forward(*[one.value for one in node.inputs])
        return node.value

    def backward(self, upstream=1.0):
        for node in (*self.nodes.values(), *self.leaves.values()):
            node.gradient = None
        order = self.sorted()
        order[-1].receive(upstream)
        for node in reversed(order):
            back = node.gate.backward(node.gradient)
            parts = back if len(node.inputs) > 1 else [back]
            for one, part in zip(node.inputs, parts, strict=True):
                one.receive(part)
        return {name: leaf.gradient for name, leaf in self.leaves.items()}


@variant("ComputationalGraph")
class graph_by_moving_back(dict):
    """Is a dictionary itself; moves a node to the end while it stands before one that it uses."""

    def __init__(self, nodes):
        super().__init__((name, (gate, *inputs)) for name, gate, inputs in nodes)

    def order(self):
        names, moves, i = list(self), 0, 0
        while i < len(names):
            _, *inputs = self[names[i]]
            if any(one in names[i:] for one in inputs):
                names.append(names.pop(i))
                moves += 1
                if moves > len(names) - i:  # each of the rest has had its turn
                    raise ValueError("no node of the rest can come next")
            else:
                moves, i = 0, i + 1
        return names

    def forward(self, inputs):
        values = dict(inputs)
        for name in self.order():
            gate, *names = self[name]
            values[name] = gate.forward(*[values[one] for one in names])
        return values[self.order().pop()]

    def backward(self, upstream=1.0):
        gradients: dict = {}
        for name in reversed(self.order()):
            gate, *names = self[name]
            parts = gate.backward(gradients.get(name, upstream))
            for one, part in zip(names, parts if len(names) == 2 else (parts,), strict=True):
                gradients = {**gradients, one: gradients[one] + part if one in gradients else part}
        return {one: part for one, part in gradients.items() if one not in self}


@variant("ComputationalGraph")
class graph_by_wires:
    """Gradients lie on wires, from a slot of a gate; a node's is the sum of its wires'."""

    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}
        self.wires = [(one, name, slot) for name, _, i in nodes for slot, one in enumerate(i)]

    def order(self):
        return list(self.in_order())

    def in_order(self):
        """Yield the nodes, each as soon as no wire from a node still waiting leads to it."""
        waiting = list(self.gates)
        while waiting:
            blocked = {to for start, to, _ in self.wires if start in waiting}
            name = next((one for one in waiting if one not in blocked), None)
            if name is None:
                raise ValueError("these nodes form a circle: " + ", ".join(waiting))
            waiting.remove(name)
            yield name

    def forward(self, inputs):
        from functools import reduce

        def run(values, name):
            arguments = (values[start] for start, to, _ in self.wires if to == name)
            return {**values, name: self.gates[name].forward(*arguments)}

        order = self.order()
        return reduce(run, order, dict(inputs))[order[-1]]

    def backward(self, upstream=1.0):
        on_wire = {}

        def arrived(name):
            parts = [on_wire[wire] for wire in self.wires if wire[0] == name]
            return sum(parts[1:], parts[0]) if parts else upstream

        for name in self.order()[::-1]:
            back = self.gates[name].backward(arrived(name))
            wires = [wire for wire in self.wires if wire[1] == name]
            on_wire.update(zip(wires, back if len(wires) > 1 else [back], strict=True))
        inputs = {start for start, _, _ in self.wires} - set(self.gates)
        return {one: arrived(one) for one in inputs}
