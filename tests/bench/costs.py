"""What something costs, and the ratio of things that were measured in turn."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SHOWN = 2000  # characters of what a command said that failed

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of processor time of all processes that took part."""

    clock: float
    processor: float

    def each_of(self, number: int) -> Cost:
        """Return what one of so many costs."""
        return Cost(self.clock / number, self.processor / number)

    def beyond(self, other: Cost) -> Cost:
        """Return what this costs more than another."""
        return Cost(self.clock - other.clock, self.processor - other.processor)


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of several rounds, and the lowest and highest of them."""

    median: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, numbers: Sequence[float], to: Sequence[float]) -> Ratio:
        """Return the ratio of what was measured in the same rounds."""
        ratios = [one / other for one, other in zip(numbers, to, strict=True)]
        return cls(median(ratios), min(ratios), max(ratios))

    def over(self, number: float) -> Ratio:
        """Return the ratio as a part of a number."""
        return Ratio(self.median / number, self.lowest / number, self.highest / number)

    def under(self, number: float) -> Ratio:
        """Return the number as a multiple of the ratio."""
        return Ratio(number / self.median, number / self.highest, number / self.lowest)


def in_turn(rivals: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Measure each in turn, and that several times: A B A B.

    So all suffer alike from what else a machine does.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in rivals}
    for _ in range(rounds):
        for name, measured in rivals.items():
            costs[name].append(measured())
    return costs


def cost_of(run: Callable[[], object]) -> Cost:
    """Return what the processes cost that something starts, however deep they start others."""
    _adopt_orphans()
    own = _children()
    before, start = _processor_time(), time.perf_counter()
    run()
    clock = time.perf_counter() - start
    _wait_for(_children() - own)
    return Cost(clock, _processor_time() - before)


def cost_of_command(*command: str | Path, **given: object) -> Cost:
    """Return what a command costs as a whole, from its start to its end."""
    return cost_of(lambda: run(*command, **given))


def run(
    *command: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> str:
    """Run a command that has to end well, and return what it printed.

    Raises
    ------
    RuntimeError
        If it doesn't, with the last of what it said.
    """
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds,
    )
    if done.returncode:
        told = " ".join(map(str, command))[:SHOWN]
        said = (done.stdout + done.stderr)[-SHOWN:]
        raise RuntimeError(f"{told}\nended with {done.returncode}:\n{said}")
    return done.stdout


def _processor_time() -> float:
    """Return the processor time of all processes that have ended and been waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _adopt_orphans() -> None:
    """Become the parent of processes whose own has ended.

    What a sandbox used whose outer process was killed would be counted nowhere else.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _children() -> set[int]:
    """Return the numbers of the main thread's children, which orphans become."""
    return set(map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()))


def _wait_for(children: set[int]) -> None:
    for pid in children:
        with suppress(ChildProcessError):  # who started it has waited for it
            os.waitpid(pid, 0)
