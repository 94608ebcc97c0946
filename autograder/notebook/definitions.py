"""What code defines and uses, and what the notebook's own cells make known.

Everything here is decided by the syntax tree; nothing is run.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator

import nbformat

from autograder.notebook.syntax import DEFINITIONS, parsed, used

# What an answer has no business to assign to.
LIBRARIES = {"np", "numpy", "builtins", "__builtins__", "sys", "coursework"}


def defined(source: str) -> set[str]:
    """Return the names that a source text defines at its top level."""
    return {name for statement in parsed(source) for name in _names_of(statement)}


def bound(source: str) -> set[str]:
    """Return the names that have a value once a source text was run, in an `if`, too."""
    return set(_bound(parsed(source)))


def renewed(source: str) -> set[str]:
    """Return the names that a source text gives a value of its own.

    Not so by an import, or from the value before, as in ``loss = timed(loss)``.
    """
    names = set()
    for statement in parsed(source):
        if isinstance(statement, DEFINITIONS):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            names |= _names_of(statement) - used([statement.value])
    return names


def extends(source: str, name: str) -> bool:
    """Tell whether a class is made of the one of its name above, as ``class Gate(Gate)`` is."""
    made = (one for one in parsed(source) if name in _names_of(one))
    match next(made, None):
        case ast.ClassDef(bases=bases):
            return name in used(bases)
    return False


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


def free_names(source: str) -> set[str]:
    """Return the names that a source text uses and doesn't give a value itself."""
    if not (body := parsed(source)):
        return set()
    try:
        tables = [symtable.symtable(source, "answer", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # a `return` at top level
        return used(body)
    bound_here = {
        symbol.get_name()
        for symbol in tables[0].get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    }
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
