"""What the tests of the gradebook share: a new one, copied for each test."""

import shutil
from pathlib import Path

import pytest
from graded_class import COURSE
from nbgrader.api import Gradebook
from pages import BROWSER

from autograder.nbgrader.gradebook_file import open_gradebook


@pytest.fixture(scope="module")
def new_gradebook(tmp_path_factory):
    """Make a gradebook without submissions, once: that takes a while."""
    path = tmp_path_factory.mktemp("gradebook") / "new.db"
    with open_gradebook(path, "svm", COURSE):
        return path


@pytest.fixture
def path(new_gradebook, tmp_path):
    return Path(shutil.copy(new_gradebook, tmp_path / "gradebook.db"))


@pytest.fixture
def gradebook(path):
    with Gradebook(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=BROWSER)
        yield browser
        browser.close()
