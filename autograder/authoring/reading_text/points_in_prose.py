"""Points in the prose of a text: placeholders that stand for what the checks are worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autograder.authoring.reading_text.notebook_text import NotebookText, TextError

_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_ROW = re.compile(r"\| (\d+)\. ")  # of the table of parts
_HEADING = re.compile(r"^## (\d+)\. ", re.MULTILINE)
_MEANINGS = (
    "{{points of NAME}} stands for what an answer is worth, {{question_points}} for what each "
    "question is worth where all are worth the same, and {{points}}, in a row that begins with "
    "`| 2. `, for what the answers below the heading `## 2. ` are worth together."
)


def sources_with_points(text: NotebookText, worth: Mapping[str, float]) -> list[str]:
    """Return the source of each cell of a text, with the points in its prose filled in.

    Parameters
    ----------
    text
        A notebook's text.
    worth
        What each answer that is checked is worth.

    Raises
    ------
    TextError
        If a placeholder stands for nothing.
    """
    worth = {**worth, **_of_texts(text.cells)}
    numbers = {f"points of {name}": points for name, points in worth.items()}
    of_questions = {question.points for question in text.asked.questions.values()}
    if len(of_questions) == 1:
        numbers["question_points"] = of_questions.pop()
    parts = _of_parts(text.cells, worth)

    def filled(line: str) -> str:
        row = _ROW.match(line)
        here = {**numbers, "points": parts[row[1]]} if row and row[1] in parts else numbers

        def number(found: re.Match[str]) -> str:
            if "points" not in found[1]:  # a formula
                return found[0]
            if found[1] == "question_points" and len(of_questions) > 1:
                raise TextError(
                    f"{text.file} has {found[0]}, but its questions aren't all worth the same: "
                    f"{', '.join(f'{one:g}' for one in sorted(of_questions))}. Say it in words, "
                    "or at each question by {{points of NAME}}."
                )
            if found[1] not in here:
                raise TextError(
                    f"{text.file} has {found[0]}, which stands for nothing there. {_MEANINGS}"
                )
            return f"{here[found[1]]:g}"

        return _PLACEHOLDER.sub(number, line)

    return [
        "\n".join(map(filled, cell.source.split("\n")))
        if cell.cell_type == "markdown"
        else cell.source
        for cell in text.cells
    ]


def _of_texts(cells: list[Any]) -> dict[str, float]:
    """Return what each answer that is graded by hand is worth."""
    return {
        cell.metadata.answer: cell.metadata.points
        for cell in cells
        if cell.cell_type == "markdown" and "answer" in cell.metadata
    }


def _of_parts(cells: list[Any], worth: Mapping[str, float]) -> dict[str, float]:
    """Return what the answers of each numbered part are worth together, by its number."""
    parts: dict[str, float] = {}
    part = ""
    for cell in cells:
        if cell.cell_type == "markdown" and (headings := _HEADING.findall(cell.source)):
            part = headings[-1]
            parts |= dict.fromkeys(headings, 0.0)
        name = cell.metadata.get("question") or cell.metadata.get("answer")
        if part and name:
            parts[part] += worth.get(name, 0.0)
    return parts
