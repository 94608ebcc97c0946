"""What answers need from other cells: the notebook's imports and data, a student's own functions.

Everything here is decided by the syntax tree; nothing is run.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Set
from itertools import accumulate, count

import nbformat

from autograder.syntax import DEFINITIONS, parsed, used

# What an answer has no business to assign to.
LIBRARIES = {"np", "numpy", "builtins", "__builtins__", "sys", "coursework"}
MOST_OWN_CODE = 1_000_000
# What a value may be computed with, in a cell of the student's own that an answer uses.
_PURE = {"abs", "float", "int", "len", "list", "max", "min", "range", "round", "sum", "tuple"}


def defined(source: str) -> set[str]:
    """Return the names that a source text defines at its top level."""
    return {name for statement in parsed(source) for name in _names_of(statement)}


def bound(source: str) -> set[str]:
    """Return the names that have a value once a source text was run, in an `if`, too."""
    return set(_bound(parsed(source)))


def imports_of(pristine: nbformat.NotebookNode) -> list[tuple[str, str, str | None]]:
    """Return the names that the notebook's own cells import: (name, module, attribute)."""
    names: list[tuple[str, str, str | None]] = []
    for statement in _given(pristine):
        if isinstance(statement, ast.Import):
            names += [(a.asname or a.name, a.name, None) for a in statement.names]
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            names += [(a.asname or a.name, statement.module, a.name) for a in statement.names]
    return names


def given_names(pristine: nbformat.NotebookNode) -> set[str]:
    """Return the names that the notebook's own cells give a value."""
    return {name for statement in _given(pristine) for name in _names_of(statement)}


def data_of(pristine: nbformat.NotebookNode) -> list[str]:
    """Return the statements by which the notebook's own cells write small data down.

    An answer may use them, as in ``mean_loss = np.mean([hinge_loss(*pair) for pair in
    zip(scores, labels)])``. Whatever needs more than numpy is left out: it takes long.
    """
    known, statements = {"np"}, []
    for statement in _given(pristine):
        if isinstance(statement, ast.Assign) and used([statement.value]) <= known:
            known |= _names_of(statement)
            statements.append(ast.unparse(statement))
    return statements


def own_definitions(
    answers: Iterable[str], known: set[str], cells: Iterable[str], data: Set[str] = frozenset()
) -> tuple[list[str], list[str]]:
    """Return the definitions in the student's own cells that the answers rely on.

    A helper function in a cell of its own is right by another road. Only functions,
    classes, imports and values that take no time are taken, and only those that an
    answer uses.

    Parameters
    ----------
    answers
        Source texts of the answers.
    known
        Names that are not to be looked for.
    cells
        Source texts of the student's own cells.
    data
        Names of the notebook's own data, which values may be computed from.

    Returns
    -------
    sources, names
        Their texts in the order of the notebook, and the names they define.
    """
    own: dict[str, str] = {}
    values = {*data, "np", *_PURE}  # what a value may be computed from
    left = MOST_OWN_CODE
    for source in cells:
        left -= len(source)
        if left < 0:
            break
        for statement, text in _with_texts(source):
            if _is_definition(statement, values):
                new = sorted(_names_of(statement) - known)
                own.update(dict.fromkeys(new, text))
                values.update(new)
    needs: dict[str, set[str]] = {}  # by text: one may define thousands of names
    wanted = {name for source in answers for name in free_names(source)} & set(own)
    left_over = sorted(wanted)
    while left_over:
        text = own[left_over.pop()]
        if text not in needs:
            needs[text] = {one for one in free_names(text) if one in own}
            more = needs[text] - wanted
            wanted |= more
            left_over += sorted(more)
    names = [name for name in own if name in wanted]
    return list(dict.fromkeys(own[name] for name in names)), names


def _with_texts(source: str) -> Iterator[tuple[ast.stmt, str]]:
    """Give a source text's statements, each with its own text as it was written.

    Writing them anew from the tree would fail where they are nested deep or hold large numbers.
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


def free_names(source: str) -> set[str]:
    """Return the names that a source text uses and doesn't give a value itself."""
    if not (body := parsed(source)):
        return set()
    try:
        tables = [symtable.symtable(source, "answer", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # a `return` at top level
        return used(body)
    bound_here = {symbol.get_name() for symbol in tables[0].get_symbols() if symbol.is_assigned()}
    free = set()
    for table in tables:
        free |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
        tables += table.get_children()
    free |= {symbol.get_name() for symbol in tables[0].get_symbols() if symbol.is_referenced()}
    return free - bound_here


def replaced_functions(source: str) -> list[str]:
    """Return the library functions that an answer assigns to, as `np.allclose = …` does."""
    replaced: dict[str, None] = {}
    for statement in parsed(source):
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                parts, inner = [f".{node.attr}"], node.value
                while isinstance(inner, ast.Attribute | ast.Subscript):
                    parts.append(f".{inner.attr}" if isinstance(inner, ast.Attribute) else "[…]")
                    inner = inner.value
                if isinstance(inner, ast.Name) and inner.id in LIBRARIES:
                    text = "".join([inner.id, *reversed(parts)])
                    replaced[f"`{text[:60]}`"] = None
    return list(replaced)


def _given(pristine: nbformat.NotebookNode) -> Iterator[ast.stmt]:
    for cell in pristine.cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("solution"):
            yield from parsed(cell.source)


def _is_definition(statement: ast.stmt, names: Set[str]) -> bool:
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        value = statement.value
        return value is not None and used([value]) <= names
    return isinstance(statement, DEFINITIONS | ast.Import | ast.ImportFrom)


def _bound(body: Iterable[ast.stmt]) -> Iterator[str]:
    left = list(body)
    while left:  # a thousand `elif` stand a thousand deep
        statement = left.pop()
        yield from _names_of(statement)
        if not isinstance(statement, DEFINITIONS):
            for part in ("body", "orelse", "finalbody"):
                left += getattr(statement, part, [])
            for handler in getattr(statement, "handlers", []):
                left += handler.body


def _names_of(statement: ast.stmt) -> set[str]:
    """Return the names that a top-level statement defines."""
    if isinstance(statement, DEFINITIONS):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    nodes = [node for target in targets for node in ast.walk(target)]
    return {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
