"""Wrong answers in students' own words: a file for each assignment, a section for each student.

The files are notebooks in Jupytext's percent format, of which a student's name is the title and
every cell begins with the marker of its answer. Whatever a student leaves out is right.
"""

import re
from pathlib import Path

from autograder.assignments.written_answers.filling import reference_answers

FOLDER = Path(__file__).parent
_STUDENT = re.compile(r"^# %% ([\w-]+)$", re.MULTILINE)
_ANSWER = re.compile(r"^(?=# YOUR ANSWER: (\w+)$)", re.MULTILINE)


def students_of(assignment: str) -> dict[str, dict[str, str]]:
    """Return the answers of each student who wrote something wrong, by student."""
    path = FOLDER / f"{assignment}.py"
    if not path.is_file():
        return {}
    _, *parts = _STUDENT.split(path.read_text(encoding="utf-8"))
    right = reference_answers(assignment)
    return {
        student: {**right, **_answers(cells)}
        for student, cells in zip(parts[::2], parts[1::2], strict=True)
    }


def _answers(cells: str) -> dict[str, str]:
    _, *parts = _ANSWER.split(cells)
    return {name: f"{text.rstrip()}\n" for name, text in zip(parts[::2], parts[1::2], strict=True)}
