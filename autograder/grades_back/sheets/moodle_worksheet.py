"""Moodle's offline grading worksheet of one assignment, filled in to be uploaded again.

Rows are found by ``Identifier`` (“Participant 4711”), whose number is for this assignment
alone. Behind ``Grade`` stand ``Maximum Grade`` and ``Grade can be changed``; the headings
are in the teacher's language. Moodle passes over a row whose grade was changed later than
the file says, so it has to be the teacher's own download. Facts: Moodle's
`mod/assign/gradingtable.php` and `mod/assign/feedback/offline/importgradeslib.php`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.grades_back.filled_in_export import ExportError, Template
from autograder.grades_back.moodle_import import EMAIL, ID_NUMBER, USERNAME
from autograder.grades_back.platform_table import Column, Sheet, to_number
from autograder.grades_back.whose_row import person_of_row
from autograder.handin.roster import Person

# In English, German, French, Spanish, Italian, Portuguese and Dutch.
_FULL_NAME = (
    *("full name", "vollständiger name", "nom complet", "nombre completo", "nome completo"),
    *("nome", "cognome nome", "volledige naam"),
)
_GRADE = (
    *("grade", "bewertung", "note", "calificación", "valutazione", "nota", "avaliação"),
    *("cijfer", "beoordeling"),
)
_NO = ("no", "nein", "non", "não", "nee")
_IDENTIFIER = re.compile(r"\A\D+(?P<number>\d+)\s*\Z")


def worksheet(template: Template) -> Sheet:
    """Return what an offline grading worksheet says.

    Where no heading is known as that of the grades, none is chosen: one has to be named.

    Raises
    ------
    ExportError
        If it isn't one, or its assignment is graded by a scale of words.
    """
    rows = [
        row for row in template.rows() if any(cell.strip() for cell in template.lines[row].cells)
    ]
    numbers = {row: _IDENTIFIER.match(template.text(row, 0)) for row in rows}
    if not rows or not all(numbers.values()) or len(template.header) < 4:
        raise ExportError(
            f"{template.path} isn't an offline grading worksheet of Moodle: its first column "
            "should be Identifier, with cells such as “Participant 4711”."
        )
    people = {
        row: _person(template, row, found["number"]) for row, found in numbers.items() if found
    }
    known = [i for i, name in enumerate(template.header) if name.strip().casefold() in _GRADE]
    if len(known) == 1:
        # Without title it is for whichever assignment is exported.
        columns = [replace(_column(template, known[0], rows), title="")]
    else:  # in a language that isn't known: those with a maximum behind
        all_ = (_column(template, index, rows) for index in range(1, len(template.header)))
        columns = [one for one in all_ if one.most is not None]
    if len(known) == 1 and columns[0].most is None:
        raise ExportError(
            f"{template.path}: behind “{columns[0].heading}” should stand the maximum grade, one "
            "number for all. An assignment that is graded by a scale of words takes no points."
        )

    def left_alone(row: int, column: Column) -> str:
        # With a marking workflow its state stands in between.
        answers = [template.text(row, column.index + more).strip() for more in (2, 3)]
        changeable = not any(answer.casefold() in _NO for answer in answers)
        return "" if changeable else "the worksheet says that the grade can't be changed"

    return Sheet(
        "Moodle", template, tuple(columns), people, left_alone, number="moodle_participant"
    )


def _column(template: Template, index: int, rows: list[int]) -> Column:
    heading = template.header[index]
    cells = {template.text(row, index + 1).strip() for row in rows} - {""}
    mosts = {to_number(cell) for cell in cells}
    most = mosts.pop() if len(mosts) == 1 else None
    comma = any("," in cell for cell in cells)
    return Column(index, heading, heading.strip(), "", most, comma)


def _person(template: Template, row: int, participant: str) -> Person:
    # Where marking is blind, the second column is no name, but nobody is called like it.
    full_name = template.column(*_FULL_NAME)
    return person_of_row(
        row,
        template.text(row, 1 if full_name is None else full_name),
        {
            "moodle_participant": participant,
            "student_number": template.text(row, template.column(*ID_NUMBER)),
            "moodle_username": template.text(row, template.column(*USERNAME)),
        },
        template.text(row, template.column(*EMAIL)),
    )
