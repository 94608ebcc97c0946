"""From an untrusted notebook to the source text of the student's answers.

Nothing else is taken from it: no metadata, no output, no cell of the instructor's.
Each answer is found by nbgrader's id, then the cell's id, then the marker comment,
then the name that the cell defines. What had to be repaired becomes a warning.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import nbformat

from autograder.course import ROOT, student_path

MARKER = "# YOUR ANSWER: "
LIBRARIES = {"np", "numpy", "builtins", "__builtins__", "sys", "coursework"}
_MARKED = re.compile(r"^\s*#\s*YOUR ANSWER:\s*(\w+)", re.MULTILINE)
_MAGIC = re.compile(r"^(\s*)([%!].*)$", re.MULTILINE)


class UnreadableNotebook(ValueError):
    """The bytes can't be read as a notebook; the message says why, in one sentence."""


@dataclass(frozen=True)
class Submission:
    """What a student handed in, and what had to be repaired.

    ``answers`` are the source texts of the code answers by name, ``texts`` the
    hand-graded ones; ``helpers`` is source that answers use from the student's own cells.
    """

    answers: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    helpers: str = ""
    warnings: list[str] = field(default_factory=list)


@cache
def pristine_notebook(assignment: str) -> nbformat.NotebookNode:
    """Return the notebook as it was given out.

    Raises
    ------
    FileNotFoundError
        If it hasn't been built.
    """
    path = student_path(assignment)
    if not path.exists():
        raise FileNotFoundError(f"There is no {path.relative_to(ROOT)}. Build it: autograder build")
    return nbformat.read(path, as_version=4)


