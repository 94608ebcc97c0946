"""What students get wrong about the order of a graph and its values."""

# A mistake is named in small letters, a class as well as a function.
# ruff: noqa: N801

from autograder.assignments.mistake import mistake
from solutions import backprop as right


@mistake(
    "ComputationalGraph",
    hint="You take the nodes in the order in which they were given. A node has to wait for the "
    "nodes whose values it uses.",
    misconception="nothing is put in order",
    raises="KeyError",
)
class graph_order_as_given(right.ComputationalGraph):
    def order(self):
        return list(self.gates)


@mistake(
    "ComputationalGraph",
    hint="Your order is back to front: it begins with the output. That is the order for backward.",
    slip="the right order back to front",
)
class graph_order_reversed(right.ComputationalGraph):
    def order(self):
        return super().order()[::-1]

    def forward(self, inputs):
        values = dict(inputs)
        for name in reversed(self.order()):
            values[name] = self.gates[name].forward(*[values[i] for i in self.inputs_of[name]])
        return values[name]

    def backward(self, upstream=1.0):
        graph = right.ComputationalGraph([(n, g, self.inputs_of[n]) for n, g in self.gates.items()])
        return graph.backward(upstream)


@mistake(
    "ComputationalGraph",
    hint="Nodes in a cycle are left out of your order without a word. If no node can come next "
    "though some are left, raise ValueError.",
    slip="one case of order",
)
class graph_cycle_unnoticed(right.ComputationalGraph):
    def order(self):
        order: list[str] = []
        for _ in self.gates:
            order += [
                name
                for name, inputs in self.inputs_of.items()
                if name not in order and all(i in order or i not in self.gates for i in inputs)
            ]
        return order


@mistake(
    "ComputationalGraph",
    hint="You return the value of the node that was given last. The output is the last one in the "
    "topological order.",
    slip="one value is picked wrongly",
)
class graph_returns_node_given_last(right.ComputationalGraph):
    def forward(self, inputs):
        values = dict(inputs)
        for name in self.order():
            values[name] = self.gates[name].forward(*[values[i] for i in self.inputs_of[name]])
        return values[list(self.gates)[-1]]


@mistake(
    "ComputationalGraph",
    hint="You return the values of all nodes. forward should return one value, that of the output.",
    slip="more is returned than is asked for",
)
class graph_returns_all_values(right.ComputationalGraph):
    def forward(self, inputs):
        values = dict(inputs)
        for name in self.order():
            values[name] = self.gates[name].forward(*[values[i] for i in self.inputs_of[name]])
        return values


@mistake(
    "ComputationalGraph",
    hint="A gate's forward takes its inputs one by one, forward(x, y). You hand it a single list: "
    "write `gate.forward(*values)`, with a star.",
    misconception="gates aren't called as they are made",
    raises="TypeError",
)
class graph_hands_over_a_list(right.ComputationalGraph):
    def forward(self, inputs):
        values = dict(inputs)
        for name in self.order():
            values[name] = self.gates[name].forward([values[i] for i in self.inputs_of[name]])
        return values[name]
