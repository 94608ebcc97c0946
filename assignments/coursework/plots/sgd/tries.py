"""Pictures of random search: in the plane, and where there are more weights."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_array
from coursework.plots.sgd.plane import Loss, draw_landscape
from coursework.plots.sgd.student_values import searched
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled


@styled
def search_in_plane(random_search: Loss, valley: Loss, num_tries: int = 100) -> None:
    """Draw all tries of a random search for two weights, and how the best loss went down."""
    tried, losses = searched(random_search, lambda W: valley(W)[0], (2,), num_tries, 2.0)
    best = int(np.argmin(losses))

    _, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    draw_landscape([left], lambda W: valley(W)[0], ((-6, 6), (-6, 6)))
    left.plot(*tried.T, "o", color=BLUE, markersize=3)
    left.plot(*tried[best], "o", color=ORANGE, markersize=8)
    left.set(xlabel="weight $w_1$", ylabel="weight $w_2$", title=f"{num_tries} tries")

    right.semilogy(losses, ".", color=GREY, markersize=4, label="loss of this try")
    best_so_far = np.minimum.accumulate(losses)
    right.step(range(len(losses)), best_so_far, where="post", color=BLUE, label="best so far")
    right.plot(best, losses[best], "o", color=ORANGE, markersize=8)
    right.set(xlabel="try", ylabel="loss", title=f"Best loss: {losses[best]:.2g}")
    right.set_ylim(bottom=losses[best] / 20)  # room for the legend
    right.legend(fontsize=8, loc="lower left")


@styled
def search_by_number_of_weights(
    random_search: Loss, sizes: Sequence[int] = (2, 10, 100), num_tries: int = 1000
) -> None:
    """Draw the best loss so far for more and more weights, each bowl of height 1 at W = 0."""
    curves = []
    for size in sizes:

        def loss(W: np.ndarray, size: int = size) -> float:
            return float(np.sum((as_array(W, "W") - 1) ** 2)) / size

        _, losses = searched(random_search, loss, (size,), num_tries, 1.0)
        curves.append(np.minimum.accumulate(losses))

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for curve, size, colour, style in zip(
        curves, sizes, (GREEN, BLUE, ORANGE), ("-.", "--", "-"), strict=False
    ):
        tries = np.arange(1, len(curve) + 1)
        axes.step(tries, curve, style, where="post", color=colour, label=f"{size} weights")
    axes.set(xscale="log", yscale="log")
    axes.axhline(1, color=GREY, linewidth=1, linestyle=":")
    axes.annotate(
        "W = 0, without any search",
        (num_tries, 1),
        xytext=(0, -4),
        textcoords="offset points",
        color=GREY,
        ha="right",
        va="top",
    )
    axes.set(
        xlabel="tries",
        ylabel="best loss so far",
        title="The more weights, the less a random search finds",
    )
    axes.legend(loc="lower left")
