"""What the tests of nbgrader share: a gradebook for each, and a class that nbgrader graded."""

import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader_course import copy_of_the_course, run
from odd_class import hand_in_all
from pages import BROWSER


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


@pytest.fixture(scope="module")
def marker(tmp_path_factory):
    """Return a file that submissions try to write."""
    return tmp_path_factory.mktemp("outside") / "marker"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Return a course from which the assignment was released by nbgrader."""
    course = copy_of_the_course(tmp_path_factory.mktemp("course"))
    with (course / "course.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[extensions]]\nstudent = "extended"\nassignment = "svm"\ndays = 1\n')
    run(course, "nbgrader", "generate_assignment", "svm")
    return course


@pytest.fixture(scope="module")
def autograded(released, marker):
    """Return the course with a class that nbgrader has collected and autograded."""
    hand_in_all(released, marker)
    done = run(released, "nbgrader", "autograde", "svm", check=False)
    (released / "autograde.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return released
