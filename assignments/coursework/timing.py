"""How long a loss function takes as its data grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import numpy as np


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
