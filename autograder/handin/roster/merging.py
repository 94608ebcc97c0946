"""The same people out of several lists: who is who, and what each list adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.handin.roster.people import (
    LOGINS,
    UNKNOWN,
    Clue,
    Match,
    Person,
    Roster,
    counted,
    differ,
    folded,
    has_internal_id,
)
from autograder.handin.roster.roster_csv import RosterError

_BY_NAME = 2  # the weakest way in which two entries are found to be one person's


def merge(lists: Iterable[Sequence[Person]]) -> list[Person]:
    """Return the people of several lists, each once; earlier lists win, later ones add.

    Two entries are one person's by id, else by a platform's number, else by email, else by
    a name that nobody else has in either list; never where a platform has different numbers
    for the two. Nobody is taken together with another of the same list.

    Raises
    ------
    RosterError
        If one id, or one platform's number, would stand for two people.
    """
    return merge_and_tell(lists)[0]


def merge_and_tell(lists: Iterable[Sequence[Person]]) -> tuple[list[Person], list[str]]:
    """Return what `merge` does, and what a person should look at: names that decided."""
    merged: list[Person] = []
    notes: list[str] = []
    for people in lists:
        merged, by_name = _merged(merged, people)
        notes += by_name
    called = defaultdict(list)
    for one in merged:
        if one.name:
            called[folded(one.name)].append(one)
    for namesakes in called.values():
        if len(namesakes) > 1:
            ids = ", ".join(one.id for one in namesakes)
            notes.append(
                f"{counted(len(namesakes)).capitalize()} people are called {namesakes[0].name} "
                f"({ids}); a hand-in that tells no more than the name isn't matched to them."
            )
    return merged, notes


def once_each(people: Iterable[Person], path: Path) -> list[Person]:
    """Return the people of one file, with what all their rows tell.

    Raises
    ------
    RosterError
        If two rows have one id, and different names, emails or numbers.
    """
    found: dict[str, Person] = {}
    for one in people:
        before = found.get(folded(one.id))
        if before and (
            differ(before, one)
            or _contradict(before.email, one.email)
            or _contradict(before.name, one.name)
        ):
            raise RosterError(
                f"{path}: the id {one.id!r} stands for two people, {_described(before)} and "
                f"{_described(one)}."
            )
        found[folded(one.id)] = _together(before, one) if before else one
    return list(found.values())


def _merged(old: list[Person], new: Sequence[Person]) -> tuple[list[Person], list[str]]:
    """Return the people of two lists, and notes on those that only a name made one."""
    known = Roster(tuple(replace(one, id=_public_id(one) or f"\0{one.id}") for one in old))
    places = {one.id: place for place, one in enumerate(known.people)}
    fresh = Roster(tuple(new))
    # Where ids of the one list are ids of the other, a different id is a different person.
    share_ids = not {folded(one.id) for one in old}.isdisjoint(folded(one.id) for one in new)
    claims: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(new):
        strength, match = _found(known, one)
        if match.why == UNKNOWN:
            strength, match = _BY_NAME, _found_by_name(known, fresh, one, share_ids)
        if match.person:
            claims[places[match.person.id]].append((strength, number))
    merged, notes, taken = list(old), [], set()
    for place, claimed in claims.items():
        strongest = min(claimed)[0]
        numbers = [number for strength, number in claimed if strength == strongest]
        if len(numbers) > 1:
            continue  # two entries of one list are two people, and nothing tells which of them
        one = new[numbers[0]]
        taken.add(numbers[0])
        if strongest == _BY_NAME:
            notes.append(f"By the name alone, {_described(one)} was taken for {old[place].id}.")
        merged[place] = _together(old[place], one)
    merged += [one for number, one in enumerate(new) if number not in taken]
    _check_ids(merged)
    return merged, notes


def _found(known: Roster, one: Person) -> tuple[int, Match]:
    logins = [one.numbers[key] for key in LOGINS if key in one.numbers]
    ids = tuple(text for text in (_public_id(one), *logins) if text)
    match = known.match(Clue(ids=ids, numbers=one.numbers))
    if match.person and differ(match.person, one):
        raise RosterError(
            f"{_described(match.person)} and {_described(one)} share one number and differ in "
            "another. Correct the one that is out of date, or the roster."
        )
    if match.why == UNKNOWN:
        return 1, known.match(Clue(numbers=one.numbers, email=one.email))
    return 0, match


def _found_by_name(known: Roster, fresh: Roster, one: Person, share_ids: bool) -> Match:
    match = known.match(Clue(numbers=one.numbers, name=one.name))
    other = match.person
    unique = (
        other is not None
        and len(one.name.split()) > 1
        and fresh.match(Clue(name=one.name)).person is one
        and fresh.match(Clue(name=other.name)).person is one
    )
    if not unique or other is None or _contradict(other.email, one.email):
        return Match(None)
    plain = [person.id not in (*person.numbers.values(), person.email) for person in (other, one)]
    if all(plain) or (any(plain) and share_ids):
        return Match(None)
    return match


def _public_id(one: Person) -> str:
    """Return an id unless it is a platform's internal number, which may be anybody's id."""
    return "" if has_internal_id(one) else one.id


def _together(first: Person, second: Person) -> Person:
    numbers = {**second.numbers, **first.numbers}
    own = folded(second.id) in map(folded, (first.id, second.email, *numbers.values()))
    if not own:  # or work that is handed in under this id would be nobody's
        numbers.setdefault("other_id", second.id)
    kept = {key: cell for key, cell in first.other.items() if cell or key not in second.other}
    return Person(
        first.id,
        first.name or second.name,
        first.email or second.email,
        first.section or second.section,
        first.group or second.group,
        numbers,
        {**dict.fromkeys(first.other, ""), **second.other, **kept},
    )


def _check_ids(people: Sequence[Person]) -> None:
    found: dict[str, Person] = {}
    for one in people:
        before = found.setdefault(folded(one.id), one)
        if before is not one:
            raise RosterError(
                f"The id {one.id!r} would stand for two people, {_described(before)} and "
                f"{_described(one)}. Give one of them another id in the roster."
            )


def _contradict(text: str, other: str) -> bool:
    return bool(text and other) and folded(text) != folded(other)


def _described(one: Person) -> str:
    told = [one.name, one.email, *(f"{key} {number}" for key, number in one.numbers.items())]
    known = ", ".join(text for text in told if text)
    return f"{one.id} ({known})" if known else one.id
