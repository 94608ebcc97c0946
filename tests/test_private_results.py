"""What the commands write about students can be read by the instructor's account alone."""

import os
import stat
import subprocess
import sys

import pytest

from autograder.fill import filled, reference_answers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="is about modes of files")


def run(*arguments):
    """Run the command where files are everybody's unless somebody sees to it."""
    command = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, umask=0)
    assert done.returncode == 0, done.stderr


def open_to_others(*paths):
    return [
        str(path)
        for path in paths
        if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    ]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class graded into a new folder and into one that the instructor has opened to others."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "in").mkdir()
    for student in ("ada", "bob"):
        (folder / "in" / f"{student}.ipynb").write_bytes(filled("svm", reference_answers("svm")))
    opened = folder / "opened"
    opened.mkdir()
    opened.chmod(0o775)
    run("grade", "svm", folder / "in", "--out", folder / "new")
    run("grade", "svm", folder / "in" / "ada.ipynb", "--out", opened, "--workers", "1")
    return folder


def test_all_that_grading_writes_is_its_owners_alone(graded):
    written = [graded / "new", *graded.glob("new/**/*")]
    names = {path.name for path in written}
    assert names > {"ada.json", "bob.html", "svm.ipynb", "summary.csv", "class.png", "gradebook.db"}
    assert open_to_others(*written) == []


def test_a_folder_that_was_opened_stays_open_and_what_comes_into_it_is_closed(graded):
    assert stat.S_IMODE((graded / "opened").stat().st_mode) == 0o775
    assert open_to_others(*graded.glob("opened/*")) == []
    assert (graded / "opened" / "ada.json").is_file()


def test_exported_grades_and_a_roster_are_their_owners_alone(graded):
    book, pages = graded / "new" / "gradebook.db", graded / "pages.zip"
    run("export", book, "--to", graded / "grades.csv", "--feedback", pages)
    run("roster", book, "--to", graded / "roster.csv")
    assert open_to_others(graded / "grades.csv", pages, graded / "roster.csv", book) == []
