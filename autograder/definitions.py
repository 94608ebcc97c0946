"""What answers need from other cells: the notebook's imports and data, a student's own functions.

Everything here is decided by the syntax tree; nothing is run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import nbformat

# What an answer has no business to assign to.
LIBRARIES = {"np", "numpy", "builtins", "__builtins__", "sys", "coursework"}


def parsed(source: str) -> list[ast.stmt]:
    """Return the statements of a source text, none if Python can't read it."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def defined(source: str) -> set[str]:
    """Return the names that a source text defines at its top level."""
    return {name for statement in parsed(source) for name in _names_of(statement)}


def imports_of(pristine: nbformat.NotebookNode) -> list[tuple[str, str, str | None]]:
    """Return the names that the notebook's own cells import: (name, module, attribute)."""
    names: list[tuple[str, str, str | None]] = []
    for statement in _given(pristine):
        if isinstance(statement, ast.Import):
            names += [(a.asname or a.name, a.name, None) for a in statement.names]
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            names += [(a.asname or a.name, statement.module, a.name) for a in statement.names]
    return names


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
    answers: Iterable[str], known: set[str], cells: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return the definitions in the student's own cells that the answers rely on.

    A helper function in a cell of its own is right by another road. Only functions,
    classes, imports and constants are taken, and only those that an answer uses.

    Parameters
    ----------
    answers
        Source texts of the answers.
    known
        Names that are not to be looked for.
    cells
        Source texts of the student's own cells.

    Returns
    -------
    sources, names
        Their texts in the order of the notebook, and the names they define.
    """
    own: dict[str, ast.stmt] = {}
    for source in cells:
        for statement in parsed(source):
            if _is_definition(statement):
                own.update(dict.fromkeys(sorted(_names_of(statement) - known), statement))
    needed = used(statement for source in answers for statement in parsed(source))
    while more := used(own[name] for name in needed & set(own)) - needed:
        needed |= more
    names = [name for name in own if name in needed]
    statements = dict.fromkeys(own[name] for name in names)
    return [ast.unparse(statement) for statement in statements], names


def replaced_functions(source: str) -> list[str]:
    """Return the library functions that an answer assigns to, as `np.allclose = …` does."""
    return [
        f"`{ast.unparse(node)}`"
        for statement in parsed(source)
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node).split(".")[0] in LIBRARIES
    ]


def used(nodes: Iterable[ast.AST]) -> set[str]:
    """Return every name that occurs in the nodes."""
    return {one.id for node in nodes for one in ast.walk(node) if isinstance(one, ast.Name)}


def _given(pristine: nbformat.NotebookNode) -> Iterator[ast.stmt]:
    for cell in pristine.cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("solution"):
            yield from parsed(cell.source)


def _is_definition(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)


def _names_of(statement: ast.stmt) -> set[str]:
    """Return the names that a top-level statement defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    return {name for target in targets for name in used([target])}
