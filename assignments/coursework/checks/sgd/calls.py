"""Asking answers that get a loss to call, and looking at their calls of it."""

from __future__ import annotations

import numpy as np

from coursework.asking.asked import Call
from coursework.scoring.check import Failure


def generator(seed: int) -> np.random.Generator:
    """Return a new random generator: the same seed, the same numbers."""
    return np.random.default_rng(seed)


def expect_calls(call: Call, number: int, times: str) -> None:
    """Fail unless the function that was handed over was called so many times."""
    called = len(call.called_back)
    if called != number:
        raise Failure(
            f"In {number} {times}, your function called the loss {called} times; expected "
            f"{number}.",
            discreet=f"In {number} {times}, your function called the loss "
            f"{'more' if called > number else 'less'} than {number} times.",
        )


def expect_enough_calls(call: Call, number: int, times: str) -> None:
    """Fail if the function that was handed over was called less than so many times.

    For checks that look at each call: of no call at all, everything is true.
    """
    if len(call.called_back) < number:
        expect_calls(call, number, times)
