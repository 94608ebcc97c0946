"""Grading a class: many submissions at once, each result written as soon as it is there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grade import Graded, Grader, grade_before, the_one_that_counts, unreadable
from autograder.gradebook import is_recorded, open_gradebook, record
from autograder.handin.handins import Handin
from autograder.handin.roster import Roster, load_roster
from autograder.lateness import settle
from autograder.leftovers import end_with_parent, lock
from autograder.pour import graded_notebook
from autograder.regrade import Change, changes, write_changes
from autograder.report import class_picture, feedback_page, summary_csv
from autograder.result import HandedIn, Result, file_name, write_atomically
from autograder.standing import standing
from autograder.submission import UnreadableNotebook, pristine_notebook, read_submission


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
    roster: Roster | None = None,
) -> Iterator[Outcome]:
    """Grade all submissions and write down everything that is made from the results.

    In `out`, each student gets an entry in the gradebook, ``feedback/<student>.html``,
    ``autograded/<student>/<assignment>/<assignment>.ipynb`` and ``<student>.json`` as soon as
    the submission is graded, in this order: where the last is there, all is.
    A result that is there already, from the same notebook and the same grader, is kept unless
    graded ``again``, so that a run which was stopped goes on where it was. What a group handed
    in is graded once, and stands for each of its members. At the end come ``summary.csv`` and
    ``class.png``, of all results in the folder.

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
            kept = None if again else kept_results(handin, grader, course, out, book)
            if kept is None:
                left.append(handin)
                continue
            for result in kept:
                yield Outcome(in_step(result, book, course, out), [], kept=True)
        for handin, graded in grade_all(left, grader, min(workers, max(1, len(left)))):
            for student, known in handin.each():
                yield write_down(one_of(graded, student, known), course, out, book)
        write_class(read_results(out, grader.assignment), roster, out)


def one_of(graded: Graded, student: str, known: HandedIn) -> Graded:
    """Return what was graded as the result of one student: the only one, or of a group."""
    place = graded.result.handed_in.place if graded.result.handed_in else known.place
    handed_in = replace(known, place=place)
    return replace(graded, result=replace(graded.result, student=student, handed_in=handed_in))


def write_down(graded: Graded, course: Course, out: Path, book: Gradebook) -> Outcome:
    """Write one student's grade: gradebook, page and notebook, and the result last."""
    earlier = earlier_result(graded.result.student, out)
    same = same_notebook(earlier, graded.result)
    found = record(book, graded, course, same_notebook=same)
    result = found.added_to(graded.result)
    changed = changes(earlier, result)
    write_submission(replace(graded, result=result), course, out)
    write_changes(out / "changes.csv", changed)
    write_result(result, out)
    return Outcome(result, changed)


def same_notebook(earlier: Result | None, now: Result) -> bool:
    """Tell whether a student's results were made from the same file."""
    if earlier is None or earlier.made_from is None or now.made_from is None:
        return False
    if earlier.assignment != now.assignment:
        return False
    return earlier.made_from.notebook == now.made_from.notebook


def missing(results: Sequence[Result], roster: Roster | None) -> list[tuple[str, str]]:
    """Return who of the roster handed in nothing: ids and names."""
    there = {result.student for result in results}
    people = roster.people if roster else ()
    return [(one.id, one.name) for one in people if one.id not in there]


def in_step(result: Result, book: Gradebook, course: Course, out: Path) -> Result:
    """Return a kept result with what was decided on in the gradebook since it was written.

    Points given by hand, and what lateness costs with them, go into the result and the page.
    """
    found = standing(book, result)
    if found is None:
        return result
    new = found.added_to(result)
    if new != result:
        name, assignment = file_name(result.student), result.assignment
        notebook = out / "autograded" / name / assignment / f"{assignment}.ipynb"
        try:
            submission = read_submission(notebook.read_bytes(), pristine_notebook(assignment))
        except (OSError, UnreadableNotebook):  # taken away since: there is no page to make
            return result
        page = feedback_page(
            new,
            course.assignment(assignment).title,
            submission.answers,
            submission.texts,
            zone=course.zone,
        )
        write_atomically(out / "feedback" / f"{name}.html", page)
        write_result(new, out)
    return new


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


def bring_in_step(out: Path, gradebook: Path, course: Course) -> int:
    """Bring a folder's results in step with its gradebook, and return how many changed.

    For points that were given by hand since, before pages go back to students.

    Raises
    ------
    OSError
        If a run is writing to the folder, or the disk is full.
    """
    results = read_results(out)
    if not results:
        return 0
    with alone_in(out), Gradebook(f"sqlite:///{gradebook.resolve()}") as book:
        settle(book, course)
        changed = [one for one in results if in_step(one, book, course, out) != one]
    for assignment in {one.assignment for one in changed}:
        write_class(read_results(out, assignment), load_roster(course), out)
    return len(changed)


def write_class(results: Sequence[Result], roster: Roster | None, out: Path) -> None:
    """Write what shows the whole class: the table and the picture."""
    write_atomically(out / "summary.csv", summary_csv(results, missing(results, roster)))
    class_picture(results, out / "class.png")


def kept_results(
    handin: Handin, grader: Grader, course: Course, out: Path, book: Gradebook
) -> list[Result] | None:
    """Return the results that are there already, if all that was made from them is there, too."""
    found = [earlier_result(student, out) for student, _ in handin.each()]
    if None in found:
        return None
    handin = the_one_that_counts(handin, grader)
    try:
        content = handin.read(grader.limits.notebook_megabytes << 20)
    except Exception:  # it can't be read: that is for the grader to find out
        return None
    made_from = grader.made_from(content)
    kept = []
    for before, (student, known) in zip(found, handin.each(), strict=True):
        assert before is not None
        same = before.made_from == made_from and before.isolation == grader.level
        same = same and (before.student, before.assignment) == (student, grader.assignment)
        same = same and before.warnings[: len(handin.notes)] == list(handin.notes)
        same = same and _in_the_same_way(before.handed_in, known)
        if not (same and is_recorded(book, replace(before, handed_in=known), course)):
            return None
        name, assignment = file_name(student), grader.assignment
        notebook = out / "autograded" / name / assignment / f"{assignment}.ipynb"
        if not notebook.is_file() or not (out / "feedback" / f"{name}.html").is_file():
            return None
        kept.append(before)
    return kept


def _in_the_same_way(before: HandedIn | None, now: HandedIn) -> bool:
    """Tell whether a submission came in as before; until when it might is the gradebook's word."""
    late = now.late if now.at else before is not None and before.late
    return before is not None and replace(before, due=now.due, late=late) == now


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
    page = feedback_page(result, title, submission.answers, submission.texts, zone=course.zone)
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
