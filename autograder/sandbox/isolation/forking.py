"""Fork a submission's process from one that has numpy loaded, in place of starting it anew.

Starting Python and loading numpy takes longer than most submissions run. Behind bubblewrap this
is done once (`inside/template.py`), by a process that never runs anything of a student's. Each
submission's process is a new copy of it, in namespaces of its own, and gives up its rights as one
that was started does. Where the kernel doesn't let a template make namespaces, each is started.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import subprocess
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from autograder.sandbox.student_python.environment import StudentEnvironment

_SECONDS_TO_FORK = 30
_CREDENTIALS = struct.Struct("3i")  # process, user, group


class CannotFork(OSError):
    """A template isn't to be had, or has no right to make namespaces."""


class Forked:
    """A forked process, used as a `subprocess.Popen` is."""

    stderr = None
    returncode: int | None = None
    group: Path | None = None
    folder: TemporaryDirectory[str] | None = None

    def __init__(self, pid: int, handle: int, stdin: int, stdout: int):
        self.pid, self._handle = pid, handle
        self.stdin: IO[bytes] = os.fdopen(stdin, "wb", buffering=0)
        self.stdout: IO[bytes] = os.fdopen(stdout, "rb", buffering=0)

    def poll(self) -> int | None:
        """Return None while it runs; how it ended isn't told."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end, and return None if it doesn't come in time."""
        if self.returncode is None:
            ready = select.poll()
            ready.register(self._handle, select.POLLIN)
            if ready.poll(None if timeout is None else timeout * 1000):
                self.returncode = -signal.SIGKILL
                os.close(self._handle)
        return self.returncode

    def kill_all(self) -> None:
        """Kill it with all that it started: it is the first process of its namespace."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)


class Template:
    """A process behind bubblewrap from which others are forked.

    Parameters
    ----------
    start
        Starts it: given the number of a socket, it returns the process.
    """

    def __init__(self, start: Callable[[int], subprocess.Popen[bytes]]):
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            self._control.settimeout(_SECONDS_TO_FORK)
            self._process = start(theirs.fileno())
        self.close = weakref.finalize(self, _end, self._process, self._control, os.getpid())

    def fork(self, told: dict[str, Any], errors: int) -> Forked:
        """Fork a process that runs a script.

        Parameters
        ----------
        told
            What to run and how, see `inside/template.py`.
        errors
            Where it writes what it says of errors.

        Raises
        ------
        CannotFork
            If no process comes of it.
        """
        (its_stdin, stdin), (stdout, its_stdout) = os.pipe(), os.pipe()
        try:
            pid = self._forked(told, [its_stdin, its_stdout, errors])
            handle = os.pidfd_open(pid)
            os.write(stdin, b"x")  # it goes on, and may end
        except BaseException as error:
            os.close(stdin)
            os.close(stdout)
            if isinstance(error, OSError | ValueError):
                raise CannotFork(str(error)) from None
            self.close()  # a reply may be on its way, which isn't the next one's
            raise
        finally:
            os.close(its_stdin)
            os.close(its_stdout)
        return Forked(pid, handle, stdin, stdout)

    def _forked(self, told: dict[str, Any], descriptors: list[int]) -> int:
        assert self._process.stdin is not None
        os.write(self._process.stdin.fileno(), b"x")
        socket.send_fds(self._control, [json.dumps(told).encode()], descriptors)
        # The kernel tells who sent the reply, by the number that it has for this process.
        reply, about, _, _ = self._control.recvmsg(1 << 12, socket.CMSG_SPACE(_CREDENTIALS.size))
        if reply != b"started":
            raise OSError(reply.decode(errors="replace") or "the template has ended")
        [(_, _, sender)] = about
        pid: int = _CREDENTIALS.unpack(sender)[0]
        return pid


def _end(process: subprocess.Popen[bytes], control: socket.socket, starter: int) -> None:
    control.close()
    if os.getpid() != starter:  # in a copy of the grader: it isn't the copy's
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdin is not None
    process.stdin.close()


class _Kept(threading.local):
    """The last template, of each thread: the kernel ends it with the thread that started it."""

    template: Template | None = None
    of: tuple[int, StudentEnvironment] | None = None
    refused: frozenset[StudentEnvironment] = frozenset()


_kept = _Kept()


def forked(
    environment: StudentEnvironment,
    start: Callable[[int], subprocess.Popen[bytes]],
    told: dict[str, Any],
    errors: int,
) -> Forked | None:
    """Fork a process from this thread's template, or return None where that can't be done.

    Parameters
    ----------
    environment
        The students' Python, of which a template is kept for the next one.
    start, told, errors
        See `Template`.
    """
    if environment in _kept.refused or not hasattr(os, "pidfd_open"):
        return None
    for _ in range(2):  # one that has ended is replaced
        is_new = not has_template(environment)
        try:
            if is_new:
                forget()
                _kept.template, _kept.of = Template(start), (os.getpid(), environment)
            assert _kept.template is not None
            return _kept.template.fork(told, errors)
        except CannotFork:
            forget()
            if is_new:
                break
    _kept.refused |= {environment}
    return None


def has_template(environment: StudentEnvironment) -> bool:
    """Tell whether processes in an environment are forked here."""
    return _kept.template is not None and _kept.of == (os.getpid(), environment)


def forget() -> None:
    """End the template of this thread; another is started where one is needed."""
    if _kept.template is not None and _kept.of and _kept.of[0] == os.getpid():
        _kept.template.close()
    _kept.template = _kept.of = None
