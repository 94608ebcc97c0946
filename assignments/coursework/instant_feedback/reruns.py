"""Which run of a notebook's cell a name is from: of the last one, or of one before it."""

from __future__ import annotations

import ast
import dis
import inspect
import linecache
import re
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

# The comment above an answer, with its name.
MARKED = re.compile(r"^[^\S\n]*#\s*YOUR ANSWER:?\s*(\w+)", re.MULTILINE | re.IGNORECASE)


def from_earlier_run(name: str, namespace: dict[str, Any]) -> str:
    """Tell why a name isn't what its cell now says; empty where it is, or nobody knows.

    A name that a cell defined stays when the cell is edited and run again without it.

    Parameters
    ----------
    name
        The name of an answer, which stands in its cell's first line.
    namespace
        The notebook's global variables. IPython keeps the cells that ran there, in order.
    """
    cells = [str(cell).rstrip() for cell in namespace.get("_ih", ())]
    marked = [cell for cell in cells if name in MARKED.findall(cell)]
    if not marked:
        return ""
    last = marked[-1]
    origin = _cell_of(namespace[name], cells, name)
    # What a `%%time` ran can't be read here.
    if origin == last or origin not in marked or "run_cell_magic(" in last:
        return ""
    bound = names_bound(last)
    if bound is None:
        why = "When the cell last ran, Python couldn't read it: fix what its error names"
    elif name in bound:
        why = "When the cell last ran, it ended in an error before the definition: fix that"
    else:
        others = ", ".join(f"`{one}`" for one in sorted(bound))
        defined = f"it defined {others}, and no `{name}`" if others else f"it defined no `{name}`"
        why = f"When the cell last ran, {defined}: give the answer its name back"
    return (
        f"The `{name}` that could be checked here is from an earlier run. {why} and run it again."
    )


def names_bound(cell: str) -> set[str] | None:
    """Return the names that a cell gives a value, or nothing where Python can't read it."""
    try:
        with warnings.catch_warnings(action="ignore"):
            code = compile(cell, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    stores = ("STORE_NAME", "STORE_GLOBAL")
    return {step.argval for step in dis.get_instructions(code) if step.opname in stores}


def _cell_of(value: Any, cells: Sequence[str], name: str) -> str:
    """Return the cell that made a value: by its code, or else the last that names it."""
    methods = vars(value).values() if isinstance(value, type) else [value]
    for function in filter(inspect.isfunction, methods):
        # IPython keeps there what it compiled, under a file name of its own for each text.
        with suppress(ValueError):  # wrapped in itself
            function = inspect.unwrap(function)
        code = getattr(function, "__code__", None)
        return "".join(linecache.getlines(code.co_filename)).rstrip() if code else ""
    return next((cell for cell in reversed(cells) if name in (names_bound(cell) or ())), "")
