"""Whether the kit is edited while it grades.

A run loads its modules one after the other, and takes their digests at some time between.
So what it makes is from the files of those digests only if none was written to meanwhile.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from autograder.course import ROOT, load_course, student_path
from autograder.grading.provenance.origin import all_of_coursework, files_of

Stamps = Mapping[Path, tuple[int, ...]]
# A file system's clock goes in ticks, so that what is written now may have an earlier time.
_TICK = 0.02


def stamps(assignment: str) -> Stamps:
    """Return by file what tells that it was written to, even if it is then as it was before.

    The files are those from which results of an assignment are made.
    """
    others = [student_path(one.name) for one in load_course().assignments]
    read = [path for part in files_of(assignment).values() for path in part]
    return {path: _stamp(path) for path in (*read, *all_of_coursework(), *others)}


def edited(before: Stamps, since: float = math.inf) -> list[str]:
    """Return which files have changed since their stamps were taken.

    Parameters
    ----------
    since
        When the process was started, if it has loaded some of the files before that: those
        that were written to later count, too.
    """
    now = {path: _stamp(path) for path in before}
    return [shown(path) for path in now if now[path] != before[path] or _after(now[path], since)]


def _stamp(path: Path) -> tuple[int, ...]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
    return ()


def _after(stamp: tuple[int, ...], since: float) -> bool:
    # A time that is still to come tells nothing.
    return any(since - _TICK < at / 1e9 <= time.time() + _TICK for at in stamp[:2])


def shown(path: Path) -> str:
    """Return a file's path in the kit."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
