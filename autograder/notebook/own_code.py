"""What answers use of the cells that students add: functions, values, imports, files.

The notebook is followed from top to bottom: an answer gets what stands above it, of several
definitions of a name the last one, and only what isn't above it from below. Everything here
is decided by the syntax tree; nothing is run.
"""

from __future__ import annotations

import ast
import builtins
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, count
from pathlib import PurePosixPath

from autograder.notebook.definitions import bound, free_names
from autograder.notebook.repair import repaired, with_cell_magic
from autograder.notebook.syntax import DEFINITIONS, parsed, used

MOST_OWN_CODE = 1_000_000
_WRITES_FILE = re.compile(r"\A\s*+%%(?:writefile|file)[ \t]++(-a[ \t]++)?(\S++)[ \t]*+(?:\n|\Z)")
_BUILTINS = frozenset(vars(builtins))
_OWN_NAMES = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
# By these a list, a dictionary, a set or an array is changed, as by an assignment.
_CHANGES = {
    *("append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear", "fill"),
    *("add", "discard", "update", "setdefault", "popitem", "appendleft", "extendleft"),
}
Place = tuple[int, int]  # the number of a cell, and of a statement in it


@dataclass(frozen=True)
class Helper:
    """A statement that answers rely on, and the answer before which it is run (else all)."""

    source: str
    before: str = ""


@dataclass(frozen=True, eq=False)
class Definition:
    """A statement that gives names a value, and where it stands.

    One that `goes_on` needs those above it of the same names, as ``total += 1`` does, and
    ``f = timed(f)``. What a function needs is looked up when it is called, all else at its own
    place.
    """

    place: Place
    source: str
    names: frozenset[str]
    goes_on: bool = False
    is_function: bool = False
    of_answer: bool = False
    label: str = ""

    @cached_property
    def needs(self) -> frozenset[str]:
        """The names that it uses."""
        return frozenset(_needs(self.source))


@dataclass
class _Notebook:
    """The definitions of a notebook by name, and its star imports, from top to bottom."""

    by_name: dict[str, list[Definition]] = field(default_factory=dict)
    stars: list[Definition] = field(default_factory=list)

    def add(self, definition: Definition) -> None:
        for name in definition.names:
            self.by_name.setdefault(name, []).append(definition)
        if definition.label.endswith("import *"):
            self.stars.append(definition)

    def of(self, name: str, place: Place, below: bool = True) -> Definition | None:
        """Return the definition that gives a name the value that it has at a place."""
        there = self.by_name.get(name, [])
        if above := bisect_left(there, place, key=lambda one: one.place):
            return there[above - 1]
        # What takes the name of something of Python's further down is meant for there.
        return there[0] if there and below and name not in _BUILTINS else None


def helpers_of(
    answers: Mapping[str, str],
    places: Mapping[str, int],
    known: Set[str],
    cells: Iterable[tuple[int, str]],
) -> tuple[list[Helper], list[str]]:
    """Return what the answers rely on of the student's own cells.

    Parameters
    ----------
    answers
        Source texts of the answers, in the order in which they are run.
    places
        The numbers of the cells in which they stand.
    known
        Names that are not to be looked for.
    cells
        Numbers and source texts of the student's own cells, from top to bottom.

    Returns
    -------
    helpers, names
        Their statements in the order in which they are run, and the names they define.
    """
    by_answer = {
        name: Definition((places[name], 0), text, frozenset(bound(text)) - known, of_answer=True)
        for name, text in answers.items()
    }
    own = list(_definitions(cells, known))
    notebook = _Notebook()
    for one in sorted([*own, *by_answer.values()], key=lambda one: one.place):
        notebook.add(one)
    helpers: list[Helper] = []
    current: dict[str, Definition] = {}  # by name, what was run last
    was_run: set[Definition] = set()
    used: set[str] = set()
    for answer, cell in by_answer.items():
        needed, then = _needed(cell, notebook, known)
        for one in sorted(needed, key=lambda one: one.place):
            lost = any(then.get(name) is one and current.get(name) is not one for name in one.names)
            if not one.of_answer and (lost or one not in was_run):
                helpers.append(Helper(one.source, answer))
                was_run.add(one)
                current |= dict.fromkeys(one.names, one)
                used |= {one.label} if one.label else one.names & needed[one]
        current |= dict.fromkeys(cell.names, cell)
    labels = (name for one in own for name in ([one.label] if one.label else sorted(one.names)))
    return helpers, [name for name in dict.fromkeys(labels) if name in used]


def _needed(
    cell: Definition, notebook: _Notebook, known: Set[str]
) -> tuple[dict[Definition, set[str]], dict[str, Definition]]:
    """Return what an answer needs with the names for which it does, and what names then mean."""
    needed: dict[Definition, set[str]] = {}
    then: dict[str, Definition] = {}
    missing: set[str] = set()
    seen: set[tuple[str, Place]] = set()
    left = [(name, cell.place, True) for name in sorted(cell.needs)]
    stars = list(notebook.stars)
    while left or stars:
        if not left:  # what is unknown yet may come by a star, and so may another `sum`
            star = stars.pop(0)
            if missing - _BUILTINS or (missing and star.place < cell.place):
                needed[star] = set()
                left += [(name, star.place, True) for name in star.needs]
            continue
        name, place, below = left.pop()
        if name in known or (name, place) in seen:
            continue
        seen.add((name, place))
        found = notebook.of(name, place, below)
        if found is None:
            missing |= {name} if name.isidentifier() else set()
            continue
        if place == cell.place:
            then[name] = found
        if found not in needed and not found.of_answer:
            inner = place if found.is_function else found.place
            left += [(one, inner, True) for one in sorted(found.needs)]
            if found.goes_on:
                left += [(one, found.place, False) for one in sorted(found.names)]
        needed.setdefault(found, set()).add(name)
    return needed, then


