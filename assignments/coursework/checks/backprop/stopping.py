"""Stopping an answer that looks forever for an order of nodes that have none.

That is what most answers do before they are right. So in the notebook nobody should wait until
the time is over, and where there is no time limit, it should end at all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from coursework.faults.failures import ENDLESS, StudentDied


class Endless(KeyboardInterrupt):
    """The steps are used up. A `KeyboardInterrupt`, so that no ``except Exception`` catches it."""


@contextmanager
def stopped_after(num_steps: int) -> Iterator[None]:
    """Stop what the student's cells do after so many steps of the interpreter.

    Cells run as the main program. Where they run in a sandbox, this process has none of their
    steps, and the sandbox has its time.

    Raises
    ------
    StudentDied
        If they were stopped.
    """
    left = num_steps

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_globals.get("__name__") != "__main__":
            return None
        left -= 1
        if left < 0:
            raise Endless
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    except Endless:
        raise StudentDied("Timeout", ENDLESS) from None
    finally:
        sys.settrace(before)
