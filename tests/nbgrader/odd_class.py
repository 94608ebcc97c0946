"""A class of honest, late, hostile, messy and damaged hand-ins, for nbgrader to grade."""

from datetime import timedelta, timezone
from pathlib import Path

import nbformat
from nbgrader_course import hand_in

from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of
from autograder.course import load_course
from autograder.notebook.answers import answer_cells

HONEST = ["blank", "right-by-einsum", "slide-slip", "gradient-forgotten"]
TIMED = ["late", "extended", "east", "odd"]
PICTURE = '<img src="nowhere" onerror="window.hacked = \'img\'">'

HOSTILE_TEXT = f"""\
<script>window.hacked = 'script'</script>

{PICTURE}

$ {PICTURE} $

![" onerror="window.hacked = 'alt'](nowhere)

<svg onload="window.hacked = 'svg'"></svg>

<iframe srcdoc="<script>parent.hacked = 'frame'</script>"></iframe>

[one](javascript:window.hacked='one') [two](java&#115;cript:window.hacked='two')

<a href="javascript:window.hacked='three'">three</a>

<div id="check_hinge_loss" style="position: fixed; top: 0" class="full-credit">cover</div>

The squared hinge is my choice.
"""


def hostile_notebook(marker: Path) -> bytes:
    """Return a notebook whose text, code, output and tags want to act, and whose cells run."""
    leave_a_mark = f"open({str(marker)!r}, 'w').close()\n"
    odd = "np.where['<script>window.hacked = 1</script>'].x = 1"
    answers = {
        **class_of("svm")["right-by-einsum"],
        "squared_or_not": HOSTILE_TEXT,
        "hinge_loss": f"{leave_a_mark}def hinge_loss(*a):\n    {odd}  # </pre>{PICTURE}",
    }
    notebook = nbformat.reads(filled("svm", answers).decode(), as_version=4)
    html = {"text/html": f"<script>window.hacked = 'output'</script>{PICTURE}"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("display_data", data=html)]
        cell.metadata["tags"] = ["student-tag"]
    notebook.metadata["kernelspec"] = {"name": "no-such-kernel", "display_name": "No"}
    notebook.cells.insert(0, nbformat.v4.new_code_cell(leave_a_mark))
    notebook.cells.insert(0, nbformat.v4.new_raw_cell(PICTURE))
    return nbformat.writes(notebook).encode()


def messy_notebook() -> bytes:
    """Return a right notebook with an answer twice and metadata of an older nbgrader."""
    content = filled("svm", class_of("svm")["right-by-einsum"])
    notebook = nbformat.reads(content.decode(), as_version=4)
    answer = answer_cells(notebook)["hinge_loss"]
    again = f"{answer.source}\n# once more\n"
    notebook.cells.append(nbformat.from_dict({**answer, "id": "copied", "source": again}))
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = 1
    return nbformat.writes(notebook).encode()


def hand_in_all(course: Path, marker: Path) -> None:
    """Hand in what the whole class has; hostile cells try to write the file ``marker``."""
    for student in HONEST:
        hand_in(course, student, filled("svm", class_of("svm")[student]))
    due = load_course().assignment("svm").due
    too_late = due + timedelta(days=1, hours=10)
    in_the_east = (due - timedelta(minutes=30)).astimezone(timezone(timedelta(hours=5.5)))
    for student, timestamp in {
        "late": f"{too_late:%Y-%m-%d %H:%M:%S} UTC".encode(),
        "extended": f"{too_late:%Y-%m-%d %H:%M:%S} UTC".encode(),
        "east": f"{in_the_east:%Y-%m-%d %H:%M:%S %z}".encode(),
        "odd": b"99999-01-22 \xff yesterday",
    }.items():
        path = hand_in(course, student, filled("svm", class_of("svm")["right-by-einsum"]))
        (path.parent / "timestamp.txt").write_bytes(timestamp)
    hand_in(course, "hostile", hostile_notebook(marker))
    stray = hand_in(course, "messy", messy_notebook())
    (stray.parent / "scratch.ipynb").write_bytes(filled("svm", {}))
    hand_in(course, "damaged", b'{"cells": [')
