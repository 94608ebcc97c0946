"""What answers need from other cells: the notebook's imports and data, a student's own functions.

Everything here is decided by the syntax tree; nothing is run.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

import nbformat

# What an answer has no business to assign to.
LIBRARIES = {"np", "numpy", "builtins", "__builtins__", "sys", "coursework"}
# A syntax tree takes a hundred times the memory of its text. No student writes this much.
LONGEST_CODE = 100_000
LONGEST_COMMENT = 10_000
MOST_OWN_CODE = 1_000_000
# What a value may be computed with, in a cell of the student's own that an answer uses.
_PURE = {"abs", "float", "int", "len", "list", "max", "min", "range", "round", "sum", "tuple"}


def statements(source: str) -> list[ast.stmt] | None:
    """Return the statements of a source text, or None if Python can't read it."""
    if len(source) > LONGEST_CODE:
        return None
    try:
        with warnings.catch_warnings():  # about a student's style, on the grader's terminal
            warnings.simplefilter("ignore")
            return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=100)
def compiles(source: str) -> bool:
    """Tell whether a source text would run: unlike the syntax tree, this minds a lone `return`."""
    if statements(source) is None:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "answer", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def parsed(source: str) -> list[ast.stmt]:
    """Return the statements of a source text, none if Python can't read it."""
    return statements(source) or []


def defined(source: str) -> set[str]:
    """Return the names that a source text defines at its top level."""
    return {name for statement in parsed(source) for name in _names_of(statement)}


def bound(source: str) -> set[str]:
    """Return the names that have a value once a source text was run, in an `if`, too."""
    return set(_bound(parsed(source)))


def is_unfilled(source: str, stub: str) -> bool:
    """Tell whether code does no more than a stub: comments, docstrings and `pass` aside."""
    if len(source) > len(stub) + LONGEST_COMMENT:
        return False
    own = statements(source)
    return own is not None and _essence(own) in ((), _essence_of(stub))


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
    own: dict[str, ast.stmt] = {}
    values = {*data, "np", *_PURE}  # what a value may be computed from
    left = MOST_OWN_CODE
    for source in cells:
        left -= len(source)
        if left < 0:
            break
        for statement in parsed(source):
            if _is_definition(statement, values):
                new = sorted(_names_of(statement) - known)
                own.update(dict.fromkeys(new, statement))
                values.update(new)
    texts: dict[str, str] = {}  # by name: what is needed, and what that needs in turn
    wanted = {name for source in answers for name in free_names(source)} & set(own)
    left_over = sorted(wanted)
    while left_over:
        name = left_over.pop()
        texts[name] = _unparsed(own[name])
        more = {one for one in free_names(texts[name]) if one in own} - wanted
        wanted |= more
        left_over += sorted(more)
    names = [name for name in own if texts.get(name)]
    return list(dict.fromkeys(texts[name] for name in names)), names


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
                text = _unparsed(node)
                if text.split(".")[0] in LIBRARIES:
                    replaced[f"`{text[:60]}`"] = None
    return list(replaced)


def used(nodes: Iterable[ast.AST]) -> set[str]:
    """Return every name that occurs in the nodes."""
    return {one.id for node in nodes for one in ast.walk(node) if isinstance(one, ast.Name)}


def _given(pristine: nbformat.NotebookNode) -> Iterator[ast.stmt]:
    for cell in pristine.cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("solution"):
            yield from parsed(cell.source)


def _is_definition(statement: ast.stmt, names: Set[str]) -> bool:
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        value = statement.value
        return value is not None and used([value]) <= names
    return isinstance(statement, _DEFINITIONS | ast.Import | ast.ImportFrom)


_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _bound(body: Iterable[ast.stmt]) -> Iterator[str]:
    for statement in body:
        yield from _names_of(statement)
        if not isinstance(statement, _DEFINITIONS):
            for part in ("body", "orelse", "finalbody"):
                yield from _bound(getattr(statement, part, []))
            for handler in getattr(statement, "handlers", []):
                yield from _bound(handler.body)


@lru_cache(100)
def _essence_of(stub: str) -> tuple[str, ...]:
    return _essence(parsed(stub))


def _essence(body: list[ast.stmt]) -> tuple[str, ...]:
    """Return what statements do, as comparable text."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, _DEFINITIONS):
                node.body = [one for one in node.body if not _is_idle(one)]
    try:
        return tuple(ast.dump(one) for one in body if not _is_idle(one))
    except RecursionError:
        return ("nested too deep",)


def _is_idle(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        return used([statement.exc]) == {"NotImplementedError"}
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _unparsed(node: ast.AST) -> str:
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError):  # only a machine writes so deep, or so many digits
        return ""


def _names_of(statement: ast.stmt) -> set[str]:
    """Return the names that a top-level statement defines."""
    if isinstance(statement, _DEFINITIONS):
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
