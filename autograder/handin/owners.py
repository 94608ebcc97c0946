"""Who handed in: what a platform wrote, looked up in the roster, and never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.handin.names import student_id
from autograder.handin.platforms.layouts import Claim
from autograder.handin.roster import NUMBERS, Clue, Person, Roster
from autograder.handin.roster.people import UNKNOWN

# What a platform or a person wrote that may be the roster's own id.
_IDS = ("id", "folder", "file", "blackboard", "github", "gradescope_sid")


@dataclass(frozen=True)
class Owner:
    """A student, or a group with its ``members``.

    ``known`` is None without a roster; ``ambiguous`` is that several of it may be meant.
    """

    student: str
    name: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    known: bool | None = None
    group: str = ""
    members: tuple[Owner, ...] = ()
    notes: tuple[str, ...] = ()
    ambiguous: bool = False


def owner_of(claim: Claim, roster: Roster | None) -> Owner:
    """Return who handed in, by the roster where there is one.

    A group is known by its submitters (Gradescope), or by its name in the roster.
    """
    ids = _numbers(claim.platform.name, claim.written)
    if claim.members:
        members = tuple(
            _person(one, _numbers(claim.platform.name, one), one["gradescope"], roster)
            for one in claim.members
        )
        students = "+".join(sorted(one.student for one in members))
        name = next((one.group for one in members if one.group), "") or students
        notes = tuple(note for one in members for note in one.notes)
        name = student_id(name)
        return Owner(name, "", ids, None, name, members, notes)
    owner = _person(claim.written, ids, claim.student, roster)
    if roster and (group := _group(claim, owner, roster)):
        members = tuple(_listed(one, ids) for one in roster.members(group))
        if len(members) > 1:
            group = student_id(group)
            return Owner(group, "", ids, None, group, members)
    return owner


def clue_of(written: Mapping[str, str]) -> Clue:
    """Return what a platform wrote as the roster is asked by it."""
    name = written.get("name", "")
    ids = tuple(written[key] for key in _IDS if written.get(key))
    numbers = {key: value for key, value in written.items() if key in NUMBERS}
    email = written.get("email", "") or next((one for one in ids if "@" in one), "")
    # A folder or a file may be called by a student's name.
    return Clue(ids, numbers, email, name or (ids[0] if ids and not numbers else ""))


def _person(
    written: Mapping[str, str], ids: Mapping[str, str], student: str, roster: Roster | None
) -> Owner:
    name = "" if "canvas_name" in ids else written.get("name", "")
    if roster is None:
        return Owner(student_id(student), name, ids)
    match = roster.match(clue_of(written))
    if match.person is None:
        told = match.why.startswith(UNKNOWN)
        note = f"Whoever handed this in {match.why}." if told else f"Whose is it? {match.why}."
        return Owner(student_id(student), name, ids, known=False, notes=(note,), ambiguous=not told)
    return _listed(match.person, ids)


def _listed(person: Person, ids: Mapping[str, str]) -> Owner:
    ids = {**ids, "email": person.email} if person.email else ids
    return Owner(person.id, person.name, ids, known=True, group=person.group)


def _group(claim: Claim, owner: Owner, roster: Roster) -> str:
    """Return the group of this name, unless somebody outside of it goes by that name."""
    label = _letters(
        next((claim.written[key] for key in ("name", *_IDS) if claim.written.get(key)), "")
    )
    groups = {one.group for one in roster.people if one.group and _letters(one.group) == label}
    if len(groups) != 1 or not label:
        return ""
    (group,) = groups
    if owner.known and owner.student not in {one.id for one in roster.members(group)}:
        return ""
    return group


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _numbers(platform: str, written: Mapping[str, str]) -> dict[str, str]:
    """Return the platform's own numbers, by which grades and feedback find their way back."""
    own = {key: value for key, value in written.items() if key.startswith(f"{platform}_")}
    own |= {
        key: written[key]
        for key in (platform,)
        if key in ("blackboard", "github") and key in written
    }
    if written.get("email"):
        own["email"] = written["email"]
    if platform in ("canvas", "moodle"):
        own[f"{platform}_name"] = written.get("name", "")
    return own
