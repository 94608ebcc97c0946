"""A fence around the grader's own work: processes that can be killed, one submission at a time.

What a student hands in is read, judged and recognised by trusted code, which can be led
astray all the same: by a file that no parser likes, or by replies without end. So this
work has limits as the student's own code has, and its end is that of one result.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.machinery import ModuleSpec
from itertools import islice
from multiprocessing import forkserver
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from autograder.course import Limits
from autograder.machine.leftovers import end_with_parent

Item = TypeVar("Item")
Value = TypeVar("Value")

# A process that died for a reason of its own, as for lack of memory in the machine, is no
# verdict on the submission that it had: it is tried again, so often in all.
TRIES = 3
WAITING = 8  # items for each process, those that it works on with them
OUT_OF_MEMORY = 77  # the exit status of a process that asked for more than it may have
# What each process has loaded before the first submission comes.
_PRELOADED = ["autograder.reports.for_the_student"]
_MEGABYTE = 1 << 20


class Ended(Exception):
    """The process that worked on a submission came to its end; the message says why."""


@dataclass
class Fence:
    """Processes that do work within limits; one that dies is replaced at once."""

    limits: Limits
    workers: int
    _new_pool: Callable[[], ProcessPool]
    _pool: ProcessPool = field(init=False)

    def __post_init__(self) -> None:
        self._pool = self._new_pool()

    def each(
        self, function: Callable[[Item], Value], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Value | Ended]]:
        """Call a function of a module for each item, in no particular order.

        Yields
        ------
        item, value
            What the function returned, or why the process that ran it was ended.
        """
        for batch in self.batches(function, items):
            yield from batch

    def batches(
        self, function: Callable[[Item], Value], items: Iterable[Item]
    ) -> Iterator[list[tuple[Item, Value | Ended]]]:
        """Do the same as `each`, and give all that has come since the last time at once.

        Only some items are begun at a time: a class is more than memory may hold.
        """
        left, running = iter(items), dict[Future[Value], tuple[Item, int]]()
        while True:
            for item in islice(left, WAITING * self.workers - len(running)):
                running[self._begun(function, item)] = (item, 1)
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            batch = list[tuple[Item, Value | Ended]]()
            for future in done:
                item, tries = running.pop(future)
                try:
                    batch.append((item, future.result()))
                except TimeoutError:
                    minutes = f"{self.limits.minutes_per_submission:g} minutes"
                    batch.append((item, Ended(_too_much(minutes, "minutes_per_submission"))))
                except (ProcessExpired, BrokenProcessPool) as death:
                    if reason := self._limit_passed(death):
                        batch.append((item, Ended(reason)))
                    elif tries == TRIES:
                        batch.append((item, Ended(_died(death))))
                    else:
                        running[self._begun(function, item)] = (item, tries + 1)
            if batch:
                yield batch

    def call(self, function: Callable[[Item], Value], item: Item) -> Value:
        """Call a function of a module in one of the processes.

        Raises
        ------
        Ended
            If the process died of it; whatever the function raised, if it did.
        """
        ((_, value),) = self.each(function, [item])
        if isinstance(value, Ended):
            raise value
        return value

    def close(self) -> None:
        """End the processes."""
        self._pool.stop()
        self._pool.join()

    def _begun(self, function: Callable[[Item], Value], item: Item) -> Future[Value]:
        if not self._pool.active:  # it breaks as a whole where one dies that had nothing to do
            self.close()
            self._pool = self._new_pool()
        seconds = 60 * self.limits.minutes_per_submission
        return self._pool.schedule(
            _work, (function, item, self.limits.grader_seconds), timeout=seconds
        )

    def _limit_passed(self, death: Exception) -> str:
        if _status(death) == OUT_OF_MEMORY:
            return _too_much(f"{self.limits.grader_megabytes:g} MB of memory", "grader_megabytes")
        if _status(death) == -getattr(signal, "SIGXCPU", 0):
            seconds = f"{self.limits.grader_seconds:g} seconds of processor time"
            return _too_much(seconds, "grader_seconds")
        return ""


@contextmanager
def fence(limits: Limits, workers: int = 1) -> Iterator[Fence]:
    """Have processes for a while that do work on submissions, each within the limits."""
    # Forked from a process that has all loaded: a new one is there in milliseconds, and has
    # no thread of this one's.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with _main_left_alone():
        if method == "forkserver":
            context.set_forkserver_preload(_PRELOADED)
            forkserver.ensure_running()  # it loads while this process does something else
        made = Fence(
            limits,
            workers,
            partial(
                ProcessPool,
                workers,
                initializer=_begin,
                initargs=(limits.grader_megabytes,),
                context=context,
            ),
        )
        try:
            yield made
        finally:
            made.close()


def _begin(megabytes: float) -> None:
    """Set up a process: it ends with the grader, and has so much memory besides its own code."""
    end_with_parent()
    gc.collect()
    gc.freeze()  # what is loaded stays: what a submission leaves is soon found among the rest
    if sys.platform == "linux":
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            mapped = int(file.read().split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, mapped + int(megabytes * _MEGABYTE))


def _work(function: Callable[[Item], Value], item: Item, seconds: float) -> Value:
    """Do one piece of work within its processor time, and forget it."""
    if sys.platform != "win32":
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        # At this limit the kernel ends the process, whatever it is doing.
        _limit(resource.RLIMIT_CPU, math.ceil(used + seconds))
    try:
        return function(item)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        gc.collect()
        if sys.platform != "win32":  # to die while the result is sent would hold up the others
            _limit(resource.RLIMIT_CPU, None)


def _limit(kind: int, to: int | None) -> None:
    """Set a limit of this process, or lift it; the processes that it starts may set their own."""
    import resource

    _, most = resource.getrlimit(kind)
    if to is None or (most != resource.RLIM_INFINITY and to > most):
        to = most
    resource.setrlimit(kind, (to, most))


def _too_much(what: str, limit: str) -> str:
    return (
        f"To read and judge this notebook took more than {what}, which is all that the grader "
        "gives one submission. In Jupyter, choose Kernel → Restart Kernel and Clear Outputs of All "
        "Cells, save, and hand that in. (For the instructor: look into the file. If it is a sound "
        f"one, raise {limit} under [limits] in course.toml, and grade again.)"
    )


def _status(death: Exception) -> int:
    return int(getattr(death, "exitcode", 0) or 0)


def _died(death: Exception) -> str:
    status = _status(death)
    how = f"by the signal {signal.Signals(-status).name}" if status < 0 else "for no known reason"
    return (
        f"The grader's process died on this notebook, {TRIES} times ({how}). This may not be "
        "the notebook's fault. (For the instructor: has the machine enough memory for so many at "
        "once (--workers)? Grade it again.)"
    )


@contextmanager
def _main_left_alone() -> Iterator[None]:
    """Keep processes from importing what this one was started with: nbgrader, pytest, a script.

    A module of this name is the one that `multiprocessing` takes for granted.
    """
    main: Any = sys.modules["__main__"]
    before = main.__spec__
    main.__spec__ = before or ModuleSpec("__main__", None)
    try:
        yield
    finally:
        main.__spec__ = before