def read_notebook(content: bytes) -> nbformat.NotebookNode:
    """Read untrusted bytes as a notebook of nbformat 4.

    Raises
    ------
    UnreadableNotebook
        If they are none.
    """
    if not content.strip():
        raise UnreadableNotebook("The file is empty.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    try:
        notebook = nbformat.reader.reads(text)
        notebook = nbformat.convert(notebook, 4)
        cells = notebook.cells
        assert isinstance(cells, list)
    except nbformat.reader.NotJSONError:
        raise UnreadableNotebook(
            "The file is not a Jupyter notebook, or a part of it is missing. "
            "Open it in Jupyter, save it again and hand that in."
        ) from None
    except Exception as error:  # nbformat raises whatever its conversions trip over
        raise UnreadableNotebook(
            f"The file is damaged and can't be read as a notebook ({type(error).__name__})."
        ) from None
    return notebook


def source_of(cell: Any) -> str:
    """Return a cell's text, whatever kind of value a damaged notebook has there."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source.replace("\r\n", "\n") if isinstance(source, str) else ""


def answer_cells(pristine: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    """Return the cells to be filled in of an instructor's notebook, by answer."""
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in pristine.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def read_submission(content: bytes, pristine: nbformat.NotebookNode) -> Submission:
    """Take the student's answers from a notebook.

    Parameters
    ----------
    content
        The file as it was handed in.
    pristine
        The notebook that was given out.

    Raises
    ------
    UnreadableNotebook
        If the file is no notebook.
    """
    cells = read_notebook(content).cells
    asked = answer_cells(pristine)
    warnings: list[str] = []
    answers: dict[str, str] = {}
    texts: dict[str, str] = {}
    for name, stub in asked.items():
        found = _find(name, stub, cells, warnings)
        if found is None:
            warnings.append(f"No cell holds the answer `{name}`.")
        elif stub.cell_type == "code":
            answers[name] = _without_magics(name, source_of(found), warnings)
        else:
            texts[name] = source_of(found)
    helpers, names = _own_definitions(answers, pristine, cells)
    if names:
        warnings.append(
            f"Your answers use {', '.join(f'`{name}`' for name in names)} from cells of your own; "
            "the grader took that along. Better keep it in the answer's own cell."
        )
    for name, source in answers.items():
        if replaced := _replaced_functions(source):
            warnings.append(
                f"`{name}` replaces {', '.join(replaced)}. That has no effect: the grader compares "
                "in a process of its own."
            )
    return Submission(answers, texts, helpers, warnings)


def assignment_of(content: bytes, assignments: Sequence[str]) -> str | None:
    """Return the assignment whose answers a notebook holds most of, or None if it holds none."""
    sources = [source_of(cell) for cell in read_notebook(content).cells]
    text = "\n".join(sources)

    def held(assignment: str) -> int:
        return sum(name in text for name in answer_cells(pristine_notebook(assignment)))

    best = max(assignments, key=held, default=None)
    return best if best is not None and held(best) else None


def _find(name: str, stub: Any, cells: list[Any], warnings: list[str]) -> Any | None:
    """Return the cell that holds an answer: by id, by marker or by what it defines."""
    for how, holds in _ways(name, stub):
        found = [cell for cell in cells if isinstance(cell, dict) and holds(cell)]
        if not found:
            continue
        filled = [cell for cell in found if source_of(cell).strip() != stub.source.strip()]
        if len(found) > 1:
            warnings.append(
                f"{len(found)} cells hold the answer `{name}`; the last one filled in counts."
            )
        if how != "id":
            warnings.append(f"The cell of `{name}` had lost its id; it was found by its {how}.")
        return (filled or found)[-1]
    return None


def _ways(name: str, stub: Any) -> Iterator[tuple[str, Any]]:
    code = stub.cell_type == "code"
    yield "id", lambda cell: _nbgrader_id(cell) == name
    yield "id", lambda cell: stub.id in (cell.get("id"), _metadata(cell).get("id"))
    if code:
        yield "marker", lambda cell: name in _MARKED.findall(source_of(cell))
        yield "name", lambda cell: cell.get("cell_type") == "code" and name in _defined(cell)


def _metadata(cell: Any) -> dict[str, Any]:
    metadata = cell.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _nbgrader_id(cell: Any) -> Any:
    nbgrader = _metadata(cell).get("nbgrader")
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


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
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _defined(cell: Any) -> set[str]:
    return {name for statement in _parsed(source_of(cell)) for name in _names_of(statement)}


def _without_magics(name: str, source: str, warnings: list[str]) -> str:
    """Turn lines that only IPython understands into comments, where they are in the way."""
    if _parsed(source) or not _MAGIC.search(source):
        return source
    quiet = _MAGIC.sub(r"\1pass  # \2", source)
    if not _parsed(quiet):
        return source
    warnings.append(f"In `{name}`, lines that begin with % or ! were left out.")
    return quiet


def imports_of(pristine: nbformat.NotebookNode) -> list[tuple[str, str, str | None]]:
    """Return the names that the notebook's own cells import: (name, module, attribute)."""
    names: list[tuple[str, str, str | None]] = []
    for cell in pristine.cells:
        if cell.cell_type != "code" or cell.metadata.get("nbgrader", {}).get("solution"):
            continue
        for statement in _parsed(cell.source):
            if isinstance(statement, ast.Import):
                names += [(a.asname or a.name, a.name, None) for a in statement.names]
            elif isinstance(statement, ast.ImportFrom) and statement.module:
                names += [(a.asname or a.name, statement.module, a.name) for a in statement.names]
    return names


def _own_definitions(
    answers: dict[str, str], pristine: nbformat.NotebookNode, cells: list[Any]
) -> tuple[str, list[str]]:
    """Return the definitions in the student's own cells that the answers rely on.

    A helper function in a cell of its own is right by another road. Only functions,
    classes and imports are taken, and only those that an answer uses.

    Returns
    -------
    source, names
        Their text in the order of the notebook, and the names they define.
    """
    given = {cell.source.strip() for cell in pristine.cells}
    known = {name for name, _, _ in imports_of(pristine)} | set(answers)
    own: dict[str, ast.stmt] = {}
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code" or _nbgrader_id(cell):
            continue
        if source_of(cell).strip() in given or source_of(cell) in answers.values():
            continue
        for statement in _parsed(source_of(cell)):
            if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
                own.update(dict.fromkeys(sorted(_names_of(statement) - known), statement))
    used = _used([statement for source in answers.values() for statement in _parsed(source)])
    while more := {name for one in used & set(own) for name in _used([own[one]]) & set(own)} - used:
        used |= more
    names = [name for name in own if name in used]
    statements = list(dict.fromkeys(own[name] for name in names))
    return "\n\n".join(map(ast.unparse, statements)), names


def _replaced_functions(source: str) -> list[str]:
    """Return the library functions that an answer assigns to, as `np.allclose = …` does."""
    return [
        f"`{ast.unparse(node)}`"
        for statement in _parsed(source)
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node).split(".")[0] in LIBRARIES
    ]


def _used(statements: list[ast.stmt]) -> set[str]:
    return {
        node.id
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Name)
    }
