"""The text of a notebook: its cells, and the answers and questions that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext

from autograder.assignments.asked_for import AskedFor
from autograder.assignments.parts import ContentError
from autograder.assignments.question import Question
from autograder.authoring.reading_text.question_cell import (
    QuestionError,
    choices_in,
    given_values,
    read_question,
)


class TextError(ContentError):
    """The text of a notebook isn't as it should be; the message names the file and the place."""


@dataclass(frozen=True)
class NotebookText:
    """The text of a notebook, read.

    Attributes
    ----------
    file : str
        The name of its file, for messages.
    cells : list of NotebookNode
        Its cells. The metadata ``answer``, ``check`` and ``question`` say which are to be filled.
    asked : AskedFor
        What it asks students for.
    """

    file: str
    cells: list[Any]
    asked: AskedFor


def read_text(path: Path) -> NotebookText:
    """Return the text of a notebook with the questions that it asks.

    Raises
    ------
    TextError
        If a question can't be taken as it is written.
    """
    notebook = jupytext.read(path, fmt="md:myst")
    try:
        names = given_values(notebook.metadata.get("given", {}))
    except QuestionError as error:
        raise TextError(f"{path.name}: {error}.") from None
    questions: dict[str, Question] = {}
    for name, body, above in _question_cells(notebook.cells):
        try:
            if name in questions:
                raise QuestionError("it is asked twice")
            questions[name] = read_question(name, body, choices_in(above), names)
        except QuestionError as error:
            raise TextError(f"{path.name}, question {name}: {error}.") from None
    return NotebookText(path.name, notebook.cells, AskedFor(_order(notebook.cells), questions))


def _question_cells(cells: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the body and the Markdown above each question's cell."""
    above = ""
    for cell in cells:
        if "question" in cell.metadata:
            yield str(cell.metadata.question), cell.source, above
        above = cell.source if cell.cell_type == "markdown" else ""


def _order(cells: list[Any]) -> tuple[str, ...]:
    """Return the names of the answers that are checked, each once, from top to bottom."""
    names = [
        cell.metadata.get("question") or cell.metadata.get("answer")
        for cell in cells
        if cell.cell_type == "code"
    ]
    return tuple(dict.fromkeys(str(name) for name in names if name))
