"""A question that was edited is stale wherever it is told."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignments.asked_for import AskedFor, asked_for_path
from autograder.assignments.registry import checks_of
from autograder.authoring import build
from autograder.authoring.build import build_all
from autograder.authoring.reading_text.notebook_text import TextError
from autograder.authoring.solved_notebook import solved_notebook
from autograder.course import ROOT, load_course, text_path


@pytest.fixture
def svm(tmp_path, monkeypatch) -> Path:
    """A copy of the SVM notebook's text, which is built in place of the real one."""
    copy = tmp_path / "svm.md"
    shutil.copy(text_path("svm"), copy)
    real = text_path
    for module in ("build", "solved_notebook"):
        monkeypatch.setattr(
            f"autograder.authoring.{module}.text_path",
            lambda name: copy if name == "svm" else real(name),
        )
    return copy


def changed(text: Path, *pairs: tuple[str, str]) -> None:
    before = text.read_text(encoding="utf-8")
    for old, new in pairs:
        assert before.count(old) == 1
        before = before.replace(old, new)
    text.write_text(before, encoding="utf-8")


EDITS = {
    "a hint": ([("don't lose the margin", "keep the margin")], {"docs", "grader"}),
    "a right answer": (
        [('right: IMAGES["losses"][2]', "right: 12.8")],
        {"grader", "solved"},
    ),
    "what is asked": (
        [("asks: What is the mean loss", "asks: Which is the mean loss")],
        {"grader"},
    ),
    "a choice more": (
        [("- **C**: from −∞ to ∞", "- **C**: from −∞ to ∞\n- **D**: from 1 to ∞")],
        {"grader", "choices", "solved", "student"},
    ),
    "a question's name": (
        [(":question: mean_loss", ":question: loss_on_average")],
        {"docs", "grader", "choices", "names", "solved", "student"},
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_a_question_that_was_edited_is_stale_wherever_it_is_told(svm, what):
    coursework = ROOT / "assignments" / "coursework"
    places = {
        "docs": ROOT / "docs" / "mistakes.md",
        "grader": asked_for_path("svm"),
        "choices": coursework / "questions.json",
        "names": coursework / "notebook_names.json",
        "solved": ROOT / "solutions" / "notebooks" / "svm" / "svm.ipynb",
        "student": ROOT / "assignments" / "svm" / "svm.ipynb",
    }
    pairs, stale = EDITS[what]
    changed(svm, *pairs)
    assert set(build.differing(build_all())) == {places[name] for name in stale}


def test_points_of_a_question_count_wherever_they_are_told(svm):
    changed(svm, ('right: IMAGES["mean"]\n', 'right: IMAGES["mean"]\npoints: 3\n'))
    with pytest.raises(TextError, match=r"^svm.md has {{question_points}}"):
        solved_notebook("svm", load_course())
    changed(svm, ("({{question_points}} points each)", "(2 or 3 points each)"))
    notebook = solved_notebook("svm", load_course())
    (check,) = (one for one in notebook.cells if one.id == "check_mean_loss")
    assert check.metadata.nbgrader.points == 3
    assert "| 1. From scores to a loss | `hinge_loss` | 15 |" in notebook.cells[1].source


def test_every_file_for_the_grader_belongs_to_an_assignment_of_the_course():
    found = {path.name for path in asked_for_path("svm").parent.iterdir()}
    assert found == {f"{one.name}.json" for one in load_course().assignments}


def test_checks_are_loaded_without_what_reads_texts():
    loads = (
        "import sys, autograder.assignments.registry as r; r.all_checks('svm'); print(*sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True)
    assert "autograder.assignments.svm.checks" in shown.stdout.split()
    assert {"jupytext", "yaml"}.isdisjoint(shown.stdout.split())


def test_an_answer_that_no_text_asks_for_comes_last():
    *_, last = checks_of("svm", AskedFor(("svm_loss_naive", "svm_loss_vectorized"), {}))
    assert last.question == "hinge_loss"
