"""A process that has numpy loaded, from which each submission's process is forked.

Started by `autograder.sandbox.isolation.forking` behind bubblewrap, before anything of a student's
is there. It runs nothing of theirs. Its children do, each in namespaces of its own, with memory
for its files: they see neither this process nor one another. Making namespaces is a right that
a child gives up with all others, as one that is started anew does.

A byte on descriptor 0 asks for a child; what that is to run comes over a socket. Between two
children this process does the same few things each time, so that its memory is the same, and
with it what a submission can see of addresses.
"""

import ctypes
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import limits
import notebook_python

_OWN_MOUNTS, _OWN_PROCESSES, _OWN_MESSAGES = 0x0002_0000, 0x2000_0000, 0x0800_0000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_PROGRAMS = 1, 1 << 1, 1 << 2, 1 << 3
_BIND, _MOVE, _ALL_BELOW, _PRIVATE = 1 << 12, 1 << 13, 1 << 14, 1 << 18
_LONGEST = 1 << 20
_LIBC = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """Fork a child for each byte that comes in."""
    told = json.loads(sys.argv[1])
    control = socket.socket(fileno=told["control"])
    notebook_python.prepare(told["site"])
    import answering  # noqa: F401  (all that a child would import, numpy and its parts with it)

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    while os.read(0, 1):
        if os.fork() == 0:
            _become(control)


def _become(control: socket.socket) -> NoReturn:
    """Run what is asked for, in a grandchild: the first process of its namespace."""
    limits.hide_and_die_with_parent()
    message, descriptors, _, _ = socket.recv_fds(control, _LONGEST, 3)
    try:
        told = json.loads(message)
        if _LIBC.unshare(_OWN_MOUNTS | _OWN_PROCESSES | _OWN_MESSAGES):
            raise OSError(ctypes.get_errno(), "it can't have namespaces of its own")
        if os.fork() == 0:
            _own_files(told)
            control.send(b"started")
            os.read(descriptors[0], 1)  # the grader has it in hand
            _run(told, descriptors)
    except (OSError, ValueError) as error:
        control.send(json.dumps(str(error)).encode())
        os._exit(1)
    control.close()
    for descriptor in (0, *descriptors):
        os.close(descriptor)
    with suppress(ChildProcessError):  # ended already
        os.wait()
    os._exit(0)


def _own_files(told: dict[str, Any]) -> None:
    """Put new memory in the place of what this sandbox has for files, and show new processes."""
    before, work = Path(told["temporary"]), Path(told["folder"])
    fresh = Path(told["fresh"])
    _mount("", "/", "", _ALL_BELOW | _PRIVATE)
    _mount("tmpfs", fresh, "tmpfs", _NO_SUID | _NO_DEVICES, f"size={told['bytes']},mode=0755")
    for name in told["shown"]:  # from outside, and not to be changed
        shown, new = Path(name), fresh / Path(name).relative_to(before)
        if shown.is_dir():
            new.mkdir(parents=True)
        else:
            new.parent.mkdir(parents=True, exist_ok=True)
            new.touch()
        _mount(shown, new, "", _BIND | _ALL_BELOW)
    (fresh / work.relative_to(before)).mkdir(parents=True, exist_ok=True)
    _mount(fresh, before, "", _MOVE)
    _mount("proc", "/proc", "proc", _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_PROGRAMS)
    options = "newinstance,ptmxmode=0666,mode=620"
    _mount("devpts", "/dev/pts", "devpts", _NO_SUID | _NO_PROGRAMS, options)
    os.chdir(work)


def _mount(source: Path | str, target: Path | str, kind: str, flags: int, data: str = "") -> None:
    words = (str(source), str(target), kind)
    given = [word.encode() or None for word in words]
    if _LIBC.mount(*given, ctypes.c_ulong(flags), data.encode() or None):
        number = ctypes.get_errno()
        raise OSError(number, f"{target} can't be mounted ({os.strerror(number)})")


def _run(told: dict[str, Any], descriptors: list[int]) -> NoReturn:
    """Run a script of the sandbox's as the main program, with the given descriptors."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    if told["waits"]:  # for its control group
        os.read(0, 1)
    importlib.invalidate_caches()  # the script may be newer than this process
    sys.argv = [told["script"], json.dumps(told["settings"])]
    try:
        runpy.run_module(Path(told["script"]).stem, run_name="__main__", alter_sys=True)
        sys.stdout.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
