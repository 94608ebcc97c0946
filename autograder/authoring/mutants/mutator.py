"""One change at a time: every mutant of a function or class, made from its syntax tree.

A mutant's name tells what was changed into what, by the code that Python writes for the tree.
So it stays the same whatever the formatting, and however many lines stand above.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.authoring.mutants.expressions import expressions
from autograder.authoring.mutants.nodes import Place
from autograder.authoring.mutants.statements import statements


@dataclass(frozen=True)
class Mutant:
    """A changed source text: of which answer, by which change."""

    answer: str
    change: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.answer}: {self.change}"


def mutants(answer: str, source: str) -> list[Mutant]:
    """Return all mutants of an answer's source text, one change in each.

    What gives the same code as the original, or as an earlier mutant, is left out.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        _without_docstring(node)
    seen = {ast.unparse(tree)}
    times: Counter[str] = Counter()
    made = []
    for place in list(_places(tree)):
        for change, replacement in _changes(place):
            node = place.node
            place.put(replacement)
            text = ast.unparse(ast.fix_missing_locations(tree))
            place.put(node)
            if text in seen or not _compiles(text):
                continue
            seen.add(text)
            where = f"{place.method}: " if place.method else ""
            times[where + change] += 1
            number = times[where + change]
            once_more = f" (#{number})" if number > 1 else ""
            made.append(Mutant(answer, f"{where}{change}{once_more}", text))
    return made


def _changes(place: Place) -> Iterator[tuple[str, ast.AST]]:
    yield from statements(place) if isinstance(place.node, ast.stmt) else expressions(place)


def _places(tree: ast.AST, above: Place | None = None, method: str = "") -> Iterator[Place]:
    """Yield every node below, each with where it stands."""
    for field, value in ast.iter_fields(tree):
        if field in ("annotation", "returns", "op", "ops", "ctx"):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST):
                continue
            place = Place(tree, field, index, node, above, method)
            yield place
            inside = method
            if isinstance(tree, ast.ClassDef) and isinstance(node, ast.FunctionDef):
                inside = node.name
            yield from _places(node, place, inside)


def _without_docstring(node: ast.AST) -> None:
    if not isinstance(node, ast.FunctionDef | ast.ClassDef) or ast.get_docstring(node) is None:
        return
    node.body = node.body[1:] or [ast.Pass()]


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True
