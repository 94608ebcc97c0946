"""The look that all pictures share.

The colours are Okabe and Ito's, which colour-blind people can tell apart
(https://jfly.uni-koeln.de/color/); the background is white, so that the pictures can
be read in a dark notebook too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import matplotlib.pyplot as plt

Parameters = ParamSpec("Parameters")

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#767676"
WIDTH = 6.5  # inches
CENTRED: dict[str, Any] = {"ha": "center", "va": "center"}
LOOK: dict[Any, Any] = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "text.color": "black",
    "axes.labelcolor": "black",
    "axes.edgecolor": "black",
    "xtick.color": "black",
    "ytick.color": "black",
    "figure.dpi": 100,
    "figure.constrained_layout.use": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlesize": 11,
    "grid.color": "#e6e6e6",
    "lines.linewidth": 2,
    "legend.frameon": False,
}


def styled(draw: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Give a picture the look that all share, whatever style the notebook has set."""

    @wraps(draw)
    def drawn(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        # Not plt.rc_context: it also takes back what the notebook's backend has set meanwhile.
        before = {name: plt.rcParams[name] for name in LOOK}
        plt.rcParams.update(LOOK)
        try:
            draw(*args, **kwargs)
        finally:
            plt.rcParams.update(before)
        if plt.get_fignums():
            # The notebook draws it when the cell ends, and pyplot would just before that.
            plt.gcf().stale = False

    return drawn


def with_minus(number: float) -> str:
    """Return a number as text with a minus sign, as the axes write it, not a hyphen."""
    return f"{number:g}".replace("-", "−")
