"""The pictures of the penalties by themselves, and of what each prefers."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.regularization.student_values import Answer, pair
from coursework.plots.style import BLUE, GREY, ORANGE, WIDTH, styled

COLOURS = (BLUE, ORANGE)
STYLES = ("-", "--")


@styled
def penalties_of_one_weight(*, L2: Answer, L1: Answer) -> None:
    """Draw what a single weight costs, and the slope of that, for each penalty."""
    weights = np.linspace(-2, 2, 401)
    values = {
        name: [pair(penalty(np.array([w])), "R") for w in weights]
        for name, penalty in (("L2", L2), ("L1", L1))
    }

    _, panels = plt.subplots(1, 2, figsize=(WIDTH, 3))
    for (name, pairs), colour, style in zip(values.items(), COLOURS, STYLES, strict=True):
        panels[0].plot(weights, [R for R, _ in pairs], style, color=colour, label=name)
        slopes = [float(gradient.reshape(-1)[0]) for _, gradient in pairs]
        panels[1].plot(weights, slopes, style, color=colour)
    panels[0].set(xlabel="weight w", ylabel="penalty R", title="What one weight costs")
    panels[1].set(xlabel="weight w", ylabel="gradient of R", title="How hard it is pulled to 0")
    panels[0].legend(loc="upper center")


VALLEY = np.array([1.0, 2.0])  # the input x; its weights should score 1


@styled
def preferences(
    *,
    L2: Answer | None = None,
    L1: Answer | None = None,
    elastic_net: Answer | None = None,
    beta: float = 3.0,
) -> None:
    """Draw a valley of equally good weights, and which of them each penalty prefers."""
    penalties: dict[str, Answer] = {}
    if L2 is not None:
        penalties["L2"] = L2
    if L1 is not None:
        penalties["L1"] = L1
    if elastic_net is not None:
        penalties[f"elastic net, β = {beta:g}"] = lambda w: elastic_net(w, beta)
    grid = np.linspace(-0.6, 1.2, 61)
    first, second = np.meshgrid(grid, grid)
    along = np.arange(-360, 721) / 600  # the first weight; 0 is among them
    valley = np.stack([along, (1 - VALLEY[0] * along) / VALLEY[1]], axis=1)
    heights, best = {}, {}
    for name, penalty in penalties.items():
        points = np.stack([first.ravel(), second.ravel()], axis=1)
        costs = [pair(penalty(w), "R")[0] for w in points]
        heights[name] = np.reshape(costs, first.shape)
        best[name] = valley[np.argmin([pair(penalty(w), "R")[0] for w in valley])]

    figure, panels = plt.subplots(
        1, len(penalties), figsize=(WIDTH, 2.9), sharey=True, squeeze=False
    )
    if len(penalties) == 1:
        figure.set_figwidth(3.6)
    for axes, name in zip(panels[0], penalties, strict=True):
        here = best[name]
        lowest = float(pair(penalties[name](here), "R")[0])
        levels = sorted({*(lowest * np.array([0.25, 1.75, 2.75, 4])), lowest})
        axes.contour(first, second, heights[name], levels=levels, colors=GREY, linewidths=1)
        axes.plot(*valley.T, color=BLUE)
        axes.plot(*here, "o", color=ORANGE, markersize=8, zorder=4)
        axes.axhline(0, color="black", linewidth=0.8)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.grid(visible=False)
        weights = ", ".join(f"{w:.2g}" for w in here)
        axes.set(
            xlim=(-0.6, 1.2),
            ylim=(-0.6, 1.2),
            aspect="equal",
            xlabel="$w_1$",
            title=f"{name}\nbest: ({weights})",
        )
    panels[0][0].set_ylabel("$w_2$")
