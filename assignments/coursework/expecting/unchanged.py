"""An answer leaves its arguments as they were."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from coursework.asking.asked import Asked
from coursework.faults.failures import Failure, Mistake

# Who moves a number and puts it back, as for a slope, may leave a rounding error.
UNDONE = 1e-12

ARGUMENT_CHANGED = Mistake(
    "argument_changed",
    (),
    "Whoever calls your function still needs the array. `a *= 2`, `a += b` and `a[i] = 1` change "
    "it, and `b = a` makes no copy. `b = 2 * a` and `b = a.copy()` make a new array.",
)


def expect_inputs_unchanged(student: Asked, names: Sequence[str], *cases: tuple[Any, ...]) -> None:
    """Fail if the answer changes one of its first arguments, which have these names.

    Each case is the arguments of one call.
    """
    for case in cases:
        call = student.call(*case)
        expect_unchanged(call.arguments_after[: len(names)], case[: len(names)], names)


def expect_unchanged(after: Sequence[Any], before: Sequence[Any], names: Sequence[str]) -> None:
    """Fail if an argument isn't what it was before the call."""
    for got, given, name in zip(after, before, names, strict=True):
        try:
            same = np.shape(got) == np.shape(given) and np.allclose(
                got, given, rtol=UNDONE, atol=UNDONE, equal_nan=True
            )
        except (TypeError, ValueError, OverflowError):  # it isn't even made of numbers any more
            same = False
        if not same:
            raise Failure(f"Your function changed its argument {name}.", ARGUMENT_CHANGED)
