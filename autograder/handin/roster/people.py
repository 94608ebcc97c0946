"""People of a course, and whom of them a platform means."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

# The platforms' own ids of a person, by their columns in roster.csv. `sis_id` and `login` are
# Canvas's SIS User ID and SIS Login ID; `student_number` is Moodle's ID number and
# Blackboard's Student ID; `brightspace` is OrgDefinedId; `nbgrader` the id in its gradebook;
# `other_id` the id in some list whose ids aren't the roster's.
NUMBERS = (
    "canvas_id",
    "sis_id",
    "login",
    "moodle_id",
    "moodle_username",
    "student_number",
    "blackboard",
    "brightspace",
    "brightspace_username",
    "gradescope_sid",
    "github",
    "nbgrader",
    "other_id",
)
# Those that stand for a person outside their platform, too. A platform counts its users from
# 1, so that its number of one person may be another's student number.
INTERNAL = ("canvas_id", "moodle_id")
LOGINS = tuple(key for key in NUMBERS if key not in INTERNAL)

UNKNOWN = "isn't in the roster"

Key = TypeVar("Key")


@dataclass(frozen=True)
class Person:
    """A student, as the roster has them.

    ``numbers`` are the platforms' own ids by their column, one of `NUMBERS`, where there
    are any; ``other`` holds the columns that this program has no name for.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clue:
    """What a platform tells of who handed in; nothing that the student wrote.

    Attributes
    ----------
    ids : tuple of str
        Texts that may be the roster's id itself: a login, a folder's name, a student number.
        Not a platform's internal number, such as Canvas's user id.
    numbers : dict
        The platform's own ids, such as ``{"canvas_id": "111"}``.
    email : str
        The whole address.
    name : str
        ``Ada Lovelace``, ``Lovelace, Ada`` or Canvas's ``lovelaceada``.
    """

    ids: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    name: str = ""


@dataclass(frozen=True)
class Match:
    """Whom a clue means; where that is nobody, ``why`` says it: “isn't in the roster”."""

    person: Person | None
    why: str = ""


@dataclass(frozen=True)
class Roster:
    """Everybody who takes the course; no two have the same id, whatever its case."""

    people: tuple[Person, ...] = ()

    def match(self, clue: Clue) -> Match:
        """Return the person whom a clue means: by id, else number, else email, else name.

        Where several fit equally well nobody is returned, and no weaker sign decides. Who
        has another number at the same platform than the clue isn't meant, whatever else is
        equal: names can be changed in a profile, and a login taken that is somebody's id.
        """
        numbers = {k: v for k, v in clue.numbers.items() if k in self._columns and v.strip()}
        owners = [one for item in numbers.items() for one in self._by_number.get(_key(*item), ())]
        # A student number isn't the id that Canvas or Moodle counted up to.
        own = set(map(folded, clue.numbers.values()))
        with_id = [
            one
            for one in self._with_id(clue.ids)
            if not (has_internal_id(one) and folded(one.id) in own)
        ]
        barred = None
        for said, found, stronger in (
            ("fit by id or number", with_id, owners),
            (f"fit the {_listed(numbers)}", owners, []),
            ("fit by login or email", self._with_login(clue.ids), []),
            ("have the same email", self._by_email.get(folded(clue.email), ()), []),
            ("are called {name}", self._with_name(clue.name), []),
        ):
            fitting = found if found is owners else [one for one in found if not differ(one, clue)]
            if fitting:
                return _only([*fitting, *stronger], said)
            barred = barred or next(iter(found), None)
        if barred is None:
            return Match(None, UNKNOWN)
        known = {key: barred.numbers[key] for key in numbers if key in barred.numbers}
        return Match(
            None,
            f"{UNKNOWN}: {barred.name or barred.id} ({barred.id}) has the {_listed(known)} there",
        )

    def members(self, group: str) -> tuple[Person, ...]:
        """Return who is in a group; nobody is in the group without a name."""
        wanted = folded(group)
        return tuple(one for one in self.people if wanted and folded(one.group) == wanted)

    def handed_in(self, person_id: str, assignment: str) -> str:
        """Return when a person handed in, as the column ``<assignment>_handed_in`` has it."""
        for one in self._by_id.get(person_id, ()):
            for header, cell in one.other.items():
                if folded(header).replace(" ", "_") == folded(f"{assignment}_handed_in"):
                    return cell
        return ""

    def _with_id(self, texts: Iterable[str]) -> list[Person]:
        known = [text.strip() for text in texts if text.strip()]
        exact = [one for text in known for one in self._by_id.get(text, ())]
        return exact or [one for text in known for one in self._by_folded_id.get(folded(text), ())]

    def _with_login(self, texts: Iterable[str]) -> list[Person]:
        found: list[Person] = []
        for text in texts:
            for key in LOGINS:
                found += self._by_number.get(_key(key, text), ())
            found += self._by_email.get(folded(text), ())
        return found

    def _with_name(self, name: str) -> tuple[Person, ...]:
        words = _words(name)
        if len(words) == 1:
            return self._by_squashed_name.get(words[0], ())
        return self._by_name.get(words, ())

    @cached_property
    def _columns(self) -> frozenset[str]:
        return frozenset(key for one in self.people for key in one.numbers)

    @cached_property
    def _by_id(self) -> dict[str, tuple[Person, ...]]:
        return _index((one.id, one) for one in self.people)

    @cached_property
    def _by_folded_id(self) -> dict[str, tuple[Person, ...]]:
        return _index((folded(one.id), one) for one in self.people)

    @cached_property
    def _by_number(self) -> dict[tuple[str, str], tuple[Person, ...]]:
        return _index((_key(*item), one) for one in self.people for item in one.numbers.items())

    @cached_property
    def _by_email(self) -> dict[str, tuple[Person, ...]]:
        # Many a login is an address.
        return _index(
            (folded(text), one)
            for one in self.people
            for text in (one.email, one.id, *one.numbers.values())
            if "@" in text
        )

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], tuple[Person, ...]]:
        return _index((_words(one.name), one) for one in self.people if one.name)

    @cached_property
    def _by_squashed_name(self) -> dict[str, tuple[Person, ...]]:
        return _index((name, one) for one in self.people for name in _squashed(one.name))


