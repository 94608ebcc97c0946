"""Blackboard: the full grade centre as it is downloaded, with columns filled in.

A column is ``<title> [Total Pts: 10 Score] |<column id>`` and is found by its id; a row by
``Username``. The file is CSV or, as “.xls”, text with tabs in UTF-16. Facts: Blackboard's
guide to working offline with grade data.
"""

from __future__ import annotations

import re

from autograder.grades_back.filled_in_export import ExportError, Template
from autograder.grades_back.platform_table import Column, Sheet, to_number
from autograder.grades_back.whose_row import person_of_row

# ``Assignment 3 [Total Pts: 100 Score] |12345``; the part in brackets may be missing.
_COLUMN = re.compile(r"\A(?P<title>.*?)\|(?P<number>\d+)\s*$", re.DOTALL)
_POINTS = re.compile(r"\[(?P<about>[^\[\]]*)\]\Z")
_MOST = re.compile(r"\d[\d.,]*")


def blackboard_sheet(template: Template) -> Sheet:
    """Return what a download of Blackboard's grade centre says.

    Raises
    ------
    ExportError
        If it isn't one: there is no column Username.
    """
    user = template.column("username")
    if user is None:
        raise ExportError(
            f"{template.path} isn't a download of Blackboard's grade centre: it lacks the "
            "column Username."
        )
    columns = []
    for index, heading in enumerate(template.header):
        if not (found := _COLUMN.match(heading)):
            continue
        title, most = found["title"].rstrip(), None
        points = _POINTS.search(title)
        if points and (amount := _MOST.search(points["about"])):
            title, most = title[: points.start()].rstrip(), to_number(amount[0])
        columns.append(Column(index, heading, title, found["number"], most))
    first, last = template.column("first name"), template.column("last name")
    number = template.column("student id")
    people = {
        row: person_of_row(
            row,
            f"{template.text(row, last)}, {template.text(row, first)}".strip(", "),
            {
                "blackboard": template.text(row, user),
                "student_number": template.text(row, number),
            },
        )
        for row in template.rows()
        if template.text(row, user).strip()
    }
    return Sheet("Blackboard", template, tuple(columns), people, number="blackboard")
