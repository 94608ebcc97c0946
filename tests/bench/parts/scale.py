"""Scale: a large class in one command, the same again, and one hand-in that comes late."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from bench.costs import Cost, Ratio, cost_of_command, in_turn
from bench.mixed_class import mixed_class, write_class
from bench.parts.startup import AUTOGRADER
from bench.rows import Row, amount, compared, duration, slower
from bench.sizes import Sizes

TITLE = "Scale"

DIFFERENT = 200  # notebooks; a larger class has them again, by other students
POLLED = 0.05  # seconds

MEGABYTES, MILLISECONDS = 300, 1
SECOND_HALF = 1.2  # times the first
LATE = 2  # times what one notebook takes by itself


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Yield rows for a class of `sizes.scale` SVM notebooks."""
    size, few = sizes.scale, f"{sizes.scale:,} notebooks"
    contents = [one.content for one in mixed_class("svm", min(size, DIFFERENT))]
    large, one = _Class(contents, size, folder / "large"), _Class(contents, 1, folder / "one")

    peak = large.grade_and_watch()
    yield amount(f"{few}: the main process's memory", [peak / 1e6], "MB", at_most=MEGABYTES)
    first, second, rest = large.halves()
    yield compared(
        f"{few}: the second half of the results",
        duration(second),
        f"the first half: {duration(first)}",
        Ratio.of([second], [first]),
        at_most=SECOND_HALF,
    )
    yield amount(f"{few}: after the last result (table, picture)", [rest], "s")

    one.grade()
    costs = in_turn(
        {
            "large": large.grade,
            "one": one.grade,
            "large and late": partial(large.grade, late=True),
            "one and late": partial(one.grade, late=True),
        },
        sizes.rounds,
    )
    # Small differences of what takes seconds: processor time is steadier than the clock.
    unchanged = [
        1000 * of_large.beyond(of_one).processor / (size - 1)
        for of_large, of_one in zip(costs["large"], costs["one"], strict=True)
    ]
    yield amount(f"{few}, unchanged: a second run", unchanged, "ms each", at_most=MILLISECONDS)
    late = _beyond(costs["large and late"], costs["large"])
    alone = _beyond(costs["one and late"], costs["one"])
    what = f"{few}: one that comes late"
    yield slower(what, late, "the same in a class of one", alone, at_most=LATE, by="processor")


class _Class:
    """A class on the disk, and the folder of its results."""

    def __init__(self, contents: Sequence[bytes], size: int, folder: Path):
        self._contents, self._numbers = contents, count()
        self._ended = 0.0  # when all was graded
        self._notebooks, self._results = folder / "class", folder / "results"
        write_class(contents, size, self._notebooks)
        self._command = (AUTOGRADER, "grade", "svm", self._notebooks, "--out", self._results)

    def grade(self, late: bool = False) -> Cost:
        """Grade what isn't graded yet: one more notebook, if one comes late."""
        if late:
            name = f"late{next(self._numbers):05}.ipynb"
            (self._notebooks / name).write_bytes(self._contents[0])
        return cost_of_command(*self._command)

    def grade_and_watch(self) -> int:
        """Grade all, and return the most memory that the main process had, in bytes."""
        peak = _peak_of(self._command)
        self._ended = time.time()
        return peak

    def halves(self) -> tuple[float, float, float]:
        """Return the seconds of the first and second half of the results, and after the last.

        The first half begins with the first result, so that the start-up is in neither.
        """
        results = self._results.glob("student*.json")
        written = sorted(path.stat().st_mtime for path in results)
        middle = written[len(written) // 2]
        return middle - written[0], written[-1] - middle, self._ended - written[-1]


def _peak_of(command: Sequence[str | Path]) -> int:
    """Run a command and return the most memory that its main process had, in bytes."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _high_water(process.pid))
            time.sleep(POLLED)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return peak


def _high_water(pid: int) -> int:
    """Return the most memory that a process has had so far, or 0 if it has just ended."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    values = dict(line.split(":", 1) for line in lines)
    return 1024 * int(values.get("VmHWM", "0 kB").split()[0])


def _beyond(costs: Sequence[Cost], others: Sequence[Cost]) -> list[Cost]:
    """Return the median of what is beyond: a small difference of large numbers needs it."""
    found = [one.beyond(other) for one, other in zip(costs, others, strict=True)]
    return [Cost(median(one.clock for one in found), median(one.processor for one in found))]
