"""The workers of a Dask cluster: which are there, and which may be given submissions.

Each is first introduced: it proves its isolation and shows what it grades with. One that is
unfit stays so for this run; one that failed a task or was started anew is introduced again.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from autograder.class_run.cluster.on_a_worker import Unfit, introduce, work
from autograder.class_run.cluster.same_kit import facts
from autograder.grading.submission import Grader

if TYPE_CHECKING:
    from distributed import Client

SECONDS_BETWEEN_LOOKS = 1.0
# Of two clocks: each machine looks at its own for when the time of the run is over.
MOST_SECONDS_APART = 60
MOST_FAILURES = 6  # of one worker in a row
# How long nobody may be fit: where workers are still to come, and where there are only unfit ones.
SECONDS_FOR_ANY, SECONDS_FOR_FIT = 600.0, 30.0
AHEAD = 2  # tasks of a worker for each of its threads: the one at work, and the next


@dataclass(eq=False)
class Worker:
    """A Dask worker and what it has to do.

    Attributes
    ----------
    called : str
        Once it is fit, what its tasks call it; see `on_a_worker.work`.
    unfit : str
        Why it is given nothing.
    """

    address: str
    threads: int
    called: str = ""
    unfit: str = ""
    gone: bool = False
    failures: int = 0
    introduction: Future[Any] | None = None
    tasks: dict[Future[Any], Any] = field(default_factory=dict)

    @property
    def free(self) -> float:
        """How many more tasks it may be given, for each of its threads."""
        return AHEAD - len(self.tasks) / self.threads if self.called and not self.gone else 0


class FitWorkers:
    """The workers of a cluster, looked at from time to time.

    Parameters
    ----------
    client
        The connection to the scheduler.
    grader
        What a worker has to match.
    tell
        Is called with each sentence that an instructor should read.
    """

    def __init__(self, client: Client, grader: Grader, tell: Callable[[str], None]) -> None:
        self._client, self._grader, self._tell = client, grader, tell
        self._dask = client.get_executor(pure=False, allow_other_workers=False)
        self._known = dict[str, Worker]()
        self._looked, self._last_fit = 0.0, time.monotonic()
        # On Dask's dashboard tasks have numbers, no students' names; and no other run's numbers.
        self._run, self._numbers = secrets.token_hex(4), count(1)

    def __iter__(self) -> Iterator[Worker]:
        return iter(list(self._known.values()))

    @property
    def futures(self) -> list[Future[Any]]:
        """What is under way."""
        introductions = [one.introduction for one in self if one.introduction]
        return [*introductions, *(future for one in self for future in one.tasks)]

    def look(self) -> None:
        """Introduce the workers that have come, and cancel what those had that are gone.

        Raises
        ------
        OSError
            If none has been fit for long.
        """
        for worker in self:
            if worker.introduction and worker.introduction.done():
                told, worker.introduction = outcome(worker.introduction), None
                self._judge(worker, told)
        now = time.monotonic()
        if now - self._looked < SECONDS_BETWEEN_LOOKS:
            return
        self._looked, there = now, self._client.nthreads()
        for address, threads in there.items():
            worker = self._known.setdefault(address, Worker(address, threads))
            if not (worker.called or worker.unfit or worker.introduction or worker.gone):
                self._introduce(worker)
        for worker in self:
            if worker.gone and not worker.tasks:
                del self._known[worker.address]
            elif worker.address not in there and not worker.gone:
                self._miss(worker)
        if any(one.called or one.introduction or one.tasks for one in self):
            self._last_fit = now
        else:
            self._wait_or_give_up(now - self._last_fit)

    def give(self, worker: Worker, content: bytes, task: Any) -> None:
        """Let a worker do a task, whose content is by `on_a_worker.packed`."""
        worker.tasks[self._begun("grading", worker, work, worker.called, content)] = task

    def take(self, worker: Worker) -> Iterator[tuple[Any, Any]]:
        """Yield what a worker has done: each task with its value, or with `Unfit`."""
        for future in [one for one in worker.tasks if one.done()]:
            task, value = worker.tasks.pop(future), outcome(future)
            if isinstance(value, Unfit):
                self._doubt(worker, value.reason)
            else:
                worker.failures = 0
            yield task, value

    def _begun(self, what: str, worker: Worker, function: Any, *arguments: Any) -> Future[Any]:
        key = f"{what}-{self._grader.assignment}-{self._run}-{next(self._numbers)}"
        begun: Future[Any] = self._dask.submit(
            function, *arguments, key=key, workers=[worker.address]
        )
        return begun

    def _introduce(self, worker: Worker) -> None:
        run = (self._grader.assignment, self._grader.level, asdict(self._grader.limits))
        worker.introduction = self._begun(
            "introducing", worker, introduce, *run, self._facts, worker.threads
        )

    @cached_property
    def _facts(self) -> dict[str, str]:
        return facts(self._grader.assignment, self._grader.limits)

    def _judge(self, worker: Worker, told: Any) -> None:
        """Decide whether a worker is fit by what its introduction told."""
        if worker.gone:
            return
        if isinstance(told, Unfit):
            self._leave_out(worker, told.reason)
            return
        name, its_time = told
        apart = its_time - time.time()
        if abs(apart) > MOST_SECONDS_APART:
            self._leave_out(worker, f"its clock is {apart / 60:+.0f} minutes off")
        else:
            worker.called = name

    def _doubt(self, worker: Worker, reason: str) -> None:
        """Look at a worker again that could not do a task, unless that has been often enough."""
        if worker.gone:
            return
        worker.called, worker.failures = "", worker.failures + 1
        if worker.failures == MOST_FAILURES:
            self._leave_out(worker, f"it has failed {MOST_FAILURES} times, now as {reason}")
        else:
            self._tell(f"The Dask worker {worker.address} could not grade a submission: {reason}")

    def _leave_out(self, worker: Worker, reason: str) -> None:
        worker.called, worker.unfit = "", reason
        self._tell(f"The Dask worker {worker.address} is given no submissions: {reason}.")

    def _miss(self, worker: Worker) -> None:
        """Let what a worker had come back, now that it is gone."""
        worker.gone = True
        if worker.called:
            self._tell(f"The Dask worker {worker.address} is gone; others grade what it had.")
        for future in [*worker.tasks, *([worker.introduction] if worker.introduction else [])]:
            future.cancel()

    def _wait_or_give_up(self, seconds: float) -> None:
        unfit = [one for one in self if one.unfit]
        if seconds > (SECONDS_FOR_FIT if unfit else SECONDS_FOR_ANY):
            told = [f"\n  {one.address}: {one.unfit}" for one in unfit] or [" none is there."]
            raise OSError(f"There is no Dask worker to give submissions to:{''.join(told)}")


def outcome(future: Future[Any]) -> Any:
    """Return what came of a task; where Dask lost it, that its worker could not do it."""
    try:
        return future.result()
    except CancelledError:
        return Unfit("the worker is gone")
    except Exception as error:
        return Unfit(f"{type(error).__name__}: {error}")
