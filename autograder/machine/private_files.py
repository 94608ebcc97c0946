"""What holds grades is closed to others on the machine, whoever writes it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def closed_to_others(groupshared: bool = False) -> Iterator[None]:
    """Let what is written meanwhile, by whatever library, be the instructor's alone.

    Parameters
    ----------
    groupshared
        Whether it is to be the group's, too, as nbgrader's setting of that name says.
    """
    before = os.umask(0o007 if groupshared else 0o077)
    try:
        yield
    finally:
        os.umask(before)


def close_gradebook(path: Path) -> None:
    """Close a gradebook to others, making the file if need be; SQLite's journal follows it.

    A group keeps what it may: nobody can tell whether the instructor opened the file to it.
    """
    if os.name != "posix":
        return
    with suppress(OSError):  # somebody else's; or SQLite will say what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY | os.O_NONBLOCK, 0o600))
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & stat.S_IRWXO:
            path.chmod(mode & ~stat.S_IRWXO)


@cache  # the configuration may be loaded several times in a process
def close_gradebooks() -> None:
    """Close each gradebook that this process opens: nbgrader's commands open them all over."""
    event.listen(Engine, "do_connect", _close_first)


def _close_first(dialect: Any, _: Any, arguments: Any, __: Any) -> None:
    place = str(arguments[0]) if arguments else ""
    if dialect.name == "sqlite" and place and not place.startswith((":", "file:")):
        close_gradebook(Path(place))
