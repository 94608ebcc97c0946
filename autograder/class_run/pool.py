"""Grading a class: many submissions at once, each result written as soon as it is there."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.class_run.edited_kit import edited, stamps
from autograder.class_run.results_folder import (
    alone_in,
    earlier_ids,
    earlier_result,
    in_step,
    kept_results,
    read_results,
    refuse_folder_of_another,
    same_notebook,
    take_over,
    was_graded,
    write_class,
    write_result,
    write_submission,
)
from autograder.course import Course
from autograder.grading.one_file import grade_handins, look_at
from autograder.grading.provenance.changes import Change, changes, write_changes
from autograder.grading.provenance.origin import was_read
from autograder.grading.result import Origin, Result
from autograder.grading.standing import share_by_hand
from autograder.grading.submission import Graded, Grader
from autograder.handin.arrival import HandedIn
from autograder.handin.one_handin import Handin
from autograder.handin.roster import Roster
from autograder.machine.fence import Ended, Fence, fence
from autograder.nbgrader.gradebook import record
from autograder.nbgrader.gradebook_file import open_gradebook
from autograder.reports.student_html import grade_with_html_unless_over


@dataclass(frozen=True)
class Outcome:
    """How one submission came through: its result, and how that differs from the last one.

    ``before`` is the id under which the same hand-in stood in an earlier run; ``edited`` names
    files of the kit that were written to before it was graded, after the run had begun.
    """

    result: Result
    changes: list[Change]
    kept: bool = False
    handed_in_again: bool = False
    before: str = ""
    edited: tuple[str, ...] = ()


def grade_class(
    handins: Sequence[Handin],
    grader: Grader,
    course: Course,
    out: Path,
    gradebook: Path,
    workers: int,
    again: bool = False,
    roster: Roster | None = None,
    since: float = math.inf,
) -> Iterator[Outcome]:
    """Grade all submissions and write down everything that is made from the results.

    In `out`, each student gets an entry in the gradebook, ``feedback/<student>.html``,
    ``autograded/<student>/<assignment>/<assignment>.ipynb`` and ``<student>.json`` as soon as
    the submission is graded, in this order: where the last is there, all is.
    A result that is there already, from the same notebook and the same grader, is kept unless
    graded ``again``, so that a run which was stopped goes on where it was. What a group handed
    in is graded once, and stands for each of its members. At the end come ``summary.csv`` and
    ``class.png``, of all results in the folder.

    What is graded after the kit was edited, since the run began, is graded again by the next.

    Parameters
    ----------
    since
        When the run began, if that was before this call.

    Yields
    ------
    Outcome
        As they come, in no particular order. Where the run's time was over, some are missing.

    Raises
    ------
    OSError
        If another run is writing to `out`, it holds another assignment's results, or the disk
        is full.
    """
    refuse_folder_of_another(grader.assignment, out)
    out.mkdir(parents=True, exist_ok=True)
    workers = max(1, min(workers, len(handins)))
    with (
        alone_in(out),
        fence(grader.limits, workers) as inside,
        open_gradebook(gradebook, grader.assignment, course) as book,
    ):
        # First the stamps, then the digests: what is written to between is seen, too.
        edits = partial(edited, stamps(grader.assignment), since)
        grader = grader.for_a_run()
        earlier = read_results(out, grader.assignment)
        share_by_hand(book, earlier)
        stale = earlier_ids(earlier, {who for one in handins for who, _ in one.each()})
        left, known_before = list[Handin](), list[Handin]()
        for handin in handins:
            (known_before if not again and was_graded(handin, out) else left).append(handin)
        for handin, looked in inside.each(partial(look_at, grader=grader), known_before):
            kept = None
            if not isinstance(looked, Ended):  # else the grading will tell why
                handin, made_from = looked
                kept = kept_results(handin, made_from, grader, course, out, book)
            if kept is None:
                left.append(handin)
                continue
            for result in kept:
                before = take_over(result, stale, book, out)
                yield Outcome(in_step(result, book, course, out), [], kept=True, before=before)
        for handin, graded in grade_all(left, grader, inside):
            for student, known in handin.each():
                outcome = write_down(one_of(graded, student, known), course, out, book, edits)
                if before := take_over(outcome.result, stale, book, out):
                    result = in_step(outcome.result, book, course, out)
                    outcome = replace(outcome, result=result, before=before)
                yield outcome
        write_class(read_results(out, grader.assignment), roster, out)


def one_of(graded: Graded, student: str, known: HandedIn) -> Graded:
    """Return what was graded as the result of one student: the only one, or of a group."""
    place = graded.result.handed_in.place if graded.result.handed_in else known.place
    handed_in = replace(known, place=place)
    return replace(graded, result=replace(graded.result, student=student, handed_in=handed_in))


def write_down(
    graded: Graded, course: Course, out: Path, book: Gradebook, edits: Callable[[], Sequence[str]]
) -> Outcome:
    """Write one student's grade: gradebook, page and notebook, and the result last.

    Where the kit was edited meanwhile, the result doesn't claim to be made from either text.
    """
    earlier = earlier_result(graded.result.student, out)
    same = same_notebook(earlier, graded.result)
    # What course.toml gave it also takes; what was granted in nbgrader stays.
    taken_back = bool(earlier and earlier.handed_in and earlier.handed_in.extended)
    found = record(book, graded, course, same_notebook=same, extension_taken_back=taken_back)
    result = found.added_to(graded.result)
    write_submission(replace(graded, result=result), course, out)
    files = edits()  # now that all was read
    if files and result.made_from:
        result = replace(result, made_from=Origin(result.made_from.notebook))
    changed = changes(earlier, result)
    write_changes(out / "changes.csv", changed)
    write_result(result, out)
    before, now = earlier and earlier.made_from, result.made_from
    again = bool(before and now and was_read(before) and before.notebook != now.notebook)
    return Outcome(result, changed, handed_in_again=again, edited=tuple(files))


def grade_all(
    handins: Sequence[Handin], grader: Grader, inside: Fence
) -> Iterator[tuple[Handin, Graded]]:
    """Grade those hand-ins that can be begun before the time of the run is over."""
    end = time.time() + 60 * grader.limits.minutes_per_run
    return grade_handins(handins, grader, inside, partial(grade_with_html_unless_over, end))
