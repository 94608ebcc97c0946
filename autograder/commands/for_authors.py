"""What authors do: build the notebooks, grade the demo's class, prove the checks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import console, errors, stop
from autograder.course import ROOT, load_course
from autograder.grading.course_secret import grading_secret

MOST_REASONS = 8  # that are told of one fault


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
    from autograder.authoring.sources import expect_sources

    course = load_course()
    named = [course.assignment(name).name for name in assignments or []]
    act = differing if check else write
    stale = act(examples_file())
    for name in named or [one.name for one in course.assignments]:
        expect_sources(name)

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


def new_assignment(
    name: Annotated[str, typer.Argument(help="Name of its files, such as two_layers.")],
    title: Annotated[str, typer.Option(help="What people read (by default from the name).")] = "",
) -> None:
    """Make the files of a new assignment: small, whole and sound, to be written over."""
    from autograder.authoring.new_assignment import new_assignment as make

    for path in make(name, title, load_course()):
        console.print(f"wrote {path.relative_to(ROOT)}", highlight=False)
    told = f"Now run: autograder build && autograder selftest {name} --write (docs/authors.md)"
    console.print(told, markup=False, highlight=False, soft_wrap=True)


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
        stop(f"{out} holds something other than a demo. Name another folder with --out.")
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
        bool, typer.Option(help="Write what was measured into docs/: costs and totals.")
    ] = False,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Also try every change of the reference (minutes).")
    ] = False,
    notebooks: Annotated[
        bool, typer.Option(help="Also run the blank and the solved notebook in a kernel.")
    ] = True,
) -> None:
    """Prove that an assignment is sound, and say what isn't, and why.

    Right solutions have full marks, garbage has none and breaks no check, known mistakes cost what
    they may, all names are there, and the notebooks run.
    """
    from autograder.authoring.build import build_one, differing
    from autograder.authoring.pages.costs_page import costs_table, write_costs
    from autograder.authoring.pages.totals import write_totals
    from autograder.authoring.selftest.everything import everything
    from autograder.authoring.selftest.trials import selftest_table
    from autograder.authoring.sources import expect_sources
    from autograder.grading.submission import Grader
    from autograder.sandbox.isolation.levels import strongest
    from autograder.sandbox.student_python.environment import student_environment

    course = load_course()
    names = [course.assignment(name).name for name in assignments or []]
    names = names or [one.name for one in course.assignments]
    for name in names:
        expect_sources(name)
        for path in differing(build_one(name, course)):
            told = f"{path.relative_to(ROOT)} is not as it would be built."
            stop(f"{told} Run `autograder build {name}` first.")
    faults, trials = 0, {}
    with student_environment() as environment:
        level = strongest(environment).level
        for name in names:
            grader = Grader(name, environment, level, course.limits, grading_secret())
            with console.status(f"Trying {name}: this takes minutes."):
                found = everything(grader, mutants=mutants, notebooks=notebooks)
            console.print(selftest_table(name, found.trials))
            console.print(costs_table(found.trials))
            for fault in found.faults:
                _tell("[red]✗[/red]", fault.what, fault.why)
            for remark in found.remarks:
                _tell("[yellow]![/yellow]", remark)
            faults += len(found.faults)
            trials[name] = found.trials
    if write and not faults:
        for name, those in trials.items():
            write_costs(course, name, those)
        write_totals(course)
    if faults:
        if write:
            _tell("[yellow]![/yellow]", "docs/ stays as it is until all is sound.")
        raise typer.Exit(1)


def _tell(mark: str, what: str, why: Sequence[str] = ()) -> None:
    """Print a fault or a remark behind its mark, and below it what the checks say to it."""
    console.print(mark, end=" ")
    told = [what, *(f"    {line}" for line in why[:MOST_REASONS])]
    if len(why) > MOST_REASONS:
        told.append(f"    … and {len(why) - MOST_REASONS} more")
    for line in told:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
