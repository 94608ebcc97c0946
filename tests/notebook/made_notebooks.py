"""Notebooks as students hand them in, with some of it lost or edited."""

import json

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.notebook.answers import pristine_notebook, read_submission

RIGHT = reference_answers("svm")

HINGE = """def hinge_loss(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label] + delta)
    return margins.sum() - delta
"""


def notebook(**answers):
    """A notebook as the reference would hand it in, as plain JSON, with other answers."""
    return json.loads(filled("svm", {**RIGHT, **answers}))


def written(notebook):
    return json.dumps(notebook).encode()


def read(notebook):
    content = notebook if isinstance(notebook, bytes) else written(notebook)
    return read_submission(content, pristine_notebook("svm"))


def cell_of(notebook, name):
    """The cell of an answer, found by its text as ids may be gone."""
    return next(cell for cell in notebook["cells"] if f"YOUR ANSWER: {name}" in text_of(cell))


def text_of(cell):
    return "".join(cell["source"])


def code(source, **more):
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return {**empty, "source": source, **more}


def without_ids(notebook, nbgrader=True):
    for cell in notebook["cells"]:
        del cell["id"]
        if nbgrader:
            cell["metadata"] = {}
    return {**notebook, "nbformat_minor": 0}
