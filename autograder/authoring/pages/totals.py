"""The totals on the page about honest grading that follow from what the assignments hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from autograder.assignments.written_answers.filling import wrong_answers
from autograder.authoring.mutants.bench import all_mutants
from autograder.authoring.mutants.equivalent import equivalents
from autograder.authoring.selftest.bars import number_of_mistakes
from autograder.course import ROOT, Course

PAGE = ROOT / "docs" / "honest-grading.md"
# Python writes down a syntax tree otherwise in other versions, so there are other changes.
COUNTED_BY = (3, 11)
MUTANTS = "changes of the reference functions that change their meaning"
EQUIVALENT = "other changes, listed with the reason why they change nothing"
MISTAKES = "known mistakes, in all assignments"


def totals(course: Course) -> dict[str, int]:
    """Return the totals by the words with which their rows on the page begin.

    Those of the mutants are left out where another Python counts than Python 3.11.
    """
    names = [one.name for one in course.assignments]
    found = {MISTAKES: sum(number_of_mistakes(one) + len(wrong_answers(one)) for one in names)}
    if sys.version_info[:2] == COUNTED_BY:
        same = sum(len(equivalents(one)) for one in names)
        made = sum(len(list(all_mutants(one))) for one in names)
        found |= {MUTANTS: made - same, EQUIVALENT: same}
    return found


def write_totals(course: Course, page: Path = PAGE) -> None:
    """Write the totals into the page; all else on it is written by hand, and stays."""
    text = page.read_text(encoding="utf-8")
    for words, number in totals(course).items():
        row = re.compile(rf"^(\| {re.escape(words)} \| )[\d,]+( \|)", re.MULTILINE)
        text = row.sub(rf"\g<1>{number:,}\g<2>", text)
    page.write_text(text, encoding="utf-8")
