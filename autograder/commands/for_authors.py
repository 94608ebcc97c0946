"""What authors do: build the notebooks, grade the demo's class, prove the checks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import console, errors, stop
from autograder.course import ROOT, load_course
from autograder.grading.secret import grading_secret


def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Only these assignments; all, if none is named.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only tell what differs from what would be built.")
    ] = False,
) -> None:
    """Make the notebooks from their text and the reference solutions."""
    from autograder.authoring.build import build_all, build_one, differing, examples_file, write

    course = load_course()
    named = [course.assignment(name).name for name in assignments or []]
    act = differing if check else write
    stale = act(examples_file())

    if not (check and stale):
        files = {path: text for name in named for path, text in build_one(name, course).items()}
        stale += act(files or build_all(course))
    if not check:
        for path in stale:
            console.print(f"wrote {path.relative_to(ROOT)}", highlight=False)
        return
    for path in stale:
        console.print(f"{path.relative_to(ROOT)} is not as it would be built", highlight=False)
    if stale:
        stop("Run `autograder build` and commit what it writes.")


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the class and its results.")] = ROOT
    / "demo",
) -> None:
    """Grade a small made-up class in every assignment, from a perfect solution to a cheat."""
    from autograder.authoring.build import build_all, write
    from autograder.authoring.demo import write_class
    from autograder.class_run.results_folder import read_results
    from autograder.class_run.session import grade_paths

    write(build_all())
    if out.exists() and any(out.iterdir()) and not (out / "submitted").is_dir():
        stop(f"{out} holds something else than a demo. Name another folder with --out.")
    shutil.rmtree(out, ignore_errors=True)
    for assignment in load_course().assignments:
        console.print(f"\n[bold]{assignment.title}[/bold]")
        submitted = write_class(assignment.name, out / "submitted")
        results = out / "results" / assignment.name
        grade_paths(
            assignment.name,
            submitted,
            results,
            out / "gradebook.db",
            os.cpu_count() or 1,
            console=console,
            errors=errors,
        )
        explained = next(result for result in read_results(results) if result.mistakes)
        console.print(
            f"\nNow open a feedback page, such as {results / 'feedback' / explained.student}.html",
            highlight=False,
            soft_wrap=True,
        )


def selftest(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Which assignments (by default all).")
    ] = None,
    write: Annotated[
        bool, typer.Option(help="Write what each mistake keeps into docs/what-mistakes-cost.md.")
    ] = False,
) -> None:
    """Prove the checks: right solutions get full marks, known mistakes cost what they may."""
    from autograder.authoring.costs_page import costs_table, write_costs
    from autograder.authoring.selftest import selftest as run_selftest
    from autograder.authoring.selftest import selftest_table
    from autograder.grading.submission import Grader
    from autograder.sandbox.isolation.levels import strongest
    from autograder.sandbox.student_python.environment import student_environment

    course = load_course()
    names = assignments or [one.name for one in course.assignments]
    faults = 0
    with student_environment() as environment:
        level = strongest(environment).level
        for name in names:
            course.assignment(name)
            grader = Grader(name, environment, level, course.limits, grading_secret())
            trials = list(run_selftest(grader))
            console.print(selftest_table(name, trials))
            console.print(costs_table(trials))
            if write:
                write_costs(course, name, trials)
            for trial in trials:
                if trial.fault:
                    faults += 1
                    console.print(f"[red]✗[/red] {trial.kind} {trial.name}: {trial.fault}")
    if faults:
        raise typer.Exit(1)
