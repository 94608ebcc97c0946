"""The page on honest grading tells the numbers of what is really tried."""

import re
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from hostile_code.exfiltration import WAYS
from hostile_code.helpers_of_the_grader import ATTACKS_ON
from hostile_code.identity import WAYS as WAYS_TO_BE_ANOTHER
from variants import more_variants

from autograder.authoring.pages.totals import totals
from autograder.authoring.right_answers import right_notebooks
from autograder.course import ROOT, load_course

PAGE = (ROOT / "docs" / "honest-grading.md").read_text(encoding="utf-8")
TESTS = {path.stem: path for path in (ROOT / "tests").rglob("test_*.py")}
ASSIGNMENTS = [one.name for one in load_course().assignments]


def tried_by(test):
    """Return the module of another test: what its tables hold is what is tried."""
    if (beside := str(TESTS[test].parent)) not in sys.path:  # as pytest has it
        sys.path.append(beside)
    module = module_from_spec(spec_from_file_location(test, TESTS[test]))
    module.__spec__.loader.exec_module(module)
    return module


def told(what):
    """Return the number in the row of the page's table that begins with these words."""
    (number,) = re.findall(rf"^\| {what}[^|]*\| ([\d,]+) \|", PAGE, re.MULTILINE)
    return int(number.replace(",", ""))


def test_attacks():
    families = [path.stem for path in (ROOT / "tests" / "hostile_code").glob("*.py")]
    tables = [getattr(import_module(f"hostile_code.{name}"), "ATTACKS", []) for name in families]
    assert told("hostile notebooks") == sum(map(len, tables)) >= 60
    assert told("ways to tell hidden inputs") == len(WAYS)
    assert told("notebooks that turn against") == len(ATTACKS_ON)
    assert told("questions to a function that is lent") == len(
        tried_by("test_hostile_grader").ASKED
    )
    lending = tried_by("test_lent_classes")
    assert told("calls of a class that is lent") == len(lending.REFUSED) + len(lending.FORGED)
    assert told("kinds of junk") == len(tried_by("test_junk").JUNK)
    assert told("classes in which") == len(WAYS_TO_BE_ANOTHER)


def test_damages():
    damages = tried_by("test_damage").DAMAGES
    refused = sum(one.refused is not None for one in damages.values())
    assert told("kinds of damaged notebooks") == len(damages)
    assert f"{refused} refused with a sentence, {len(damages) - refused} graded" in PAGE


def test_kills():
    assert told("kills of the grader") == tried_by("test_killed").KILLS >= 100


@pytest.mark.slow
def test_totals_of_the_assignments():
    written = {words: told(re.escape(words)) for words in totals(load_course())}
    why = "`autograder selftest NAME --write` writes them"
    assert written == totals(load_course()), why


def test_variants():
    every = sum(
        len(notebook)
        for name in ASSIGNMENTS
        for notebook in right_notebooks(name, more_variants(name))
    )
    assert told("right solutions unlike the reference") == every


def test_gradings():
    of = tried_by("test_fifty")
    graded = of.ALONE + of.BY_FOUR + sum(times for times, _ in of.BUSY)
    assert told("gradings of the same class") == graded
