"""The course's `roster.csv`: read, checked and written.

Its columns are ``id``, ``name``, ``email``, ``section``, ``group``, the platforms' own ids
(`NUMBERS`) and ``<assignment>_handed_in``; the order, case and spaces don't matter.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.handin.roster.people import NUMBERS, Clue, Match, Person, Roster, folded
from autograder.handin.unpacking.csv_tables import Table, TableError, plain, read_table, safe_cell
from autograder.machine.whole_files import write_atomically

__all__ = ["NUMBERS", "Clue", "Match", "Person", "Roster", "load_roster", "write_roster"]

# How people call the columns. The first that is there counts, and none counts twice: a
# “Student ID” is the id where no column is called so, else a number beside it.
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "studentid", "student", "username", "userid"),
    "name": ("name", "fullname", "studentname", "student"),
    "email": ("email", "emailaddress", "mail"),
    "section": ("section", "sections"),
    "group": ("group", "groupname"),
    **{key: (plain(key),) for key in NUMBERS},
    "login": ("login", "username"),
    "student_number": ("studentnumber", "studentid", "idnumber"),
    "first": ("firstname", "givenname"),
    "last": ("lastname", "surname", "familyname"),
}


class RosterError(CourseError):
    """The roster can't be used; the message names the lines and says what would be right."""


def load_roster(course: Course) -> Roster | None:
    """Read the roster that `course.toml` names; without one there is None.

    Raises
    ------
    CourseError
        If the file isn't there, isn't a table, has no ids, or has one id twice.
    """
    if not course.roster:
        return None
    path = course.file(course.roster)
    if not path.exists():
        raise RosterError(
            f"course.toml names the roster {course.roster}, but there is no such file in "
            f"{course.folder}; `autograder roster` makes one."
        )
    return read_roster(path)


def read_roster(path: Path) -> Roster:
    """Read a roster as `write_roster` wrote it or a person did.

    Raises
    ------
    CourseError
        As `load_roster` does.
    """
    lines: dict[str, tuple[int, str]] = {}
    people = []
    for line, one in numbered_people(read_table(path)):
        before, as_written = lines.setdefault(folded(one.id), (line, one.id))
        if before != line:
            same = "" if as_written == one.id else f" and {one.id!r}, which differ only in form,"
            raise RosterError(
                f"{path}, lines {before} and {line}: the id {as_written!r}{same} should stand "
                "there once, for one person."
            )
        people.append(one)
    return Roster(tuple(people))


def numbered_people(table: Table) -> list[tuple[int, Person]]:
    """Return the people of a plain table, each with its line.

    Raises
    ------
    TableError
        If there is no column for the id, two for one thing, or a person without an id.
    """
    columns = _columns(table)
    if "id" not in columns:
        raise TableError(
            f"{table.path} has no column that tells who; one should be called id, student or "
            f"username, but there are: {', '.join(table.header)}."
        )
    people = []
    for line, row in zip(table.lines, table.rows, strict=True):
        told = {key: _unquoted(row[column]).strip() for key, column in columns.items()}
        if not told["id"]:
            raise TableError(f"{table.path}, line {line}: there is no id; each person needs one.")
        people.append(
            (
                line,
                Person(
                    unicodedata.normalize("NFC", told["id"]),
                    told.get("name") or full_name(told.get("first", ""), told.get("last", "")),
                    told.get("email", ""),
                    told.get("section", ""),
                    told.get("group", ""),
                    {key: told[key] for key in NUMBERS if told.get(key)},
                    _others(table.header, row, set(columns.values())),
                ),
            )
        )
    return people


def full_name(first: str, last: str) -> str:
    """Return a name as ``Last, First``, which tells where the last name ends."""
    return f"{last}, {first}" if first and last else first or last


def write_roster(people: Iterable[Person], path: Path) -> None:
    """Write a roster, whole or not at all: the columns that are known, then all others.

    No text is a formula to a spreadsheet. `read_roster` takes off again what that needs.

    Raises
    ------
    RosterError
        If the file can't be written.
    """
    everybody = list(people)
    numbers = [key for key in NUMBERS if any(key in one.numbers for one in everybody)]
    others = list(dict.fromkeys(header for one in everybody for header in one.other))
    rows: list[Sequence[str]] = [("id", "name", "email", "section", "group", *numbers, *others)]
    for one in everybody:
        rows.append(
            (
                *(one.id, one.name, one.email, one.section, one.group),
                *(one.numbers.get(key, "") for key in numbers),
                *(one.other.get(header, "") for header in others),
            )
        )
    text = io.StringIO()
    # By its mark a spreadsheet knows the encoding: people write groups and times into it.
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    try:
        write_atomically(path, text.getvalue())
    except OSError as error:
        raise RosterError(f"{path} can't be written: {error.strerror or error}.") from None


def _columns(table: Table) -> dict[str, int]:
    """Return which column holds what; each column once."""
    places: dict[str, list[int]] = {}
    for place, header in enumerate(table.header):
        places.setdefault(plain(_unquoted(header)), []).append(place)
    columns: dict[str, int] = {}
    for key, aliases in _ALIASES.items():
        for alias in aliases:
            found = places.get(alias, [])
            if len(found) > 1:
                raise TableError(
                    f"{table.path} has {len(found)} columns “{table.header[found[0]]}”; there "
                    "should be one."
                )
            if found and found[0] not in columns.values():
                columns[key] = found[0]
                break
    if "name" in columns:
        return {key: place for key, place in columns.items() if key not in ("first", "last")}
    return columns


def _others(header: Sequence[str], row: Sequence[str], known: set[int]) -> dict[str, str]:
    others: dict[str, str] = {}
    for place, (name, cell) in enumerate(zip(header, row, strict=True)):
        if place in known or not (name.strip() or cell.strip()):
            continue
        label = _unquoted(name).strip() or f"column {place + 1}"
        while label in others:
            label += " (again)"
        others[label] = _unquoted(cell)
    return others


def _unquoted(cell: str) -> str:
    """Return a text without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
