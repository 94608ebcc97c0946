"""The page on counted mistakes names mistakes that are recognised, and leaves none out."""

import re

import pytest

from autograder.assignments.mistake import known_mistakes
from autograder.course import ROOT, load_course
from coursework.expecting.loops import LOOPS
from coursework.faults.failures import MISHAPS

PAGE = (ROOT / "docs" / "counted-mistakes.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| (.+) \|$", PAGE, re.M)[1:]
COUNTED = ROOT.parent / "shared" / "mistakes.md"


@pytest.fixture(scope="module")
def recognised() -> set[str]:
    assignments = [one.name for one in load_course().assignments]
    catalogue = [one for name in assignments for one in known_mistakes(name)]
    by_checks = (ROOT / "docs" / "mistakes.md").read_text(encoding="utf-8")
    named_by_checks = set(re.findall(r"^\| `(\w+)` \|", by_checks, re.M))
    everywhere = {one.name for one in (*MISHAPS.values(), LOOPS)}
    return {one.name for one in catalogue} | everywhere | named_by_checks


@pytest.mark.parametrize("row", ROWS, ids=[mistake[:40] for mistake, _ in ROWS])
def test_every_name_is_one_that_the_grader_gives(row: tuple[str, str], recognised) -> None:
    names = re.findall(r"`(\w+)`", row[1])
    assert names or "no points" in row[1]
    assert set(names) <= recognised


def test_every_counted_mistake_has_its_row() -> None:
    if not COUNTED.is_file():
        pytest.skip("there is no file ../shared/mistakes.md beside this checkout")
    counted = re.findall(r"^\| (.+?) \| .+ \|$", COUNTED.read_text(encoding="utf-8"), re.M)
    wanted = [one for one in counted if one not in ("mistake", "weakness")]
    assert [one for one in wanted if one not in {mistake for mistake, _ in ROWS}] == []
