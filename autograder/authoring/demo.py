"""A made-up class: released notebooks filled in as students do, the good and the bad."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from autograder.content.filling import filled, reference_answers


def class_of(assignment: str) -> dict[str, dict[str, str]]:
    """Return the answers of each student of the made-up class, by student."""
    make = import_module(f"autograder.content.{assignment}.demo").students
    return make(reference_answers(assignment))


def write_class(assignment: str, folder: Path) -> list[Path]:
    """Write the class into nbgrader's tree, and return the notebooks' paths.

    Returns
    -------
    list of Path
        ``<folder>/<student>/<assignment>/<assignment>.ipynb``.
    """
    written = []
    for student, answers in class_of(assignment).items():
        path = folder / student / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filled(assignment, answers))
        written.append(path)
    return written
