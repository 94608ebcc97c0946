"""Which row of a platform's file is whose: matched by what is known, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from autograder.grades_back.final_grades import Student, roster_clue
from autograder.handin.roster.people import UNKNOWN, Clue, Person, Roster

# As a student is called who was graded without a roster: what the platform calls them.
_CALLED = re.compile(r"\A(?P<name>.+)_(?P<number>\d+)\Z", re.DOTALL)
# No student's id can hold this: a row is found by what stands in it, not by its number.
_ROW = "\0row "


@dataclass(frozen=True)
class Placed:
    """The students with a grade who have a row of their own, and why others have none.

    ``by_name`` are those of them of whom nothing but the name was known.
    """

    rows: tuple[tuple[Student, int], ...]
    unplaced: tuple[str, ...]
    by_name: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Who a student is among the people of a file, or why that isn't known."""

    person: Person | None
    why: str = ""
    by_name: bool = False


def person_of_row(row: int, name: str, numbers: Mapping[str, str], email: str = "") -> Person:
    """Return who stands in a row of a platform's file; empty cells say nothing."""
    known = {key: value.strip() for key, value in numbers.items() if value.strip()}
    return Person(f"{_ROW}{row + 1}", name.strip(), email.strip(), numbers=known)


def place(
    students: Iterable[Student], people: Mapping[int, Person], assignment: str, number: str = ""
) -> Placed:
    """Return the row of each student who has a grade in an assignment.

    Parameters
    ----------
    students
        Of the gradebook.
    people
        Who stands in which row of the platform's file.
    number
        The platform's own number by which its file knows people, such as ``"canvas_id"``.

    Notes
    -----
    Two students who fit the same row get none: neither is graded as the other.
    """
    roster = Roster(tuple(people.values()))
    row_of = {person.id: row for row, person in people.items()}
    claims: dict[int, list[tuple[Student, Found]]] = defaultdict(list)
    unplaced = []
    for student in students:
        found = find(student, roster, assignment, number)
        if found.person is not None:
            claims[row_of[found.person.id]].append((student, found))
        elif assignment in student.grades:
            unplaced.append(f"{student.id}: {found.why}")
    rows, by_name = [], []
    for row, claimants in sorted(claims.items()):
        graded = [claim for claim in claimants if assignment in claim[0].grades]
        # Of two namesakes one may have left the course, and the row be the other's.
        rivals = claimants if len(graded) == 1 and graded[0][1].by_name else graded
        if len(rivals) == 1:
            ((student, found),) = rivals
            rows.append((student, row))
            by_name += [student.id] if found.by_name else []
        elif graded:
            ids = " and ".join(one.id for one, _ in rivals)
            unplaced.append(f"row {row + 1} fits both {ids}, so neither grade was entered")
    return Placed(tuple(rows), tuple(unplaced), tuple(by_name))


def find(student: Student, roster: Roster, assignment: str, number: str = "") -> Found:
    """Return who a student is among the people of a file, by the same steps as `place`."""
    clue = clue_of(student, assignment)
    match = roster.match(clue)
    if match.person is not None:
        return Found(match.person, "", roster.match(replace(clue, name="")).person is None)
    called = _CALLED.match(student.id)
    # Without results and roster the id is all there is. A number alone could be by chance.
    if called and number and number not in clue.numbers and match.why == UNKNOWN:
        by_number = roster.match(Clue(numbers={number: called["number"]})).person
        alone = Roster((by_number,) if by_number else ())
        if alone.match(Clue(name=called["name"])).person:
            return Found(by_number)
    if match.why == UNKNOWN:
        return Found(None, "no row there has the same id, number, e-mail address or name")
    why = match.why.replace("the roster", "the file").replace("\0", "")
    return Found(None, why)


def clue_of(student: Student, assignment: str) -> Clue:
    """Return all that is known of a student, by hand-ins and by the roster."""
    clue = roster_clue(student)
    numbers = dict(clue.numbers)
    # A participant's number on Moodle is for one assignment.
    numbers.pop("moodle_participant", None)
    handed_in = student.handed_in(assignment)
    if "moodle_participant" in handed_in.ids and not handed_in.group:
        numbers["moodle_participant"] = handed_in.ids["moodle_participant"]
    if student.person is None:
        return replace(clue, numbers=numbers)
    person = student.person
    return Clue(
        ids=tuple(dict.fromkeys((*clue.ids, person.id))),
        numbers={**numbers, **person.numbers},
        email=person.email or clue.email,
        name=person.name or clue.name,
    )
