"""Backpropagation: gates that know their own slopes, and graphs that chain them.

The way forward computes a value step by step. The way back starts with 1 at the output;
each gate multiplies what comes from above, its *upstream* gradient, by its *local* gradient.
"""

import numpy as np

from coursework.gates import SumGate


class AddGate:
    """z = x + y, for two numbers, or entry by entry for two arrays of the same shape.

    z is a number, or an array of that shape.

    Source: Stanford CS231n, “Backpropagation”.
    """

    def forward(self, x, y):
        """Return z = x + y."""
        return x + y

    def backward(self, upstream):
        """Return the gradients of the inputs.

        dx = ∂L/∂z · ∂z/∂x,   dy = ∂L/∂z · ∂z/∂y

        Parameters
        ----------
        upstream : float or array, of the shape of z
            The gradient ∂L/∂z.

        Returns
        -------
        dx, dy : float or array, of the shape of z
        """
        return upstream, upstream


class MultiplyGate:
    """z = x · y, for two numbers, or entry by entry for two arrays of the same shape.

    z is a number, or an array of that shape.
    """

    def forward(self, x, y):
        """Return z = x · y, and remember what `backward` will need."""
        self.x = x
        self.y = y
        return x * y

    def backward(self, upstream):
        """Return the gradients of the inputs that `forward` saw last.

        dx = ∂L/∂z · ∂z/∂x,   dy = ∂L/∂z · ∂z/∂y

        Parameters
        ----------
        upstream : float or array, of the shape of z
            The gradient ∂L/∂z.

        Returns
        -------
        dx, dy : float or array, of the shape of z
        """
        return upstream * self.y, upstream * self.x


class MaxGate:
    """z = max(x, y), for two numbers, or entry by entry for two arrays of the same shape.

    z is a number, or an array of that shape.
    """

    def forward(self, x, y):
        """Return z = max(x, y), and remember what `backward` will need."""
        self.x_wins = np.asarray(x) >= np.asarray(y)
        return np.maximum(x, y)

    def backward(self, upstream):
        """Return the gradients of the inputs that `forward` saw last.

        dx = ∂L/∂z · ∂z/∂x,   dy = ∂L/∂z · ∂z/∂y

        At a tie, x = y, the max has no slope. This course treats x as the larger one then.

        Parameters
        ----------
        upstream : float or array, of the shape of z
            The gradient ∂L/∂z.

        Returns
        -------
        dx, dy : float or array, of the shape of z
        """
        return upstream * self.x_wins, upstream * ~self.x_wins


class SigmoidGate:
    """σ(x) = 1 / (1 + exp(−x)), for a number, or entry by entry for an array of any shape."""

    def forward(self, x):
        """Return σ(x), and remember what `backward` will need."""
        self.value = 1 / (1 + np.exp(-x))
        return self.value

    def backward(self, upstream):
        """Return the gradient of the input that `forward` saw last.

        dx = ∂L/∂σ · σ (1 − σ)

        Parameters
        ----------
        upstream : float or array, of the shape of x
            The gradient ∂L/∂σ.

        Returns
        -------
        dx : float or array, of the shape of x
            One gradient, not in a tuple.
        """
        return upstream * self.value * (1 - self.value)


def sigmoid_neuron(w, x):
    """Value of a neuron with a sigmoid, and its gradients.

    f = σ(w_0 x_0 + w_1 x_1 + … + b)

    Parameters
    ----------
    w : array of shape (D + 1,)
        A weight for each input, and the bias b as last entry.
    x : array of shape (D,)
        The inputs of the neuron.

    Returns
    -------
    value : float
        f, between 0 and 1.
    dw : array of shape (D + 1,)
        The gradient of f with respect to each weight, the bias's last.
    dx : array of shape (D,)
        The gradient of f with respect to each input.
    """
    multiply, total, add, sigmoid = MultiplyGate(), SumGate(), AddGate(), SigmoidGate()
    products = multiply.forward(w[:-1], x)
    value = sigmoid.forward(add.forward(total.forward(products), w[-1]))

    d_total, d_bias = add.backward(sigmoid.backward(1.0))
    d_weights, dx = multiply.backward(total.backward(d_total))
    return value, np.append(d_weights, d_bias), dx


