"""A student's own answers from an earlier notebook, for one that builds on them.

They are looked for where the course's folders put them: in ``../svm/svm.ipynb``, or in
``svm.ipynb`` beside the running notebook. Nothing is given away: where the answer
isn't there, or isn't done, the student is told so.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from coursework.scoring.check import Failure, NotDone


def earlier_answer(assignment: str, name: str, folder: Path = Path()) -> Callable[..., Any]:
    """Return a function that the student wrote in an earlier notebook.

    Parameters
    ----------
    assignment
        The earlier notebook's name, such as ``"svm"``.
    name
        The answer's name, such as ``"svm_loss_vectorized"``.
    folder
        Where the running notebook lies.

    Raises
    ------
    NotDone
        If there is no such notebook, or the answer in it isn't done. The message
        says where it was looked for.
    Failure
        If the file isn't a notebook.
    """
    places = [folder / f"{assignment}.ipynb", folder / ".." / assignment / f"{assignment}.ipynb"]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NotDone(
            f"There is no {assignment}.ipynb here or in ../{assignment}. Put yours there, or paste "
            f"your `{name}` into a cell of its own."
        )
    try:
        cells = json.loads(found.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Failure(f"{found} can't be read as a notebook.") from None
    namespace: dict[str, Any] = {"np": np, "__name__": assignment}
    done = False
    for source in sources:
        for statement in _definitions(source):
            with suppress(Exception):  # what the answer doesn't use may fail as it likes
                module = ast.Module([statement], [])
                exec(compile(module, f"<{assignment}.ipynb>", "exec"), namespace)
                if getattr(statement, "name", None) == name:
                    done = not any(map(_is_stub, ast.walk(statement)))
    if not done:
        raise NotDone(f"`{name}` isn't done yet in {found}.")
    function: Callable[..., Any] = namespace[name]
    return function


def _definitions(source: str) -> list[ast.stmt]:
    """Return what a cell defines and imports: of a notebook's cells, only that is run."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    kinds = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    return [statement for statement in statements if isinstance(statement, kinds)]


def _is_stub(node: ast.AST) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    names = [one.id for one in ast.walk(node.exc) if isinstance(one, ast.Name)]
    return names == ["NotImplementedError"]
