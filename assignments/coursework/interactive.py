"""``explore(draw, reg=(0, 1, 0.1))``: sliders under a picture, where there are any."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

# Where nobody is there to move them, widgets are left out: they can block nbclient for
# minutes (https://github.com/jupyter/nbclient/issues/312).
NOBODY_THERE = ("NBGRADER_EXECUTION", "COURSEWORK_STATIC")


def explore(draw: Callable[..., None], **choices: Any) -> None:
    """Draw a picture again whenever one of its settings is moved.

    A static picture should stand beside it: sliders work only while the notebook runs,
    and only where ipywidgets is installed. Without it, a line says so. Where nbgrader
    runs the notebook, or the environment variable COURSEWORK_STATIC is set, the picture
    is drawn once.

    Parameters
    ----------
    draw
        Draws the picture; the settings' values at the start are its defaults.
    **choices
        For each setting ``(smallest, largest, step)`` for a slider, or a list to choose
        from: what ``ipywidgets.interact`` takes, in versions 7 and 8 alike.
    """
    if any(os.environ.get(name) for name in NOBODY_THERE):
        draw()
        return
    try:
        from ipywidgets import interact
    except ImportError:
        print("For sliders here: pip install ipywidgets, then restart the kernel.")
        return
    interact(draw, **choices)