class ComputationalGraph:
    """Gates that are wired together, so that a value flows forward and gradients backward.

    Source: Stanford CS231n, “Backpropagation”.
    """

    def __init__(self, nodes):
        """Take the nodes of the graph, in any order.

        Parameters
        ----------
        nodes : list of (name, gate, names of the inputs)
            For example ``("f", MultiplyGate(), ("q", "z"))``. Each name of an input is that of
            another node, or of an input of the graph. Just one node is used by no other
            node: the output.
        """
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        """Return the nodes in a topological order.

        Returns
        -------
        list of str
            The name of every node once, each after all nodes whose values it uses. Inputs of
            the graph are no nodes.

        Raises
        ------
        ValueError
            If there is no such order, because the graph has a cycle.
        """
        order: list[str] = []
        while len(order) < len(self.gates):
            ready = [
                name
                for name, inputs in self.inputs_of.items()
                if name not in order
                and all(one in order or one not in self.gates for one in inputs)
            ]
            if not ready:
                raise ValueError("the graph has a cycle")
            order += ready
        return order

    def forward(self, inputs):
        """Run every gate forward, once, in topological order.

        Parameters
        ----------
        inputs : dict
            The value of each input of the graph, by name: numbers or arrays.

        Returns
        -------
        float or array
            The value of the output, which is the last node in the order.
        """
        values = dict(inputs)
        order = self.order()
        for name in order:
            values[name] = self.gates[name].forward(*[values[one] for one in self.inputs_of[name]])
        return values[order[-1]]

    def backward(self, upstream=1.0):
        """Run every gate backward, once, in the reverse order. `forward` was called before.

        Where a value is used more than once, the gradients that come back from its uses add up.
        A gate's `backward` gets that sum.

        Parameters
        ----------
        upstream : float or array
            The gradient of the output.

        Returns
        -------
        dict
            The gradient of each input of the graph, by name; nodes have no entry. An input
            that no node uses may be missing.
        """
        order = self.order()
        gradients = {order[-1]: upstream}
        for name in reversed(order):
            inputs = self.inputs_of[name]
            downstream = self.gates[name].backward(gradients[name])
            if len(inputs) == 1:
                downstream = (downstream,)
            for one, gradient in zip(inputs, downstream, strict=True):
                gradients[one] = gradients[one] + gradient if one in gradients else gradient
        return {one: gradients[one] for one in gradients if one not in self.gates}


def svm_graph(W, x, label, reg):
    """Regularized SVM loss of one example and its gradient, built from gates.

    L = Σ_{j ≠ y} max(0, s_j − s_y + 1) + λ ΣW²,   s = W x

    Parameters
    ----------
    W : array of shape (C, D)
        Weights, one row for each class.
    x : array of shape (D,)
        The example.
    label : int
        Its right class y, from 0 to C − 1.
    reg : float
        Regularization strength λ.

    Returns
    -------
    loss : float
    gradient : array of shape (C, D)
        The derivative of the loss with respect to each weight.
    """
    inputs = {"x": x, "zero": 0.0, "one": 1.0, "minus one": -1.0, "reg": reg}
    nodes: list[tuple] = [("minus right score", MultiplyGate(), ("minus one", f"score {label}"))]
    terms = []
    for c in range(len(W)):
        inputs[f"w {c}"] = W[c]
        nodes += [
            (f"products {c}", MultiplyGate(), (f"w {c}", "x")),
            (f"score {c}", SumGate(), (f"products {c}",)),
            (f"squares {c}", MultiplyGate(), (f"w {c}", f"w {c}")),
            (f"sum of squares {c}", SumGate(), (f"squares {c}",)),
            (f"penalty {c}", MultiplyGate(), ("reg", f"sum of squares {c}")),
        ]
        terms.append(f"penalty {c}")
        if c != label:
            nodes += [
                (f"lead {c}", AddGate(), (f"score {c}", "minus right score")),
                (f"margin {c}", AddGate(), (f"lead {c}", "one")),
                (f"hinge {c}", MaxGate(), (f"margin {c}", "zero")),
            ]
            terms.append(f"hinge {c}")
    total = terms[0]
    for i, term in enumerate(terms[1:]):
        nodes.append((f"total {i}", AddGate(), (total, term)))
        total = f"total {i}"

    graph = ComputationalGraph(nodes)
    loss = graph.forward(inputs)
    gradients = graph.backward()
    return loss, np.stack([gradients[f"w {c}"] for c in range(len(W))])
