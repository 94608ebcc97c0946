"""Naming the slip behind a wrong value, where a visible check can tell it by that value.

The catalogue of mistakes stays with the grader. Of the likeliest ones, names and hints stand
here in the students' package, so that the instant check can say what happened, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from coursework.expecting.values import as_array
from coursework.faults.failures import Failure, Mistake, NotDone, StudentError

Slip = tuple[Mistake, Any]


@contextmanager
def naming(got: Any, *slips: Slip) -> Iterator[None]:
    """Name the slip behind a failure, where one gives just what the student's code gave.

    Parameters
    ----------
    got
        What the student's code returned: a value, or a list of values; it may be filled
        within the ``with`` block.
    *slips
        Each a mistake, and what it gives in place of the right value, or list of values;
        ``...`` stands for anything. A text is looked for in the message of the error that the
        student's code raised.
    """
    try:
        yield
    except NotDone:
        raise
    except StudentError as error:
        for slip, wrong in slips:
            if isinstance(wrong, str) and wrong in error.detail:
                error.mistake = slip
                break
        raise
    except Failure as failure:
        for slip, wrong in slips:
            if _same(got, wrong):
                raise Failure(str(failure), slip, failure.discreet) from None
        raise


def _same(got: Any, wrong: Any) -> bool:
    if wrong is ...:
        return True
    if wrong is None or got is None or isinstance(wrong, str):
        return got is wrong
    if isinstance(got, tuple | list) and isinstance(wrong, tuple | list):
        return len(got) == len(wrong) and all(map(_same, got, wrong))
    expected = np.asarray(wrong, dtype=float)
    try:
        if np.shape(got) != expected.shape:
            return False
        value = as_array(got, "value")
    except (Failure, ValueError):
        return False
    # Relative to each entry, so that one which is far too small is told from 0.
    return np.allclose(value, expected, rtol=1e-3, atol=1e-12, equal_nan=True)
