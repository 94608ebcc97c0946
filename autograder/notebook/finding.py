"""Which cell of a notebook holds an answer.

An id says where an answer should be, the text says what a cell is. Where the two
differ, as in a notebook whose cells were copied and moved, the text decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import nbformat

from autograder.notebook.cell_text import Cell
from autograder.notebook.definitions import extends
from autograder.notebook.syntax import compiles, essence_of

MARKER = "# YOUR ANSWER: "
MOST_TAILS = 5
MOST_COPIES = 500
LONGEST_COMMENT = 10_000


@dataclass(frozen=True)
class Given:
    """The notebook as it was given out, in the parts that a search needs."""

    notebook: nbformat.NotebookNode

    @cached_property
    def stubs(self) -> dict[str, nbformat.NotebookNode]:
        """The cells to be filled in, by answer."""
        return answer_cells(self.notebook)

    @cached_property
    def sources(self) -> set[str]:
        """The texts of the instructor's own cells."""
        stubs = list(self.stubs.values())
        return {cell.source.strip() for cell in self.notebook.cells if cell not in stubs}

    @cached_property
    def locked(self) -> set[str]:
        """The ids of the instructor's own cells in the gradebook, as of check cells."""
        ids = {_grade_id(cell) for cell in self.notebook.cells}
        return {one for one in ids if one is not None} - set(self.stubs)

    def is_given(self, cell: Cell) -> bool:
        """Tell whether a cell is one of the instructor's, as it was given out."""
        return cell.source.strip() in self.sources

    def around(self, name: str) -> tuple[str, str]:
        """Return the texts of the instructor's cells above and below an answer."""
        cells = self.notebook.cells
        place = cells.index(self.stubs[name])
        above = [c.source for c in cells[:place] if c.source.strip() in self.sources]
        below = [c.source for c in cells[place + 1 :] if c.source.strip() in self.sources]
        return (above[-1].strip() if above else ""), (below[0].strip() if below else "")


@dataclass
class Found:
    """A cell that holds an answer, and what is to be said about how it was found.

    ``displaced`` tells by what it was found where it wasn't in its own cell.
    """

    source: str
    filled: bool
    warnings: list[str] = field(default_factory=list)
    displaced: str = ""