def _definitions(cells: Iterable[tuple[int, str]], known: Set[str]) -> Iterator[Definition]:
    """Give what the student's own cells define, from top to bottom."""
    left = MOST_OWN_CODE
    for number, source in cells:
        left -= len(source)
        if left < 0:
            return
        source = with_cell_magic(source)
        if written := _WRITES_FILE.match(source):
            yield _file(number, written, source[written.end() :])
            continue
        for index, (statement, text) in enumerate(_with_texts(repaired(source)[0])):
            names, goes_on = _given_by(statement)
            star = isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*"
            if star or not names <= known:
                yield Definition(
                    (number, index),
                    text,
                    frozenset(names - known),
                    goes_on,
                    is_function=isinstance(statement, DEFINITIONS),
                    label=text if star else "",
                )


def _file(number: int, written: re.Match[str], content: str) -> Definition:
    """Return the code that writes a file as IPython's `%%writefile` does, into the working folder.

    It is needed where a module of its name is imported, or its name stands in a text.
    """
    path = PurePosixPath(written[2].strip("\"'").replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:  # Colab's /content is its working folder
        path = PurePosixPath(path.name)
    folder, mode = str(path.parent), "a" if written[1] else "w"
    code = f"open({str(path)!r}, {mode!r}, encoding='utf-8').write({content!r})"
    if folder != ".":
        code = f"__import__('os').makedirs({folder!r}, exist_ok=True)\n{code}"
    names = frozenset({_module(path.parts[0].removesuffix(".py")), _text(str(path))})
    return Definition((number, 0), code, names, goes_on=True, label=f"%%writefile {path}")


def _module(name: str) -> str:
    return f"import {name}"


def _text(text: str) -> str:
    return f"the text {text}"


def _needs(source: str) -> Iterator[str]:
    """Give the names that a source text uses, the modules that it imports, and its texts."""
    yield from free_names(source)
    for node in (node for statement in parsed(source) for node in ast.walk(statement)):
        if isinstance(node, ast.Import):
            yield from (_module(one.name.split(".")[0]) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield _module(node.module.split(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _text(node.value)


def _given_by(statement: ast.stmt) -> tuple[set[str], bool]:
    """Return the names that a statement gives a value, and whether it needs their earlier one."""
    names: set[str] = set()
    goes_on = not isinstance(statement, ast.Assign | ast.AnnAssign | DEFINITIONS)
    if isinstance(statement, ast.Import | ast.ImportFrom):
        goes_on = False
    left: list[ast.AST] = [statement]
    while left:
        node = left.pop()
        if isinstance(node, DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(one.asname or one.name).split(".")[0] for one in node.names} - {"*"}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif changed := _changed(node):
            names.add(changed)
            goes_on = True
        elif not isinstance(node, _OWN_NAMES):
            left += ast.iter_child_nodes(node)
    return names, goes_on or not names.isdisjoint(used(_run_at_once(statement)))


def _changed(node: ast.AST) -> str:
    """Return the name of what ``a[0] = …``, ``a.b = …`` or ``a.append(…)`` changes, else none."""
    match node:
        case ast.Attribute(inner, ctx=ast.Store()) | ast.Subscript(inner, ctx=ast.Store()):
            pass
        case ast.Expr(ast.Call(ast.Attribute(inner, method))) if method in _CHANGES:
            pass
        case _:
            return ""
    while isinstance(inner, ast.Attribute | ast.Subscript):
        inner = inner.value
    return inner.id if isinstance(inner, ast.Name) else ""


def _run_at_once(statement: ast.stmt) -> list[ast.AST]:
    """Return what of an assignment or a definition may ask for the earlier value of its name."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return [statement.value] if statement.value else []
    if isinstance(statement, ast.ClassDef):
        return [*statement.decorator_list, *statement.bases]
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return [*statement.decorator_list, statement.args]
    return []


def _with_texts(source: str) -> Iterator[tuple[ast.stmt, str]]:
    """Give a source text's statements, each with its own text as it was written.

    Writing them again from the tree would fail where they are nested deep or hold large numbers.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n").encode()
    lines = text.split(b"\n")
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    above = 0
    for statement in parsed(source):
        assert statement.end_lineno is not None and statement.end_col_offset is not None
        start = begins[statement.lineno - 1] + statement.col_offset
        if isinstance(statement, DEFINITIONS) and statement.decorator_list:
            start = next(begins[n] for n in count(above) if lines[n].lstrip().startswith(b"@"))
        end = begins[statement.end_lineno - 1] + statement.end_col_offset
        above = statement.end_lineno
        yield statement, text[start:end].decode()
