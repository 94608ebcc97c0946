"""People out of what platforms export: gradebooks, worksheets and lists of students.

The columns are those of the platforms' own exports: Canvas's `GradebookExporter`, Moodle's
grade export and offline grading worksheet, Blackboard's and Brightspace's grade exports,
Gradescope's roster and grades, nbgrader's gradebook and `nbgrader db student import`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.handin.roster.merging import merge, merge_and_tell, once_each
from autograder.handin.roster.people import Person
from autograder.handin.roster.roster_csv import (
    RosterError,
    full_name,
    numbered_people,
    read_roster,
    write_roster,
)
from autograder.handin.unpacking.csv_tables import Table, TableError, plain, read_table

__all__ = ["make_roster", "merge", "people_of"]

# The student that Canvas makes for trying has such a number for a login, or none.
MADE_UP = re.compile(r"\A([0-9a-f]{32,64})?\Z")
FORMULA = re.compile(r'\A="(.*)"\Z', re.DOTALL)
Row = Mapping[str, str]


def _student(row: Row) -> bool:
    return row.get("role", "").strip().casefold() in ("", "student")


def _on_canvas(row: Row) -> bool:
    """Tell students from Canvas's own rows and from the student that it makes for trying."""
    if not row["id"].strip():
        # “Points Possible”, and the row that says “Manual Posting” of assignments.
        return False
    called = row.get("student", "").strip() or f"{row.get('lastname')}, {row.get('firstname')}"
    made_up = MADE_UP.match(row.get("sisloginid", "").strip())
    return not (called == "Student, Test" and made_up and not row.get("sisuserid", "").strip())


