"""Pictures of the curse of dimensionality."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.style import BLUE, GREY, ORANGE, WIDTH, styled


@styled
def curse_of_dimensionality(points_per_axis: int = 4) -> None:
    """Draw evenly spaced points in one, two and three dimensions."""
    places = (np.arange(points_per_axis) + 0.5) / points_per_axis
    figure = plt.figure(figsize=(WIDTH, 2.7))
    for dimensions in (1, 2, 3):
        points = np.array(list(product(places, repeat=dimensions)))
        title = f"{dimensions} dimension{'s' if dimensions > 1 else ''}: {len(points)} points"
        if dimensions == 3:
            axes = figure.add_subplot(1, 3, 3, projection="3d")
            axes.scatter(*points.T, color=BLUE, s=14, depthshade=True)
            axes.set(zlim=(0, 1), zticks=[0, 1])
            axes.tick_params(pad=-3)
        else:
            axes = figure.add_subplot(1, 3, dimensions)
            heights = points[:, 1] if dimensions == 2 else np.full(len(points), 0.5)
            axes.plot(points[:, 0], heights, "o", color=BLUE, markersize=5)
            axes.set_aspect("equal")
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 1], yticks=[0, 1], xlabel="pixel 1")
        axes.set_title(title, fontsize=10)
        if dimensions == 1:
            axes.set_yticks([])
        else:
            axes.set_ylabel("pixel 2")
    axes.set_zlabel("pixel 3", labelpad=-8)
    axes.xaxis.labelpad = axes.yaxis.labelpad = -8


@styled
def distances_draw_level(
    dimensions: Sequence[int] = (1, 2, 4, 8, 16, 64, 256, 1024, 3072), num_points: int = 500
) -> None:
    """Draw how near the nearest and how far the farthest of many random points is."""
    rng = np.random.default_rng(0)
    extremes = []
    for number in dimensions:
        distances = np.linalg.norm(rng.random((num_points, number)) - rng.random(number), axis=1)
        extremes.append((distances.min() / distances.mean(), distances.max() / distances.mean()))
    nearest, farthest = np.array(extremes).T

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    axes.semilogx(dimensions, farthest, "^-", color=ORANGE, label="farthest point")
    axes.semilogx(dimensions, nearest, "o-", color=BLUE, label="nearest point")
    axes.axhline(1, color=GREY, linestyle=":", linewidth=1.5, label="mean distance")
    axes.set(
        xlabel="number of dimensions",
        ylabel="distance, mean distance = 1",
        title=f"Distances to {num_points} random points",
    )
    axes.set_xticks(dimensions, [f"{number}" for number in dimensions])
    axes.minorticks_off()
    axes.legend(loc="upper right")
