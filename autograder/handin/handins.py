"""A hand-in: where one student's notebook lies, and under which name it is graded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from autograder.handin.archives import MAX_NOTEBOOK_BYTES, Entry, read_entry
from autograder.handin.names import without_case
from autograder.handin.roster import Roster
from autograder.result import HandedIn


@dataclass(frozen=True)
class Handin:
    """What one student handed in, or one group: where it lies, not yet read.

    Attributes
    ----------
    student : str
        Who it is graded as.
    path, member, within
        The file; or the zip, its member, and the zips in the zip from the outside in.
    refused : str or None
        Why it is not to be read.
    notes : tuple of str
        Warnings for the result.
    handed_in : HandedIn
        What the platform and the roster tell of it.
    rivals : tuple of Entry
        Further notebooks of the same student between which only their content decides.
    members : tuple
        The students of a group, each with what is known of them.
    contested : bool
        Whether somebody else handed in under this name.
    """

    student: str
    path: Path
    member: str | None = None
    within: tuple[str, ...] = ()
    refused: str | None = None
    notes: tuple[str, ...] = ()
    handed_in: HandedIn = field(default_factory=HandedIn)
    rivals: tuple[Entry, ...] = ()
    members: tuple[tuple[str, HandedIn], ...] = ()
    contested: bool = False

    def read(self, limit: int | None = None) -> bytes:
        """Return the notebook's bytes, up to a limit.

        Raises
        ------
        TooLarge, OSError, zipfile.BadZipFile, RuntimeError
            If they can't be read. (A zip that needs a password is a RuntimeError.)
        """
        if self.refused is not None:
            raise OSError(self.refused)
        return read_entry(self.path, self.within, self.member, limit or MAX_NOTEBOOK_BYTES)

    @property
    def entries(self) -> list[Entry]:
        """The notebook, and those of which only their content tells whether they count."""
        inside = PurePosixPath(self.handed_in.place or self.path.name)
        own = Entry(inside, inside, self.path, self.member, self.within, self.refused)
        return [own, *self.rivals]

    def only(self, entry: Entry, note: str) -> Handin:
        """Return the hand-in with one of its notebooks, and why it is that one."""
        return replace(
            self,
            path=entry.path,
            member=entry.member,
            within=entry.within,
            refused=entry.refused,
            rivals=(),
            notes=(*self.notes, note),
            handed_in=replace(self.handed_in, place=entry.shown),
            members=tuple((who, replace(one, place=entry.shown)) for who, one in self.members),
        )

    def each(self) -> list[tuple[str, HandedIn]]:
        """Return for whom it stands: the student, or each of the group."""
        return list(self.members) or [(self.student, self.handed_in)]


@dataclass(frozen=True)
class Found:
    """A class's hand-ins, by student, and what an instructor should know of how they came."""

    handins: list[Handin]
    notices: list[str]
    roster: Roster | None = None


def each_under_its_own_name(handins: Sequence[Handin], roster: Roster | None) -> list[Handin]:
    """Let nobody be graded as another: who claims a name that is taken gets a number behind it."""
    listed = {one.id for one in roster.people} if roster else set()
    claimed = {without_case(student) for one in handins for student, _ in one.each()}
    taken: dict[str, Handin] = {}
    found: list[Handin] = []
    rivals: dict[str, list[Handin]] = defaultdict(list)
    for one in handins:
        for student, _ in one.each():
            rivals[without_case(student)].append(one)
    # Who stands in the roster by that very name comes before one who only looks like it.
    for handin in sorted(handins, key=lambda one: one.student not in listed):
        names = []
        for student, facts in handin.each():
            own, copies = student, 1
            while without_case(own) in taken or (copies > 1 and without_case(own) in claimed):
                copies += 1
                own = f"{student} ({copies})"
            taken[without_case(own)] = handin
            names.append((own, facts))
        others = [
            other.handed_in.place
            for student, _ in handin.each()
            for other in rivals[without_case(student)]
            if other is not handin
        ]
        if others:
            note = (
                f"Another notebook came in under this name, {some(list(dict.fromkeys(others)))}; "
                f"each is graded, and this is {handin.handed_in.place}."
            )
            handin = replace(handin, notes=(*handin.notes, note), contested=True)
        members = tuple(names) if handin.members else ()
        student = handin.student if members else names[0][0]
        found.append(replace(handin, student=student, members=members))
    return found


def some(names: Sequence[str]) -> str:
    """Return the first few of many names as a sentence lists them."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
