"""The pictures of the backpropagation assignment.

A student's code is asked before anything is drawn, so that an answer that isn't done
leaves no empty frame behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_array, as_number
from coursework.faults.failures import NotDone, WrongForm
from coursework.networks import History, failures_told
from coursework.plots.circuits import (
    Label,
    Node,
    draw_circuit,
    graph_in_order,
)
from coursework.plots.images import images
from coursework.plots.loss_slopes import gradient_check
from coursework.plots.style import BLUE, CENTRED, GREEN, GREY, ORANGE, WIDTH, styled

__all__ = [
    "add_and_multiply",
    "branch",
    "gradient_check",
    "graph_in_order",
    "images",
    "learning_curves",
    "neuron",
    "one_gate",
    "patterns",
    "product_and_maximum",
    "sigmoid_and_slope",
    "svm_loss",
]

ABOVE_AND_BELOW = "values above the wires, gradients below"


@styled
def one_gate() -> None:
    """Draw a single gate with its local gradients and all that passes it."""
    nodes = [Node("x", "", (0, 1)), Node("y", "", (0, 0)), Node("f", "f", (2.2, 0.5), "xy")]
    _, axes = plt.subplots(figsize=(WIDTH, 3))
    draw_circuit(axes, nodes, {"f": ""}, {})
    axes.plot([2.2, 4.2], [0.5, 0.5], color=GREY, linewidth=1.3, zorder=1)
    texts: list[tuple[float, float, str, str]] = [
        (0.38, 1.13, "value $x$ →", BLUE),
        (0.38, 0.13, "value $y$ →", BLUE),
        (0.38, 0.8, "← downstream $∂L/∂x$\n= upstream · local", ORANGE),
        (0.38, -0.2, "← downstream $∂L/∂y$\n= upstream · local", ORANGE),
        (3.4, 0.6, "value $z = f(x, y)$ →", BLUE),
        (3.4, 0.32, "← upstream gradient $∂L/∂z$", ORANGE),
        (2.2, 0.98, "local gradients\n$∂z/∂x$,  $∂z/∂y$", GREEN),
    ]
    for x, y, text, colour in texts:
        axes.text(x, y, text, color=colour, fontsize=9.5, **CENTRED)
    axes.text(4.3, 0.5, "… to $L$", va="center", fontsize=10)
    axes.set(xlim=(-0.45, 4.8), ylim=(-0.4, 1.35), title="What a gate sees, and what it doesn't")


@styled
def add_and_multiply(x: float = -2, y: float = 5, z: float = -4) -> None:
    """Draw f = (x + y)·z with all its numbers."""
    nodes = [
        Node("x", "", (0, 2)),
        Node("y", "", (0, 1)),
        Node("z", "", (0, 0)),
        Node("q", "+", (1.5, 1.5), "xy"),
        Node("f", "×", (3, 0.75), "qz"),
    ]
    q = x + y
    values: dict[str, Label] = {"x": x, "y": y, "z": z, "q": q, "f": q * z}
    gradients: dict[str, Label] = {"x": z, "y": z, "z": q, "q": z, "f": 1}
    _, axes = plt.subplots(figsize=(WIDTH, 2.6))
    draw_circuit(axes, nodes, values, gradients, size=11)
    axes.text(1.5, 1.82, "q", fontsize=10, **CENTRED)
    axes.text(3, 1.07, "f", fontsize=10, **CENTRED)
    axes.set_title(f"f = (x + y) · z: {ABOVE_AND_BELOW}")


@styled
def product_and_maximum() -> None:
    """Draw f = 2 (x·y + max(z, w)) with its values; the gradients are a question."""
    nodes = [
        Node("x", "", (0, 3)),
        Node("y", "", (0, 2)),
        Node("z", "", (0, 1)),
        Node("w", "", (0, 0)),
        Node("product", "×", (1.5, 2.5), "xy"),
        Node("larger", "max", (1.5, 0.5), "zw"),
        Node("sum", "+", (3, 1.5), ("product", "larger")),
        Node("f", "·2", (4.4, 1.5), ("sum",)),
    ]
    values: dict[str, Label] = dict(x=3, y=-4, z=2, w=-1, product=-12, larger=2, sum=-10, f=-20)
    _, axes = plt.subplots(figsize=(WIDTH, 3))
    draw_circuit(axes, nodes, values, {"f": 1, "x": "?", "w": "?"}, size=11)
    axes.set_title("f = 2 · (x · y + max(z, w)): which gradients belong below?")


@styled
def branch() -> None:
    """Draw f = x·y + x, where x goes two ways, with its values."""
    nodes = [
        Node("y", "", (0, 1)),
        Node("x", "", (0, 0)),
        Node("product", "×", (1.5, 0.8), "yx"),
        Node("f", "+", (3, 0.4), ("product", "x")),
    ]
    _, axes = plt.subplots(figsize=(WIDTH, 2))
    values: dict[str, Label] = {"x": 4, "y": 5, "product": 20, "f": 24}
    draw_circuit(axes, nodes, values, {"f": 1, "x": "?"}, size=11)
    axes.set_title("f = x · y + x: the wire of x branches")


@styled
def patterns(*gates: Callable[[], Any]) -> None:
    """Draw gates with two inputs side by side, at x = 3 and y = −4, with 2 from above.

    Parameters
    ----------
    *gates
        The students' classes `AddGate`, `MaxGate`, `MultiplyGate`.
    """
    drawn = []
    for make in gates:
        with failures_told():
            gate = make()
            value = as_number(gate.forward(3.0, -4.0), "value")
            downstream = gate.backward(2.0)
        if not isinstance(downstream, tuple | list | np.ndarray) or len(downstream) != 2:
            raise WrongForm(f"backward of {make.__name__} should return (dx, dy).")
        dx, dy = (as_number(one, "gradient") for one in downstream)
        drawn.append((make.__name__, value, dx, dy))

    symbols = {"AddGate": "+", "MaxGate": "max", "MultiplyGate": "×"}
    _, panels = plt.subplots(1, len(drawn), figsize=(WIDTH, 2), squeeze=False)
    for axes, (name, value, dx, dy) in zip(panels[0], drawn, strict=True):
        nodes = [
            Node("x", "", (0, 1)),
            Node("y", "", (0, 0)),
            Node("z", symbols.get(name, ""), (1.3, 0.5), "xy"),
        ]
        draw_circuit(
            axes, nodes, {"x": 3, "y": -4, "z": value}, {"x": dx, "y": dy, "z": 2}, size=11
        )
        axes.set_title(name)


@styled
def neuron(
    answer: Callable[..., Any] | None = None,
    w: np.ndarray | Sequence[float] = (2, -3, -3),
    x: np.ndarray | Sequence[float] = (-1, -2),
) -> None:
    """Draw a sigmoid neuron with two inputs, step by step, with all its numbers.

    Parameters
    ----------
    answer
        The student's `sigmoid_neuron`, whose gradients are drawn; without it, question marks
        stand where the weights and inputs get theirs.
    w, x
        The weights, the bias last, and the inputs: the lecture's, if not others.
    """
    w, x = np.array(w, dtype=float), np.array(x, dtype=float)
    unknown: list[Label] = ["?"] * 5
    if answer is not None:
        with failures_told():
            triple = answer(w.copy(), x.copy())
        if not isinstance(triple, tuple | list) or len(triple) != 3:
            raise WrongForm("Your function should return (value, dw, dx).")
        dw, dx = as_array(triple[1], "dw").ravel(), as_array(triple[2], "dx").ravel()
        if len(dw) != 3 or len(dx) != 2:
            raise WrongForm("dw should have the three entries of w, dx the two of x.")
        unknown = [float(one) for one in (dw[0], dx[0], dw[1], dx[1], dw[2])]

    names = ["w0", "x0", "w1", "x1", "w2"]
    nodes = [Node(name, "", (0, 4 - i)) for i, name in enumerate(names)]
    nodes += [
        Node("p0", "×", (1.15, 3.5), names[:2]),
        Node("p1", "×", (1.15, 1.5), names[2:4]),
        Node("p", "+", (2.2, 2.5), ("p0", "p1")),
        Node("s", "+", (3.3, 1.6), ("p", "w2")),
        Node("minus", "×−1", (4.4, 1.6), ("s",)),
        Node("exp", "exp", (5.5, 1.6), ("minus",)),
        Node("u", "+1", (6.65, 1.6), ("exp",)),
        Node("f", "1/u", (7.8, 1.6), ("u",)),
    ]
    total = float(w[:2] @ x + w[2])
    e = float(np.exp(-total))
    f = 1 / (1 + e)
    inputs = [w[0], x[0], w[1], x[1], w[2]]
    values: dict[str, Label] = {name: float(one) for name, one in zip(names, inputs, strict=True)}
    p0, p1 = float(w[0] * x[0]), float(w[1] * x[1])
    values |= dict(p0=p0, p1=p1, p=p0 + p1, s=total, minus=-total, exp=e, u=1 + e, f=f)
    slope = f * (1 - f)
    gradients: dict[str, Label] = dict(zip(names, unknown, strict=True))
    gradients |= dict.fromkeys(("p0", "p1", "p", "s"), slope)
    gradients |= dict(minus=-slope, exp=-(f**2), u=-(f**2), f=1)

    _, axes = plt.subplots(figsize=(WIDTH + 1, 3.6))
    draw_circuit(axes, nodes, values, gradients, size=8)
    for name, at in (("s", 3.3), ("u", 6.65)):
        axes.text(at, 2.0, f"${name}$", fontsize=10, **CENTRED)
    axes.set_title(f"The sigmoid neuron: {ABOVE_AND_BELOW}")


@styled
def sigmoid_and_slope(gate: Callable[[], Any]) -> None:
    """Draw a sigmoid gate's value, and the gradient that it hands down for 1 from above."""
    x = np.linspace(-6, 6, 121)
    with failures_told():
        sigmoid = gate()
        value = as_array(sigmoid.forward(x.copy()), "value")
        slope = as_array(sigmoid.backward(np.ones(len(x))), "dx")
    if value.shape != x.shape or slope.shape != x.shape:
        raise WrongForm("forward and backward should return arrays of the shape of their input.")

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    axes.plot(x, value, color=BLUE, label="forward: σ(x)")
    axes.plot(x, slope, color=ORANGE, linestyle="--", label="backward, for 1 from above")
    axes.set(
        xlabel="input x",
        ylabel="value, and slope",
        title="Where σ is flat, little comes back",
    )
    axes.legend(loc="upper left")


