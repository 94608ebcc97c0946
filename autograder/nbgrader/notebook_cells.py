"""The cells of an assignment's notebook, as nbgrader's gradebook keeps them.

nbgrader writes them down by a step of its own, a query and a commit for each. Into a gradebook
that doesn't know the assignment, this writes the same at once.
"""

from __future__ import annotations

import json
from typing import Any

import nbformat
from nbgrader.api import Gradebook, GradeCell, Notebook, SolutionCell, SourceCell, TaskCell
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution, is_task

# What is kept of each cell, by what it is kept as and its name.
Kept = dict[tuple[Any, str], dict[str, Any]]
_KINDS = {
    GradeCell: "grade_cells",
    SolutionCell: "solution_cells",
    TaskCell: "task_cells",
    SourceCell: "source_cells",
}


def kept_of(solved: nbformat.NotebookNode) -> Kept:
    """Return what a gradebook keeps of the cells of a solved notebook."""
    kept: Kept = {}
    for cell in solved.cells:
        if not (is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell)):
            continue
        told = cell.metadata.nbgrader
        name, counted = told.grade_id, is_grade(cell) or is_solution(cell) or is_locked(cell)
        worth = {"max_score": float(told.get("points", 0)), "cell_type": cell.cell_type}
        if is_grade(cell):
            kept[GradeCell, name] = worth
        if is_solution(cell):
            kept[SolutionCell, name] = {}
        if is_task(cell):
            kept[TaskCell, name] = worth
        kept[SourceCell, name] = {
            "cell_type": cell.cell_type,
            "locked": is_locked(cell),
            "source": cell.source,
            "checksum": compute_checksum(cell) if counted else None,
        }
    return kept


def known_cells(notebook: Notebook, wanted: Kept) -> Kept:
    """Return what a gradebook has of a notebook's cells, as far as `wanted` holds the like."""
    return {
        (kind, cell.name): {key: getattr(cell, key) for key in wanted.get((kind, cell.name), ())}
        for kind, attribute in _KINDS.items()
        for cell in getattr(notebook, attribute)
    }


def add_notebook(gradebook: Gradebook, solved: nbformat.NotebookNode, assignment: str) -> None:
    """Write down a notebook and its cells in a gradebook that has none of that assignment."""
    kernelspec = json.dumps(solved.metadata.get("kernelspec", {}))
    known = gradebook.find_assignment(assignment)
    notebook = Notebook(name=assignment, assignment=known, kernelspec=kernelspec)
    for (kind, name), fields in kept_of(solved).items():
        gradebook.db.add(kind(name=name, notebook=notebook, **fields))
    gradebook.db.commit()
