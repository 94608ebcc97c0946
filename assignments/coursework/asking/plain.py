"""Numbers of every kind as the plain ones that they equal: a right value is right in any form."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from numbers import Integral, Rational
from typing import Any

import numpy as np

MOST_NESTED = 16


def plain(value: Any, depth: int = MOST_NESTED) -> Any:
    """Return a value in which numbers and arrays are of the usual kinds.

    A ``Decimal`` or a ``Fraction`` becomes a float; a complex number with no imaginary part
    its real part; an array of objects, a masked array that masks nothing and whatever else
    gives itself out as an array (a column of pandas) a usual one. That holds within lists,
    tuples and dictionaries, too. What equals no plain number stays as it is.
    """
    if depth == 0 or value is None or isinstance(value, bool | int | float | str | bytes):
        return value
    if isinstance(value, Integral):
        return value if isinstance(value, np.generic) else int(value)
    if isinstance(value, Decimal | Rational):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(one, depth - 1) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(plain(one, depth - 1) for one in value)
    if isinstance(value, Sequence) and not isinstance(value, bytearray | memoryview):
        return [plain(one, depth - 1) for one in value]
    if is_masked(value):
        return value
    if isinstance(value, complex) or hasattr(type(value), "__array__"):
        return _plain_array(value, depth)
    return value


def is_masked(value: Any) -> bool:
    """Tell whether a value is an array with entries that are masked, and so have no value."""
    return isinstance(value, np.ma.MaskedArray) and bool(np.ma.is_masked(value))


def _plain_array(value: Any, depth: int) -> Any:
    array = np.asarray(value)
    if array.dtype == object:
        return plain(array.tolist(), depth - 1)
    if array.dtype.kind != "c":
        return array if not isinstance(value, np.generic) else value
    real = np.real_if_close(array)  # but for rounding, as of a Fourier transform there and back
    return value if np.iscomplexobj(real) else real[()]
