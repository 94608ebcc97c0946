"""The page on where each item of the lectures stands is true, and leaves nothing out."""

import re

import pytest

from autograder.assignments.registry import all_checks
from autograder.course import ROOT, student_path
from autograder.notebook.answers import answer_cells, pristine_notebook

PAGE = (ROOT / "docs" / "lectures.md").read_text(encoding="utf-8")
ROWS = [
    [entry.strip() for entry in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| item")
]
LECTURES = ROOT.parent / "shared" / "lectures" / "README.md"


def names(entry: str) -> list[str]:
    return re.findall(r"`([^`]+)`", entry)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[1]} {row[0][:40]}" for row in ROWS])
def test_section_questions_and_checks_of_an_item_exist(row: list[str]) -> None:
    _, notebook, sections, questions, checks = row
    (assignment,) = names(notebook)
    text = "\n".join(cell.source for cell in pristine_notebook(assignment).cells)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    for section in sections.split("; "):
        assert section in headings
    assert set(names(questions)) <= set(answer_cells(pristine_notebook(assignment)))
    assert set(names(checks)) <= {check.name for check in all_checks(assignment)}
    assert student_path(assignment).is_file()


def test_every_item_of_the_lectures_has_its_row() -> None:
    if not LECTURES.is_file():
        pytest.skip("there is no folder ../shared/lectures beside this checkout")
    text = LECTURES.read_text(encoding="utf-8")
    examples, subjects = text.split("## What the lectures ask")
    table = examples.split("## Worked examples")[1]
    wanted = [
        line.split("|")[1].strip()
        for line in table.splitlines()
        if line.startswith("| ") and not line.startswith("| topic")
    ]
    for subject, phrases in re.findall(r"^- \*\*(.+?)\*\*:? (.+)\.$", subjects, re.M):
        # Semicolons in parentheses belong to the phrase.
        parts = re.split(r"; (?![^(]*\))", phrases)
        wanted += [f"{subject}: {part}" for part in parts]
    assert len(wanted) > 60
    items = {row[0] for row in ROWS}
    assert [item for item in wanted if item not in items] == []
