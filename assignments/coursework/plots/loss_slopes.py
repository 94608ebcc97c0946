"""Pictures of gradients: against the slope of the loss, and at a kink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_number
from coursework.gradients import GradientCheck
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled, with_minus


@styled
def loss_along_weight(
    loss: Callable[[np.ndarray], tuple[Any, Any]], W: np.ndarray, place: tuple[int, ...]
) -> None:
    """Draw the loss while one weight moves about its value, and its slopes to either side."""
    W = np.array(W, dtype=float)
    steps = np.linspace(-0.5, 0.5, 201)

    def at(step: float) -> float:
        moved = W.copy()
        moved[place] += step
        return as_number(loss(moved)[0], "loss")

    losses, here = [at(step) for step in steps], at(0)

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    weights = W[place] + steps
    axes.plot(weights, losses, color=BLUE, zorder=3)
    h = 1e-5
    for slope, label, colour, style in (
        ((here - at(-h)) / h, "left", GREEN, "--"),
        ((at(h) - here) / h, "right", ORANGE, ":"),
    ):
        axes.plot(
            weights,
            here + slope * steps,
            color=colour,
            linestyle=style,
            linewidth=1.5,
            label=f"{label} slope, drawn on: {with_minus(round(slope, 3))}",
        )
    axes.plot(W[place], here, "o", color="black", markersize=6, zorder=4)
    row, column = place
    axes.set(xlabel=f"weight W[{row}, {column}]", ylabel="loss", title="A kink has two slopes")
    axes.legend(loc="upper center")


@styled
def gradient_check(check: GradientCheck, label: str = "analytic gradient: your formula") -> None:
    """Draw a gradient against the slope of its loss: right values lie on the diagonal.

    Parameters
    ----------
    label
        Where the gradient comes from: the vertical axis's label.
    """
    kink, wrong = check.at_kink & check.agrees, ~check.agrees
    fine = ~kink & ~wrong

    _, axes = plt.subplots(figsize=(WIDTH, 3.6))
    middle = np.nanmean(check.numerical)
    axes.axline((middle, middle), slope=1, color=GREY, linewidth=1, zorder=1)
    bars = np.abs(check.right - check.left) / 2
    for group, marker, colour, meaning in (
        (fine, "o", BLUE, "equal"),
        (kink, "^", ORANGE, "at a kink, from slope to slope"),
        (wrong, "X", "black", "different"),
    ):
        if group.any():
            axes.errorbar(
                check.numerical[group],
                check.analytic[group],
                xerr=bars[group] if group is kink else None,
                fmt=marker,
                color=colour,
                capsize=4,
                linewidth=1.5,
                label=f"{meaning} ({group.sum()})",
            )
    axes.margins(0.08)
    axes.set(
        xlabel="numerical gradient: slope of the loss",
        ylabel=label,
        title=f"Gradient check at {len(check.places)} of {check.size} weights",
    )
    axes.legend(loc="upper left")
