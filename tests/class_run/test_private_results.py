"""What the commands write about students can be read by the instructor's account alone."""

import os
import stat
import subprocess
import sys

import pytest

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.provenance.changes import Change, write_changes
from autograder.machine.private_files import closed_to_others

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="is about modes of files"),
]

OF_AN_EARLIER_RUN = ["class.png", "ada.json", "summary.csv"]


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
    for name in OF_AN_EARLIER_RUN:
        (opened / name).touch()
        (opened / name).chmod(0o666)
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
    assert all((graded / "opened" / name).stat().st_size for name in OF_AN_EARLIER_RUN)


def test_a_gradebook_that_was_opened_is_closed_to_others_and_its_group_may_go_on(graded):
    book = graded / "shared.db"
    book.write_bytes((graded / "new" / "gradebook.db").read_bytes())
    book.chmod(0o666)
    run("grade", "svm", graded / "in" / "ada.ipynb", "--out", graded / "more", "--gradebook", book)
    assert stat.S_IMODE(book.stat().st_mode) == 0o660


def test_changes_are_added_to_a_file_that_is_its_owners_alone(tmp_path):
    path = tmp_path / "changes.csv"
    first, second = (Change(who, "svm", "loss", 1.0, 2.0, "why") for who in ("ada", "bob"))
    with closed_to_others():
        write_changes(path, [first])
        path.chmod(0o666)
        write_changes(path, [second, first])
    assert open_to_others(path) == []
    assert [line.split(",")[0] for line in path.read_text().splitlines()][1:] == ["ada", "bob"]


def test_exported_grades_and_a_roster_are_their_owners_alone(graded):
    book, pages = graded / "new" / "gradebook.db", graded / "pages.zip"
    run("export", book, "--to", graded / "grades.csv", "--feedback", pages)
    run("roster", book, "--to", graded / "roster.csv")
    assert open_to_others(graded / "grades.csv", pages, graded / "roster.csv", book) == []
