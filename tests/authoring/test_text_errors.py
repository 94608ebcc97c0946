"""A text that names an unknown answer or check, or lacks a cell, is an error that names it."""

from pathlib import Path

import pytest
from built_notebooks import COURSE

from autograder.authoring.reading_text.notebook_text import TextError
from autograder.authoring.solved_notebook import solved_notebook


def replaced(text: Path, old: str, new: str) -> None:
    before = text.read_text(encoding="utf-8")
    assert before.count(old) == 1
    text.write_text(before.replace(old, new), encoding="utf-8")


def test_unknown_answer_is_an_error_that_names_it(text):
    replaced(text, ":answer: hinge_loss", ":answer: hinge_los")
    with pytest.raises(TextError, match=r"svm\.md .*“hinge_los”.*solutions/svm\.py"):
        solved_notebook("svm", COURSE)


def test_unknown_check_is_an_error_that_names_it(text):
    replaced(text, ":check: hinge_loss", ":check: hinge_los")
    with pytest.raises(TextError, match=r"svm\.md .*“hinge_los”"):
        solved_notebook("svm", COURSE)


@pytest.mark.parametrize("kind", ["answer", "check"])
def test_missing_cell_is_an_error_that_names_it(text, kind):
    cell = f"```{{code-cell}} ipython3\n:{kind}: hinge_loss\n```\n"
    replaced(text, cell, "")
    name = "hinge_loss" if kind == "answer" else "check_hinge_loss"
    with pytest.raises(TextError, match=f"one cell “{name}”, but has 0"):
        solved_notebook("svm", COURSE)


def test_doubled_cell_is_an_error_that_names_it(text):
    replaced(text, ":check: hinge_loss\n", ":check: loss_of_frog\n")
    with pytest.raises(TextError, match="one cell “check_loss_of_frog”, but has 2"):
        solved_notebook("svm", COURSE)
