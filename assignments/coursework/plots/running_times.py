"""How long functions take as the data grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled
from coursework.timing import measure

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
