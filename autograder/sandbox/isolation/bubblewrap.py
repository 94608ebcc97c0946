"""The command that puts a process behind bubblewrap: namespaces, and the few files seen there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.inside.limits import NOBODY
from autograder.sandbox.isolation.workfolder import MEGABYTES
from autograder.sandbox.student_python.environment import StudentEnvironment

INSIDE = "/tmp/work"  # the working folder
_NAMESPACES = [
    *("--unshare-user", "--unshare-all", "--disable-userns"),
    *("--uid", str(NOBODY), "--gid", str(NOBODY), "--cap-drop", "ALL"),
    *("--hostname", "sandbox", "--die-with-parent"),
    *("--size", str(MEGABYTES << 20), "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"),
    *("--dir", INSIDE, "--chdir", INSIDE),
]


def behind_bubblewrap(environment: StudentEnvironment) -> list[str]:
    """Return the command in front of Python's.

    It has no `--new-session`: the launcher starts a session, and `stop` kills that as a whole.
    """
    shown: list[str] = []
    for link in map(Path, ("/lib", "/lib64")):
        if link.is_symlink():
            shown += ["--symlink", os.readlink(link), str(link)]
    readable, hidden = environment.readable, environment.hidden
    shown += _bind(path for path in readable if not _within(path, readable))
    for folder in hidden:
        shown += ["--tmpfs", str(folder)]
    shown += _bind(path for path in readable if _within(path, hidden))
    shown += _bind(environment.matplotlib.iterdir(), Path("/tmp/matplotlib"))
    for folder in (Path("/"), Path("/dev"), *hidden):  # memory that could be filled with files
        shown += ["--remount-ro", str(folder)]
    return [shutil.which("bwrap") or "bwrap", *_NAMESPACES, *shown, "--"]


def _bind(paths: Iterable[Path], folder: Path | None = None) -> list[str]:
    binds = []
    for path in paths:
        binds += ["--ro-bind", str(path), str(folder / path.name if folder else path)]
    return binds


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(folder in path.parents for folder in folders)
