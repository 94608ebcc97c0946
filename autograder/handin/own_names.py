"""Under which name each hand-in is graded: nobody's result takes the place of another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from autograder.handin.arrival import HandedIn
from autograder.handin.one_handin import Handin
from autograder.handin.roster import Roster
from autograder.handin.unpacking.file_names import without_case
from autograder.readable_text import first_few

# What a student reads; an instructor is told more.
UNSURE = "It isn't sure whose hand-in this is. It is graded, and your instructor will settle it."
# The platforms' numbers that are one person's, in one assignment.
_PERSONAL = ("canvas_id", "canvas_anonymous", "moodle_participant", "blackboard", "github")


def differ(one: HandedIn | None, other: HandedIn | None) -> bool:
    """Tell whether two hand-ins are different people's, by what one platform says of both."""
    if one is None or other is None:
        return False
    return any(
        key in one.ids and key in other.ids and one.ids[key] != other.ids[key] for key in _PERSONAL
    )


def each_under_its_own_name(handins: Sequence[Handin], roster: Roster | None) -> list[Handin]:
    """Let nobody be graded as another: who claims a name that is taken gets a number behind it.

    Where only names tell who of the roster two are, neither is: both keep the platform's.
    """
    rivals = _rivals(handins)
    handins = [
        replace(
            one,
            student=one.alias,
            handed_in=_doubted(
                _without_person(one.handed_in),
                f"two hand-ins have the name of {one.student}, and nothing tells them apart",
            ),
            notes=(*one.notes, UNSURE),
            contested=True,
        )
        if one.by_name and not one.members and len(rivals[without_case(one.student)]) > 1
        else one
        for one in handins
    ]
    rivals = _rivals(handins)
    listed = {one.id for one in roster.people} if roster else set()
    taken: set[str] = set()
    claimed = set(rivals)
    found: list[Handin] = []
    # Who stands in the roster by that very name comes before one who only looks like it.
    for handin in sorted(handins, key=lambda one: one.student not in listed):
        names = []
        for student, facts in handin.each():
            own = free_name(student, taken, claimed)
            taken.add(without_case(own))
            names.append((own, facts))
        others = [
            other.handed_in.place
            for student, _ in handin.each()
            for other in rivals[without_case(student)]
            if other is not handin
        ]
        if others:
            places = first_few(list(dict.fromkeys(others)))
            doubt = f"it came in under one name with {places}"
            names = [(own, _doubted(facts, doubt)) for own, facts in names]
            handin = replace(
                handin,
                handed_in=_doubted(handin.handed_in, doubt),
                notes=(*handin.notes, UNSURE),
                contested=True,
            )
        if len({without_case(student) for student, _ in handin.each()}) < len(names):
            handin = replace(handin, contested=True)  # two of a group have one number
        members = tuple(names) if handin.members else ()
        student = handin.student if members else names[0][0]
        found.append(replace(handin, student=student, members=members))
    return found


def _doubted(facts: HandedIn, doubt: str) -> HandedIn:
    return replace(facts, doubt="; ".join(filter(None, [facts.doubt, doubt])))


def _without_person(facts: HandedIn) -> HandedIn:
    """Return what the platform told, without what the roster added."""
    ids = {key: value for key, value in facts.ids.items() if key != "email"}
    return replace(facts, name="", ids=ids, known=False)


def _rivals(handins: Sequence[Handin]) -> dict[str, list[Handin]]:
    """Return by name, apart from case, who claims it."""
    rivals: dict[str, list[Handin]] = defaultdict(list)
    for one in handins:
        for student, _ in one.each():
            rivals[without_case(student)].append(one)
    return rivals


def free_name(student: str, taken: Collection[str], claimed: Collection[str] = ()) -> str:
    """Return a name that nobody has: the student's own, or with a number behind it."""
    own, copies = student, 1
    while without_case(own) in taken or (copies > 1 and without_case(own) in claimed):
        copies += 1
        own = f"{student} ({copies})"
    return own


def renamed(
    handin: Handin, earlier: Callable[[str], HandedIn | None], claimed: Sequence[str]
) -> Handin:
    """Keep a hand-in from the name of somebody else who has a result under it already.

    Parameters
    ----------
    earlier
        Returns how the result came in that stands under a name, if there is one.
    claimed
        The names of all that is handed in now.
    """
    if not any(_is_anothers(earlier(who), facts) for who, facts in handin.each()):
        return handin
    doubt = "an earlier hand-in under this name is somebody else's"
    others = {without_case(one) for one in claimed}
    names = []
    for student, facts in handin.each():
        if handin.by_name and not handin.members:
            student, facts = handin.alias, _without_person(facts)
        own, copies = student, 1
        while _is_anothers(earlier(own), facts) or (copies > 1 and without_case(own) in others):
            copies += 1
            own = f"{student} ({copies})"
        names.append((own, _doubted(facts, doubt)))
    handin = replace(handin, notes=(*handin.notes, UNSURE), contested=True)
    if handin.members:
        return replace(handin, members=tuple(names))
    ((student, facts),) = names
    return replace(handin, student=student, handed_in=facts)


def _is_anothers(earlier: HandedIn | None, now: HandedIn) -> bool:
    """Tell whether what came in before is another person's, or a person's and now a group's."""
    if earlier is None:
        return False
    apart = earlier.group != now.group and earlier.place != now.place
    return differ(earlier, now) or apart
