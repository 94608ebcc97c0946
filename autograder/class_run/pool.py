"""Grading a class: many submissions at once, each result written as soon as it is there."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.api import Gradebook

from autograder.class_run.edited_kit import edited, stamps
from autograder.class_run.results_folder import (
    alone_in,
    earlier_ids,
    earlier_result,
    in_step,
    kept_results,
    read_outlines,
    refuse_folder_of_another,
    same_notebook,
    take_over,
    was_graded,
    write_class,
    write_result,
    write_submission,
)
from autograder.course import Course
from autograder.grading.gradebook_rows import entries_of
from autograder.grading.one_file import ended_result, look_at_some
from autograder.grading.provenance.changes import Change, changes, write_changes
from autograder.grading.provenance.origin import was_read
from autograder.grading.result import Origin, Result
from autograder.grading.standing import share_by_hand, standing, standing_in
from autograder.grading.submission import Grader
from autograder.handin.arrival import HandedIn
from autograder.handin.one_handin import Handin
from autograder.handin.roster import Roster
from autograder.machine.fence import Ended, Fence, fence
from autograder.nbgrader.gradebook import Recorded, known_cells, record
from autograder.nbgrader.gradebook_file import open_gradebook
from autograder.reports.for_the_student import Marked, mark_unless_over, marked

if TYPE_CHECKING:  # few runs need it
    from autograder.class_run.cluster.hand_out import Cluster

LOOKED_AT_ONCE = 50  # hand-ins that were graded before


@dataclass(frozen=True)
class Outcome:
    """How one submission came through: its result in outline, and how it differs from the last.

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
    cluster: Cluster | None = None,
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
    cluster
        Other machines, whose workers grade in the place of processes of this one.

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
    out.mkdir(parents=True, exist_ok=True)
    workers = max(1, min(workers, len(handins)))
    with alone_in(out), ExitStack() as stack:
        earlier = read_outlines(out)
        refuse_folder_of_another(grader.assignment, out, earlier)
        inside = stack.enter_context(fence(grader.limits, workers))
        book = stack.enter_context(open_gradebook(gradebook, grader.assignment, course))
        in_folder = {one.student: one for one in earlier}
        # First the stamps, then the digests: what is written to between is seen, too.
        edits = partial(edited, stamps(grader.assignment), since)
        grader = grader.for_a_run()
        share_by_hand(book, earlier)
        stale = earlier_ids(earlier, {who for one in handins for who, _ in one.each()})
        left, known_before = list[Handin](), list[Handin]()
        for handin in handins:
            (known_before if not again and was_graded(handin, out) else left).append(handin)
        cells = known_cells(book, grader.assignment)
        for batch in inside.batches(partial(look_at_some, grader=grader), _some(known_before)):
            for handins_seen, looked in batch:
                if isinstance(looked, Ended):  # the grading will tell why
                    left += handins_seen
                    continue
                there = entries_of(book.db(), cells, _students(one for one, _ in looked))
                for handin, made_from in looked:
                    kept = kept_results(handin, made_from, grader, course, out, cells, there)
                    if kept is None:
                        left.append(handin)
                        continue
                    for result in kept:
                        before = take_over(result, stale, book, out)
                        entry = there[result.student]
                        found = standing_in(entry, cells, result)
                        if before:
                            found = standing(book, result) or found
                        outline = in_step(result, found, course, out).outline()
                        in_folder.pop(before, None)
                        in_folder[outline.student] = outline
                        yield Outcome(outline, [], kept=True, before=before)
        for graded in mark_all(left, grader, course, cluster or inside):
            each = [
                (marked, of_student(marked.result, student, known))
                for handin, marked in graded
                for student, known in handin.each()
            ]
            for outcome in write_down(each, course, out, book, edits):
                if before := take_over(outcome.result, stale, book, out):
                    as_it_is = standing(book, outcome.result)
                    result = in_step(outcome.result, as_it_is, course, out)
                    outcome = replace(outcome, result=result, before=before)
                    in_folder.pop(before, None)
                outline = in_folder[outcome.result.student] = outcome.result.outline()
                yield replace(outcome, result=outline)
        results = sorted(in_folder.values(), key=lambda result: result.student)
        write_class(results, roster, out)


def _some(handins: Sequence[Handin]) -> Iterator[Sequence[Handin]]:
    """Give hand-ins so many at a time that to hand them over costs less than to look at them."""
    for begin in range(0, len(handins), LOOKED_AT_ONCE):
        yield handins[begin : begin + LOOKED_AT_ONCE]


def _students(handins: Iterable[Handin]) -> list[str]:
    return [student for one in handins for student, _ in one.each()]


def of_student(result: Result, student: str, known: HandedIn) -> Result:
    """Return a result as that of one student: the only one, or of a group."""
    place = result.handed_in.place if result.handed_in else known.place
    return replace(result, student=student, handed_in=replace(known, place=place))


def write_down(
    those: Sequence[tuple[Marked, Result]],
    course: Course,
    out: Path,
    book: Gradebook,
    edits: Callable[[], Sequence[str]],
) -> Iterator[Outcome]:
    """Write students' grades: the gradebook, each page and notebook, and each result last.

    What was marked comes with the result of the one student, or of a member of the group.
    Where the kit was edited meanwhile, a result doesn't claim to be made from either text.
    """
    earlier = {one.student: earlier_result(one.student, out) for _, one in those}
    recorded = [
        Recorded(
            result,
            one.untouched,
            same_notebook=same_notebook(before := earlier[result.student], result),
            # What course.toml gave it also takes; what was granted in nbgrader stays.
            extension_taken_back=bool(before and before.handed_in and before.handed_in.extended),
        )
        for one, result in those
    ]
    standings = record(book, recorded, course)
    now = [
        one.with_result(found.added_to(result), course)
        for (one, result), found in zip(those, standings, strict=True)
    ]
    for one in now:
        write_submission(one, out)
    files = edits()  # now that all was read
    for one in now:
        before, result = earlier[one.result.student], one.result
        if files and result.made_from:
            result = replace(result, made_from=Origin(result.made_from.notebook))
        changed = changes(before, result)
        write_changes(out / "changes.csv", changed)
        write_result(result, out)
        was, is_now = before and before.made_from, result.made_from
        again = bool(was and is_now and was_read(was) and was.notebook != is_now.notebook)
        yield Outcome(result, changed, handed_in_again=again, edited=tuple(files))


def mark_all(
    handins: Sequence[Handin], grader: Grader, course: Course, inside: Fence | Cluster
) -> Iterator[list[tuple[Handin, Marked]]]:
    """Grade those hand-ins that can be begun before the time of the run is over.

    Yields
    ------
    list of (Handin, Marked)
        All that have come since the last time.
    """
    end = time.time() + 60 * grader.limits.minutes_per_run
    marking = partial(mark_unless_over, end, grader=grader, course=course)
    for batch in inside.batches(marking, handins):
        done = list[tuple[Handin, Marked]]()
        for handin, one in batch:
            if isinstance(one, Ended):
                one = marked(ended_result(handin, grader, one), course)
            if one:
                done.append((handin, one))
        yield done
