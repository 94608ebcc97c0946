"""A new assignment is whole at once, and takes nobody's name."""

import tomllib
from pathlib import Path

import pytest
from kit_copy import copied, python

from autograder.assignments.parts import ContentError
from autograder.authoring import new_assignment as made
from autograder.authoring.new_assignment import new_assignment, with_entry
from autograder.course import ROOT, load_course


@pytest.mark.parametrize("name", ["Net", "2layers", "two-layers", "", "lambda", "nät", "a b"])
def test_a_name_that_no_module_can_have_is_refused(name):
    with pytest.raises(ContentError, match=r"such as two_layers"):
        new_assignment(name, "", load_course())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("svm", "course.toml"),
        ("registry", "autograder/assignments/registry.py"),
        ("coursework", "assignments/coursework"),
        ("any_loss", "autograder/assignments/any_loss"),
    ],
)
def test_a_name_that_something_has_is_refused_with_its_place(name, place):
    with pytest.raises(ContentError, match=f"There is .*{place}"):
        new_assignment(name, "", load_course())


def test_an_entry_is_put_behind_the_last_and_all_else_stays():
    before = (ROOT / "course.toml").read_text(encoding="utf-8")
    entry = '[[assignments]]\nname = "net"\ntitle = "Net"\n'
    after = with_entry(before, entry)
    assert after.replace(f"\n{entry}", "", 1) == before
    names = [one["name"] for one in tomllib.loads(after)["assignments"]]
    assert names == [*(one.name for one in load_course().assignments), "net"]
    assert tomllib.loads(with_entry("name = 'x'", entry))["assignments"]


def test_a_title_may_hold_quotes(tmp_path):
    entry = made._entry("net", 'A "net" of \\ ü', None)
    assert tomllib.loads(entry)["assignments"][0]["title"] == 'A "net" of \\ ü'


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    """A copy of the kit with one more assignment, which has been built."""
    folder = copied(tmp_path_factory.mktemp("kit"))
    run = "from autograder.cli import main; main()"
    assert "wrote solutions/net.py" in python(folder, "-c", run, "new-assignment", "net")
    assert "wrote assignments/net/net.ipynb" in python(folder, "-c", run, "build", "net")
    return folder


@pytest.mark.slow
def test_a_new_assignment_passes_build_and_selftest_at_once(kit):
    run = "from autograder.cli import main; main()"
    said = python(kit, "-c", run, "selftest", "net", "--mutants", COLUMNS="200")
    assert "✗" not in said
    assert "! net is worth 12 points without the texts" in said
