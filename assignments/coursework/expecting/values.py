"""Comparisons for checks: tolerant of form, strict about values, clear when they fail.

Right by another method is right: a 0-d array serves for a float, a list for a 1-D
array, a fraction for a decimal number, float32 within its own precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from coursework.asking.forms import as_dict
from coursework.asking.plain import is_masked, plain
from coursework.faults.failures import shown
from coursework.scoring.check import Failure, NotDone, WrongForm

# float32 carries 7 digits, and a sum over a small batch loses two or three of them.
# Checks draw their inputs so that every term shows far above this.
TOLERANCE = 1e-4


def as_array(value: Any, name: str) -> np.ndarray:
    """Return a student's value as a float array, or say why it isn't one."""
    return _as_floats(_numbers(value, name))


def _as_floats(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype(np.float64)


def _numbers(value: Any, name: str) -> np.ndarray:
    """Return a student's value as an array of its own type, which may be an eighth as large."""
    if value is None:
        raise WrongForm(f"Your {name} is None. Did you forget to return it?")
    if value is Ellipsis or value is NotImplemented:
        raise NotDone(f"Your {name} is still a placeholder.")
    if is_masked(value):
        raise WrongForm(f"Your {name} should be made of numbers", "some entries are masked")
    try:
        numbers = plain(value)
        if _holds_no_number(numbers):  # of texts NumPy would make an array as wide as the longest
            raise TypeError
        array = np.asarray(numbers)
        if array.dtype.kind not in "iuf":
            raise TypeError
        return array
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise WrongForm(f"Your {name} should be made of numbers", f"is {shown(value)}") from None


def _holds_no_number(value: Any) -> bool:
    """Tell whether a text stands somewhere in a value, or what NumPy would drop: a mask."""
    if isinstance(value, list | tuple):
        return any(map(_holds_no_number, value))
    return isinstance(value, str) or is_masked(value)


def difference(one: Any, other: Any, name: str) -> np.ndarray:
    """Return a student's value less another, or say what keeps them from being compared."""
    first, second = _numbers(one, name), _numbers(other, name)
    if first.shape != second.shape:
        raise WrongForm(
            f"Your {name} should have one shape", f"has {first.shape} and {second.shape}"
        )
    return np.asarray(_as_floats(first) - _as_floats(second))


def as_number(value: Any, name: str) -> float:
    """Return a student's value as one float, or say why it isn't one number."""
    array = _numbers(value, name)
    if array.size != 1:
        raise WrongForm(
            f"Your {name} should be a single number", f"is an array of shape {array.shape}"
        )
    return float(_as_floats(array).reshape(()))


def expect_number(value: Any, expected: float, name: str, given: str = "") -> None:
    """Fail unless `value` is the number expected.

    Parameters
    ----------
    value
        What the student's code returned.
    expected
        What is right.
    name
        What the value is, in the student's words: ``"loss"``.
    given
        Ends the sentence with what it was computed on: ``"for the frog image"``.
    """
    got = as_number(value, name)
    if np.isnan(got) and not np.isnan(expected):
        raise Failure(
            f"Your {name}{_given(given)} is NaN (not a number); expected {digits(expected)}.",
            discreet=f"Your {name}{_given(given)} is NaN (not a number).",
        )
    if not close(got, expected):
        raise Failure(
            f"Your {name}{_given(given)} is {digits(got)}; expected {digits(expected)}.",
            discreet=f"Your {name}{_given(given)} {how_far_off(got, expected)}.",
        )


