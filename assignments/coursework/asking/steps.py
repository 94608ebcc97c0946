"""Counting what the interpreter executes: the same on every machine, whatever else it does.

NumPy's own loops run in compiled code and don't count.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np


class Tampered(RuntimeError):
    """The counted function switched the counter off."""


def count_steps(function: Callable[..., Any], *arguments: Any) -> tuple[Any, int]:
    """Call a function and count what the interpreter executes on the way.

    Returns
    -------
    value
        What the function returned.
    steps : int
        Lines begun and functions entered, resumed or left, in all Python code that ran.
        A loop written in one line begins its line again each time round.

    Raises
    ------
    Tampered
        If another trace function stands in the counter's place at the end.
    """
    steps = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    # Printing costs nothing: an array written out in full takes steps for each of its numbers.
    with np.printoptions(threshold=0):
        sys.settrace(trace)
        try:
            value = function(*arguments)
            kept = sys.gettrace() is trace
        finally:
            sys.settrace(before)
    if not kept:
        raise Tampered("The function replaced the interpreter's trace function.")
    return value, steps
