"""From an untrusted notebook to the source text of the student's answers.

Nothing else is taken from it: no metadata, no output, no cell of the instructor's.
Each answer is found by nbgrader's id, then the cell's id, then the marker comment,
then the name that the cell defines. What had to be repaired becomes a warning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import nbformat

from autograder.course import ROOT, load_course, student_path
from autograder.notebook.cell_text import Cell
from autograder.notebook.definitions import given_names, imports_of, replaced_functions
from autograder.notebook.finding import (
    MARKER,
    Given,
    answer_cells,
    find_code,
    find_text,
    joined,
    names_held,
)
from autograder.notebook.own_code import Helper, helpers_of
from autograder.notebook.reading import UnreadableNotebook, read_document
from autograder.notebook.repair import repaired
from autograder.notebook.syntax import LONGEST_CODE, statements

__all__ = [
    "MARKER",
    "Submission",
    "UnreadableNotebook",
    "answer_cells",
    "assignment_of",
    "is_answered",
    "points_by_hand",
    "pristine_notebook",
    "read_submission",
]

MOST_NAMED = 6


@dataclass(frozen=True)
class Submission:
    """What a student handed in, and what had to be repaired.

    ``answers`` are the source texts of the code answers by name, ``texts`` the
    hand-graded ones; ``helpers`` are statements that they use from the student's own cells.
    ``unread`` are names that such cells seem to define which Python can't read.
    """

    answers: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    helpers: list[Helper] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unread: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """What the code was, in 64 letters: the same for the same answers and helpers."""
        helpers = [[one.before, one.source] for one in self.helpers]
        code = json.dumps([self.answers, helpers], sort_keys=True)
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
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    return notebook


@cache
def points_by_hand(assignment: str) -> dict[str, float]:
    """Return the points of each text that a person grades, as nbgrader counts them."""
    cells = answer_cells(pristine_notebook(assignment))
    return {
        name: float(cell.metadata.nbgrader.points)
        for name, cell in cells.items()
        if cell.metadata.nbgrader.get("grade")
    }


def is_answered(name: str, submission: Submission, assignment: str) -> bool:
    """Tell whether a student changed anything of what was given out for an answer."""
    given = str(answer_cells(pristine_notebook(assignment))[name].source)
    return {**submission.answers, **submission.texts}.get(name, given) != given


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
        If the file isn't a notebook, or that of another assignment.
    """
    document = read_document(content)
    given = Given(pristine)
    cells = joined(document.cells, given)
    answers: dict[str, str] = {}
    texts: dict[str, str] = {}
    missing: list[str] = []
    displaced: dict[str, str] = {}  # by what the answers were found that have lost their cells
    taken: dict[str, str] = {}  # the texts of the answers as they were found
    warnings = [*document.warnings, *_other_assignment(document.cells, given)]
    for name, stub in given.stubs.items():
        code = stub.cell_type == "code"
        found = (find_code if code else find_text)(name, cells, given)
        if found is not None and found.displaced:
            displaced[name] = found.displaced
        if found is None:
            missing.append(name)
        elif len(found.source) > LONGEST_CODE:
            warnings.append(
                f"The answer `{name}` is {len(found.source):,} characters long, and the grader "
                f"reads up to {LONGEST_CODE:,}; it was left out."
            )
        elif code:
            taken[name] = found.source
            answers[name], done = repaired(found.source)
            warnings += [*found.warnings, *(f"In `{name}`, {what}." for what in done)]
        else:
            texts[name] = found.source
            warnings += found.warnings
    warnings += _displaced(displaced, len(answers) + len(texts))
    if missing:
        answer = "answer" if len(missing) == 1 else "answers"
        warnings.append(f"No cell holds the {answer} {_listed(missing)}.")
    own = _own_cells(cells, taken.values(), given)
    helpers, names = _helpers(answers, taken, own, cells, given)
    if names:
        warnings.append(
            f"Your answers use {_listed(names)} from cells of your own; "
            "the grader took that along. Better keep it in the answer's own cell."
        )
    for name, source in answers.items():
        if replaced := replaced_functions(source):
            warnings.append(
                f"`{name}` replaces {_listed(replaced, quote='')}. That has no effect: the grader "
                "compares in a process of its own."
            )
    unread = frozenset(name for _, cell in own if _is_unread(cell) for name in cell.begun)
    return Submission(answers, texts, helpers, warnings, unread)


