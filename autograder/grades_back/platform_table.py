"""A platform's table of people and grades, and how the gradebook's grades get into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from autograder.course import Course
from autograder.grades_back.filled_in_export import ExportError, Template
from autograder.grades_back.final_grades import Grades
from autograder.grades_back.whose_row import Placed, place
from autograder.grading.result import rounded
from autograder.handin.roster import Person

_DECIMAL_COMMA = re.compile(r"\A\d+,\d{1,2}\Z")
_DECIMAL = re.compile(r"\A\d+(\.\d*)?\Z", re.ASCII)


@dataclass(frozen=True)
class Column:
    """A column that takes grades.

    Attributes
    ----------
    index : int
        Where it stands.
    heading, title, number : str
        Its whole heading, and in it the assignment's title and the platform's own number.
        Without title, it is for whichever assignment the file is about.
    most : float or None
        The maximum on the platform, where the file tells.
    comma : bool
        Whether the file writes its numbers with a comma.
    """

    index: int
    heading: str
    title: str
    number: str = ""
    most: float | None = None
    comma: bool = False


def _nothing(row: int, column: Column) -> str:
    return ""


@dataclass(frozen=True)
class Sheet:
    """What one platform's export says.

    Attributes
    ----------
    platform : str
        As people call it.
    template : Template
        The file.
    columns : tuple of Column
        Those that may be filled.
    people : mapping of int to Person
        Who stands in which row.
    left_alone : function
        Says of a row and a column why the cell must stay as it is; ``""`` if it may be filled.
    kept : tuple of int or None
        The columns that the platform needs besides; None if all are to stay.
    number : str
        The platform's own number by which the file knows people, such as ``"canvas_id"``.
    """

    platform: str
    template: Template
    columns: tuple[Column, ...]
    people: Mapping[int, Person]
    left_alone: Callable[[int, Column], str] = _nothing
    kept: tuple[int, ...] | None = None
    number: str = ""


@dataclass(frozen=True)
class Filled:
    """A platform's file with grades in it.

    ``unplaced`` says of each grade that has no place why, and ``notes`` what else is to be
    told; ``count`` is how many grades are in it.
    """

    content: bytes
    count: int
    unplaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def fill(
    sheet: Sheet, grades: Grades, course: Course, column: str = "", scale: bool = False
) -> Filled:
    """Return the platform's file with the grades in it, every other cell as it was.

    Raises
    ------
    ExportError
        If an assignment has no column, or more than one; if the maximum there is another
        and ``scale`` wasn't asked for.
    """
    if column and len(grades.max_scores) != 1:
        raise ExportError("A column can be named for one assignment: choose it with --assignment.")
    several = len(grades.max_scores) > 1
    chosen = {name: column_of(sheet, name, course, column, several) for name in grades.max_scores}
    cells: dict[tuple[int, int], str] = {}
    unplaced: list[str] = []
    notes: list[str] = []
    for assignment, where in chosen.items():
        factor = _factor(sheet, where, assignment, grades.max_scores[assignment], scale)
        placed = place(grades.students, sheet.people, assignment, sheet.number)
        unplaced += [f"{assignment}: {line}" for line in placed.unplaced]
        notes += by_name_alone(assignment, placed)
        empty = set(sheet.people)
        for student, row in placed.rows:
            empty.discard(row)
            if why := sheet.left_alone(row, where):
                unplaced.append(f"{assignment}: {student.id}'s cell was left as it is: {why}")
            else:
                text = number(student.grades[assignment].score * factor)
                cells[row, where.index] = text.replace(".", ",") if where.comma else text
        if empty:
            rows = [f"{row + 1} ({sheet.people[row].name})" for row in sorted(empty)]
            name = sheet.template.path.name
            notes.append(f"{assignment}: these rows of {name} get no grade: {listed(rows)}")
    kept = sheet.kept and tuple(sorted({*sheet.kept, *(one.index for one in chosen.values())}))
    content = sheet.template.filled(cells, kept)
    return Filled(content, len(cells), tuple(unplaced), tuple(notes))


def column_of(
    sheet: Sheet, assignment: str, course: Course, wanted: str = "", several: bool = False
) -> Column:
    """Return the column of an assignment: the one with exactly its title or name.

    Parameters
    ----------
    wanted
        The column's heading, title or number, where the platform calls it otherwise.
    several
        Whether other assignments are to go into the same file.

    Raises
    ------
    ExportError
        If there is none, or more than one; the message lists the columns.
    """
    titles = {one.title for one in course.assignments if one.name == assignment}
    titles = {assignment, *titles}
    if wanted:
        wanted = wanted.strip()
        found = [
            one
            for one in sheet.columns
            if wanted in (one.heading.strip(), one.title, one.number) and wanted
        ]
    else:
        found = [one for one in sheet.columns if one.title in titles]
        if not found and not several:
            found = [one for one in sheet.columns if not one.title]
    if len(found) == 1:
        return found[0]
    called = f"“{wanted}”" if wanted else " or ".join(f"“{one}”" for one in sorted(titles))
    there = "; ".join(f"“{one.heading.strip()}”" for one in sheet.columns) or "none"
    count = "no column" if not found else f"{len(found)} columns"
    raise ExportError(
        f"{sheet.template.path} has {count} called {called} for {assignment}. Choose one with "
        f"--column, by its whole heading or number; those that take grades: {there}."
    )


def _factor(sheet: Sheet, where: Column, assignment: str, ours: float, scale: bool) -> float:
    if where.most is None or where.most == ours:
        return 1.0
    if scale and where.most > 0 and ours > 0:
        return where.most / ours
    raise ExportError(
        f"{assignment} counts {number(ours)} points here and {number(where.most)} in "
        f"{sheet.platform}'s column “{where.heading.strip()}”. Set the points there to "
        f"{number(ours)}, or convert all grades with --scale."
    )


def by_name_alone(assignment: str, placed: Placed) -> list[str]:
    """Say whose rows were found by name alone: a name is not as sure as a number."""
    if not placed.by_name:
        return []
    return [f"{assignment}: found by name alone, please check: {listed(placed.by_name)}"]


def number(value: float) -> str:
    """Return points as a platform reads them: ``19.2``, ``96``; never an exponent."""
    return f"{rounded(value):.6f}".rstrip("0").rstrip(".")


def to_number(text: str) -> float | None:
    """Return the number that a cell holds, with a decimal point or comma, if it is one."""
    text = text.strip()
    if _DECIMAL_COMMA.match(text):  # three digits after a comma are thousands
        text = text.replace(",", ".")
    text = text.replace(",", "")
    return float(text) if _DECIMAL.match(text) else None


def listed(names: Sequence[str], most: int = 10) -> str:
    """Return the first names of a list, and how many there are beyond."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
