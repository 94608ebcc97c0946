"""A control group for each sandbox, where the machine lends the grader some of its own.

What a process limits itself to holds for what it asks for. A group's limits hold for what
all of its processes use, in the kernel, too. Groups are to be had from systemd, as
a scope that it leaves to the grader, or in a container that may write to its own:

    autograder-123.scope/       lent
        grader/                 the grader itself: only groups without groups have processes
        submission-456/         one sandbox
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Protocol

from autograder.course import Limits

TOP = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")
_GRADER = "grader"
# The kernel's names of what a group limits, and how one would say it.
_CONTROLLERS = {"memory": "memory", "pids": "threads", "cpu": "processor"}
# Besides what the process allows itself: what the kernel needs for it, bubblewrap, and files
# in memory. So memory that is asked for ends in a MemoryError, with a group and without.
_BESIDES_MEGABYTES = 128
_MOST_THREADS = 256
_ONE_PROCESSOR = "100000 100000"
_SECONDS_TO_MOVE, _SECONDS_TO_END = 2.0, 2.0
# Waits for a line, and so starts in its group; it ends if the grader ends before.
WAITING = ["/bin/sh", "-c", 'read -r line && exec "$@"', "sh"]


@cache
def lent_group() -> Path | None:
    """Return the group in which sandboxes can have their own, or None where there is none.

    The first call moves this process to a place in that group; what it starts from then on
    is there, too.
    """
    if sys.platform != "linux":
        return None
    return _from_systemd() or divided(_group_of_this_process())


def divided(group: Path | None) -> Path | None:
    """Move this process one group down, so that others can stand beside it, or return None."""
    if group is None:
        return None
    if group.name == _GRADER and limited(group.parent):
        return group.parent  # started by another grader, in whose place it is
    place = group / _GRADER
    try:
        place.mkdir(exist_ok=True)
        (place / "cgroup.procs").write_text("0", encoding="ascii")
        for name in _CONTROLLERS:
            if name in (group / "cgroup.controllers").read_text(encoding="ascii").split():
                # Refused where others are in the group, as a shell.
                (group / "cgroup.subtree_control").write_text(f"+{name}", encoding="ascii")
        if not limited(group):
            raise OSError
        for left in group.glob("submission-*"):  # by a grader that was killed
            with suppress(OSError):
                left.rmdir()
    except OSError:
        with suppress(OSError):
            (group / "cgroup.procs").write_text("0", encoding="ascii")
        with suppress(OSError):
            place.rmdir()
        return None
    return group


def limited(group: Path) -> list[str]:
    """Return what groups in this one can be limited in, in words."""
    try:
        names = (group / "cgroup.subtree_control").read_text(encoding="ascii").split()
    except OSError:
        return []
    writable = os.access(group, os.W_OK) and os.access(group / "cgroup.procs", os.W_OK)
    return [word for name, word in _CONTROLLERS.items() if name in names and writable]


class Waiting(Protocol):
    """A process that goes on when a line comes in."""

    @property
    def pid(self) -> int: ...

    @property
    def stdin(self) -> IO[bytes] | None: ...


def confine(process: Waiting, lent: Path, limits: Limits) -> Path | None:
    """Put a process that waits for a line into a group of its own, and let it go on.

    Where that fails it goes on all the same, by the limits that it sets itself.
    """
    group = lent / f"submission-{process.pid}"
    try:
        group.mkdir()
        for name, value in _values(limits).items():
            with suppress(OSError):  # of what isn't lent, there is no such file
                (group / name).write_text(value, encoding="ascii")
        (group / "cgroup.procs").write_text(str(process.pid), encoding="ascii")
        return group
    except OSError:
        with suppress(OSError):
            group.rmdir()
        return None
    finally:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            os.write(process.stdin.fileno(), b"\n")


def _values(limits: Limits) -> dict[str, str]:
    return {
        "memory.max": str((limits.memory_megabytes + _BESIDES_MEGABYTES) << 20),
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": str(_MOST_THREADS),
        "cpu.max": _ONE_PROCESSOR,
    }


def end(group: Path) -> None:
    """Kill what is left in a sandbox's group, and remove the group."""
    with suppress(OSError):  # kernels before 5.14 can't
        (group / "cgroup.kill").write_text("1", encoding="ascii")
    until = time.monotonic() + _SECONDS_TO_END
    while True:
        try:
            return group.rmdir()
        except OSError:  # processes that were killed take a moment to be gone
            if not group.exists() or time.monotonic() > until:
                return  # what is left goes with the group that was lent
        time.sleep(0.001)


def _group_of_this_process() -> Path | None:
    with suppress(OSError):
        for line in _OWN.read_text(encoding="utf-8").splitlines():
            group = TOP / line.removeprefix("0::/")
            if line.startswith("0::/") and (group / "cgroup.controllers").is_file():
                return group
    return None


def _from_systemd() -> Path | None:
    """Let systemd move this process to a scope of its own, as `systemd-run --scope` would."""
    before = _group_of_this_process()
    busctl = shutil.which("busctl")
    # Not out of a service: that counts on its processes being where it has put them.
    if not busctl or not before or "user.slice" not in before.parts:
        return None
    user = os.getuid()
    if user and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        return None  # by nohup: it is to go on after logout, when the user's scopes end
    scope = f"autograder-{os.getpid()}.scope"
    properties = ["2", "PIDs", "au", "1", str(os.getpid()), "Delegate", "b", "true", "0"]
    manager = "org.freedesktop.systemd1"
    path, interface = "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager"
    asked = [manager, path, interface, "StartTransientUnit", "ssa(sv)a(sa(sv))", scope, "fail"]
    try:
        subprocess.run(
            [busctl, "--user" if user else "--system", "call", *asked, *properties],
            env={"XDG_RUNTIME_DIR": f"/run/user/{user}", **os.environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    until = time.monotonic() + _SECONDS_TO_MOVE
    while time.monotonic() < until:
        now = _group_of_this_process()
        if now and now.name == scope:
            return divided(now)
        time.sleep(0.005)
    return None
