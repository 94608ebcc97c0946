"""What a function of the grader may be asked by a student's code that was given it.

The function runs out here, with nothing around it that limits it alone. So what is
asked is held to what an honest answer could make of the call's own arguments: it cuts, repeats,
stacks them, and never needs many times as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

TIMES = 4
# Small arguments may be used for somewhat larger ones.
LEAST_NUMBERS, LEAST_LARGEST = 4_000, 1_000
LEAST_SIDES = 4  # a request's arguments, and a matrix among them


@dataclass(frozen=True)
class Extent:
    """How much values ask for.

    Attributes
    ----------
    numbers : int
        How many numbers they hold; an empty array's rows count, too.
    largest : int
        The largest whole number in them, and the longest side of an array: a batch's size, a
        label, a number of neighbours. A tuple of whole numbers may be a shape, so their product.
    sides : int
        How deep they go, in lists and in dimensions of arrays. With one more than is given, sums
        and products grow without bound.
    """

    numbers: int = 0
    largest: int = 0
    sides: int = 0

    def __or__(self, other: Extent) -> Extent:
        """Return the extent of the values of both."""
        return Extent(
            self.numbers + other.numbers,
            max(self.largest, other.largest),
            max(self.sides, other.sides),
        )


def extent_of(value: Any) -> Extent:
    """Return how much a value asks for, whatever it is made of."""
    if isinstance(value, np.ndarray):
        largest = max(value.shape, default=0)
        if value.dtype.kind in "iu" and value.size:
            largest = max(largest, abs(int(value.min())), abs(int(value.max())))
        return Extent(max(value.size, *value.shape, 1), largest, value.ndim)
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        parts = Extent()
        for one in value:
            parts |= extent_of(one)
        largest = max(len(value), parts.largest)
        if isinstance(value, tuple) and all(isinstance(one, int) for one in value):
            largest = max(largest, abs(prod(value)))
        return Extent(parts.numbers + 1, largest, parts.sides + 1)
    return Extent(1, abs(value) if isinstance(value, int) else 0)


def is_too_much(asked: Extent, given: Extent) -> bool:
    """Tell whether values are far larger than those that were given with the function."""
    return (
        asked.numbers > max(LEAST_NUMBERS, TIMES * given.numbers)
        or asked.largest > max(LEAST_LARGEST, TIMES * given.largest)
        or asked.sides > max(LEAST_SIDES, given.sides)
    )
