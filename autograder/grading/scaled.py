"""A mistake that any answer can make: all its values are right but for one factor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from coursework.expecting.values import close
from coursework.scoring.check import Mistake

SCALED = Mistake(
    "wrong_by_a_factor",
    (),
    "All your values are the same number of times too large or too small. Which factor or "
    "divisor is missing, doubled, or has the wrong sign?",
    "slip",
    "one factor, all else right",
)
# With fewer numbers, that they share a factor may be chance.
FEWEST = 4


def are_scaled(pairs: Iterable[tuple[Any, Any]]) -> bool:
    """Tell whether values are the right ones times one factor, which isn't 1 or 0.

    Parameters
    ----------
    pairs
        What an answer returned, each with what is right: numbers, arrays, or tuples of them.
    """
    got, right = [], []
    for one, other in pairs:
        numbers = _numbers(one), _numbers(other)
        if numbers[0] is None or numbers[1] is None or numbers[0].size != numbers[1].size:
            return False
        got.append(numbers[0])
        right.append(numbers[1])
    if not got:
        return False
    values, expected = np.concatenate(got), np.concatenate(right)
    if not (np.isfinite(values).all() and np.isfinite(expected).all()):
        return False
    told = expected[np.abs(expected) > 1e-6 * np.abs(expected).max(initial=0.0)]
    if np.unique(told.round(9)).size < FEWEST:
        return False
    factor = values[np.abs(expected).argmax()] / np.abs(expected).max()
    factor *= np.sign(expected[np.abs(expected).argmax()])
    return abs(factor) > 1e-3 and not close(factor, 1.0) and close(values, factor * expected)


def _numbers(value: Any) -> np.ndarray | None:
    """Return all numbers of a value in a row; None of what isn't made of fractions."""
    if isinstance(value, tuple | list):
        parts = [_numbers(one) for one in value]
        known = [one for one in parts if one is not None]
        return np.concatenate(known) if known and len(known) == len(parts) else None
    if isinstance(value, float | np.floating | np.ndarray):
        numbers = np.asarray(value)
        return numbers.astype(float).ravel() if numbers.dtype.kind == "f" else None
    return None
