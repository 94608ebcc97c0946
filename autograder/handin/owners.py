"""Who handed in: what a platform wrote, looked up in the roster, and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from autograder.handin.platforms.layouts import Claim
from autograder.handin.platforms.mark import LONGEST_NAME
from autograder.handin.platforms.naming_rules import CANVAS, GOOGLE, MOODLE
from autograder.handin.roster import NUMBERS, Clue, Person, Roster
from autograder.handin.roster.people import UNKNOWN
from autograder.handin.unpacking.file_names import student_id

# What a platform or a person wrote that may be the roster's own id. A login on GitHub may
# be anybody's: where the roster knows logins, it is none of these.
_IDS = ("id", "folder", "file", "blackboard", "github", "gradescope_sid")
_SELF_NAMED = ("brightspace", "github", GOOGLE)


@dataclass(frozen=True)
class Owner:
    """A student, or a group with its ``members``.

    Attributes
    ----------
    student, name, ids, group
        As in `HandedIn`; the group is that of the roster.
    known : bool or None
        Whether the roster has them; None without a roster.
    doubt : str
        Why it isn't sure who of the roster it is.
    alias : str
        What the platform alone calls them.
    named_as : str
        The group of the roster that is called like this.
    by_name : bool
        Whether nothing but the name tells who of the roster it is.
    unsure : bool
        Whether several may be meant.
    """

    student: str
    name: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    known: bool | None = None
    group: str = ""
    members: tuple[Owner, ...] = ()
    doubt: str = ""
    alias: str = ""
    named_as: str = ""
    by_name: bool = False
    unsure: bool = False

    @property
    def is_member_alone(self) -> bool:
        """Whether somebody of a group of the roster handed in under their own name."""
        return bool(self.known and self.group and not self.named_as and not self.members)


def owner_of(claim: Claim, roster: Roster | None, groups: bool = False) -> Owner:
    """Return who handed in, by the roster where there is one.

    With ``groups``, groups hand in as the course says, whatever the platform lets them choose.
    """
    ids = _numbers(claim.platform.name, claim.written)
    if claim.members:  # Gradescope tells who handed in together
        members = tuple(
            _person("gradescope", one, _numbers("gradescope", one), one["gradescope"], roster)
            for one in claim.members
        )
        students = "+".join(sorted(one.student for one in members))
        name = student_id(next((one.group for one in members if one.group), "") or students)
        doubt = "; ".join(one.doubt for one in members if one.doubt)
        return Owner(name, "", ids, None, name, members, doubt, alias=name)
    owner = _person(claim.platform.name, claim.written, ids, claim.student, roster)
    if who := claim.written.get("unsure"):
        doubt = f"what {who} wrote into the file's name can be read in two ways"
        return replace(owner, doubt=doubt, unsure=True)
    # Elsewhere students choose what they are called.
    writes_groups = groups or claim.platform.name not in _SELF_NAMED
    group = _group(claim, owner, roster) if roster and writes_groups else ""
    return replace(owner, named_as=group)


def as_group(owner: Owner, roster: Roster) -> Owner:
    """Return the group that an owner is called like, with its members."""
    members = tuple(_listed(one, owner.ids, owner.alias) for one in roster.members(owner.named_as))
    if len(members) < 2:
        return owner
    group = student_id(owner.named_as)
    return Owner(group, "", owner.ids, None, group, members, alias=owner.alias)


def is_work_of_groups(owners: Iterable[Owner]) -> bool:
    """Tell whether hand-ins named as groups are those of groups.

    Students can call themselves like their group. But where groups hand in, few of their
    members do so alone.
    """
    owners = list(owners)
    return sum(bool(one.named_as) for one in owners) > sum(one.is_member_alone for one in owners)


def clue_of(written: Mapping[str, str], roster: Roster) -> Clue:
    """Return what a platform wrote as the roster is asked by it."""
    # No person's name is as long as one in a zip can be, and turning it about takes its square.
    written = {key: value[:LONGEST_NAME] for key, value in written.items()}
    name = written.get("name", "")
    knows_logins = any("github" in one.numbers for one in roster.people)
    keys = [key for key in _IDS if not (key == "github" and knows_logins)]
    ids = tuple(written[key] for key in keys if written.get(key))
    numbers = {key: value for key, value in written.items() if key in NUMBERS}
    email = written.get("email", "") or next((one for one in ids if "@" in one), "")
    # A folder or a file may be called by a student's name.
    return Clue(ids, numbers, email, name or (ids[0] if ids and not numbers else ""))


def _person(
    platform: str,
    written: Mapping[str, str],
    ids: Mapping[str, str],
    student: str,
    roster: Roster | None,
) -> Owner:
    alias = student_id(student)
    name = "" if "canvas_name" in ids else written.get("name", "")
    if roster is None:
        return Owner(alias, name, ids, alias=alias)
    clue = clue_of(written, roster)
    # With the platform's number in it, it is nobody's id by chance; an instructor may list it.
    own = alias if platform in (CANVAS, MOODLE) else written.get("brightspace_folder", "")
    clue = replace(clue, ids=(*clue.ids, own[:LONGEST_NAME])) if own else clue
    match = roster.match(clue)
    why, person = match.why, match.person
    addressed = roster.match(Clue(email=clue.email)).person if clue.email else None
    if person and addressed and addressed.id != person.id:
        why, person = f"the number is {person.id}'s, and the address {addressed.id}'s", None
    if person is None:
        unsure = not why.startswith(UNKNOWN)
        doubt = "" if why == UNKNOWN else why
        return Owner(alias, name, ids, False, doubt=doubt, alias=alias, unsure=unsure)
    by_name = roster.match(replace(clue, name="")).person is None
    theirs, told = person.email.casefold(), written.get("email", "").casefold()
    doubt = f"the address {told} isn't the roster's" if theirs and told and theirs != told else ""
    return replace(_listed(person, ids, alias), by_name=by_name, doubt=doubt)


def _listed(person: Person, ids: Mapping[str, str], alias: str) -> Owner:
    ids = {**ids, "email": person.email} if person.email else ids
    number = person.numbers.get("canvas_id")
    if number and ids.get("canvas_id") == number:  # of a group, the one whose number it has
        ids = {**ids, "canvas_submitter": number}
    return Owner(person.id, person.name, ids, True, person.group, alias=alias)


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
    if platform in ("blackboard", "github") and platform in written:
        own[platform] = written[platform]
    if written.get("email"):
        own["email"] = written["email"]
    if platform in (CANVAS, MOODLE):
        own[f"{platform}_name"] = written.get("name", "")
    return own
