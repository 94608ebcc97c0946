"""What a Dask worker does for the grader: it shows what it is, then grades what it is given.

Nothing here raises: of a task that fails, Dask writes the arguments into its log, and these
hold the grading secret. What goes wrong is told as a value.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.util import Finalize
from queue import SimpleQueue
from typing import Any

from autograder import STARTED
from autograder.class_run.cluster.same_kit import differences, facts
from autograder.class_run.edited_kit import Stamps, edited, stamps
from autograder.course import Limits
from autograder.machine.fence import Ended, Fence, fence
from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import StudentEnvironment, student_environment

_ENVIRONMENT = "the environment of the machine that grades"


@dataclass(frozen=True)
class Unfit:
    """Why a worker could not do a task, through no fault of the submission."""

    reason: str


@dataclass(frozen=True)
class Place:
    """Where a worker grades: a student's Python of its own, and a fence for each of its threads.

    It stays for as long as the worker lives, and so for the next run.
    """

    environment: StudentEnvironment
    fences: SimpleQueue[Fence]


_places: dict[tuple[Limits, int], Place] = {}
_introduced: dict[str, tuple[Place, Stamps]] = {}
_one_at_a_time = threading.Lock()


def introduce(
    assignment: str, level: str, limits: Mapping[str, Any], theirs: Mapping[str, str], threads: int
) -> tuple[str, float] | Unfit:
    """Get ready to grade, unless this worker would do it otherwise than the rest.

    Parameters
    ----------
    theirs
        The `same_kit.facts` of who gives out the tasks.
    threads
        How many tasks may come at the same time.

    Returns
    -------
    name, time
        What a task has to call this worker, and the time here.
    """
    try:
        with _one_at_a_time:
            return _introduced_as(assignment, level, Limits(**limits), theirs, threads)
    except Exception as error:
        return Unfit(f"{type(error).__name__}: {error}")


def _introduced_as(
    assignment: str, level: str, limits: Limits, theirs: Mapping[str, str], threads: int
) -> tuple[str, float] | Unfit:
    known = stamps(assignment)
    if files := edited(known, since=STARTED):
        return Unfit(f"{files[0]} was edited after it had begun; restart it")
    if other := differences(theirs, facts(assignment, limits)):
        return Unfit(f"it doesn't grade with the same: {other}")
    place = _places.get((limits, threads))
    if place is None:
        place = _places[limits, threads] = _made(limits, threads)
    found = probe(level, place.environment)
    if not found.holds:
        return Unfit(f"“{level}”, the run's level of isolation, doesn't hold: {found.reason}")
    name = secrets.token_hex(8)
    _introduced[name] = place, known
    return name, time.time()


def _made(limits: Limits, threads: int) -> Place:
    # Dask starts workers as daemons, which may have no processes. Ours end with the worker.
    settings: Any = multiprocessing.current_process()
    settings._config["daemon"] = False
    opened, fences = ExitStack(), SimpleQueue[Fence]()
    environment = opened.enter_context(student_environment(lent_group()))
    for _ in range(threads):  # one for each, as a fence is used by one thread at a time
        fences.put(opened.enter_context(fence(limits)))
    # Earlier than multiprocessing ends processes one by one, which a fence would replace.
    Finalize(None, opened.close, exitpriority=1)
    return Place(environment, fences)


def work(name: str, task: bytes) -> Any:
    """Do a task behind a fence.

    Parameters
    ----------
    name
        What this worker was told to be called: one that was started anew has another.
    task
        A function and its argument, by `packed`.

    Returns
    -------
    What the function returned; `Ended`, or `Unfit`.
    """
    try:
        if name not in _introduced:
            return Unfit("it was started anew")
        place, known = _introduced[name]
        function, item = unpacked(task, place.environment)
        done = _behind_a_fence(place, function, item)
        if files := edited(known):
            return Unfit(f"{files[0]} was edited; restart it")
        return done
    except Exception as error:
        return Unfit(f"{type(error).__name__}: {error}")


def _behind_a_fence(place: Place, function: Callable[[Any], Any], item: Any) -> Any:
    free = place.fences.get()
    try:
        return free.call(function, item)
    except Ended as ended:
        return ended
    finally:
        place.fences.put(free)


def packed(function: Callable[[Any], Any], item: Any) -> bytes:
    """Return a task as bytes, in which the student's environment is that of whoever does it."""
    file = io.BytesIO()
    _Packing(file).dump((function, item))
    return file.getvalue()


def unpacked(task: bytes, environment: StudentEnvironment) -> tuple[Callable[[Any], Any], Any]:
    """Return the function of a task and its argument, with this environment in both."""
    function, item = _Unpacking(io.BytesIO(task), environment).load()
    return function, item


class _Packing(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        return _ENVIRONMENT if isinstance(value, StudentEnvironment) else None


class _Unpacking(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, environment: StudentEnvironment):
        super().__init__(file)
        self._environment = environment

    def persistent_load(self, _: Any) -> StudentEnvironment:
        return self._environment
