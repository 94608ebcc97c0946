"""A made-up class: released notebooks filled in as students do, the good and the bad."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.parts import optional_content
from autograder.assignments.registry import points, questions
from autograder.assignments.written_answers.cheats import cheat
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
    wrong_answer,
    wrong_answers,
)

MISTAKEN = 3  # so many of its functions are wrong in somebody's notebook


def class_of(assignment: str) -> dict[str, dict[str, str]]:
    """Return the answers of each student of the made-up class, by student.

    An assignment that has more to show brings a class of its own, as ``demo.py`` in its folder.
    """
    make = getattr(optional_content(assignment, "demo"), "students", None)
    students: dict[str, dict[str, str]] = make() if make else usual_class(assignment)
    return students


def usual_class(assignment: str) -> dict[str, dict[str, str]]:
    """Return the class that the catalogue makes; a student's name says what is special.

    Its mistakes are the first one of each of the first functions, and the first of the questions.
    """
    right = reference_answers(assignment)
    functions = [name for name in points(assignment) if name not in questions(assignment)]
    first = functions[0]
    students = {
        "blank": {},
        "cheat": cheat(assignment),
        "half-finished": dict(islice(right.items(), len(right) // 2)),
        "right": right,
        "syntax-error": {**right, first: f"{right[first].rstrip()}\n    return (\n"},
    }
    for name, value, mistake in wrong_answers(assignment)[:1]:
        students[_student(mistake)] = {**right, name: wrong_answer(name, value)}
    for name in functions[:MISTAKEN]:
        for one in known_mistakes(assignment):
            if name in one.functions and _student(one.name) not in students:
                text = answer_with_mistake(name, one, assignment)
                students[_student(one.name)] = {**right, name: text}
                break
    return students


def _student(mistake: str) -> str:
    return mistake.replace("_", "-")


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