def differ(person: Person, other: Person | Clue) -> bool:
    """Tell whether one platform has different numbers for two, who so aren't the same."""
    return any(
        key in person.numbers and _key(key, person.numbers[key]) != _key(key, value)
        for key, value in other.numbers.items()
        if value.strip()
    )


def has_internal_id(person: Person) -> bool:
    """Tell whether a person's id is a platform's internal number, for want of a better one."""
    return person.id in [person.numbers.get(key) for key in INTERNAL]


def folded(text: str) -> str:
    """Return what texts have in common that are equal apart from case and Unicode form."""
    # Folding can undo a composed form, so it is composed again.
    once = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", once).split())


def counted(number: int) -> str:
    """Return a small number in words."""
    return ("no", "one", "two", "three", "four")[number] if number < 5 else str(number)


def _only(found: list[Person], said: str) -> Match:
    people = list({one.id: one for one in found}.values())
    if len(people) == 1:
        return Match(people[0])
    ids = ", ".join(one.id for one in people)
    said = said.replace("{name}", people[0].name)
    return Match(None, f"{counted(len(people))} people of the roster {said} ({ids})")


def _listed(numbers: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in numbers.items())


def _key(key: str, number: str) -> tuple[str, str]:
    # Brightspace writes a # before its ids, so that no spreadsheet takes them for numbers.
    return key, folded(number).removeprefix("#" if key.startswith("brightspace") else "")


def _index(pairs: Iterable[tuple[Key, Person]]) -> dict[Key, tuple[Person, ...]]:
    found: dict[Key, tuple[Person, ...]] = {}
    for key, one in pairs:
        if key and one not in found.get(key, ()):
            found[key] = (*found.get(key, ()), one)
    return found


def _words(name: str) -> tuple[str, ...]:
    """Return a name's words, first names first, of letters and digits only.

    Moodle leaves signs such as apostrophes out of folders' names.
    """
    last, _, first = name.partition(",")
    words = (_letters(word) for word in f"{first} {last}".split())
    return tuple(word for word in words if word)


def _letters(text: str) -> str:
    return "".join(letter for letter in folded(text) if unicodedata.category(letter)[0] in "LMN")


def _squashed(name: str) -> set[str]:
    """Return a name as Canvas may write it into a file's name: ``lovelaceada``.

    Canvas's `ContentZipper` takes “Last, First” in small letters, and of it all letters,
    accents and digits. Without a comma nothing tells where the last name begins.
    """
    if "," in name:
        return {_letters(name)}
    words = _words(name)
    if len(words) == 1:
        return {words[0]}
    return {"".join(words[k:] + words[:k]) for k in range(1, len(words))}