@dataclass(frozen=True)
class Layout:
    """How a platform's table tells of people; columns are named as `plain` has them.

    Attributes
    ----------
    title : str
        What it is, in words.
    needs : tuple of sets
        It is such a table where all columns of one of these sets are there. A column ``id``
        or ``student`` that isn't among them is the course's own: then the table is plain.
    ids : tuple of str
        The id is taken from the first of these that isn't empty.
    numbers : dict
        Which column holds which of the platform's own ids.
    name, section : tuple of str
        The first that isn't empty counts; first and last names are looked for, too.
    sign : str
        What the platform writes before ids, so that no spreadsheet takes them for numbers.
    is_student
        Tells which rows are students.
    """

    title: str
    needs: tuple[frozenset[str], ...]
    ids: tuple[str, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    name: tuple[str, ...] = ("fullname", "name")
    section: tuple[str, ...] = ("section", "sections")
    sign: str = ""
    is_student: Callable[[Row], bool] = _student

    def fits(self, header: frozenset[str]) -> bool:
        """Tell by its columns whether a table is of this kind."""
        own = header & {"id", "student"}
        return any(own <= need <= header for need in self.needs)


def _any_of(*needs: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(need.split()) for need in needs)


# In this order, as some have all the columns of those that follow.
LAYOUTS = (
    Layout(
        "Canvas's gradebook",
        _any_of(
            "student id section sisloginid",
            "student id section sisuserid",
            "lastname firstname id section sisloginid",
        ),
        ("sisloginid", "sisuserid", "id"),
        {"canvas_id": "id", "sis_id": "sisuserid", "login": "sisloginid"},
        name=("student",),
        is_student=_on_canvas,
    ),
    Layout(
        "Brightspace's grades",
        _any_of("orgdefinedid", "username endoflineindicator"),
        ("username", "orgdefinedid"),
        {"brightspace": "orgdefinedid", "brightspace_username": "username"},
        sign="#",
    ),
    Layout(
        "Blackboard's gradebook",
        _any_of(
            "lastname firstname username studentid",
            "lastname firstname username availability",
            "lastname firstname username lastaccess",
        ),
        ("username",),
        {"blackboard": "username", "student_number": "studentid"},
    ),
    Layout(
        # Its “Participant 4711” is a number of this one assignment, and nobody's.
        "Moodle's grading worksheet",
        _any_of("identifier fullname grade", "identifier status grade"),
        ("username", "idnumber", "emailaddress"),
        {"moodle_username": "username", "student_number": "idnumber"},
    ),
    Layout(
        "Gradescope's list of students",
        _any_of("sid email"),
        ("sid", "email"),
        {"gradescope_sid": "sid"},
    ),
    Layout(
        "Moodle's grades",
        _any_of(
            *(
                f"{name} {who}"
                for name in ("firstname lastname", "firstname surname", "fullname")
                for who in ("emailaddress", "idnumber")
            )
        ),
        ("username", "idnumber", "emailaddress"),
        {"moodle_username": "username", "student_number": "idnumber"},
    ),
    Layout(
        "nbgrader's students",
        _any_of("id lmsuserid"),
        ("id",),
        {"nbgrader": "id"},
    ),
)


def people_of(path: Path) -> tuple[str, list[Person]]:
    """Return what kind of file it is, in words, and the people in it.

    Raises
    ------
    CourseError
        If the file can't be read, tells nobody's id, or tells two things of one id.
    """
    if _is_database(path):
        kind, people = "nbgrader's gradebook", _of_gradebook(path)
    else:
        table = read_table(path)
        header = [plain(name) for name in table.header]
        layout = next((one for one in LAYOUTS if one.fits(frozenset(header))), None)
        if layout:
            kind, people = layout.title, _by_layout(table, header, layout)
        else:
            kind, people = "a plain table", _of_plain_table(table)
    return kind, once_each(people, path)


def make_roster(paths: Sequence[Path], to: Path) -> str:
    """Write the roster from platforms' files, and return in words what was done.

    Where there is a roster already its people come first, and nothing in it is lost: ids,
    groups, sections, further columns. So this can be run again, with newer files or more.

    Raises
    ------
    CourseError
        If a file can't be read, or two files contradict each other; nothing is written then.
    """
    said = []
    lists: list[Sequence[Person]] = []
    if to.exists():
        lists.append(read_roster(to).people)
    before = sum(map(len, lists))
    for path in paths:
        if to.exists() and path.exists() and path.samefile(to):
            continue
        kind, people = people_of(path)
        said.append(f"{path.name} is {kind} with {_people(len(people))}.")
        lists.append(people)
    merged, notes = merge_and_tell(lists)
    if not merged:
        raise RosterError("Nobody was found in these files, so no roster was written.")
    write_roster(merged, to)
    new = f", {len(merged) - before} of them new" if before else ""
    return "\n".join([*said, *notes, f"{to} now holds {_people(len(merged))}{new}."])


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _by_layout(table: Table, header: list[str], layout: Layout) -> list[Person]:
    people = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        # Of two columns of one name the first is the platform's, another an assignment's.
        row = {name: _bare(cell) for name, cell in reversed(list(zip(header, cells, strict=True)))}
        if not layout.is_student({"id": "", **row}):
            continue
        numbers = {
            key: row.get(column, "").removeprefix(layout.sign)
            for key, column in layout.numbers.items()
        }
        who = _first(row, layout.ids).removeprefix(layout.sign)
        if not who:
            wanted = ", ".join(layout.ids)
            raise TableError(
                f"{table.path}, line {line}: {layout.title} should tell at least one of these "
                f"of each person: {wanted}. Export it with such a column."
            )
        people.append(
            Person(
                who,
                _first(row, layout.name)
                or full_name(row.get("firstname", ""), _first(row, ("lastname", "surname"))),
                _first(row, ("email", "emailaddress")),
                _first(row, layout.section),
                numbers={key: number for key, number in numbers.items() if number},
                other={"lms_user_id": row["lmsuserid"]} if row.get("lmsuserid") else {},
            )
        )
    return people


def _of_plain_table(table: Table) -> list[Person]:
    # What else is in the table, such as scores, is no matter of the roster.
    return [
        replace(
            one,
            other={
                header: cell
                for header, cell in one.other.items()
                if plain(header).endswith("handedin")
            },
        )
        for _, one in numbered_people(table)
    ]


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False  # said better by who reads tables


def _of_gradebook(path: Path) -> list[Person]:
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            rows = connection.execute(
                "SELECT id, first_name, last_name, email, lms_user_id FROM student ORDER BY id"
            ).fetchall()
    except sqlite3.Error as error:
        raise TableError(
            f"{path} should be nbgrader's gradebook, but its students can't be read: {error}."
        ) from None
    people = []
    for row in rows:
        who, first, last, email, number = ("" if cell is None else str(cell) for cell in row)
        other = {"lms_user_id": number} if number else {}
        numbers = {"nbgrader": who}
        people.append(Person(who, full_name(first, last), email, numbers=numbers, other=other))
    return people


def _first(row: Row, columns: Iterable[str]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _bare(cell: str) -> str:
    """Return a cell's text; Canvas writes a name that begins as a formula as ``="…"``."""
    if found := FORMULA.match(cell.strip()):
        cell = found[1]
    return cell.strip()
