"""The notebooks of an assignment in a real kernel: they run to their end without an error."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from autograder.course import solved_path, student_path

SECONDS_PER_CELL = 120
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def run_in_kernel(
    notebook: nbformat.NotebookNode, folder: Path, **environment: str
) -> nbformat.NotebookNode:
    """Execute a notebook from top to bottom in a folder, and return it with what its cells show.

    A cell that ends in an error doesn't stop those below. Interactive pictures stand still.
    """
    from nbclient import NotebookClient  # it takes long to load, and only this needs it

    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    own = {**os.environ, **environment, "COURSEWORK_STATIC": "1"}
    client.execute(env=own, stderr=subprocess.DEVNULL)  # of the kernel itself: what cells say stays
    return notebook


def faults_in_kernel(assignment: str) -> list[str]:
    """Say which cell of the blank and of the solved notebook ends in an error.

    The blank one runs alone, the solved one where the notebooks of earlier assignments are
    found. Its checks are the grader's, so each has to give all points.
    """
    blank = nbformat.read(student_path(assignment), as_version=4)
    solved = nbformat.read(solved_path(assignment), as_version=4)
    with TemporaryDirectory() as folder:
        run_in_kernel(blank, Path(folder))
    run_in_kernel(solved, solved_path(assignment).parent)
    return [
        *_errors("The blank notebook", blank),
        *_errors("The solved notebook", solved),
        *_points_missing(solved),
    ]


def _errors(which: str, notebook: nbformat.NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                first, *_ = _COLOURS.sub("", output.evalue).strip().splitlines() or [""]
                yield f"{which} ends in {output.ename}: {first} ({_place(cell)})"


def _place(cell: Any) -> str:
    """Say which cell it is: by its name in nbgrader, or by how it begins."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    if name:
        return f"cell `{name}`"
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"in the cell that begins with `{first}`"


def _points_missing(solved: nbformat.NotebookNode) -> Iterator[str]:
    """Say which check of the solved notebook gives fewer points than nbgrader's cell is worth."""
    for cell in solved.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not nbgrader.get("grade"):
            continue
        values = [one for one in cell.outputs if one.output_type == "execute_result"]
        got = float(values[-1].data["text/plain"]) if values else None
        if got != nbgrader["points"]:
            gives = "gives none" if got is None else f"gives {got:g}"
            yield (
                f"The solved notebook's `{nbgrader['grade_id']}` is worth {nbgrader['points']:g} "
                f"points, but {gives}."
            )
