"""One run of the grader as an instructor sees it: progress, the class, what changed, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder import STARTED
from autograder.class_run.pool import Outcome, grade_class
from autograder.class_run.results_folder import apart_from_earlier, missing, read_outlines
from autograder.course import GO_ON, load_course
from autograder.grading.course_secret import grading_secret
from autograder.grading.provenance.changes import Change, in_words
from autograder.grading.result import Result
from autograder.grading.submission import Grader
from autograder.handin.collect import look_for
from autograder.handin.roster import Roster
from autograder.readable_text import first_few, one_line
from autograder.reports.terminal import class_table
from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment

if TYPE_CHECKING:
    from autograder.class_run.cluster.hand_out import Cluster


def grade_paths(
    assignment: str,
    paths: Sequence[Path],
    out: Path,
    gradebook: Path,
    workers: int,
    *,
    console: Console,
    errors: Console,
    trust_submissions: bool = False,
    again: bool = False,
    platform: str | None = None,
    pattern: str | None = None,
    cluster: str | None = None,
) -> int:
    """Grade with a progress bar, show the class, and return how many need a look.

    These are the submissions that have no sound result, and those of which it isn't sure
    whose they are.

    The class goes to `console`, progress and what went wrong to `errors`.
    """
    course = load_course()
    course.assignment(assignment)
    found = look_for(paths, assignment, course, platform, pattern)
    earlier = read_outlines(out, assignment)
    handins = apart_from_earlier(found.handins, earlier)
    for notice in found.notices:
        errors.print(one_line(notice), style="dim", markup=False, highlight=False, soft_wrap=True)
    students = sum(len(one.each()) for one in handins)
    with student_environment(lent_group()) as environment:
        level = strongest(environment, trust_submissions).level
        if level == "trusted":
            errors.print("Submissions run UNPROTECTED, as you said that you trust them.")
        grader = Grader(assignment, environment, level, course.limits, grading_secret())
        columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with (
            connected(cluster, grader, workers, errors) as machines,
            Progress(*columns, console=errors, transient=True) as progress,
        ):
            task = progress.add_task("", total=students)
            outcomes = []
            try:
                for outcome in grade_class(
                    handins,
                    grader,
                    course,
                    out,
                    gradebook,
                    workers,
                    again,
                    found.roster,
                    STARTED,
                    machines,
                ):
                    outcomes.append(outcome)
                    progress.advance(task)
            except KeyboardInterrupt:
                progress.stop()
                errors.print(f"Stopped after {len(outcomes)} of {students}.{GO_ON}")
                raise
    results = sorted((one.result for one in outcomes), key=lambda result: result.student)
    class_table(results, console)
    changed = [change for one in outcomes for change in one.changes]
    _tell_changes(changed, console)
    unread = sum(result.error is not None for result in results)
    kept = sum(one.kept for one in outcomes)
    console.print(
        f"\n{len(results) - unread} graded at isolation level “{level}”"
        + (f", {unread} could not be read" if unread else "")
        + (f"; {kept} kept from an earlier run (--again grades them again)" if kept else "")
    )
    gone = {one.before for one in outcomes}
    in_folder = {one.student: one for one in (*earlier, *results) if one.student not in gone}
    contested = sorted(who for one in handins if one.contested for who, _ in one.each())
    _tell_students(outcomes, contested, list(in_folder.values()), found.roster, console, errors)
    _tell_edits(outcomes, errors)
    left = students - len(outcomes)
    if left:
        errors.print(
            f"{left} weren't begun, as the {course.limits.minutes_per_run:g} minutes of a run "
            f"([limits] in course.toml) were over.{GO_ON}",
            style="red",
            markup=False,
        )
    for what, path in {
        "results": out / "summary.csv",
        "feedback": out / "feedback",
        "class picture": out / "class.png",
        "gradebook": gradebook,
        **({"changes": out / "changes.csv"} if changed else {}),
    }.items():
        console.print(f"  {what:14}{path}", highlight=False, soft_wrap=True)
    return unread + left + len(contested)


@contextmanager
def connected(
    address: str | None, grader: Grader, workers: int, errors: Console
) -> Iterator[Cluster | None]:
    """Have the Dask cluster at an address for a while, if one is given."""
    if address is None:
        yield None
        return
    from autograder.class_run.cluster.hand_out import cluster

    def tell(sentence: str) -> None:
        errors.print(one_line(sentence), markup=False, highlight=False, soft_wrap=True)

    with cluster(address, grader, workers, tell) as machines:
        yield machines


def _tell_changes(changed: list[Change], console: Console) -> None:
    if changed:
        console.print("\nPoints that changed since the last grading")
        for line in in_words(changed):
            console.print(f"  {line}", highlight=False, markup=False)


def _tell_students(
    outcomes: Sequence[Outcome],
    contested: list[str],
    in_folder: Sequence[Result],
    roster: Roster | None,
    console: Console,
    errors: Console,
) -> None:
    """Name the students of whom an instructor should know something."""
    in_turn = sorted(outcomes, key=lambda one: one.result.student)
    results = [one.result for one in in_turn]
    graded = {result.student for result in results}
    for one in in_turn:
        if one.before:
            line = f"{one.before} is {one.result.student} now, points by hand included"
            console.print(one_line(line), markup=False, highlight=False)
    for result in results:
        if result.handed_in and result.handed_in.doubt:
            line = f"{result.student}: {result.handed_in.doubt}"
            errors.print(one_line(line), markup=False, highlight=False, soft_wrap=True)
    for what, students_named in {
        "Handed in another notebook than the one graded before": [
            one.result.student for one in in_turn if one.handed_in_again
        ],
        "Results of earlier runs in the folder, not handed in now": [
            one.student for one in in_folder if one.student not in graded
        ],
        "In the roster, but handed in nothing": [who for who, _ in missing(in_folder, roster)],
        "Not in the roster": [
            one.student for one in results if one.handed_in and one.handed_in.known is False
        ],
        "It isn't sure whose hand-in it is": contested,
    }.items():
        if students_named:
            console.print(_named(students_named, what), markup=False, highlight=False)


def _tell_edits(outcomes: Sequence[Outcome], errors: Console) -> None:
    if edited := [one for one in outcomes if one.edited]:
        files = first_few(list(dict.fromkeys(file for one in edited for file in one.edited)))
        errors.print(
            f"{len(edited)} graded while the kit was edited ({files}): it isn't known by which "
            "text. The next run grades them again.",
            style="red",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


def _named(students: list[str], what: str) -> str:
    more = f" and {len(students) - 10} more" if len(students) > 10 else ""
    names = ", ".join(map(one_line, students[:10])) + more
    return f"{what} ({len(students)}): {names}"
