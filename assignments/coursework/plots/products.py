"""A matrix product as three grids of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from coursework.plots.style import CENTRED, WIDTH, styled, with_minus


@styled
def matrix_product(A: np.ndarray, B: np.ndarray, names: Sequence[str]) -> None:
    """Draw the product of two small matrices as three grids of numbers.

    Parameters
    ----------
    names
        What stands above A, B and their product, such as their names and shapes.
    """
    tallest = max(len(A), len(B))
    _, axes = plt.subplots(figsize=(WIDTH, 0.5 * (tallest + 1)))
    start = 0.0
    for part, name, colour, sign in zip(
        (A, B, A @ B), names, ("#e6e6e6", "#e6e6e6", "#cfe6f5"), ("×", "=", ""), strict=True
    ):
        rows, columns = part.shape
        top = (tallest - rows) / 2
        axes.pcolormesh(
            start + np.arange(columns + 1),
            top + np.arange(rows + 1),
            np.zeros(part.shape),
            cmap=ListedColormap([colour]),
            edgecolors="white",
            linewidth=2,
        )
        for (row, column), number in np.ndenumerate(part):
            axes.text(start + column + 0.5, top + row + 0.5, with_minus(number), **CENTRED)
        axes.text(start + columns / 2, top - 0.35, name, **CENTRED)
        axes.text(start + columns + 0.75, tallest / 2, sign, fontsize=16, **CENTRED)
        start += columns + 1.5
    axes.set(xlim=(-0.5, start - 1), ylim=(tallest, -0.7), aspect="equal")
    axes.axis("off")
