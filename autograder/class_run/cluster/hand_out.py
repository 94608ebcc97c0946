"""Handing a class out to the workers of a Dask cluster, in the place of local processes.

Which worker does what is decided here, not by Dask's scheduler: a worker gets a submission only
once it is known to grade as this machine does, and only as many as keep it busy. What a worker
that is gone had is given to another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from time import sleep
from typing import Any, TypeVar

from autograder.class_run.cluster.carried import carried
from autograder.class_run.cluster.fit_workers import SECONDS_BETWEEN_LOOKS, FitWorkers, Worker
from autograder.class_run.cluster.on_a_worker import Unfit, packed
from autograder.grading.submission import Grader
from autograder.handin.one_handin import Handin
from autograder.machine.fence import TRIES, Ended, Fence, fence

Value = TypeVar("Value")
LOCAL = "local"
MOST_BYTES = 256 << 20  # of hand-ins that are with workers
_READERS = 2
_FAILED = (
    f"The machines that had this notebook failed, {TRIES} times. This may not be the notebook's "
    "fault. (For the instructor: grade it again.)"
)
_SETTINGS = {
    # Large notebooks are no mistake here.
    "distributed.admin.large-graph-warning-threshold": "1 GiB",
}


@dataclass(eq=False)
class _Task:
    """A submission on its way, and how often it has come back ungraded."""

    handin: Handin
    content: bytes
    tries: int = 0


class Cluster:
    """The workers of a cluster, used as a `Fence` is.

    Parameters
    ----------
    workers
        The workers.
    grader
        By which hand-ins are read.
    inside
        A fence on this machine, in which they are read.
    """

    def __init__(self, workers: FitWorkers, grader: Grader, inside: Fence) -> None:
        self.workers, self._inside = workers, inside
        self._carried = partial(carried, grader=grader)

    def each(
        self, function: Callable[[Any], Value], handins: Iterable[Handin]
    ) -> Iterator[tuple[Handin, Value | Ended]]:
        """Call a function of a module for each hand-in, as `Fence.each` does."""
        for batch in self.batches(function, handins):
            yield from batch

    def batches(
        self, function: Callable[[Any], Value], handins: Iterable[Handin]
    ) -> Iterator[list[tuple[Handin, Value | Ended]]]:
        """Do the same, and give all that has come since the last time at once.

        Raises
        ------
        OSError
            If for long there is no worker that may be given submissions.
        """
        new, again = self._read(function, handins), deque[_Task]()
        left = True
        while True:
            self.workers.look()
            batch = list[tuple[Handin, Value | Ended]]()
            while worker := self._next_free():
                task = again.popleft() if again else next(new, None)
                if task is None:
                    left = False
                    break
                if isinstance(task, _Task):
                    self.workers.give(worker, task.content, task)
                else:
                    batch.append(task)  # reading it came to an end
            under_way = self.workers.futures
            if not (left or again or batch or any(one.tasks for one in self.workers)):
                return
            if under_way and not batch:
                wait(under_way, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
            elif not batch:
                sleep(SECONDS_BETWEEN_LOOKS)
            for worker in self.workers:
                for task, value in self.workers.take(worker):
                    if not isinstance(value, Unfit):
                        batch.append((task.handin, value))
                        continue
                    task.tries += 1
                    if task.tries < TRIES:
                        again.append(task)
                    else:
                        batch.append((task.handin, Ended(_FAILED)))
            if batch:
                yield batch

    def _read(
        self, function: Callable[[Any], Value], handins: Iterable[Handin]
    ) -> Iterator[_Task | tuple[Handin, Ended]]:
        for handin, read in self._inside.each(self._carried, handins):
            if isinstance(read, Ended):
                yield handin, read
            else:
                yield _Task(handin, packed(function, read))

    def _next_free(self) -> Worker | None:
        """Return the worker that has the least to do, if any is to be given more."""
        out = [task for one in self.workers for task in one.tasks.values()]
        if sum(len(task.content) for task in out) > MOST_BYTES:
            return None
        free = [one for one in self.workers if one.free > 0]
        return max(free, key=lambda one: one.free, default=None)


@contextmanager
def cluster(
    address: str, grader: Grader, workers: int, tell: Callable[[str], None]
) -> Iterator[Cluster]:
    """Connect to a Dask cluster for a while.

    Parameters
    ----------
    address
        Of its scheduler, such as ``tcp://10.0.0.1:8786``; or ``local``: one on this machine.
    workers
        How many submissions a local one grades at the same time.
    tell
        Is called with each sentence that an instructor should read.

    Raises
    ------
    OSError
        If there is no scheduler.
    """
    import dask
    from distributed import LocalCluster

    with ExitStack() as opened:
        opened.enter_context(dask.config.set(_SETTINGS))
        if address == LOCAL:
            local = LocalCluster(n_workers=1, threads_per_worker=workers)
            address = opened.enter_context(local).scheduler_address
        client = opened.enter_context(_connected(address))
        if "dashboard" in client.scheduler_info()["services"]:
            tell(f"Dask's dashboard: {client.dashboard_link}")
        inside = opened.enter_context(fence(grader.limits, _READERS))
        yield Cluster(FitWorkers(client, grader, tell), grader, inside)


def _connected(address: str) -> Any:
    """Return a client of a scheduler, in whatever way the connection may fail."""
    from distributed import Client

    try:
        return Client(address, set_as_default=False)
    except Exception as error:  # of many kinds, as where there is no certificate
        raise OSError(
            f"The scheduler {address} can't be reached ({type(error).__name__}: {error}). Is it "
            "running, and does this machine have its certificates? See docs/cluster.md."
        ) from error
