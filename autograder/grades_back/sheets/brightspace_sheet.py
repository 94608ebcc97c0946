"""Brightspace: its export of grades with columns filled in, to be imported again.

People are known by ``OrgDefinedId``, ``Username`` or both, whose values begin with ``#``; a
column is ``<item> Points Grade``, often with ``<Numeric MaxPoints:10 …>`` behind; the last
one is ``End-of-Line Indicator``. Facts: Brightspace's guide to importing grades.
"""

from __future__ import annotations

import re

from autograder.grades_back.filled_in_export import ExportError, Template
from autograder.grades_back.platform_table import Column, Sheet, to_number
from autograder.grades_back.whose_row import person_of_row

# ``Assignment 3 Points Grade <Numeric MaxPoints:100 …>``; the part in brackets may be missing.
_COLUMN = re.compile(r"\A(?P<title>.*?) Points Grade(?:\s*<(?P<about>[^<>]*)>)?\s*$", re.DOTALL)
_MOST = re.compile(r"MaxPoints:([\d.,]+)")


def brightspace_sheet(template: Template) -> Sheet:
    """Return what Brightspace's export of grades says.

    Raises
    ------
    ExportError
        If it isn't one: it lacks the columns that tell who is who, or the one at the end.
    """
    org, user = template.column("orgdefinedid"), template.column("username")
    if (org is None and user is None) or template.column("end-of-line indicator") is None:
        raise ExportError(
            f"{template.path} isn't an export of Brightspace's grades: it should have the "
            "column OrgDefinedId or Username, and End-of-Line Indicator at the end."
        )
    columns = tuple(
        Column(index, heading, found["title"].strip(), "", _most(found["about"] or ""))
        for index, heading in enumerate(template.header)
        if (found := _COLUMN.match(heading))
    )
    first, last = template.column("first name"), template.column("last name")
    email = template.column("email")
    people = {
        row: person_of_row(
            row,
            f"{template.text(row, last)}, {template.text(row, first)}".strip(", "),
            # The # keeps spreadsheets from taking an id for a number; it isn't part of it.
            {
                "brightspace": template.text(row, org).strip().removeprefix("#"),
                "brightspace_username": template.text(row, user).strip().removeprefix("#"),
            },
            template.text(row, email),
        )
        for row in template.rows()
        if template.text(row, org).strip() or template.text(row, user).strip()
    }
    return Sheet("Brightspace", template, columns, people)


def _most(about: str) -> float | None:
    found = _MOST.search(about)
    return to_number(found[1]) if found else None
