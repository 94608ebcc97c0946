"""Mistakes in a gate or a graph as they show in the answers that are built from it.

They have the names that they have there, so that one mistake costs once.
"""

from autograder.assignments.mistake import mistake
from solutions import backprop as right


def _built_with(arguments, **parts):
    """Return what the neuron or the SVM graph gives when it is built from these parts."""
    answer = right.sigmoid_neuron if len(arguments) == 2 else right.svm_graph
    kept = {name: getattr(right, name) for name in parts}
    vars(right).update(parts)
    try:
        return answer(*arguments)
    finally:
        vars(right).update(kept)


@mistake(
    "sigmoid_neuron",
    "svm_graph",
    hint="The multiply gates aren't switched: the gradient of a weight has its *input* as a "
    "factor, that of an input its weight.",
    misconception="half of the chain goes to the wrong inputs",
)
def multiply_not_switched(*arguments):
    class MultiplyGate(right.MultiplyGate):
        def backward(self, upstream):
            return upstream * self.x, upstream * self.y

    return _built_with(arguments, MultiplyGate=MultiplyGate)


@mistake(
    "sigmoid_neuron",
    "svm_graph",
    hint="The multiply gates ignore their upstream gradient. Multiply the local one by it.",
    misconception="nothing is chained",
)
def multiply_ignores_upstream(*arguments):
    class MultiplyGate(right.MultiplyGate):
        def backward(self, upstream):
            return self.y, self.x

    return _built_with(arguments, MultiplyGate=MultiplyGate)


@mistake(
    "svm_graph",
    hint="Where a value is used twice, the second gradient replaces the first. At a branch, "
    "gradients add: here every row of W branches, and so do its scores.",
    slip="one operation: replaced in place of added",
)
def graph_overwrites_at_branch(*arguments):
    class Graph(right.ComputationalGraph):
        def backward(self, upstream=1.0):
            order = self.order()
            gradients = {order[-1]: upstream}
            for name in reversed(order):
                downstream = self.gates[name].backward(gradients[name])
                inputs = self.inputs_of[name]
                if len(inputs) == 1:
                    downstream = (downstream,)
                gradients.update(zip(inputs, downstream, strict=True))
            return gradients

    return _built_with(arguments, ComputationalGraph=Graph)
