"""What a platform wrote into a name, and where the student's own part of it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.handin.times.written_times import Time

# Longer than any file system's names; what a zip holds beyond isn't looked at for marks.
LONGEST_NAME = 1000


@dataclass(frozen=True)
class Mark:
    """What a platform wrote into a name.

    ``written`` holds its parts by name; ``end`` is how far it reaches, ``own`` what follows
    in a file's name. ``members`` are those who handed in together, ``time`` when, if it tells.
    """

    written: Mapping[str, str]
    end: int
    own: str = ""
    members: tuple[Mapping[str, str], ...] = ()
    time: Time | None = None
