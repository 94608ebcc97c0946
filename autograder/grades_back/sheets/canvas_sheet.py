"""Canvas: its gradebook as CSV, with one column filled in, to be imported again.

Canvas wants ``Student`` first, ``ID`` second and a ``Section`` column; it finds people by
their Canvas ID. A column is ``<title> (<assignment id>)``; any other title would make a new
assignment, so only columns of the instructor's own export are filled. Facts: Canvas's
importer and its guide to gradebook files.
"""

from __future__ import annotations

import re

from autograder.grades_back.filled_in_export import ExportError, Template
from autograder.grades_back.platform_table import Column, Sheet, to_number
from autograder.grades_back.whose_row import person_of_row
from autograder.handin.roster import Person
from autograder.handin.roster.platform_lists import FORMULA, MADE_UP

# What Canvas looks people up by; everything else in the file would only be imported again.
_PEOPLE = (
    *("student", "id", "sis user id", "sis login id", "integration id", "root account"),
    "section",
)
_TITLE = re.compile(r"\A(?P<title>.*) \((?P<number>\d+)\)\s*$", re.DOTALL)
_READ_ONLY = "(read only)"
_POSSIBLE = "points possible"
_ROUNDED = re.compile(r"\A[0-9]+(?:[.,][0-9]+)?E\+[0-9]+\Z", re.IGNORECASE)
# Cells that say more than a number: excused, and not among those who got the assignment.
_KEPT = {"EX": "Canvas has EX (excused) there", "N/A": "it isn't assigned to them on Canvas"}


def canvas_sheet(template: Template) -> Sheet:
    """Return what a gradebook export of Canvas says.

    Raises
    ------
    ExportError
        If it isn't one: columns or the row “Points Possible” are missing.
    """
    names = [name.strip().casefold() for name in template.header]
    if names[:2] != ["student", "id"] or "section" not in names:
        raise ExportError(
            f"{template.path} isn't an export of Canvas's gradebook: the first columns should "
            "be Student and ID, and one should be Section."
        )
    possible = next((i for i in template.rows() if _first(template, i) == _POSSIBLE), None)
    if possible is None:
        raise ExportError(
            f"{template.path} lacks the row “Points Possible” of Canvas's gradebook exports."
        )
    damaged = (template.text(row, 1).strip() for row in template.rows())
    if one := next((one for one in damaged if _ROUNDED.match(one)), None):
        raise ExportError(
            f"{template.path} was saved by a spreadsheet, which rounded the ids ({one}). Give the "
            "export as Canvas makes it."
        )
    columns = []
    for index, heading in enumerate(template.header):
        found = _TITLE.match(heading)
        most = template.text(possible, index).strip()
        if found and most.casefold() != _READ_ONLY:
            title = found["title"].strip()
            columns.append(Column(index, heading, title, found["number"], to_number(most)))
    people = {
        row: _person(template, row)
        # Rows of “Manual Posting” and the points possible come first, and have no ID.
        for row in template.rows()
        if row > possible and template.text(row, 1).strip() and not _is_test(template, row)
    }

    def left_alone(row: int, column: Column) -> str:
        there = template.text(row, column.index).strip()
        if there.casefold() == _READ_ONLY:
            return "Canvas has “(read only)” there"
        return _KEPT.get(there.upper(), "")

    kept = tuple(index for index, name in enumerate(names) if name in _PEOPLE)
    return Sheet("Canvas", template, tuple(columns), people, left_alone, kept, "canvas_id")


def _first(template: Template, row: int) -> str:
    return template.text(row, 0).strip().casefold()


def _is_test(template: Template, row: int) -> bool:
    """Tell the student whom Canvas makes for trying: no user, with a made-up login at most."""
    login = template.text(row, template.column("sis login id")).strip()
    user = template.text(row, template.column("sis user id")).strip()
    made_up = MADE_UP.match(login) is not None
    return _first(template, row) == "student, test" and made_up and not user


def _person(template: Template, row: int) -> Person:
    numbers = {
        "canvas_id": template.text(row, 1),
        "sis_id": template.text(row, template.column("sis user id")),
        "login": template.text(row, template.column("sis login id")),
    }
    # Canvas writes a name that begins as a formula does as ="…".
    name = FORMULA.sub(r"\1", template.text(row, 0).strip())
    return person_of_row(row, name, numbers)
