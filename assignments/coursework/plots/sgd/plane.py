"""A loss of two weights as a landscape seen from above, and ways through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from coursework.expecting.values import as_number
from coursework.faults.failures import Failure, shown
from coursework.plots.style import BLUE, ORANGE

Loss = Callable[..., Any]
Limits = tuple[tuple[float, float], tuple[float, float]]


def pair(values: Any, returns: str) -> Any:
    """Return the two values of a student's function, or say what it should return."""
    if not isinstance(values, tuple | list) or len(values) != 2:
        raise Failure(f"Your function should return {returns}, but returned {shown(values)}.")
    return values


def draw_landscape(panels: Sequence[Any], height: Loss, limits: Limits, lines: int = 12) -> None:
    """Draw lines of equal loss, dense where it is steep: the same ones in each panel.

    Parameters
    ----------
    panels
        Matplotlib's axes.
    height
        Takes W of two weights and returns the loss, a number.
    limits
        The smallest and the largest value of each weight.
    """
    first, second = (np.linspace(*limit, 61) for limit in limits)
    losses = np.array(
        [[as_number(height(np.array([u, v])), "loss") for u in first] for v in second]
    )
    # Evenly spaced in the root, as they are for a bowl.
    levels = np.linspace(np.sqrt(losses.min()), np.sqrt(losses.max()), lines + 1)[1:] ** 2
    for axes in panels:
        axes.contour(first, second, losses, levels, colors="#9a9a9a", linewidths=0.8)
        axes.grid(False)
        axes.set(xlim=limits[0], ylim=limits[1])


def draw_path(axes: Any, path: np.ndarray, colour: str = BLUE, dots: bool = True) -> None:
    """Draw the way that W took, from a ring to a disc."""
    axes.plot(*path.T, "-", color=colour, linewidth=1.2, marker="o" if dots else "", markersize=3)
    axes.plot(*path[0], "o", color=colour, markersize=9, markerfacecolor="white", zorder=4)
    axes.plot(*path[-1], "o", color=ORANGE, markersize=8, zorder=5)
