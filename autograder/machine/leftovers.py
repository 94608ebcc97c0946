"""Nothing stays behind when the grader is killed: no process, and no folder for long."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PREFIX, IN_USE = "autograder-", ".in-use"
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def lock(file: IO[str]) -> None:
    """Claim an open file for this process, for as long as it is open.

    Raises
    ------
    OSError
        If another process has claimed it.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone_at(folder: Path) -> Iterator[None]:
    """Let others that want the same wait meanwhile; no file is left of it."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def end_with_parent() -> None:
    """Let the kernel end this process when the one that started it has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
        if os.getppid() == 1:  # it has ended already
            os._exit(1)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder for one run, and remove those of runs that were killed."""
    _remove_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name).resolve()
        with (folder / IN_USE).open("w", encoding="ascii") as file:
            lock(file)
            yield folder


def _remove_abandoned(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*"):
        # Another user's, one that is just being made, or in use: none of our business.
        with suppress(OSError), (folder / IN_USE).open("r+", encoding="ascii") as file:
            if folder.stat().st_uid == os.getuid():
                lock(file)
                shutil.rmtree(folder, ignore_errors=True)
