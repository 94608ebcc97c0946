"""Answers are found in a notebook by whatever is left of their ids, markers and names."""

import copy

import pytest
from made_notebooks import (
    HINGE,
    RIGHT,
    cell_of,
    code,
    notebook,
    read,
    text_of,
    without_ids,
    written,
)

from autograder.assignments.written_answers.filling import filled
from autograder.notebook.answers import answer_cells, assignment_of, pristine_notebook


def test_an_untouched_notebook_gives_every_answer_and_no_warning():
    submission = read(notebook())
    code_answers = {name for name in RIGHT if name != "squared_or_not"}
    assert submission.answers == {name: RIGHT[name] for name in code_answers}
    assert submission.texts == {"squared_or_not": RIGHT["squared_or_not"]}
    assert (submission.helpers, submission.warnings) == ([], [])


def lose_cell_ids(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"new-{number}"


def lose_nbgrader_ids(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def as_colab_writes(notebook):
    """Cell ids in the metadata, nbformat 4.0, a cell of Colab's own in front."""
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "colab": {"base_uri": "https://localhost"}}
    notebook["cells"].insert(0, code(["!pip install something\n"]))
    notebook |= {"nbformat_minor": 0, "metadata": {"colab": {"provenance": []}}}


@pytest.mark.parametrize("change", [lose_cell_ids, lose_nbgrader_ids, as_colab_writes])
def test_answers_are_found_by_whichever_id_is_left_without_a_warning(change):
    changed = notebook()
    change(changed)
    submission = read(changed)
    assert {**submission.answers, **submission.texts} == RIGHT
    assert submission.warnings == []


def test_without_ids_answers_are_found_by_their_marker_and_that_is_said_once():
    submission = read(without_ids(notebook()))
    assert submission.answers == {n: RIGHT[n] for n in RIGHT if n != "squared_or_not"}
    (warning,) = submission.warnings
    assert "No answer's cell has the id" in warning and "found by their marker or place" in warning


def test_without_id_and_marker_an_answer_is_found_by_the_name_that_its_cell_defines():
    changed = without_ids(notebook())
    for cell in changed["cells"]:
        cell["source"] = text_of(cell).replace("# YOUR ANSWER:", "#")
    submission = read(changed)
    assert "def hinge_loss" in submission.answers["hinge_loss"]
    assert "loss_of_frog = " in submission.answers["loss_of_frog"]
    assert sum("found by their name or place" in text for text in submission.warnings) == 1


@pytest.mark.parametrize("leave", ["stub", "nothing", "deleted"])
def test_an_answer_in_a_cell_of_the_students_own_counts(leave):
    changed = notebook()
    cell = cell_of(changed, "hinge_loss")
    if leave == "deleted":
        changed["cells"].remove(cell)
    else:
        stub = answer_cells(pristine_notebook("svm"))["hinge_loss"].source
        cell["source"] = stub if leave == "stub" else ""
    changed["cells"].append(code(HINGE, id="own"))
    submission = read(changed)
    assert submission.answers["hinge_loss"] == HINGE
    (warning,) = submission.warnings
    assert "`hinge_loss`" in warning and "name" in warning


def test_an_instructors_cell_is_never_taken_for_an_answer_of_that_name():
    changed = notebook()
    changed["cells"].remove(cell_of(changed, "svm_loss_naive"))
    submission = read(changed)
    assert "svm_loss_naive" not in submission.answers
    assert submission.warnings == ["No cell holds the answer `svm_loss_naive`."]


def test_of_duplicated_cells_the_last_one_filled_in_counts():
    changed = notebook()
    cells = changed["cells"]
    cell = cell_of(changed, "hinge_loss")
    stub = answer_cells(pristine_notebook("svm"))["hinge_loss"].source
    place = cells.index(cell)
    cells[place + 1 : place + 1] = [
        {**copy.deepcopy(cell), "source": HINGE},
        {**copy.deepcopy(cell), "source": stub},
        {**copy.deepcopy(cell), "source": "\n"},
    ]
    submission = read(changed)
    assert submission.answers["hinge_loss"] == HINGE
    assert submission.warnings == [
        "There are 2 versions of the answer `hinge_loss`; the last one counts, in cell "
        f"{place + 2} of the notebook."
    ]


@pytest.mark.parametrize("below", [True, False])
def test_of_two_versions_the_last_counts_though_it_is_in_a_cell_of_the_students_own(below):
    changed = notebook()
    cells = changed["cells"]
    place = cells.index(cell_of(changed, "hinge_loss"))
    cells.insert(place + below, code(HINGE, id="own"))
    submission = read(changed)
    assert submission.answers["hinge_loss"] == (HINGE if below else RIGHT["hinge_loss"])
    assert submission.warnings == [
        "There are 2 versions of the answer `hinge_loss`; the last one counts, in cell "
        f"{place + 2} of the notebook."
    ]


def test_of_two_numbers_for_a_question_the_last_counts():
    changed = notebook()
    changed["cells"].append(code("loss_of_frog = 3.0", id="own"))
    assert read(changed).answers["loss_of_frog"] == "loss_of_frog = 3.0"


@pytest.mark.parametrize(
    "source",
    [
        "from my_own import hinge_loss",
        "hinge_loss = timed(hinge_loss)",
        "print(hinge_loss([1, 2], 0))",
        "def test():\n    hinge_loss = 3",
        "# def hinge_loss(scores, label):\n#     return 0",
    ],
)
def test_a_cell_that_only_uses_an_answer_is_no_version_of_it(source):
    changed = notebook()
    changed["cells"].append(code(source, id="own"))
    assert read(changed) == read(notebook())


def test_a_class_that_goes_on_in_a_cell_below_is_joined_with_that():
    first = "class hinge_loss:\n    a = 1\n"
    below = ["class hinge_loss(hinge_loss):\n    b = 2", "class hinge_loss(hinge_loss):\n    c = 3"]
    changed = notebook(hinge_loss=first)
    changed["cells"] += [code(text, id=f"own{i}") for i, text in enumerate(below)]
    submission = read(changed)
    assert submission.answers["hinge_loss"] == "\n".join([first, *below])
    assert submission.warnings == [
        "The answer `hinge_loss` was split over 3 cells; the grader joined them."
    ]
    changed["cells"] += [code(text, id=f"again{i}") for i, text in enumerate([first, below[0]])]
    assert read(changed).answers["hinge_loss"] == "\n".join([first, below[0]])


def test_of_two_versions_in_one_cell_the_last_counts_and_that_is_said():
    submission = read(notebook(hinge_loss=f"{HINGE}\n{HINGE}    # again"))
    (warning,) = submission.warnings
    assert warning.startswith("There are 2 versions of the answer `hinge_loss`; the last one")


def test_several_answers_in_other_cells_are_named_in_one_warning():
    changed = notebook()
    for name in ("hinge_loss", "svm_loss_naive"):
        changed["cells"].append({**cell_of(changed, name), "metadata": {}, "id": f"moved {name}"})
        changed["cells"].remove(cell_of(changed, name))
    assert read(changed).warnings == [
        "`hinge_loss`, `svm_loss_naive` weren't in their cells; they were found by their marker."
    ]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_retyped_answer_cell_still_holds_the_answer(kind):
    changed = notebook()
    cell = cell_of(changed, "hinge_loss")
    cell["cell_type"] = kind
    del cell["outputs"], cell["execution_count"]
    assert read(changed).answers == read(notebook()).answers


def test_edits_of_instructors_cells_tags_outputs_and_metadata_change_nothing():
    changed = notebook()
    for cell in changed["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        cell["metadata"]["tags"] = ["skip-execution", "remove-cell"]
        if cell["cell_type"] == "code":
            output = {"output_type": "stream", "name": "stderr", "text": ["36.0"]}
            cell |= {"outputs": [output], "execution_count": 99}
        if nbgrader.get("locked"):
            nbgrader |= {"points": 1000.0, "locked": False, "grade": False}
            cell["source"] = "import os; os._exit(0)"
    changed["metadata"] = {"kernelspec": {"name": "evil", "language": "c", "display_name": ""}}
    assert read(changed) == read(notebook())


def test_the_assignment_of_a_notebook_is_told_by_its_answers():
    assert assignment_of(filled("svm", {}), ["svm"]) == "svm"
    assert assignment_of(written({**notebook(), "cells": []}), ["svm"]) is None