def answer_cells(pristine: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    """Return the cells to be filled in of an instructor's notebook, by answer."""
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in pristine.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def names_held(cell: Cell, names: Iterable[str]) -> set[str]:
    """Return the answers that a cell holds, by its marker or by what it defines."""
    named = {name for name in names if name in cell.source}
    return {name for name in named if _fit(cell, name, named) >= MARKED}


OTHER, ANY, MARKED, DEFINED = range(4)


def _fit(cell: Cell, name: str, names: Iterable[str]) -> int:
    """Tell how well a cell's text fits an answer: it may define it, be marked, or be another's."""
    if cell.parses:
        if name in cell.binds:
            return DEFINED
        others = cell.binds
    else:
        if name in cell.begun and (cell.kind == "code" or name in cell.marked):
            return DEFINED
        others = cell.begun
    if name in cell.marked:
        return MARKED
    return OTHER if any(one in others or one in cell.marked for one in names) else ANY


def find_code(name: str, cells: list[Cell], given: Given) -> Found | None:
    """Return the code of an answer: by id, by marker or by what its cell defines.

    Of several versions the last one counts, wherever it stands, as in a notebook that is run
    from top to bottom; with what it extends, if it is a class that goes on in another cell.
    """
    stub = given.stubs[name]
    versions: list[tuple[Cell, str]] = []  # each with how it was found
    best, empty = OTHER, None
    seen: set[int] = set()
    for how, holds in _ways(name, stub):
        there = [cell for cell in cells if id(cell) not in seen and holds(cell)]
        seen |= {id(cell) for cell in there}
        there = [cell for cell in there[-MOST_COPIES:] if not given.is_given(cell)]
        filled = [cell for cell in there if not _is_empty(cell, stub)]
        if not filled:  # perhaps the student left the stub and wrote in another cell
            empty = empty or (there[-1] if there else None)
        for cell in filled:
            fit = _fit(cell, name, given.stubs)
            if fit > best:
                versions, best = [(cell, how)], fit
            elif fit == best and versions and (how != "name" or name in cell.renewed):
                versions.append((cell, how))
    if not versions:
        return Found(empty.source, filled=False) if empty is not None else None
    *others, (last, how) = sorted(versions, key=lambda version: version[0].number)
    whole = [last]
    while others and extends(whole[0].source, name):
        whole.insert(0, others.pop()[0])
    found = Found("\n".join(cell.source for cell in whole), filled=True)
    times = {one.source: one.times_defined(name) for one, _ in [*others, (last, how)]}
    if sum(times.values()) > 1:
        found.warnings.append(_last_counts(name, sum(times.values()), last))
    elif how != "id" and len(whole) == 1:
        found.displaced = how
    if (parts := sum(cell.parts for cell in whole)) > 1:
        found.warnings.append(
            f"The answer `{name}` was split over {parts} cells; the grader joined them."
        )
    return found


def _last_counts(name: str, times: int, last: Cell) -> str:
    return (
        f"There are {times} versions of the answer `{name}`; the last one counts, in cell "
        f"{last.number} of the notebook."
    )


def _ways(name: str, stub: Any) -> Iterator[tuple[str, Callable[[Cell], bool]]]:
    yield "id", lambda cell: cell.grade_id == name
    yield "id", lambda cell: stub.id in cell.ids
    yield "marker", lambda cell: name in cell.source and name in cell.marked
    yield (
        "name",
        lambda cell: (
            cell.kind == "code" and name in cell.source and _fit(cell, name, [name]) == DEFINED
        ),
    )


def _is_empty(cell: Cell, stub: Any) -> bool:
    return cell.source.strip() in ("", stub.source.strip()) or _is_unfilled(cell, stub.source)


def _is_unfilled(cell: Cell, stub: str) -> bool:
    """Tell whether code does no more than a stub: comments, docstrings and `pass` aside."""
    if len(cell.source) > len(stub) + LONGEST_COMMENT:
        return False
    return cell.essence is not None and cell.essence in ("", _essence_of_stub(stub))


_essence_of_stub = lru_cache(100)(essence_of)


def find_text(name: str, cells: list[Cell], given: Given) -> Found | None:
    """Return a text that a person grades: by id, or by the instructor's cells around it."""
    stub = given.stubs[name]
    there = [
        cell
        for cell in cells
        if (cell.grade_id == name or stub.id in cell.ids)
        and not given.is_given(cell)
        and not names_held(cell, given.stubs)
    ]
    filled = [cell for cell in there if cell.source.strip() not in ("", stub.source.strip())]
    around = [
        cell
        for cell in _between(*given.around(name), cells)
        if cell.kind != "code" and cell.source.strip() not in ("", stub.source.strip())
    ]
    if not filled:
        if around:
            text = "\n\n".join(cell.source for cell in around)
            return Found(text, filled=True, displaced="place")
        return Found(there[-1].source, filled=False) if there else None
    found = Found(filled[-1].source, filled=True)
    if (times := len({cell.source for cell in filled})) > 1:
        found.warnings.append(_last_counts(name, times, filled[-1]))
        return found
    counted = set(filled)
    if more := [cell.source for cell in around if cell not in counted]:
        found.source = "\n\n".join([found.source, *more])
        found.warnings.append(f"The answer `{name}` goes on in another cell, which counts, too.")
    return found


def _between(above: str, below: str, cells: list[Cell]) -> list[Cell]:
    """Return the cells between two of the instructor's, or none if one of these is gone."""
    texts = [cell.source.strip() for cell in cells]
    if above not in texts or below not in texts:
        return []
    return cells[texts.index(above) + 1 : texts.index(below)]


def joined(cells: list[Cell], given: Given) -> list[Cell]:
    """Put answers together that were split: a cell, and what only below it can be read."""
    result: list[Cell] = []
    place = 0
    while place < len(cells):
        cell = cells[place]
        place += 1
        if _may_be_split(cell, given):
            cell, taken = _with_tails(cell, cells[place : place + 2 * MOST_TAILS], given)
            place += taken
        result.append(cell)
    return result


def _may_be_split(cell: Cell, given: Given) -> bool:
    if cell.is_blank or given.is_given(cell):
        return False
    known = cell.grade_id in given.stubs or not cell.ids.isdisjoint(given.stubs)
    return known or bool(names_held(cell, given.stubs))


def _with_tails(head: Cell, below: list[Cell], given: Given) -> tuple[Cell, int]:
    """Return an answer's cell with its continuation, and how many cells that took."""
    whole = compiles(head.source) and not _does_nothing(head, given.stubs)
    text, tails, taken, result = head.source, 0, 0, head
    for number, cell in enumerate(below, 1):
        if cell.is_blank:
            continue
        if tails == MOST_TAILS or not _may_continue(cell, head, given):
            break
        # Jupyter runs code that is indented as a whole, so that is no sign of a split.
        if compiles(_dedented(cell.source)) and (whole or (cell.parses and head.parses)):
            break
        text, tails = f"{text}\n{cell.source}", tails + 1
        if compiles(text):
            whole, taken, result = True, number, head.with_tail(text, tails)
    return result, taken


def _may_continue(cell: Cell, head: Cell, given: Given) -> bool:
    ids = {cell.grade_id, *cell.ids} - {head.grade_id, *head.ids}
    return (
        cell.kind == "code"
        and not given.is_given(cell)
        and ids.isdisjoint(given.locked | set(given.stubs))
        and not names_held(cell, given.stubs)
    )


def _does_nothing(cell: Cell, stubs: Mapping[str, Any]) -> bool:
    held = names_held(cell, stubs)
    return any(_is_unfilled(cell, stubs[name].source) for name in held)


def _dedented(source: str) -> str:
    lines = [line for line in source.split("\n") if line.strip()]
    margin = len(lines[0]) - len(lines[0].lstrip()) if lines else 0
    return "\n".join(line[margin:] for line in lines)


def _grade_id(cell: Any) -> str | None:
    found = cell.metadata.get("nbgrader", {}).get("grade_id")
    return found if isinstance(found, str) else None
