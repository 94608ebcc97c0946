"""One run of the grader as an instructor sees it: progress, the class, what changed, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.batch import grade_class, read_results
from autograder.course import GO_ON, grading_secret, load_course
from autograder.environment import student_environment
from autograder.grade import Grader
from autograder.handins import find_handins
from autograder.isolation import strongest
from autograder.regrade import in_words
from autograder.report import class_table
from autograder.wording import count, one_line


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
) -> int:
    """Grade with a progress bar, show the class, and return how many have no sound result.

    The class goes to `console`, progress and what went wrong to `errors`.
    """
    course = load_course()
    course.assignment(assignment)
    handins = find_handins(paths, assignment)
    with student_environment() as environment:
        level = strongest(environment, trust_submissions).level
        if level == "trusted":
            errors.print("Submissions run UNPROTECTED, as you said that you trust them.")
        grader = Grader(assignment, environment, level, course.limits, grading_secret())
        columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=errors, transient=True) as progress:
            task = progress.add_task("", total=len(handins))
            outcomes = []
            try:
                for outcome in grade_class(handins, grader, course, out, gradebook, workers, again):
                    outcomes.append(outcome)
                    progress.advance(task)
            except KeyboardInterrupt:
                progress.stop()
                errors.print(f"Stopped after {len(outcomes)} of {len(handins)}.{GO_ON}")
                raise
    results = sorted((one.result for one in outcomes), key=lambda result: result.student)
    class_table(results, console)
    found = [change for one in outcomes for change in one.changes]
    if found:
        console.print("\nPoints that changed since the last grading")
        for line in in_words(found):
            console.print(f"  {line}", highlight=False, markup=False)
    unread = sum(result.error is not None for result in results)
    kept = sum(one.kept for one in outcomes)
    console.print(
        f"\n{len(results) - unread} graded at isolation level “{level}”"
        + (f", {unread} could not be read" if unread else "")
        + (f"; {kept} kept from an earlier run (--again grades them anew)" if kept else "")
    )
    graded = {result.student for result in results}
    others = [one.student for one in read_results(out, assignment) if one.student not in graded]
    if others:
        named = ", ".join(map(one_line, others[:5])) + (", …" if len(others) > 5 else "")
        console.print(
            f"{count(len(others), 'result')} of earlier runs in the folder, not handed in now: "
            f"{named}",
            markup=False,
            highlight=False,
        )
    missing = len(handins) - len(outcomes)
    if missing:
        errors.print(
            f"{missing} weren't begun, as the {course.limits.minutes_per_run:g} minutes of a run "
            f"([limits] in course.toml) were over.{GO_ON}",
            style="red",
            markup=False,
        )
    for what, path in {
        "results": out / "summary.csv",
        "feedback": out / "feedback",
        "class picture": out / "class.png",
        "gradebook": gradebook,
        **({"changes": out / "changes.csv"} if found else {}),
    }.items():
        console.print(f"  {what:14}{path}", highlight=False, soft_wrap=True)
    return unread + missing
