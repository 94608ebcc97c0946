"""Answers poured into the pristine notebook, and verdicts shown below them."""

from __future__ import annotations

import copy
import json

import nbformat

from autograder.grading.result import Result, rounded
from autograder.notebook.answers import Submission
from autograder.readable_text import one_line
from coursework.instant_feedback.verdict_table import Table, marked_up
from coursework.scoring.check import Verdict

TAKEN_ALONG = "# From cells of the student's own: what the answer below uses."


def graded_notebook(
    pristine: nbformat.NotebookNode, submission: Submission, result: Result
) -> nbformat.NotebookNode:
    """Return the notebook as given out, with the student's answers and the verdicts on them.

    What an answer uses from cells of the student's own stands in a cell before it.
    Each check cell gets the table of its verdicts and, as its value, the points that
    were earned: that is how nbgrader reads partial credit.
    """
    notebook = copy.deepcopy(pristine)
    given = {**submission.answers, **submission.texts}
    helpers: dict[str, list[str]] = {}
    for one in submission.helpers:
        helpers.setdefault(one.before, []).append(one.source)
    cells, notebook.cells = notebook.cells, []
    for cell in cells:
        name = _name(cell)
        if name in helpers:
            source = "\n\n".join([TAKEN_ALONG, *helpers[name]])
            added = nbformat.v4.new_code_cell(source, id=f"grader-helpers-{len(notebook.cells)}")
            notebook.cells.append(added)
        notebook.cells.append(cell)
        if name in given:
            cell.source = given[name]
        verdicts = result.of_question(name.removeprefix("check_"))
        if cell.metadata.get("nbgrader", {}).get("grade") and verdicts:
            cell.execution_count = 1
            cell.outputs = _outputs(name.removeprefix("check_"), verdicts)
    notices = [*result.warnings, *([result.error] if result.error else [])]
    if notices:
        items = "".join(f"<li>{marked_up(one_line(notice))}</li>" for notice in notices)
        notes = f"<div><b>The grader notes:</b><ul>{items}</ul></div>"
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(notes, id="grader-notes"))
    return notebook


def _name(cell: nbformat.NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _outputs(question: str, verdicts: list[Verdict]) -> list[nbformat.NotebookNode]:
    table = Table(question, verdicts)
    shown = {"text/html": table._repr_html_(), "text/plain": str(table)}
    earned = json.dumps(rounded(sum(verdict.earned for verdict in verdicts)))
    # As nbformat's own `new_output` makes them, which checks each against its schema.
    displayed = {"output_type": "display_data", "data": shown, "metadata": {}}
    value = {"output_type": "execute_result", "data": {"text/plain": earned}, "metadata": {}}
    return [nbformat.from_dict(displayed), nbformat.from_dict({**value, "execution_count": 1})]