def expect_array(value: Any, expected: np.ndarray, name: str, given: str = "") -> None:
    """Fail unless `value` is an array of the shape and the numbers expected."""
    numbers = _numbers(value, name)
    expected = np.asarray(expected)
    if numbers.shape != expected.shape:
        raise Failure(
            f"Your {name}{_given(given)} has shape {numbers.shape}; expected shape "
            f"{expected.shape}.",
            discreet=f"Your {name}{_given(given)} doesn't have the shape {expected.shape}.",
        )
    got = _as_floats(numbers)
    if np.isnan(got).any():
        raise Failure(f"Your {name}{_given(given)} contains NaN (not a number).")
    if not close(got, expected):
        wrong = np.argwhere(~_near(got, expected))
        first = tuple(int(i) for i in wrong[0])
        begin = f"Your {name}{_given(given)} is wrong in {len(wrong)} of {got.size} entries."
        where = f"The first is at {list(first)}:"
        ways = {how_far_off(got[place], expected[place]) for place in map(tuple, wrong)}
        discreet = (
            f"Each {ways.pop()}."
            if len(ways) == 1 < len(wrong)
            else (f"{where} it {how_far_off(got[first], expected[first])}.")
        )
        raise Failure(
            f"{begin} {where} {digits(got[first])}; expected {digits(expected[first])}.",
            discreet=f"{begin} {discreet}",
        )


def expect_value(value: Any, expected: Any, name: str, given: str = "") -> None:
    """Fail unless `value` is the number or the array expected, whichever it is."""
    if np.ndim(expected):
        expect_array(value, expected, name, given)
    else:
        expect_number(value, expected, name, given)


def expect_keys(value: Any, keys: Sequence[Any], what: str) -> dict[Any, Any]:
    """Return a student's dictionary; fail unless it has just these keys.

    Parameters
    ----------
    what
        What the keys are: ``"the values of k"``.
    """
    found = as_dict(value)
    if set(found) != set(keys):
        raise Failure(
            f"Your dictionary has the keys {shown(sorted(found, key=shown))}; expected {what}: "
            f"{list(keys)}.",
            discreet=f"Your dictionary's keys should be {what}: {list(keys)}.",
        )
    return found


def is_array(value: Any) -> bool:
    """Tell whether a student's value is made of numbers."""
    try:
        as_array(value, "value")
    except Failure:
        return False
    return True


def is_right(value: Any, expected: Any) -> bool:
    """Tell whether a student's value is what is expected; one of the wrong form isn't."""
    return is_array(value) and close(as_array(value, "value"), expected)


def close(got: Any, expected: Any) -> bool:
    """Tell whether two numbers or arrays agree within `TOLERANCE`."""
    if np.shape(got) != np.shape(expected):
        return False
    return bool(np.all(_near(np.asarray(got, np.float64), np.asarray(expected, np.float64))))


def _near(got: np.ndarray, expected: np.ndarray) -> np.ndarray:
    # Relative to the largest entry: a small entry of a large gradient has its rounding error.
    # (To an infinite one, everything would be close.)
    finite = expected[np.isfinite(expected)]
    scale = max(1.0, float(np.max(np.abs(finite), initial=0.0)))
    with np.errstate(invalid="ignore", over="ignore"):
        near: np.ndarray = (got == expected) | (np.abs(got - expected) <= TOLERANCE * scale)
    return near


def how_far_off(got: float, expected: float) -> str:
    """Say what is wrong with a number, and neither the number nor the right one.

    For hidden inputs: from a number that a student's code may choose, they could be read.
    """
    if not np.isfinite(got):
        return "is infinite" if np.isinf(got) else "is NaN (not a number)"
    if not np.isfinite(expected):
        return "should be infinite, but isn't"
    if close(expected, 0.0):
        return "should be 0, but isn't"
    if close(got, 0.0):
        return "is 0, but shouldn't be"
    if close(got / expected, -1.0):
        return "has the wrong sign"
    ratios = [(got / expected, "{} times"), (expected / got, "1/{} of")]
    if isinstance(expected, np.integer):  # a label, which is a name: none is twice another one
        ratios = []
    for ratio, words in ratios:
        if np.isfinite(ratio) and 2 <= round(ratio) <= 99 and abs(ratio - round(ratio)) < TOLERANCE:
            return f"is {words.format(round(ratio))} what it should be"
    off = abs(got - expected)
    by = f" by {round(off)}" if 0.5 < off < 99.5 and close(off, round(off)) else ""
    return f"is too {'large' if got > expected else 'small'}{by}"


def digits(number: float) -> str:
    """Return a number as a student would write it down: ``2.9``, not ``2.9000000000000004``."""
    return f"{float(number):.6g}"


def _given(given: str) -> str:
    return f" {given}" if given else ""
