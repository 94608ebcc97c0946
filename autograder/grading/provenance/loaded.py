"""Which of the kit's own files a module loads, as its import statements tell."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import autograder
import coursework
import solutions

# The packages of the kit, each where Python takes it from.
PACKAGES = {
    package.__name__: Path(package.__file__ or "").parent
    for package in (autograder, coursework, solutions)
}


def loaded(starts: Iterable[str]) -> dict[str, Path]:
    """Return the files that modules load, by module: their own, and those of all they import.

    An import counts wherever it stands, as within a function that may never be called.
    Modules of others, such as numpy, are left out.

    Raises
    ------
    ModuleNotFoundError
        If one of `starts` isn't a module of the kit.
    """
    waiting = list(starts)
    for module in waiting:
        if file_of(module) is None:
            raise ModuleNotFoundError(f"The kit has no module {module}.")
    found: dict[str, Path] = {}
    while waiting:
        parts = waiting.pop().split(".")
        # Python loads the packages that a module lies in, too.
        for module in (".".join(parts[:end]) for end in range(1, len(parts) + 1)):
            if module not in found and (path := file_of(module)):
                found[module] = path
                waiting += _imported(module, path)
    return found


@cache
def file_of(module: str) -> Path | None:
    """Return the file of a module of the kit; None for a function in one, and for others'."""
    package, *rest = module.split(".")
    if package not in PACKAGES:
        return None
    place = PACKAGES[package].joinpath(*rest)
    for path in (place / "__init__.py", place.with_name(f"{place.name}.py")):
        if path.is_file():
            return path
    return None


@cache
def _imported(module: str, path: Path) -> list[str]:
    """Return what a file's import statements name of the kit."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    named: list[str] = []
    for statement in _statements(ast.parse(path.read_bytes())):
        if isinstance(statement, ast.Import):
            named += [one.name for one in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            parents = package.split(".")[: 1 - statement.level or None] if statement.level else []
            source = ".".join([*parents, *([statement.module] if statement.module else [])])
            named += [source, *(f"{source}.{one.name}" for one in statement.names)]
    return [one for one in named if one.split(".")[0] in PACKAGES]


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Give all statements of a tree, those within others too."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        statement = waiting.pop()
        yield statement
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(statement, part, ())
