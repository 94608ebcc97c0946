"""A damaged notebook is read as far as it is there, and what is there earns its points."""

import json
import re

import nbformat
import pytest
from damaged_notebooks.cells import cells
from damaged_notebooks.files import files
from damaged_notebooks.ids import ids
from damaged_notebooks.programs import programs
from damages_seen import RIGHT, SENTENCE, SOUND, read

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.results_folder import write_submission
from autograder.course import load_course
from autograder.grading.submission import grade
from autograder.notebook.answers import UnreadableNotebook
from autograder.reports.for_the_student import marked

DAMAGES = {one.name: one for group in (files, cells, ids, programs) for one in group.damages}


# Graded for real: what a sandbox sees is not what the reader says it saw.
GRADED = {
    "saved_by_colab": {},
    "saved_in_format_3": {},
    "ids_of_two_answers_swapped": {},
    "split_with_both_ids_on_both_halves": {},
    "two_answers_merged": {},
    "everything_in_one_cell_without_markers": {},
    "helper_in_a_cell_with_magics": {},
    "await_at_top_level": {},
    "answer_deleted": {"hinge_loss"},
    "truncated_in_the_middle": None,
}


def test_there_are_many_damages_and_each_is_one():
    assert len(DAMAGES) >= 100 and set(GRADED) <= set(DAMAGES)
    for group in (files, cells, ids, programs):
        assert len({one.name for one in group.damages}) == len(group.damages)
    assert all(one.make(SOUND) != SOUND for one in DAMAGES.values())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_notebook_is_read_as_far_as_it_is_there_or_refused(damage):
    content = damage.make(SOUND)
    if damage.refused is not None:
        with pytest.raises(UnreadableNotebook, match=re.escape(damage.refused)) as caught:
            read(content)
        assert SENTENCE.fullmatch(str(caught.value)) and str(caught.value).startswith("The file ")
        return
    submission = read(content)
    got = {**submission.answers, **submission.texts}
    assert set(RIGHT) - set(got) == damage.lost
    kept = set(RIGHT) - damage.lost - damage.changed
    assert {name: got[name] for name in kept} == {name: RIGHT[name] for name in kept}
    warnings = list(submission.warnings)
    for said in damage.says:
        (warning, *_) = [text for text in warnings if said in text] or [None]
        assert warning is not None, (said, submission.warnings)
        warnings.remove(warning)
    assert warnings == []
    assert all(SENTENCE.fullmatch(text) for text in submission.warnings)


@pytest.mark.parametrize("name", GRADED)
def test_what_is_there_earns_its_points(grader, name):
    result = grade(DAMAGES[name].make(SOUND), "ada", grader).result
    if GRADED[name] is None:
        assert result.score == 0 and result.error
        return
    lost = {check.question for check in result.checks if check.earned < check.points}
    assert (lost, result.error) == (set(GRADED[name]), None)


def test_a_notebook_of_another_assignment_is_refused_and_named():
    other = filled("knn", reference_answers("knn"))
    with pytest.raises(UnreadableNotebook, match="another assignment, “knn”"):
        read(other)
    with pytest.raises(UnreadableNotebook, match="another assignment, “knn”"):
        read(filled("knn", {}))


def test_answers_pasted_into_the_notebook_of_another_assignment_count_and_that_is_said():
    other = json.loads(filled("knn", reference_answers("knn")))
    mine = json.loads(SOUND)["cells"]
    other["cells"] += [cell for cell in mine if cell["id"] in ("hinge_loss", "loss_range")]
    submission = read(json.dumps(other).encode())
    assert submission.answers["hinge_loss"] == RIGHT["hinge_loss"]
    assert "answers of another assignment, “knn”, and 2 of this one" in submission.warnings[0]


PRIVATE = "PRIVATE-51c0ffee"


def with_private_data_everywhere():
    """A notebook as Colab and VS Code write it, with a mark in all that is no source."""
    notebook = json.loads(SOUND)
    user = {"displayName": PRIVATE, "userId": PRIVATE, "photoUrl": f"https://{PRIVATE}"}
    mark = {PRIVATE: [PRIVATE, {"path": f"/home/{PRIVATE}/svm.ipynb"}]}
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": [f"/home/{PRIVATE}/x.py:3\n"]},
        {"output_type": "display_data", "metadata": mark, "data": {"text/html": PRIVATE}},
        {"output_type": "error", "ename": "E", "evalue": PRIVATE, "traceback": [PRIVATE]},
    ]
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"executionInfo": {"user": user}, "colab": mark, "vscode": mark}
        cell["metadata"] |= {"tags": [PRIVATE], "name": PRIVATE, "id": f"{PRIVATE}{number}"}
        cell["attachments"] = {f"{PRIVATE}.png": {"image/png": PRIVATE}}
        cell |= {"id": f"{PRIVATE}-{number}", PRIVATE: PRIVATE}
        if cell["cell_type"] == "code":
            cell |= {"outputs": outputs, "execution_count": 7}
            cell["metadata"]["nbgrader"] = {**cell["metadata"].get("nbgrader", {}), PRIVATE: 1}
    notebook["metadata"] = {"colab": mark, "widgets": mark, "kernelspec": mark, "authors": [user]}
    notebook["cells"].insert(0, {"cell_type": "markdown", "source": PRIVATE, "metadata": mark})
    return {**notebook, PRIVATE: PRIVATE}


def test_nothing_but_the_answers_text_is_written_down_of_a_notebook(grader, tmp_path):
    content = json.dumps(with_private_data_everywhere()).encode()
    graded = grade(content, "ada", grader)
    assert graded.result.score == graded.result.max_score
    write_submission(marked(graded, load_course()), tmp_path)
    (tmp_path / "result.json").write_text(graded.result.to_json(), encoding="utf-8")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} >= {".html", ".ipynb"}
    for path in written:
        assert PRIVATE not in path.name
        assert PRIVATE.encode() not in path.read_bytes(), path.name
    (notebook,) = tmp_path.rglob("*.ipynb")
    shown = nbformat.read(notebook, as_version=4)
    assert RIGHT["hinge_loss"] in [cell.source for cell in shown.cells]
