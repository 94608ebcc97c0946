"""How long a class takes on a cluster, by a simulation with times measured here.

    python -m tests.simulated_cluster --measure times.json
    python -m tests.simulated_cluster --times times.json --submissions 100000

Measured are the seconds that notebooks of several kinds take a worker, for each assignment, and
those that the one writer takes for a result. Simulated are workers, the process that hands out
and writes, and the network between them; also machines that vanish. The same seed gives the
same table.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.class_run.cluster.fit_workers import AHEAD
from autograder.class_run.pool import grade_class
from autograder.course import load_course
from autograder.grading.submission import Grader
from autograder.handin.one_handin import Handin
from autograder.machine.fence import fence
from autograder.reports.for_the_student import Marked, mark_unless_over
from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment

# What a class hands in. An endless loop is ended by the limit of each check that calls it.
SHARES = {"right": 0.5, "mistaken": 0.4, "empty": 0.08, "endless": 0.02}
MISTAKEN, TIMES_EACH, WRITTEN = 3, 3, 300
THREADS = (2, 8, 32, 64, 128, 256, 512, 1024)
THREADS_PER_MACHINE = 32


@dataclass(frozen=True)
class Times:
    """Seconds for each notebook by kind, and for each result of the writer; bytes both ways."""

    kinds: dict[str, list[float]]
    writing: float
    bytes_each: int


@dataclass(frozen=True)
class Setting:
    """A class and a cluster.

    Attributes
    ----------
    handing_out : float
        Seconds of the writing process for each submission that it sends.
    latency, bytes_a_second
        Of its network.
    lost_an_hour : float
        How often a machine vanishes; another takes its place after ``seconds_to_come``.
    """

    submissions: int
    threads: int
    handing_out: float
    latency: float
    bytes_a_second: float
    lost_an_hour: float
    seconds_to_come: float


@dataclass(frozen=True)
class Outcome:
    """How long it took, how much of that threads and writer were busy, and what was lost."""

    seconds: float
    threads_busy: float
    writer_busy: float
    begun_again: int


def measured() -> Times:
    """Measure all assignments here; of several times the least, as others use the machine, too."""
    course, kinds = load_course(), dict[str, list[float]]({kind: [] for kind in SHARES})
    done = dict[str, list[Marked]]()
    with (
        tempfile.TemporaryDirectory() as folder,
        student_environment() as environment,
        fence(course.limits) as inside,
    ):
        level, path = strongest(environment).level, Path(folder, "svm.ipynb")
        for assignment in [one.name for one in course.assignments]:
            grader = Grader(assignment, environment, level, course.limits, "simulated").for_a_run()
            marking = partial(mark_unless_over, float("inf"), grader=grader, course=course)
            for kind, content in notebooks(assignment):
                path.write_bytes(content)
                taken = []
                for _ in range(1 if kind == "endless" else TIMES_EACH):
                    begin = time.perf_counter()
                    marked = inside.call(marking, Handin("jane", path))
                    taken.append(time.perf_counter() - begin)
                kinds[kind].append(min(taken))
                print(f"{assignment}, {kind}: {min(taken):.2f} s", flush=True)
                done.setdefault(assignment, []).append(marked)
        last = list(done)[-1]
        grader = replace(grader, assignment=last)
        writing = seconds_to_write(done[last], grader, Path(folder, "out"))
    each = [one for some in done.values() for one in some]
    size = statistics.mean(len(one.page) + 2 * len(one.notebook) for one in each)
    return Times(kinds, writing, int(size))


def notebooks(assignment: str) -> Iterator[tuple[str, bytes]]:
    """Yield notebooks of each kind."""
    right = reference_answers(assignment)
    mistakes = [one for one in known_mistakes(assignment) if one.functions[0] in right]
    yield "right", filled(assignment, right)
    for mistake in random.Random(assignment).sample(mistakes, MISTAKEN):
        name = mistake.functions[0]
        answer = answer_with_mistake(name, mistake, assignment)
        yield "mistaken", filled(assignment, {**right, name: answer})
    yield "empty", filled(assignment, {})
    name = mistakes[0].functions[0]
    endless = f"def {name}(*given, **named):\n    while True: pass"
    yield "endless", filled(assignment, {**right, name: endless})


class Graded:
    """In the place of workers: a class that is graded already."""

    def __init__(self, marked: Sequence[Marked]) -> None:
        self._marked = marked

    def batches(self, _: object, handins: Sequence[Handin]) -> Iterator[list[tuple]]:
        """Give results in batches, as they come while the writer writes."""
        for begin in range(0, len(handins), 16):
            some = enumerate(handins[begin : begin + 16], begin)
            yield [(one, self._marked[number % len(self._marked)]) for number, one in some]


def seconds_to_write(marked: Sequence[Marked], grader: Grader, out: Path) -> float:
    """Return the seconds that the writer takes for a result, once it has begun."""
    handins = [Handin(f"student{number:05}", out / "none") for number in range(WRITTEN)]
    given = (handins, grader, load_course(), out, out / "gradebook.db", 1)
    begin = 0.0
    for number, _ in enumerate(grade_class(*given, cluster=Graded(marked)), 1):
        end = time.perf_counter()
        begin = begin or end
        if number == WRITTEN:  # what follows is done once for the class
            break
    return (end - begin) / WRITTEN


def simulated(setting: Setting, times: Times, seed: int) -> Outcome:
    """Simulate a class, event by event: tasks arrive at threads, results arrive at the writer."""
    chance, clock, busy, writer_busy, writer_free = random.Random(seed), 0.0, 0.0, 0.0, 0.0
    kinds, shares = list(SHARES), list(SHARES.values())
    on_the_wire = setting.latency + times.bytes_each / setting.bytes_a_second
    left, written, again = setting.submissions, 0, 0
    life = [0] * setting.threads  # counts the machines that a thread has been on
    waiting, working = [0] * setting.threads, [False] * setting.threads
    held = [0] * setting.threads
    events, turns = list[tuple[float, int, str, int, int]](), count()

    def then(at: float, what: str, thread: int) -> None:
        heapq.heappush(events, (at, next(turns), what, thread, life[thread]))

    def hand_to(thread: int, at: float) -> None:
        nonlocal left, writer_free, writer_busy
        if left and held[thread] < AHEAD:
            left, held[thread] = left - 1, held[thread] + 1
            writer_free = max(writer_free, at) + setting.handing_out
            writer_busy += setting.handing_out
            then(writer_free + on_the_wire, "task", thread)

    def begin(thread: int, at: float) -> None:
        nonlocal busy
        seconds = chance.choice(times.kinds[chance.choices(kinds, shares)[0]])
        waiting[thread], working[thread] = waiting[thread] - 1, True
        busy += seconds
        then(at + seconds, "done", thread)

    for thread in range(setting.threads):
        then(setting.seconds_to_come, "free", thread)
    machines = range(0, setting.threads, THREADS_PER_MACHINE)
    if setting.lost_an_hour:
        for first in machines:
            then(chance.expovariate(setting.lost_an_hour / 3600), "lost", first)
    while written < setting.submissions:
        clock, _, what, thread, its_life = heapq.heappop(events)
        if what == "lost":
            for one in range(thread, min(thread + THREADS_PER_MACHINE, setting.threads)):
                left, again = left + held[one], again + working[one]
                held[one] = waiting[one] = 0
                working[one], life[one] = False, life[one] + 1
                then(clock + setting.seconds_to_come, "free", one)
            then(clock + chance.expovariate(setting.lost_an_hour / 3600), "lost", thread)
        elif what == "result":
            writer_free = max(writer_free, clock) + times.writing
            writer_busy, written = writer_busy + times.writing, written + 1
            if its_life == life[thread]:
                hand_to(thread, writer_free)
        elif its_life != life[thread]:
            continue  # was on a machine that is gone
        elif what == "free":
            for _ in range(AHEAD):
                hand_to(thread, clock)
        elif what == "task":
            waiting[thread] += 1
            if not working[thread]:
                begin(thread, clock)
        elif what == "done":
            working[thread], held[thread] = False, held[thread] - 1
            then(clock + on_the_wire, "result", thread)
            if waiting[thread]:
                begin(thread, clock)
    end = max(clock, writer_free)
    return Outcome(end, busy / end / setting.threads, writer_busy / end, again)


def main() -> None:
    """Measure, or print a table for clusters of several sizes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--measure", type=Path, help="measure here, and write the times")
    parser.add_argument("--times", type=Path, help="times that were measured before")
    parser.add_argument("--submissions", type=int, default=100_000)
    parser.add_argument("--writing", type=float, help="seconds of the writer for a result")
    parser.add_argument("--handing-out", type=float, default=0.0035, help="the same, to send one")
    parser.add_argument("--latency", type=float, default=0.002, help="seconds one way")
    parser.add_argument("--megabytes", type=float, default=100, help="of the network, a second")
    parser.add_argument("--lost", type=float, default=0.05, help="how often a machine is, an hour")
    parser.add_argument("--seconds-to-come", type=float, default=60, help="for a machine")
    parser.add_argument("--price", type=float, default=0.04, help="of a thread for an hour")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if given.times:
        times = Times(**json.loads(given.times.read_text(encoding="utf-8")))
    else:
        times = measured()
    if given.measure:
        given.measure.write_text(json.dumps(vars(times), indent=1), encoding="utf-8")
    if given.writing is not None:
        times = replace(times, writing=given.writing)
    mean = sum(SHARES[kind] * statistics.mean(some) for kind, some in times.kinds.items())
    limit = mean / (times.writing + given.handing_out)
    console = Console()
    for kind, some in times.kinds.items():
        console.print(f"{kind:9} {min(some):6.2f} … {max(some):6.2f} s of a thread")
    console.print(
        f"on average {mean:.2f} s of a thread, and {times.writing * 1000:.1f} ms to write,"
    )
    console.print(f"so the one writer is busy all the time with {limit:.0f} threads")
    table = Table("threads", "time", "threads busy", "writer busy", "thread-hours", "cost")
    for threads in THREADS:
        setting = Setting(
            given.submissions,
            threads,
            given.handing_out,
            given.latency,
            given.megabytes * 1e6,
            given.lost,
            given.seconds_to_come,
        )
        found = simulated(setting, times, given.seed)
        hours = found.seconds * threads / 3600
        table.add_row(
            f"{threads}",
            f"{found.seconds / 60:.0f} min",
            f"{found.threads_busy:.0%}",
            f"{found.writer_busy:.0%}",
            f"{hours:.0f}",
            f"{hours * given.price:.2f}",
        )
    console.print(table)


if __name__ == "__main__":
    main()
