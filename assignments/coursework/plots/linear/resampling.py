"""Bias and variance: the same two classifiers on one training set after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.linear.fitting import (
    Classifier,
    accuracy,
    labels_of,
    least_squares,
    nearest_neighbour,
)
from coursework.plots.linear.hard_cases import Points
from coursework.plots.linear.plane import draw_points, draw_regions
from coursework.plots.style import BLUE, GREY, ORANGE, WIDTH, styled

Draw = Callable[[int, np.random.Generator], Points]
NAMES = ("linear", "1 nearest neighbour")


@styled
def resampled_borders(
    predict: Classifier, draw: Draw, num_examples: int = 40, num_sets: int = 3
) -> None:
    """Draw what both classifiers make of several training sets from one source."""
    rng = np.random.default_rng(0)
    sets = [draw(num_examples, rng) for _ in range(num_sets)]
    span = np.linspace(-4, 4, 161)
    across, up = np.meshgrid(span, span)
    grid = np.stack([across.ravel(), up.ravel()], axis=1)
    linear = [labels_of(predict, grid, *least_squares(X, y, 2)) for X, y in sets]
    neighbour = [nearest_neighbour(grid, X, y) for X, y in sets]

    _, panels = plt.subplots(
        2, num_sets, figsize=(WIDTH, 4.6), sharex=True, sharey=True, squeeze=False
    )
    for row, (borders, name) in enumerate(zip((linear, neighbour), NAMES, strict=True)):
        for axes, labels, (X, y), number in zip(
            panels[row], borders, sets, range(1, num_sets + 1), strict=True
        ):
            draw_regions(axes, (across, up, labels.reshape(across.shape)))
            draw_points(axes, X, y, size=12)
            axes.set(xlim=(-4, 4), ylim=(-4, 4), aspect="equal", xlabel="x₁")
            axes.set_title(f"{name}, set {number}" if number == 1 else f"set {number}")
        panels[row][0].set_ylabel("x₂")
    for axes in panels.flat:
        axes.label_outer()


@styled
def train_and_test(
    predict: Classifier,
    sources: Mapping[str, Draw],
    num_examples: int = 40,
    num_sets: int = 30,
) -> None:
    """Draw train and test accuracy of both classifiers on many training sets, with their means."""
    results = {
        name: _accuracies(predict, draw, num_examples, num_sets) for name, draw in sources.items()
    }
    _, panels = plt.subplots(1, len(sources), figsize=(WIDTH, 3.4), sharey=True, squeeze=False)
    jitter = np.linspace(-0.12, 0.12, num_sets)
    for axes, (name, result) in zip(panels[0], results.items(), strict=True):
        for place, (who, colour, marker) in enumerate(
            zip(NAMES, (BLUE, ORANGE), "os", strict=True)
        ):
            for column, part in enumerate(("train", "test")):
                at = 3 * column + place
                axes.plot(at + jitter, result[who, part], marker, color=colour, markersize=3.5)
                mean = float(np.mean(result[who, part]))
                axes.hlines(mean, at - 0.35, at + 0.35, color="black", linewidth=1.5)
                axes.annotate(
                    f"{mean:.0%}", (at + 0.4, mean), va="center", fontsize=8, color=colour
                )
        axes.axhline(0.5, color=GREY, linestyle=":", linewidth=1.5)
        axes.set(title=name, xlabel="measured on", xlim=(-0.7, 4.7))
        axes.set_xticks([0.5, 3.5], ["the training set", "new points"])
        axes.grid(axis="x", visible=False)
    panels[0][0].set_ylabel("accuracy")
    panels[0][0].yaxis.set_major_formatter("{x:.0%}")
    for who, colour, marker in zip(NAMES, (BLUE, ORANGE), "os", strict=True):
        panels[0][0].plot([], [], marker, color=colour, label=who)
    panels[0][0].plot([], [], ":", color=GREY, linewidth=1.5, label="guessing")
    panels[0][0].legend(loc="lower left", fontsize=8)


def _accuracies(
    predict: Classifier, draw: Draw, num_examples: int, num_sets: int
) -> dict[tuple[str, str], list[float]]:
    """Return the accuracies by classifier and by what they were measured on."""
    rng = np.random.default_rng(0)
    X_new, y_new = draw(1000, rng)
    found: dict[tuple[str, str], list[float]] = {
        (who, part): [] for who in NAMES for part in ("train", "test")
    }
    for _ in range(num_sets):
        X, y = draw(num_examples, rng)
        W, b = least_squares(X, y, 2)
        for part, (points, labels) in {"train": (X, y), "test": (X_new, y_new)}.items():
            found[NAMES[0], part].append(accuracy(predict, points, labels, W, b))
            neighbours = nearest_neighbour(points, X, y)
            found[NAMES[1], part].append(float(np.mean(neighbours == labels)))
    return found
