"""Counting what the interpreter executes: a loop over examples shows in steps, not seconds.

Steps are the same on every machine, whatever else it does. NumPy's own loops run
in compiled code and don't count.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from coursework.checking import Asked, Failure, Mistake
from coursework.comparing import as_array, close

# Named here, so that a loop isn't explained, and forgiven, by a mistake in the values it gives.
LOOPS = Mistake(
    "loops_over_examples",
    (),
    "Work on whole arrays and let NumPy do the looping.",
)


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
        A loop written in one line begins its line anew each time round.

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


def expect_no_loop(
    student: Asked, arguments: Callable[[int], tuple[Any, ...]], few: int, many: int
) -> None:
    """Fail if more examples make the interpreter do more.

    Parameters
    ----------
    arguments
        Makes the arguments for a number of examples.
    few, many
        The two numbers of examples to compare.
    """
    # Imports settle on a first call, of a size of its own: NumPy keeps what it finds out about a
    # size (`np.einsum` with `optimize` its path), which one of the two would be spared else.
    student.call(*arguments(few // 2), count=True)
    larger = arguments(many)
    counted = [student.call(*given, count=True) for given in (arguments(few), larger)]
    steps = [call.steps or 0 for call in counted]
    if steps[1] - steps[0] >= (many - few) / 2:
        raise Failure(
            f"Your function still loops over the examples: {few} examples take "
            f"Python {steps[0]:,} steps, {many} take {steps[1]:,}.",
            LOOPS,
            f"Your function still loops over the examples: Python takes more steps for {many} "
            f"than for {few}.",
        )
    # A short cut that is taken only while somebody counts is no way to do the work.
    if not same_values(counted[1].value, student.answer(*larger)):
        raise Failure("Your function gives another value while its steps are counted.")


def same_values(one: Any, other: Any) -> bool:
    """Tell whether two values of a function, perhaps tuples of values, are the same numbers."""
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same_values, one, other))
    return close(as_array(one, "value"), as_array(other, "value"))


def expect_loss_without_loop(student: Asked) -> None:
    """Fail if a linear classifier's ``loss(W, X, y, reg)`` loops over the examples."""
    rng = np.random.default_rng(0)

    def arguments(num_examples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
        X = rng.normal(size=(num_examples, 6))
        return rng.normal(size=(5, 6)), X, rng.integers(0, 5, num_examples), 0.1

    expect_no_loop(student, arguments, few=40, many=400)
