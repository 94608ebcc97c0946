"""Computational graphs as pictures: gates, wires, values above them and gradients below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from coursework.faults.failures import WrongForm
from coursework.networks import failures_told
from coursework.plots.style import BLUE, CENTRED, GREY, ORANGE, WIDTH, styled

STUB = 0.75  # the piece of wire right of each node, on which the numbers stand
GATE_MIDDLE = 0.51  # where on it the numbers of a gate stand, clear of its box
Label = float | str | None


@dataclass(frozen=True)
class Node:
    """An input (without a symbol) or a gate of a picture, and the nodes whose values go in."""

    name: str
    symbol: str
    at: tuple[float, float]
    inputs: Sequence[str] = ()


def draw_circuit(
    axes: Axes,
    nodes: Sequence[Node],
    values: Mapping[str, Label],
    gradients: Mapping[str, Label],
    size: float = 9,
) -> None:
    """Draw a graph: each node's value above the wire that leaves it, its gradient below.

    Parameters
    ----------
    values, gradients
        What to write, by the names of nodes; a node that is missing gets nothing.
    size
        Font size of numbers and symbols.
    """
    places = {node.name: node.at for node in nodes}
    line: dict[str, Any] = {"color": GREY, "linewidth": 1.3, "zorder": 1}
    for node in nodes:
        x, y = node.at
        axes.plot([x, x + STUB], [y, y], **line)
        for one in node.inputs:
            start = places[one][0] + STUB, places[one][1]
            axes.plot([start[0], x], [start[1], y], **line)
        if node.symbol:
            shape = "circle,pad=0.35" if len(node.symbol) == 1 else "round,pad=0.35"
            box = {"boxstyle": shape, "facecolor": "white", "edgecolor": "black"}
            axes.text(x, y, node.symbol, fontsize=size - 0.5, bbox=box, **CENTRED)
        else:
            axes.text(x - 0.06, y, node.name, fontsize=11, ha="right", va="center")
        middle = x + (GATE_MIDDLE if node.symbol else STUB / 2)
        for label, side, colour in (
            (values.get(node.name), 1, BLUE),
            (gradients.get(node.name), -1, ORANGE),
        ):
            if label is not None:
                axes.annotate(
                    shown_number(label),
                    (middle, y),
                    xytext=(0, 4 * side),
                    textcoords="offset points",
                    ha="center",
                    va="bottom" if side > 0 else "top",
                    fontsize=size,
                    color=colour,
                )
    xs, ys = zip(*places.values(), strict=True)
    axes.set(xlim=(min(xs) - 0.35, max(xs) + STUB + 0.25), ylim=(min(ys) - 0.45, max(ys) + 0.45))
    axes.axis("off")


@styled
def graph_in_order(graph: Any) -> None:
    """Draw a graph's nodes in a row, in the order that it gives, with the wires as arcs."""
    with failures_told():
        order = graph.order()
        names, inputs_of = list(graph.gates), graph.inputs_of
    # Inputs may stand in an order; they aren't drawn.
    if isinstance(order, list | tuple) and all(isinstance(name, str) for name in order):
        inputs = {one for several in inputs_of.values() for one in several} - set(names)
        order = [name for name in order if name not in inputs]
    if not isinstance(order, list | tuple) or not all(name in names for name in order):
        raise WrongForm("order() should return the names of nodes", f"returned {order!r}")

    place = {name: i for i, name in enumerate(order)}
    _, axes = plt.subplots(figsize=(WIDTH, 2.6))
    for name in order:
        for one in inputs_of[name]:
            if one not in place:
                continue
            fine = place[one] < place[name]
            axes.annotate(
                "",
                (place[name], 0.16),
                (place[one], 0.16),
                arrowprops={
                    "arrowstyle": "-|>",
                    "connectionstyle": f"arc3,rad={-0.45 if fine else 0.45}",
                    "color": BLUE if fine else ORANGE,
                    "linewidth": 1.5,
                },
            )
        axes.text(
            place[name],
            0,
            name,
            fontsize=10,
            bbox={"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "black"},
            **CENTRED,
        )
        axes.text(place[name], -0.42, f"{place[name] + 1}", color=GREY, **CENTRED)
    axes.set(
        xlim=(-0.6, len(order) - 0.4),
        ylim=(-0.65, 1.5),
        xlabel="place in your order",
        title="Every arrow should point to the right",
    )
    axes.set_yticks([])
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def shown_number(label: float | str) -> str:
    """Return a number with four digits and a proper minus sign, a text as it is."""
    return label if isinstance(label, str) else f"{label + 0:.4g}".replace("-", "−")
