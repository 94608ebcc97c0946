"""From an untrusted notebook to the source text of the student's answers.

Nothing else is taken from it: no metadata, no output, no cell of the instructor's.
Each answer is found by nbgrader's id, then the cell's id, then the marker comment,
then the name that the cell defines. What had to be repaired becomes a warning.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import nbformat

from autograder.course import ROOT, student_path
from autograder.definitions import defined, imports_of, own_definitions, parsed, replaced_functions

MARKER = "# YOUR ANSWER: "
_MARKED = re.compile(r"^\s*#\s*YOUR ANSWER:\s*(\w+)", re.MULTILINE)
_MAGIC = re.compile(r"^([ \t]*)([%!?].*|[\w.]+\?\??[ \t]*)$", re.MULTILINE)


class UnreadableNotebook(ValueError):
    """The bytes can't be read as a notebook; the message says why, in one sentence."""


@dataclass(frozen=True)
class Submission:
    """What a student handed in, and what had to be repaired.

    ``answers`` are the source texts of the code answers by name, ``texts`` the
    hand-graded ones; ``helpers`` are definitions that they use from the student's own cells.
    """

    answers: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    helpers: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What the code was, in 64 letters: the same for the same answers and helpers."""
        code = json.dumps([self.answers, self.helpers], sort_keys=True)
        return hashlib.sha256(code.encode()).hexdigest()


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


def read_cells(content: bytes) -> list[Any]:
    """Return the cells of a notebook that comes as untrusted bytes.

    Of a notebook of this decade just the list is taken: where one cell is damaged,
    nbformat would refuse them all.

    Raises
    ------
    UnreadableNotebook
        If the bytes are no notebook.
    """
    if not content.strip():
        raise UnreadableNotebook("The file is empty.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableNotebook(
            "The file is not a Jupyter notebook, or a part of it is missing. "
            "Open it in Jupyter, save it again and hand that in."
        ) from None
    try:
        if "worksheets" in notebook:  # nbformat 3 and before
            notebook = nbformat.convert(nbformat.reader.reads(text), 4)
        cells = notebook["cells"]
    except Exception as error:  # nbformat raises whatever its conversions trip over
        raise UnreadableNotebook(
            f"The file is damaged and can't be read as a notebook ({type(error).__name__})."
        ) from None
    if not isinstance(cells, list):
        raise UnreadableNotebook("The file is damaged: it has no list of cells.")
    return cells


def source_of(cell: Any) -> str:
    """Return a cell's text, whatever kind of value a damaged notebook has there."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    # JSON can hold half a surrogate pair, which no file and no database can.
    return source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")


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
    cells = read_cells(content)
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
    known = {name for name, _, _ in imports_of(pristine)} | set(answers)
    own = _own_cells(cells, pristine, list(answers.values()))
    helpers, names = own_definitions(answers.values(), known, own)
    if names:
        warnings.append(
            f"Your answers use {', '.join(f'`{name}`' for name in names)} from cells of your own; "
            "the grader took that along. Better keep it in the answer's own cell."
        )
    for name, source in answers.items():
        if replaced := replaced_functions(source):
            warnings.append(
                f"`{name}` replaces {', '.join(replaced)}. That has no effect: the grader compares "
                "in a process of its own."
            )
    return Submission(answers, texts, helpers, warnings)


def assignment_of(content: bytes, assignments: Sequence[str]) -> str | None:
    """Return the assignment whose answers a notebook holds most of, or None if it holds none."""
    sources = [source_of(cell) for cell in read_cells(content)]
    text = "\n".join(sources)

    def held(assignment: str) -> int:
        return sum(name in text for name in answer_cells(pristine_notebook(assignment)))

    best = max(assignments, key=held, default=None)
    return best if best is not None and held(best) else None


def _find(name: str, stub: Any, cells: list[Any], warnings: list[str]) -> Any | None:
    """Return the cell that holds an answer: by id, by marker or by what it defines."""
    empty = None
    for how, holds in _ways(name, stub):
        found = [cell for cell in cells if isinstance(cell, dict) and holds(cell)]
        filled = [
            cell for cell in found if source_of(cell).strip() not in ("", stub.source.strip())
        ]
        if not filled:  # perhaps the student left the stub and wrote in another cell
            empty = empty or (found[-1] if found else None)
            continue
        if len(filled) > 1:
            warnings.append(f"{len(filled)} cells hold the answer `{name}`; the last one counts.")
        if how != "id":
            warnings.append(f"The answer `{name}` wasn't in its cell; it was found by its {how}.")
        return filled[-1]
    return empty


def _ways(name: str, stub: Any) -> Iterator[tuple[str, Any]]:
    code = stub.cell_type == "code"
    yield "id", lambda cell: _nbgrader_id(cell) == name
    yield "id", lambda cell: stub.id in (cell.get("id"), _metadata(cell).get("id"))
    if code:
        yield "marker", lambda cell: name in _MARKED.findall(source_of(cell))
        yield (
            "name",
            lambda cell: cell.get("cell_type") == "code" and name in defined(source_of(cell)),
        )


def _own_cells(cells: list[Any], pristine: nbformat.NotebookNode, answers: list[str]) -> list[str]:
    """Return the source texts of the code cells that the student added or changed."""
    given = {cell.source.strip() for cell in pristine.cells}
    return [
        source_of(cell)
        for cell in cells
        if isinstance(cell, dict)
        and cell.get("cell_type") == "code"
        and not _nbgrader_id(cell)
        and source_of(cell).strip() not in given
        and source_of(cell) not in answers
    ]


def _metadata(cell: Any) -> dict[str, Any]:
    metadata = cell.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _nbgrader_id(cell: Any) -> Any:
    nbgrader = _metadata(cell).get("nbgrader")
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def _without_magics(name: str, source: str, warnings: list[str]) -> str:
    """Turn lines that only IPython understands into comments, where they are in the way."""
    if parsed(source) or not _MAGIC.search(source):
        return source
    quiet = _MAGIC.sub(r"\1pass  # \2", source)
    if not parsed(quiet):
        return source
    warnings.append(f"In `{name}`, IPython's commands (%, ! and ?) were left out.")
    return quiet
