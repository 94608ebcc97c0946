"""Makers of damaged notebooks, each from the bytes of a sound one, with what is expected of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Damage:
    """One kind of damage, and how grading should take it.

    ``says`` is a part of each warning to be expected, in order; ``lost`` the answers that
    can't be found; ``changed`` those that are found but for a repair; ``refused`` a part of
    the sentence with which the file is refused.
    """

    name: str
    make: Callable[[bytes], bytes]
    says: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    refused: str | None = None


@dataclass
class Collection:
    """The damages of one module, each registered by a decorator."""

    damages: list[Damage] = field(default_factory=list)

    def of_bytes(self, *says: str, refused: str | None = None, **more: Any) -> Any:
        """Register a function from bytes to bytes."""

        def register(make: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
            sets = {key: frozenset(names) for key, names in more.items()}
            self.damages.append(Damage(make.__name__, make, says, refused=refused, **sets))
            return make

        return register

    def of_notebook(self, *says: str, refused: str | None = None, **more: Any) -> Any:
        """Register a function that changes a notebook as plain JSON."""

        def register(change: Callable[[Notebook], Any]) -> Callable[[Notebook], Any]:
            def make(content: bytes) -> bytes:
                notebook = json.loads(content)
                change(notebook)
                return json.dumps(notebook).encode()

            make.__name__ = change.__name__
            self.of_bytes(*says, refused=refused, **more)(make)
            return change

        return register


def cell_of(notebook: Notebook, name: str) -> Notebook:
    """Return an answer's cell."""
    return next(cell for cell in notebook["cells"] if cell.get("id") == name)


def place_of(notebook: Notebook, name: str) -> int:
    """Return where an answer's cell stands."""
    return notebook["cells"].index(cell_of(notebook, name))


def text_of(cell: Notebook) -> str:
    """Return a cell's text."""
    return "".join(cell["source"])


def code(source: Any, **more: Any) -> Notebook:
    """Return a code cell of the student's own."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return {**empty, "source": source, **more}


def markdown(source: str, **more: Any) -> Notebook:
    """Return a text cell of the student's own."""
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def without_ids(notebook: Notebook) -> None:
    """Take every id and all metadata away."""
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["metadata"] = {}
