"""Values in the form that was asked for: a tuple of so many parts, a dictionary.

A check that takes a student's value apart by hand would break on one of another form.
"""

from __future__ import annotations

from typing import Any

from coursework.faults.failures import NotDone, WrongForm, shown


def as_tuple(value: Any, returns: str, function: str = "function") -> tuple[Any, ...]:
    """Return a student's tuple, or say what should have been returned.

    Parameters
    ----------
    value
        What the student's code returned. A list of as many parts will do, too.
    returns
        The parts, as the student reads of them: ``"(loss, gradient)"``.
    function
        What returned it: ``"backward"``.
    """
    if value is None:
        raise NotDone(f"Your {function} returned None. It should return {returns}.")
    if not isinstance(value, tuple | list) or len(value) != returns.count(",") + 1:
        raise WrongForm(f"Your {function} should return {returns}", f"returned {shown(value)}")
    return tuple(value)


def as_dict(value: Any, function: str = "function", of: str = "") -> dict[Any, Any]:
    """Return a student's dictionary, or say what should have been returned.

    Parameters
    ----------
    value
        What the student's code returned.
    function
        What returned it: ``"backward"``.
    of
        What the dictionary should hold: ``"with a gradient for each input"``.
    """
    if value is None:
        raise WrongForm(f"Your {function} returned None. It should return a dictionary.")
    if not isinstance(value, dict):
        dictionary = f"a dictionary {of}".rstrip()
        raise WrongForm(f"Your {function} should return {dictionary}", f"returned {shown(value)}")
    return value