@styled
def svm_loss() -> None:
    """Draw the SVM loss with its penalty as a graph, as the lecture does."""
    nodes = [
        Node("x", "", (0, 2)),
        Node("W", "", (0, 1)),
        Node("scores", "×", (1.6, 1.6), "xW"),
        Node("hinge", "hinge", (3.0, 1.6), ("scores",)),
        Node("R", "λΣW²", (3.0, 0.4), "W"),
        Node("L", "+", (4.8, 1), ("hinge", "R")),
    ]
    values: dict[str, Label] = {
        "x": "(D,)",
        "W": "(C, D)",
        "scores": "s = Wx",
        "hinge": "data loss",
        "R": "penalty",
        "L": "loss L",
    }
    _, axes = plt.subplots(figsize=(WIDTH, 2.6))
    gradients: dict[str, Label] = {
        "W": "← $∂L/∂W$",
        "scores": "← $∂L/∂s$",
        "hinge": "1",
        "R": "1",
        "L": "1",
    }
    draw_circuit(axes, nodes, values, gradients)
    axes.set_title("The SVM loss as a graph: the wire of W branches")


@styled
def learning_curves(history: History | None, title: str, test: bool = False) -> None:
    """Draw loss and accuracy after each epoch, for training and validation images.

    Parameters
    ----------
    history
        What `train` returned, or None while there is nothing to show.
    test
        Draw those of the test images, too: for the very end, when nothing is left to choose.
    """
    if history is None:
        raise NotDone("The cell that trains this net has to run first.")
    parts = [("training", BLUE, "-"), ("validation", ORANGE, "--"), ("test", GREEN, ":")]
    _, panels = plt.subplots(1, 2, figsize=(WIDTH, 3))
    for axes, curves, name in zip(
        panels, (history.losses, history.accuracies), ("loss", "accuracy"), strict=True
    ):
        for part, colour, style in parts[: 3 if test else 2]:
            axes.plot(curves[part], color=colour, linestyle=style, label=part)
        axes.set(xlabel="epoch", ylabel=name, title=f"{title}: {name}")
        axes.set_ylim(bottom=0)
    panels[1].set_ylim(top=1.05)
    panels[1].legend(loc="best")
