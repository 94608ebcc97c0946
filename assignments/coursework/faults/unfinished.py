"""Values that nobody has computed yet: what an ``async def``, a ``yield`` or a ``map`` returns."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

# By the name that stands for it in place of an exception's, as nothing was raised.
UNFINISHED = {
    "AsyncAnswer": "Your code is an `async def`, which computes nothing when it is called. Write "
    "`def`, without `async`.",
    "YieldingAnswer": "Your code says `yield`, and so returns a generator that has computed "
    "nothing. Say `return`.",
    "LazyAnswer": "Your code returns values that aren't computed yet, as `map` and `(… for …)` "
    "do. Put `list(…)` around them.",
    "NoFunction": "Your answer is a value that can't be called, where a function or a class is "
    "expected. Does a line below its definition give the name that value?",
}


def unfinished(value: Any) -> str:
    """Return which kind of `UNFINISHED` a value or a part of it is; empty if it is none."""
    parts = value if isinstance(value, tuple | list) else (value,)
    return next((kind for part in parts if (kind := _kind(part))), "")


def _kind(value: Any) -> str:
    if inspect.iscoroutine(value) or inspect.isasyncgen(value):
        if inspect.iscoroutine(value):
            value.close()  # else Python warns that nobody awaited it
        return "AsyncAnswer"
    if inspect.isgenerator(value) and value.gi_code.co_name != "<genexpr>":
        return "YieldingAnswer"
    return "LazyAnswer" if isinstance(value, Iterator) else ""
