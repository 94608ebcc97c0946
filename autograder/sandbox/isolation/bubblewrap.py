"""The command that puts a process behind bubblewrap: namespaces, and the few files seen there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.sandbox.inside.limits import NOBODY
from autograder.sandbox.isolation.workfolder import MEGABYTES
from autograder.sandbox.student_python.environment import StudentEnvironment

INSIDE = "/tmp/work"  # the working folder
_TEMPORARY, _FRESH, _MATPLOTLIB = "/tmp", "/fresh", Path("/tmp/matplotlib")
# The rights to make namespaces and mount in them, and to let no child ever have these again.
_AS_TEMPLATE = [*("--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP"), "--dir", _FRESH]
_NAMESPACES = [
    *("--unshare-user", "--unshare-all", "--disable-userns"),
    *("--uid", str(NOBODY), "--gid", str(NOBODY), "--cap-drop", "ALL"),
    *("--hostname", "sandbox", "--die-with-parent"),
    *("--size", str(MEGABYTES << 20), "--tmpfs", _TEMPORARY, "--proc", "/proc", "--dev", "/dev"),
    *("--dir", INSIDE, "--chdir", INSIDE),
]


# Both are asked for each submission, of an environment that stays as it is.
@lru_cache(maxsize=8)
def behind_bubblewrap(environment: StudentEnvironment, as_template: bool = False) -> list[str]:
    """Return the command in front of Python's.

    A template may make namespaces, which it does for what is forked from it (`forking.py`).
    It has no `--new-session`: the launcher starts a session, and `stop` kills that as a whole.
    """
    shown: list[str] = []
    for link in map(Path, ("/lib", "/lib64")):
        if link.is_symlink():
            shown += ["--symlink", os.readlink(link), str(link)]
    readable, hidden = environment.readable, environment.hidden
    shown += _bind(_outermost(readable))
    for folder in hidden:
        shown += ["--tmpfs", str(folder)]
    shown += _bind(path for path in readable if _within(path, hidden))
    shown += _bind(environment.matplotlib.iterdir(), _MATPLOTLIB)
    # Memory that could be filled with files, and the kernel's settings.
    for folder in (Path("/"), Path("/dev"), Path("/proc"), *hidden):
        shown += ["--remount-ro", str(folder)]
    namespaces = [*_NAMESPACES, *_AS_TEMPLATE] if as_template else _NAMESPACES
    return [shutil.which("bwrap") or "bwrap", *namespaces, *shown, "--"]


@lru_cache(maxsize=8)
def files_of_a_fork(environment: StudentEnvironment) -> dict[str, Any]:
    """Return what a forked process needs to get memory of its own where a template has `/tmp`.

    What is shown there from outside stays (`shown`); all else is new for each.
    """
    outside = [
        path for path in _outermost(environment.readable) if Path(_TEMPORARY) in path.parents
    ]
    fonts = [_MATPLOTLIB / path.name for path in environment.matplotlib.iterdir()]
    return {
        "temporary": _TEMPORARY,
        "fresh": _FRESH,
        "folder": INSIDE,
        "bytes": MEGABYTES << 20,
        "shown": [*map(str, (*outside, *fonts))],
    }


def _outermost(paths: Iterable[Path]) -> list[Path]:
    paths = list(paths)
    every = set(paths)
    return [path for path in paths if every.isdisjoint(path.parents)]


def _bind(paths: Iterable[Path], folder: Path | None = None) -> list[str]:
    binds = []
    for path in paths:
        binds += ["--ro-bind", str(path), str(folder / path.name if folder else path)]
    return binds


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(folder in path.parents for folder in folders)
