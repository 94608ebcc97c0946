"""The page on honest grading tells the numbers of what is really tried."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hostile.exfiltration import WAYS
from hostile.helpers_of_the_grader import ATTACKS_ON
from hostile.identity import WAYS as WAYS_TO_BE_ANOTHER
from mutation.bench import all_mutants
from mutation.equivalent import equivalents
from test_damage import DAMAGES
from test_fifty import ALONE, BUSY, BY_FOUR
from test_hostile_grader import ASKED
from test_junk import JUNK
from test_killed import KILLS
from test_lending import FORGED, REFUSED

from autograder.course import ROOT, load_course
from autograder.fill import wrong_answers
from autograder.mistakes import known_mistakes
from autograder.variants import known_variants

PAGE = (ROOT / "docs" / "honest-grading.md").read_text(encoding="utf-8")
ASSIGNMENTS = [one.name for one in load_course().assignments]


def told(what):
    """Return the number in the row of the page's table that begins with these words."""
    (number,) = re.findall(rf"^\| {what}[^|]*\| ([\d,]+) \|", PAGE, re.MULTILINE)
    return int(number.replace(",", ""))


def test_attacks():
    families = [path.stem for path in Path(__file__).with_name("hostile").glob("*.py")]
    tables = [getattr(import_module(f"hostile.{name}"), "ATTACKS", []) for name in families]
    assert told("hostile notebooks") == sum(map(len, tables)) >= 60
    assert told("ways to tell hidden inputs") == len(WAYS)
    assert told("notebooks that turn against") == len(ATTACKS_ON)
    assert told("questions to a function that is lent") == len(ASKED)
    assert told("calls of a class that is lent") == len(REFUSED) + len(FORGED)
    assert told("kinds of junk") == len(JUNK)
    assert told("classes in which") == len(WAYS_TO_BE_ANOTHER)


def test_damages():
    refused = sum(one.refused is not None for one in DAMAGES.values())
    assert told("kinds of damaged notebooks") == len(DAMAGES)
    assert f"{refused} refused with a sentence, {len(DAMAGES) - refused} graded" in PAGE


def test_kills():
    assert told("kills of the grader") == KILLS >= 100


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="counted as Python 3.11 reads code")
def test_mutants():
    made = sum(len(list(all_mutants(name))) for name in ASSIGNMENTS)
    same = sum(len(equivalents(name)) for name in ASSIGNMENTS)
    assert told("changes of the reference") == made - same
    assert told("other changes") == same


def test_variants():
    every = sum(len(one.answers) for name in ASSIGNMENTS for one in known_variants(name))
    assert told("right solutions unlike the reference") == every


def test_mistakes():
    every = [len(one.functions) for name in ASSIGNMENTS for one in known_mistakes(name)]
    asked = [wrong for name in ASSIGNMENTS for wrong in wrong_answers(name)]
    assert told("known mistakes") == sum(every) + len(asked)


def test_gradings():
    assert told("gradings of the same class") == ALONE + BY_FOUR + sum(times for times, _ in BUSY)
