"""Time as a submission has it: waiting for a processor isn't counted.

In plain seconds a limit would end sound answers on a busy machine, so that the same
submission had one grade today and another one tomorrow.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Whatever the kernel tells of waiting, a limit ends after this many times its length.
PATIENCE = 10
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class OwnTime:
    """The time that a process had for itself since this was made.

    Not counted is what it waited for a processor that others had, and the grader with it
    (`excused`). Where the kernel doesn't tell (no Linux, or one built
    without scheduler statistics), all time counts.

    Parameters
    ----------
    process
        Number of the process.
    plainly
        All time counts until `left` is asked after so many seconds: most replies come
        sooner, and asking the kernel would take as long as they do.
    """

    def __init__(self, process: int, plainly: float = 0.0):
        self._about, self._plainly = f"/proc/{process}", plainly
        self._excused = self._waited = self._busy = 0.0
        self._before: tuple[float, float] | None = None
        self._begun = time.monotonic()
        if not plainly:
            self._before = self._waiting(), self._working()

    def seconds(self) -> float:
        """Return the time that the process had."""
        elapsed = time.monotonic() - self._begun
        if self._before is None:
            return max(elapsed - self._excused, elapsed / PATIENCE)
        waited, worked = self._waiting() - self._before[0], self._working() - self._before[1]
        # Threads that keep each other waiting work all the same.
        return max(elapsed - waited - self._excused, worked, elapsed / PATIENCE)

    def left(self, allowed: float) -> float:
        """Return how many of the allowed seconds are left, at the least."""
        elapsed = time.monotonic() - self._begun
        if self._before is None and elapsed >= self._plainly:
            self._before = self._waiting(), self._working()
        return allowed - elapsed if elapsed < allowed else allowed - self.seconds()

    @contextmanager
    def excused(self) -> Iterator[None]:
        """Don't count what the grader waits meanwhile; what it computes counts."""
        begun, worked = time.monotonic(), time.process_time()
        yield
        computed = time.process_time() - worked
        self._excused += max(0.0, time.monotonic() - begun - computed)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what the grader waits within `excused` all the same: it asked the process."""
        begun, worked = time.monotonic(), time.process_time()
        yield
        computed = time.process_time() - worked
        self._excused -= max(0.0, time.monotonic() - begun - computed)

    def _waiting(self) -> float:
        """Return for how long the process has been ready without getting a processor."""
        with suppress(OSError, ValueError, IndexError):  # it has ended, or no kernel tells
            self._waited = int(_read(f"{self._about}/schedstat").split()[1]) / 1e9
        return self._waited

    def _working(self) -> float:
        """Return for how long all its threads have had processors."""
        with suppress(OSError, ValueError, IndexError):
            told = _read(f"{self._about}/stat")
            user, system = told.rpartition(b")")[2].split()[11:13]
            self._busy = (int(user) + int(system)) / _TICKS
        return self._busy


def youngest(process: int) -> int:
    """Return the last in a line of processes: bubblewrap starts the worker as a grandchild."""
    while True:
        try:
            children = _read(f"/proc/{process}/task/{process}/children").split()
        except OSError:
            return process
        if not children:
            return process
        process = int(children[-1])


def _read(path: str) -> bytes:
    """Return what a small file of the kernel's tells; several are read for each request."""
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, 1 << 16)
    finally:
        os.close(file)
