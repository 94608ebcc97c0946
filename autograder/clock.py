"""Time as a submission has it: waiting for a processor isn't counted.

In plain seconds a limit would end sound answers on a busy machine, so that the same
submission had one grade today and another one tomorrow.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Whatever the kernel tells of waiting, a limit ends after this many times its length.
PATIENCE = 10


class OwnTime:
    """The time that a process had for itself since this was made.

    Not counted is what it waited for a processor that others had, and what it waited
    for the grader (`excused`). Where the kernel doesn't tell (no Linux, or one built
    without scheduler statistics), all time counts.

    Parameters
    ----------
    process
        Number of the process, or of one that started it: the youngest in the line counts.
    """

    def __init__(self, process: int):
        self._schedule = Path(f"/proc/{_youngest(process)}/schedstat")
        self._excused = self._told = 0.0
        self._begun, self._waited = time.monotonic(), self._waiting()

    def seconds(self) -> float:
        """Return the time that the process had."""
        elapsed = time.monotonic() - self._begun
        waited = self._waiting() - self._waited
        return max(elapsed - waited - self._excused, elapsed / PATIENCE)

    def left(self, allowed: float) -> float:
        """Return how many of the allowed seconds are left, at the least."""
        plainly = allowed - (time.monotonic() - self._begun)
        return plainly if plainly > 0 else allowed - self.seconds()

    @contextmanager
    def excused(self) -> Iterator[None]:
        """Don't count what the grader does meanwhile."""
        begun = time.monotonic()
        yield
        self._excused += time.monotonic() - begun

    def _waiting(self) -> float:
        """Return for how long the process has been ready without getting a processor."""
        with suppress(OSError, ValueError, IndexError):  # it has ended, or no kernel tells
            self._told = int(self._schedule.read_text(encoding="ascii").split()[1]) / 1e9
        return self._told


def _youngest(process: int) -> int:
    """Return the last in a line of processes: bubblewrap starts the worker as a grandchild."""
    while True:
        try:
            children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
        except OSError:
            return process
        if not children.strip():
            return process
        process = int(children.split()[-1])