def assignment_of(content: bytes, assignments: Sequence[str]) -> str | None:
    """Return the assignment whose answers a notebook holds most of, or None if it holds none."""
    cells = read_document(content).cells
    held = {one: _held(cells, Given(pristine_notebook(one))) for one in assignments}
    best = max(held, key=lambda one: held[one], default=None)
    return best if best is not None and held[best] else None


def _held(cells: list[Cell], given: Given) -> int:
    """Return how many of an assignment's answers have a cell in a notebook, filled in or not."""
    held: set[str] = set()
    for cell in cells:
        held |= {cell.grade_id or "", *cell.ids} & set(given.stubs)
        held |= names_held(cell, given.stubs)
    return len(held)


def _other_assignment(cells: list[Cell], given: Given) -> list[str]:
    """Warn of a notebook that seems to be another assignment's.

    Raises
    ------
    UnreadableNotebook
        If it holds no answer at all of the one asked for.
    """
    here = _held(cells, given)
    if 2 * here >= len(given.stubs):
        return []
    for assignment in load_course().assignments:
        try:
            other = Given(pristine_notebook(assignment.name))
        except FileNotFoundError:  # not built yet, so not handed out either
            continue
        if other.notebook == given.notebook or (there := _held(cells, other)) < max(2, here + 1):
            continue
        if not here:
            raise UnreadableNotebook(
                f"The file is the notebook of another assignment, “{assignment.name}”."
            )
        return [
            f"The notebook holds {there} answers of another assignment, “{assignment.name}”, "
            f"and {here} of this one."
        ]
    return []


def _displaced(ways: dict[str, str], num_found: int) -> list[str]:
    """Say which answers weren't in their own cells, and by what each of them was found."""
    if not ways:
        return []
    how = " or ".join(dict.fromkeys(ways.values()))
    if len(ways) == 1:
        return [f"The answer {_listed(ways)} wasn't in its cell; it was found by its {how}."]
    if len(ways) < num_found:
        return [f"{_listed(ways)} weren't in their cells; they were found by their {how}."]
    return [
        "No answer's cell has the id that it was given out with, as some programs save notebooks; "
        f"the answers were found by their {how}."
    ]


def _own_cells(cells: list[Cell], taken: Iterable[str], given: Given) -> list[tuple[int, Cell]]:
    """Return the student's own cells of code, with their numbers in the notebook."""
    answers = set(taken)
    return [
        (number, cell)
        for number, cell in enumerate(cells)
        if cell.kind == "code"
        and cell.grade_id not in given.locked
        and not given.is_given(cell)
        and cell.source not in answers
    ]


def _is_unread(cell: Cell) -> bool:
    return not cell.parses and statements(repaired(cell.source)[0]) is None


def _helpers(
    answers: dict[str, str],
    taken: dict[str, str],
    own: list[tuple[int, Cell]],
    cells: list[Cell],
    given: Given,
) -> tuple[list[Helper], list[str]]:
    """Return what the answers use of the student's own cells: statements, and names."""
    numbers = {cell.source: number for number, cell in enumerate(cells)}
    places = {name: numbers.get(source, len(cells)) for name, source in taken.items()}
    pristine = given.notebook
    known = {name for name, _, _ in imports_of(pristine)} | set(answers) | given_names(pristine)
    return helpers_of(answers, places, known, ((number, cell.source) for number, cell in own))


def _listed(names: Iterable[str], quote: str = "`") -> str:
    """Return names as a sentence lists them, the first few of many."""
    shown = [f"{quote}{name[:60]}{quote}" for name in names]
    more = len(shown) - MOST_NAMED
    return ", ".join(shown[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
