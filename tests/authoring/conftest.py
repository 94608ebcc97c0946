"""What the tests of authoring share: an author's text, and the notebooks built from it."""

import shutil
from pathlib import Path

import pytest
from built_notebooks import ASSIGNMENTS, COURSE
from question_cells import HEAD

from autograder.authoring.reading_text.notebook_text import NotebookText, read_text
from autograder.authoring.solved_notebook import released, solved_notebook
from autograder.course import text_path


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def assignment(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def solved(assignment):
    return solved_notebook(assignment, COURSE)


@pytest.fixture(scope="module")
def student(solved):
    return released(solved)


@pytest.fixture
def text(tmp_path, monkeypatch) -> Path:
    """A copy of the SVM notebook's text, which is built in place of the real one."""
    copy = tmp_path / "svm.md"
    shutil.copy(text_path("svm"), copy)
    monkeypatch.setattr("autograder.authoring.solved_notebook.text_path", lambda assignment: copy)
    return copy


@pytest.fixture
def read(tmp_path):
    def reading(text: str, head: str = HEAD) -> NotebookText:
        path = tmp_path / "net.md"
        path.write_text(head + text, encoding="utf-8")
        return read_text(path)

    return reading
