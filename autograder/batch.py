"""Grading a class: many submissions at once, each result written as soon as it is there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grade import Graded, Grader, grade_before, unreadable
from autograder.gradebook import is_recorded, open_gradebook, record
from autograder.handins import Handin
from autograder.leftovers import end_with_parent, lock
from autograder.pour import graded_notebook
from autograder.regrade import Change, changes, write_changes
from autograder.report import class_picture, feedback_page, summary_csv
from autograder.result import Result, file_name, write_atomically
from autograder.submission import pristine_notebook


@dataclass(frozen=True)
class Outcome:
    """How one submission came through: its result, and how that differs from the last one."""

    result: Result
    changes: list[Change]
    kept: bool = False


def grade_class(
    handins: Sequence[Handin],
    grader: Grader,
    course: Course,
    out: Path,
    gradebook: Path,
    workers: int,
    again: bool = False,
) -> Iterator[Outcome]:
    """Grade all submissions and write down everything that is made from the results.

    In `out`, each submission gets ``feedback/<student>.html``,
    ``autograded/<student>/<assignment>/<assignment>.ipynb``, its entry in the gradebook and
    ``<student>.json`` as soon as it is graded, in this order: where the last is there, all is.
    A result that is there already, from the same notebook and the same grader, is kept unless
    graded ``again``, so that a run which was stopped goes on where it was. At the end come
    ``summary.csv`` and ``class.png``, of all results in the folder.

    Yields
    ------
    Outcome
        As they come, in no particular order. Where the run's time was over, some are missing.

    Raises
    ------
    OSError
        If another run is writing to `out`, or the disk is full.
    """
    out.mkdir(parents=True, exist_ok=True)
    with alone_in(out), open_gradebook(gradebook, grader.assignment, course) as book:
        left = []
        for handin in handins:
            kept = None if again else kept_result(handin, grader, out, book)
            if kept:
                yield Outcome(kept, [], kept=True)
            else:
                left.append(handin)
        for handin, graded in grade_all(left, grader, min(workers, max(1, len(left)))):
            found = changes(earlier_result(graded.result.student, out), graded.result)
            write_submission(graded, course, out)
            record(book, graded, course, handin.handed_in)
            write_changes(out / "changes.csv", found)
            write_result(graded.result, out)
            yield Outcome(graded.result, found)
        results = read_results(out, grader.assignment)
        write_atomically(out / "summary.csv", summary_csv(results))
        class_picture(results, out / "class.png")


@contextmanager
def alone_in(out: Path) -> Iterator[None]:
    """Let no other run write to the folder meanwhile.

    Raises
    ------
    OSError
        If one does.
    """
    with (out / ".lock").open("w", encoding="ascii") as file:
        try:
            lock(file)
        except OSError:
            raise OSError(
                f"Another run of autograder is writing to {out}. Wait until it is done, or give "
                "another folder by --out."
            ) from None
        yield


def kept_result(handin: Handin, grader: Grader, out: Path, book: Gradebook) -> Result | None:
    """Return the result that is there already, if all that was made from it is there, too."""
    before = earlier_result(handin.student, out)
    if before is None or before.made_from is None or before.isolation != grader.level:
        return None
    if (before.student, before.assignment) != (handin.student, grader.assignment):
        return None
    name, assignment = file_name(handin.student), grader.assignment
    notebook = out / "autograded" / name / assignment / f"{assignment}.ipynb"
    if not notebook.is_file() or not (out / "feedback" / f"{name}.html").is_file():
        return None
    try:
        content = handin.read(grader.limits.notebook_megabytes << 20)
    except Exception:  # it can't be read: that is for the grader to find out
        return None
    same = grader.made_from(content) == before.made_from
    same = same and before.warnings[: len(handin.notes)] == list(handin.notes)
    return before if same and is_recorded(book, before, handin.handed_in) else None


def earlier_result(student: str, out: Path) -> Result | None:
    """Return a student's result of an earlier run."""
    try:
        text = (out / f"{file_name(student)}.json").read_text(encoding="utf-8")
        return Result.from_json(text)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_results(out: Path, assignment: str | None = None) -> list[Result]:
    """Return the results in a folder, of this run and of earlier ones, by student."""
    results = []
    for path in out.glob("*.json"):
        try:
            results.append(Result.from_json(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError):  # some other JSON file of the instructor's
            continue
    chosen = [one for one in results if assignment in (None, one.assignment)]
    return sorted(chosen, key=lambda result: result.student)


def write_submission(graded: Graded, course: Course, out: Path) -> None:
    """Write one submission's feedback page and graded notebook."""
    result, submission = graded.result, graded.submission
    name, assignment = file_name(result.student), result.assignment
    title = course.assignment(assignment).title
    page = feedback_page(result, title, submission.answers, submission.texts)
    (out / "feedback").mkdir(exist_ok=True)
    write_atomically(out / "feedback" / f"{name}.html", page)
    notebook = out / "autograded" / name / assignment / f"{assignment}.ipynb"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    shown = graded_notebook(pristine_notebook(assignment), submission, result)
    write_atomically(notebook, nbformat.writes(shown))


def write_result(result: Result, out: Path) -> None:
    """Write one submission's result."""
    write_atomically(out / f"{file_name(result.student)}.json", result.to_json())


def grade_all(
    handins: Sequence[Handin], grader: Grader, workers: int
) -> Iterator[tuple[Handin, Graded]]:
    """Grade submissions on a number of processes; one that fails never stops the others.

    Parameters
    ----------
    workers
        Number of processes; 1 grades in this one.

    Yields
    ------
    handin, graded
        Those that were begun before the time of the run was over.
    """
    end = time.time() + 60 * grader.limits.minutes_per_run
    if workers == 1:
        for handin in handins:
            if graded := grade_before(end, handin, grader):
                yield handin, graded
        return
    left = list(handins)
    while left:
        finished = set()
        for handin, graded in _in_pool(left, grader, workers, end):
            finished.add(handin)
            if graded:
                yield handin, graded
        # A pool breaks as a whole. Those that were running then are the first that are left.
        left = [handin for handin in left if handin not in finished]
        suspects, left = left[:workers], left[workers:]
        for handin in suspects:
            tries = chain.from_iterable(_in_pool([handin], grader, 1, end) for _ in range(2))
            reason = "The grader's process died on this notebook, twice."
            handin, last = next(tries, (handin, unreadable(handin.student, grader, reason)))
            if last:
                yield handin, last


def _in_pool(
    handins: Iterable[Handin], grader: Grader, workers: int, end: float
) -> Iterator[tuple[Handin, Graded | None]]:
    # Spawned, as a fork would copy the progress display's threads. What a worker has to
    # import is kept small: `autograder.grade` doesn't need nbgrader.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent) as pool:
        futures = {}
        with suppress(BrokenProcessPool):  # it may break before all are in
            for handin in handins:
                futures[pool.submit(partial(grade_before, end, handin, grader))] = handin
        for future in as_completed(futures):
            try:
                # Let go of each as soon as it is read: a class is more than memory may hold.
                yield futures.pop(future), future.result()
            except BrokenProcessPool:
                continue
