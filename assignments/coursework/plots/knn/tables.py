"""Pictures of tables of distances, and of what it costs to fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import Dataset
from coursework.expecting.values import as_array
from coursework.plots.running_times import measure
from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled

Distances = Callable[[np.ndarray, np.ndarray], Any]

# So few that no library shares the work out among processors: where it begins to, a line jumps.
NUM_PIXELS = 16


@styled
def distance_table(
    distances: Distances, data: Dataset, num_test: int = 5, num_train: int = 10
) -> None:
    """Draw the distances of so many images of each class to training images of each class."""
    rows, columns = _of_each(data.y_val, num_test), _of_each(data.y_train, num_train)
    table = as_array(distances(data.X_val[rows], data.X_train[columns]), "table of distances")

    _, axes = plt.subplots(figsize=(WIDTH, 3.8))
    shown = axes.imshow(table, cmap="cividis", aspect="auto", interpolation="nearest")
    axes.set(
        xlabel="training image, sorted by class",
        ylabel="other image, sorted by class",
        title="Distance of each image to each training image",
    )
    for y, its_axis, slant in (
        (data.y_train[columns], axes.xaxis, 0 if len(data.class_names[0]) < 3 else 45),
        (data.y_val[rows], axes.yaxis, 0),
    ):
        middles = [np.flatnonzero(y == label).mean() for label in np.unique(y)]
        its_axis.set_ticks(
            middles, [data.class_names[label] for label in np.unique(y)], rotation=slant
        )
    axes.tick_params(length=0)
    axes.grid(visible=False)
    plt.gcf().colorbar(shown, ax=axes, label="L2 distance")


def _of_each(y: np.ndarray, number: int) -> np.ndarray:
    """Return the places of the first few images of each class, class by class."""
    return np.concatenate([np.flatnonzero(y == label)[:number] for label in np.unique(y)])


@styled
def cost_of_loops(
    *functions: Distances, sizes: Sequence[int] = (25, 50, 100, 200, 400, 800), num_test: int = 20
) -> None:
    """Draw how long it takes to fill a table as the number of training images grows."""
    times = [
        measure(_as_loss(distances, num_test), sizes, num_pixels=NUM_PIXELS)
        for distances in functions
    ]

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    for distances, (tried, seconds), colour, marker in zip(
        functions, times, (ORANGE, GREEN, BLUE), "o^s", strict=False
    ):
        milliseconds = np.array(seconds) * 1000
        axes.loglog(tried, milliseconds, marker + "-", color=colour, label=distances.__name__)
    axes.set(
        xlabel="number of training images",
        ylabel="time of one call (ms)",
        title=f"Distances of {num_test} images to N training images",
    )
    axes.set_xticks(sizes, [f"{size}" for size in sizes])
    axes.yaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.margins(y=0.3)
    axes.legend(loc="upper left")


def _as_loss(distances: Distances, num_test: int) -> Callable[..., Any]:
    """Return a function of (W, X, y, reg), which is what is measured in other assignments."""
    tests = np.random.default_rng(1).normal(size=(num_test, NUM_PIXELS))
    return lambda W, X, y, reg: distances(tests, X)
