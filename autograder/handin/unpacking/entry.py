"""One file of a hand-in: where it lies in a folder or a zip, and reading it up to a limit."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.handin.unpacking.bounded_reading import bounded, opened_zip, read_member

MAX_NOTEBOOK_BYTES = 200 << 20
LINK = "it is a link, and the grader follows none"
UNSEEN = "…"  # in place of what lies in a folder that can't be looked into


@dataclass(frozen=True)
class Entry:
    """A file below a path: where it lies in there, and how it is to be opened.

    ``place`` is its whole path, ``inside`` the part below what was named; ``within`` are
    the zips in the zip that hold the member. ``note`` is what has to be said of its name.
    """

    place: PurePosixPath
    inside: PurePosixPath
    path: Path
    member: str | None = None
    within: tuple[str, ...] = ()
    refused: str | None = None
    note: str = ""

    @property
    def shown(self) -> str:
        """Its place below what was named, in words that tell it from any other."""
        inside = [*map(slashes, self.within), str(self.inside)]
        return "/".join(inside).lstrip("/")

    def read(self, limit: int) -> bytes:
        """Return the file's bytes, up to a limit.

        Raises
        ------
        TooLarge, OSError, zipfile.BadZipFile, RuntimeError
            If they are too many, or can't be read. (A zip that needs a password is a RuntimeError.)
        """
        if self.refused is not None:
            raise OSError(self.refused)
        return read_entry(self.path, self.within, self.member, limit)


def read_entry(path: Path, within: tuple[str, ...], member: str | None, limit: int) -> bytes:
    """Return a file's bytes, or those of a member of a zip.

    Raises
    ------
    TooLarge, OSError, zipfile.BadZipFile
        If they are too many, or can't be read.
    """
    if member is not None:
        with opened_zip(path, within) as archive:
            return read_member(archive, member, limit)
    with path.open("rb") as file:
        return bounded(file, os.fstat(file.fileno()).st_size, limit)


def slashes(name: str) -> str:
    """Return a path as most systems write it, though Windows wrote it."""
    return name.replace("\\", "/")
