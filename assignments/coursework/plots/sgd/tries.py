"""Pictures of random search: in the plane, and where there are more weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.comparing import as_array, as_number
from coursework.plots.sgd.plane import Loss, draw_landscape, pair
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled


@styled
def search_in_plane(random_search: Loss, valley: Loss, num_tries: int = 100) -> None:
    """Draw all tries of a random search for two weights, and how the best loss went down."""
    tried: list[np.ndarray] = []
    losses: list[float] = []

    def loss(W: np.ndarray) -> float:
        tried.append(as_array(W, "W"))
        losses.append(as_number(valley(W)[0], "loss"))
        return losses[-1]

    best_W, best_loss = pair(
        random_search(loss, (2,), num_tries, 2.0, np.random.default_rng(0)), "(best_W, best_loss)"
    )
    best_W, best_loss = as_array(best_W, "best_W"), as_number(best_loss, "best_loss")

    _, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    draw_landscape(left, lambda W: valley(W)[0], ((-6, 6), (-6, 6)))
    left.plot(*np.array(tried).T, "o", color=BLUE, markersize=3)
    left.plot(*best_W, "o", color=ORANGE, markersize=8)
    left.set(xlabel="weight $w_0$", ylabel="weight $w_1$", title=f"{num_tries} tries")

    right.semilogy(losses, ".", color=GREY, markersize=4, label="loss of this try")
    best_so_far = np.minimum.accumulate(losses)
    right.step(range(len(losses)), best_so_far, where="post", color=BLUE, label="best so far")
    right.plot(int(np.argmin(losses)), best_loss, "o", color=ORANGE, markersize=8)
    right.set(xlabel="try", ylabel="loss", title=f"Best loss: {best_loss:.2g}")
    right.set_ylim(bottom=min(losses) / 20)  # room for the legend
    right.legend(fontsize=8, loc="lower left")


@styled
def search_by_number_of_weights(
    random_search: Loss, sizes: Sequence[int] = (2, 10, 100), num_tries: int = 1000
) -> None:
    """Draw the best loss so far for more and more weights, each bowl of height 1 at W = 0."""
    curves = []
    for size in sizes:
        losses: list[float] = []

        def loss(W: Any, size: int = size, losses: list[float] = losses) -> float:
            losses.append(float(np.sum((as_array(W, "W") - 1) ** 2)) / size)
            return losses[-1]

        random_search(loss, (size,), num_tries, 1.0, np.random.default_rng(0))
        curves.append(np.minimum.accumulate(losses))

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for curve, size, colour, style in zip(
        curves, sizes, (GREEN, BLUE, ORANGE), ("-.", "--", "-"), strict=False
    ):
        tries = np.arange(1, len(curve) + 1)
        axes.loglog(tries, curve, style, color=colour, label=f"{size} weights")
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
