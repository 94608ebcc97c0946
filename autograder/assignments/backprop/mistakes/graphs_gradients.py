"""What students get wrong when gradients run back through a graph."""

# A mistake is named in small letters, a class as well as a function.
# ruff: noqa: N801

from autograder.assignments.mistake import mistake
from solutions import backprop as right


class _Graph(right.ComputationalGraph):
    """The right graph in small steps, one of which each mistake changes."""

    def back(self, order):
        return reversed(order)

    def step(self, name, upstream):
        inputs, downstream = self.inputs_of[name], self.gates[name].backward(upstream)
        return list(zip(inputs, (downstream,) if len(inputs) == 1 else downstream, strict=True))

    def add(self, gradients, name, gradient):
        gradients[name] = gradients[name] + gradient if name in gradients else gradient

    def start(self, order, upstream):
        return {order[-1]: upstream}

    def backward(self, upstream=1.0):
        order = self.order()
        gradients = self.start(order, upstream)
        for name in self.back(order):
            for one, gradient in self.step(name, gradients[name]):
                self.add(gradients, one, gradient)
        return {one: gradients[one] for one in gradients if one not in self.gates}


@mistake(
    "ComputationalGraph",
    hint="backward runs through the nodes in the order of forward, so that a gate is asked before "
    "anything has come down to it. Take reversed(self.order()).",
    misconception="the way back begins at the output",
    raises="KeyError",
)
class graph_runs_backward_in_forward_order(_Graph):
    def back(self, order):
        return order


@mistake(
    "ComputationalGraph",
    hint="Where a value is used twice, the second gradient replaces the first. At a branch, "
    "gradients add: `gradients[name] = gradients.get(name, 0) + gradient`.",
    slip="one operation: replaced in place of added",
)
class graph_overwrites_at_branch(_Graph):
    def add(self, gradients, name, gradient):
        gradients[name] = gradient


@mistake(
    "ComputationalGraph",
    hint="Where a value is used twice, only the first gradient counts. At a branch, gradients add.",
    slip="one operation: kept in place of added",
)
class graph_keeps_first_at_branch(_Graph):
    def add(self, gradients, name, gradient):
        gradients.setdefault(name, gradient)


@mistake(
    "ComputationalGraph",
    hint="Where a value is used twice, you multiply the gradients. Along a path they multiply; "
    "where paths meet, they add.",
    slip="one operation: multiplied in place of added",
)
class graph_multiplies_at_branch(_Graph):
    def add(self, gradients, name, gradient):
        gradients[name] = gradients[name] * gradient if name in gradients else gradient


@mistake(
    "ComputationalGraph",
    hint="A gate may have the same input twice, as in w · w. Then a dictionary from the inputs' "
    "names to their gradients holds only one of the two; go through the pairs instead.",
    slip="one case of a branch",
)
class graph_counts_double_input_once(_Graph):
    def step(self, name, upstream):
        return dict(super().step(name, upstream)).items()


@mistake(
    "ComputationalGraph",
    hint="Every gate gets the upstream gradient of the output. A gate should get what its own "
    "users have handed down to it.",
    misconception="nothing is chained",
)
class graph_upstream_not_passed_on(_Graph):
    def backward(self, upstream=1.0):
        self.top = upstream
        return super().backward(upstream)

    def step(self, name, upstream):
        return super().step(name, self.top)


@mistake(
    "ComputationalGraph",
    hint="Your backward starts with 1, whatever it is given. Start with the argument `upstream`.",
    slip="where backward begins",
)
class graph_ignores_upstream(_Graph):
    def start(self, order, upstream):
        return {order[-1]: 1.0}


@mistake(
    "ComputationalGraph",
    hint="A gate with one input returns one gradient, not a tuple. You take it apart: only "
    "the first entry of an array is left, and a number can't be taken apart.",
    slip="one case: a gate with a single input",
    raises="TypeError",
)
class graph_takes_single_gradient_apart(_Graph):
    def step(self, name, upstream):
        return list(zip(self.inputs_of[name], self.gates[name].backward(upstream), strict=False))


@mistake(
    "ComputationalGraph",
    hint="Your gradients are still there from the last backward, and the new ones are added. Start "
    "each backward with an empty dictionary.",
    slip="only a second backward shows it",
)
class graph_keeps_old_gradients(_Graph):
    def start(self, order, upstream):
        self.kept = {**getattr(self, "kept", {}), order[-1]: upstream}
        return self.kept


@mistake(
    "ComputationalGraph",
    hint="Your backward runs all gates forward once more. forward has been called, and each gate "
    "remembers what it needs.",
    slip="right values at twice the work",
)
class graph_runs_forward_again(_Graph):
    def forward(self, inputs):
        self.inputs = inputs
        return super().forward(inputs)

    def backward(self, upstream=1.0):
        super().forward(self.inputs)
        return super().backward(upstream)


@mistake(
    "ComputationalGraph",
    hint="Your backward goes down each path on its own, and runs a gate once for every path to it. "
    "Add up what comes to a gate first, then run it once.",
    slip="right values by more work than needed",
)
class graph_walks_each_path(_Graph):
    def backward(self, upstream=1.0):
        gradients: dict = {}

        def down(name, upstream):
            for one, gradient in self.step(name, upstream):
                if one in self.gates:
                    down(one, gradient)
                else:
                    self.add(gradients, one, gradient)

        down(self.order()[-1], upstream)
        return gradients


@mistake(
    "ComputationalGraph",
    hint="Your forward computes a value again wherever it is used. Keep the values in a "
    "dictionary, and run each gate once.",
    slip="right values by more work than needed",
)
class graph_computes_values_again(right.ComputationalGraph):
    def forward(self, inputs):
        def value(name):
            if name not in self.gates:
                return inputs[name]
            return self.gates[name].forward(*[value(one) for one in self.inputs_of[name]])

        return value(self.order()[-1])


@mistake(
    "ComputationalGraph",
    hint="You return the gradients of all wires. Leave out those of the nodes: only the graph's "
    "inputs are asked for.",
    slip="more is returned than is asked for",
)
class graph_returns_all_gradients(_Graph):
    def backward(self, upstream=1.0):
        order = self.order()
        gradients = self.start(order, upstream)
        for name in self.back(order):
            for one, gradient in self.step(name, gradients[name]):
                self.add(gradients, one, gradient)
        return gradients


@mistake(
    "ComputationalGraph",
    hint="You return the gradients of the nodes, not of the graph's inputs.",
    misconception="the gradients asked for aren't returned",
)
class graph_returns_gradients_of_nodes(_Graph):
    def backward(self, upstream=1.0):
        order = self.order()
        gradients = self.start(order, upstream)
        for name in self.back(order):
            for one, gradient in self.step(name, gradients[name]):
                self.add(gradients, one, gradient)
        return {one: gradients[one] for one in gradients if one in self.gates}


@mistake(
    "ComputationalGraph",
    hint="Your graph keeps its gates in the class, or in a variable outside: one list for all "
    "graphs, so that each forgets its own. Keep them in the object: `self.gates = …`.",
    slip="right as long as there is one graph",
)
class graph_kept_on_the_class(right.ComputationalGraph):
    def __init__(self, nodes):
        type(self).gates = {name: gate for name, gate, _ in nodes}
        type(self).inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}
