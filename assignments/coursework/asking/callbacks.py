"""Functions that are arguments: a loss for `sgd`, an `f` for `numerical_gradient`.

A check passes such functions to an answer and wants to know how they were called. In
the notebook they are called directly, in the grader across the sandbox's wall; in
both, each call is recorded.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from coursework.asking.asked import CalledBack
from coursework.asking.plain import plain

Function = Callable[..., Any]


def with_functions_replaced(value: Any, replace: Callable[[Function], Any]) -> Any:
    """Return a value in which every function, at any depth, is replaced.

    Functions stand by themselves, in lists, tuples and dictionaries, or as the methods
    of a `types.SimpleNamespace`.
    """
    if isinstance(value, tuple | list):
        return type(value)([with_functions_replaced(item, replace) for item in value])
    if isinstance(value, dict):
        return {key: with_functions_replaced(item, replace) for key, item in value.items()}
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**with_functions_replaced(vars(value), replace))
    return replace(value) if callable(value) else value


def recording(function: Function, record: list[CalledBack]) -> Function:
    """Return a function that does the same and writes down each call in `record`."""
    signature, name = inspect.signature(function), getattr(function, "__name__", "function")

    def called(*arguments: Any, **keywords: Any) -> Any:
        try:
            bound = signature.bind(*plain(arguments), **plain(keywords))
        except TypeError as error:
            raise TypeError(f"{name}() was called with {error}") from None
        bound.apply_defaults()
        # Copies, as the caller may go on changing its arrays in place.
        given = copy.deepcopy(bound.args)
        value = function(*bound.args, **bound.kwargs)
        record.append(CalledBack(given, copy.deepcopy(value), name))
        return value

    return called
