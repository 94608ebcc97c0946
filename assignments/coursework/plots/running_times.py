"""How long functions take as the data grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled

Loss = Callable[..., Any]


@styled
def running_time(*losses: Loss, sizes: Sequence[int] = (25, 50, 100, 200, 400, 800, 1600)) -> None:
    """Draw how long loss functions take as the number of examples grows."""
    times = [measure(loss, sizes) for loss in losses]

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    for loss, (tried, seconds), colour, marker in zip(
        losses, times, (ORANGE, BLUE, GREEN), "os^", strict=False
    ):
        axes.loglog(
            tried, np.array(seconds) * 1000, marker + "-", color=colour, label=loss.__name__
        )
    axes.set(
        xlabel="number of examples N",
        ylabel="time of one call (ms)",
        title="One pass over the data: with loops, and on whole arrays",
    )
    axes.set_xticks(sizes, [f"{size}" for size in sizes])
    axes.yaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.legend(loc="upper left")


def measure(
    loss: Callable[..., Any], sizes: Sequence[int], num_classes: int = 10, num_pixels: int = 32
) -> tuple[list[int], list[float]]:
    """Time a loss function on random data of growing size, and stop before it takes long.

    Parameters
    ----------
    loss
        Called as ``loss(W, X, y, reg)``.
    sizes
        The numbers of examples, growing.

    Returns
    -------
    sizes : list of int
        Those that were tried.
    seconds : list of float
        The shortest run of each.
    """
    rng = np.random.default_rng(0)
    W = 0.01 * rng.normal(size=(num_classes, num_pixels))
    tried: list[int] = []
    seconds: list[float] = []
    for size in sizes:
        X, y = rng.normal(size=(size, num_pixels)), rng.integers(0, num_classes, size)
        runs: list[float] = []
        # The shortest of some runs: whatever else the machine does only makes a run longer.
        while len(runs) < 20 and sum(runs) < 0.1:
            start = perf_counter()
            loss(W, X, y, 0.1)
            runs.append(perf_counter() - start)
        tried.append(size)
        seconds.append(min(runs))
        if sum(runs) > 0.5:
            break
    return tried, seconds
