"""A hand-in: where one student's notebook, or one group's, lies, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.handin.arrival import HandedIn
from autograder.handin.roster import Roster
from autograder.handin.unpacking.entry import MAX_NOTEBOOK_BYTES, read_entry


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
    rivals : tuple of Handin
        The same student's with other notebooks, between which only their content decides.
    members : tuple
        The students of a group, each with what is known of them.
    alias : str
        What the platform alone calls the student.
    by_name : bool
        Whether nothing but a name tells which student of the roster it is.
    contested : bool
        Whether somebody else handed in under this name, or it isn't sure whose it is.
    """

    student: str
    path: Path
    member: str | None = None
    within: tuple[str, ...] = ()
    refused: str | None = None
    notes: tuple[str, ...] = ()
    handed_in: HandedIn = field(default_factory=HandedIn)
    rivals: tuple[Handin, ...] = ()
    members: tuple[tuple[str, HandedIn], ...] = ()
    alias: str = ""
    by_name: bool = False
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

    def that_counts(self, rival: Handin, note: str) -> Handin:
        """Return one of its rivals in its place, and why it counts."""
        names = zip(self.members, rival.members, strict=True)
        return replace(
            rival,
            student=self.student,
            members=tuple((who, facts) for (who, _), (_, facts) in names),
            notes=tuple(dict.fromkeys([*self.notes, *rival.notes, note])),
            contested=self.contested,
            rivals=(),
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
