"""Attempt what a submission must not manage, and tell what was possible all the same.

Runs inside the sandbox in a submission's place. What to attempt it on comes as JSON
on its standard input; the answer goes out as JSON.
"""

from __future__ import annotations

import ctypes
import fcntl
import importlib.util
import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import limits

_F_SETPIPE_SZ = 1031  # not every build of Python has its name
_SETTINGS = ["/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger"]
# Where submissions may write behind bubblewrap, or might: one finds nothing of the one before.
_WRITTEN_TO = (".", "..", "/dev/shm", "/fresh")


def attempts(targets: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Return what to attempt, by how one would say it; each raises where it is denied."""
    return {
        "read files of the grader": lambda: _read_any(targets["files"]),
        "list folders of the grader": lambda: _list(targets["folder"]),
        "change files of the grader": lambda: _open_any(targets["files"], os.O_WRONLY),
        "change settings of the kernel": lambda: _open_any(_SETTINGS, os.O_WRONLY),
        "change the modes of files": lambda: os.chmod(targets["files"][0], 0o600),
        "write into folders of the grader": lambda: _create(targets["folder"]),
        "write into the student's packages": lambda: _create(targets["site"]),
        "see the grader's processes": lambda: _see(targets["process"], targets["command_line"]),
        "signal the grader": lambda: os.kill(targets["process"], 0),
        "trace the grader": lambda: _trace(targets["process"]),
        "connect by TCP": lambda: _connect(socket.AF_INET, targets["tcp"]),
        "send by UDP": lambda: _send(targets["udp"]),
        "connect to a Unix socket": lambda: _connect(socket.AF_UNIX, targets["unix"]),
        "connect to an abstract socket": lambda: _connect(socket.AF_UNIX, targets["abstract"]),
        "start processes": _fork,
        "start programs": _execute,
        "make a namespace": _unshare,
        "lock files": lambda: fcntl.flock(os.open(__file__, os.O_RDONLY), fcntl.LOCK_SH),
        "size pipes": lambda: fcntl.fcntl(1, _F_SETPIPE_SZ, 1 << 16),
        "join pipes": _splice,
        "set timers": _set_timer,
        "import the grader": lambda: _find_package("autograder", targets["kit"]),
        "import the solutions": lambda: _find_package("solutions", targets["kit"]),
        "use more memory than allowed": lambda: bytearray(limit_bytes),
        "see what another submission left": lambda: _find(targets["mark"]),
    }


def _read_any(paths: list[str]) -> None:
    _open_any(paths, os.O_RDONLY)


def _open_any(paths: list[str], flags: int) -> None:
    for path in paths:
        try:
            os.close(os.open(path, flags))
            return
        except OSError:
            continue
    raise PermissionError


def _list(folder: str) -> None:
    if "canary" not in os.listdir(folder):
        raise FileNotFoundError


def _create(folder: str, name: str = "written") -> None:
    os.close(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT))


def _see(process: int, command_line: str) -> None:
    # In a namespace of its own the sandbox may have another process of that number.
    with open(f"/proc/{process}/cmdline", errors="replace") as file:
        if file.read() != command_line:
            raise ProcessLookupError


def _trace(process: int) -> None:
    seize = 0x4206  # doesn't stop the process that it traces
    if ctypes.CDLL(None).ptrace(ctypes.c_long(seize), ctypes.c_long(process), None, None):
        raise PermissionError


def _connect(family: int, address: Any) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.connect(tuple(address) if isinstance(address, list) else address)


def _send(address: list[Any]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"out", tuple(address))


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _execute() -> None:
    try:
        os.execv("/no/such/program", ["program"])
    except FileNotFoundError:  # so it was looked for
        return


def _unshare() -> None:
    new_user_namespace = 0x10000000
    if ctypes.CDLL(None).unshare(new_user_namespace):
        raise PermissionError


def _splice() -> None:
    (source, filled), (_, target) = os.pipe(), os.pipe()
    os.write(filled, b"x")
    os.splice(source, target, 1)


def _set_timer() -> None:
    monotonic = 1
    if ctypes.CDLL(None).timerfd_create(monotonic, 0) < 0:
        raise PermissionError


def _find_package(package: str, folder: str) -> None:
    sys.path.append(folder)
    if importlib.util.find_spec(package) is None:
        raise ImportError


def _find(mark: str) -> None:
    if not mark or not any(mark in os.listdir(folder) for folder in _WRITTEN_TO):
        raise FileNotFoundError


def _leave(mark: str) -> None:
    for folder in _WRITTEN_TO if mark else ():
        with suppress(OSError):
            _create(folder, mark)


def _possible(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except (OSError, ImportError, MemoryError):
        return False
    return True


def _failure_of_numpy(site: str) -> str:
    sys.path.append(site)
    try:
        import numpy

        return "" if float(numpy.eye(3).sum()) == 3 else "numpy computes wrongly"
    except Exception as error:  # whatever keeps it from working keeps submissions from it
        return f"numpy can't be imported in the sandbox ({error})"


settings = json.loads(sys.argv[1])
limit_bytes = settings["memory_megabytes"] * 2**20
try:
    limits.restrict(settings)
except limits.NotConfined as reason:
    print(json.dumps({"possible": [], "failed": str(reason)}))
else:
    failed = _failure_of_numpy(settings["site"])
    wanted_on = json.load(sys.stdin)
    wanted = attempts(wanted_on)
    possible = [name for name, attempt in wanted.items() if _possible(attempt)]
    _leave(wanted_on["mark"])
    print(json.dumps({"possible": possible, "failed": failed}))
