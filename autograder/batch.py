"""Grading a class: many submissions at once, each result written as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import nbformat

from autograder.course import Course
from autograder.grade import Graded, Grader, grade_one, unreadable
from autograder.gradebook import open_gradebook, record
from autograder.handins import Handin
from autograder.pour import graded_notebook
from autograder.report import class_picture, feedback_page, summary_csv
from autograder.result import Result, file_name, write_atomically
from autograder.submission import pristine_notebook


def grade_class(
    handins: Sequence[Handin],
    grader: Grader,
    course: Course,
    out: Path,
    gradebook: Path,
    workers: int,
) -> Iterator[Result]:
    """Grade all submissions and write down everything that is made from the results.

    In `out`, each submission gets ``<student>.json``, ``feedback/<student>.html`` and
    ``autograded/<student>/<assignment>/<assignment>.ipynb`` as soon as it is graded; at
    the end come ``summary.csv`` and ``class.png``, of all results in the folder.

    Yields
    ------
    Result
        As they come, in no particular order.
    """
    out.mkdir(parents=True, exist_ok=True)
    with open_gradebook(gradebook, grader.assignment, course) as book:
        for handin, graded in grade_all(handins, grader, workers):
            write_submission(graded, course, out)
            record(book, graded, course, handin.handed_in)
            yield graded.result
    results = read_results(out, grader.assignment)
    write_atomically(out / "summary.csv", summary_csv(results))
    class_picture(results, out / "class.png")


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
    """Write one submission's result, feedback page and graded notebook."""
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
    write_atomically(out / f"{name}.json", result.to_json())


def grade_all(
    handins: Sequence[Handin], grader: Grader, workers: int
) -> Iterator[tuple[Handin, Graded]]:
    """Grade submissions on a number of processes; one that fails never stops the others.

    Parameters
    ----------
    workers
        Number of processes; 1 grades in this one.
    """
    if workers == 1:
        yield from ((handin, grade_one(handin, grader)) for handin in handins)
        return
    left = list(handins)
    while left:
        finished = set()
        for handin, graded in _in_pool(left, grader, workers):
            finished.add(handin)
            yield handin, graded
        # A pool breaks as a whole. Those that were running then are the first that are left.
        left = [handin for handin in left if handin not in finished]
        suspects, left = left[:workers], left[workers:]
        for handin in suspects:
            tries = chain.from_iterable(_in_pool([handin], grader, 1) for _ in range(2))
            reason = "The grader's process died on this notebook, twice."
            yield next(tries, (handin, unreadable(handin.student, grader, reason)))


def _in_pool(
    handins: Iterable[Handin], grader: Grader, workers: int
) -> Iterator[tuple[Handin, Graded]]:
    # Spawned, as a fork would copy the progress display's threads. What a worker has to
    # import is kept small: `autograder.grade` doesn't need nbgrader.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {}
        with suppress(BrokenProcessPool):  # it may break before all are in
            for handin in handins:
                futures[pool.submit(partial(grade_one, handin, grader))] = handin
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                continue
