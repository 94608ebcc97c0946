"""``explore(draw, reg=(0, 1, 0.1))``: sliders under a picture, where there are any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def explore(draw: Callable[..., None], **choices: Any) -> None:
    """Draw a picture anew whenever one of its settings is moved.

    A static picture should stand beside it: sliders work only while the notebook runs,
    and only where ipywidgets is installed. Without it, a line says so.

    Parameters
    ----------
    draw
        Draws the picture; the settings' values at the start are its defaults.
    **choices
        For each setting ``(smallest, largest, step)`` for a slider, or a list to choose
        from: what ``ipywidgets.interact`` takes, in versions 7 and 8 alike.
    """
    try:
        from ipywidgets import interact
    except ImportError:
        print("For sliders here: pip install ipywidgets, then restart the kernel.")
        return
    interact(draw, **choices)
