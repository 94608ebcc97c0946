"""The command line: ``autograder build | grade | demo | selftest | report | explain | …``."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from autograder.course import GO_ON, ROOT, CourseError, load_course
from autograder.secret import grading_secret

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    help="Build the assignments, and grade what comes back.",
)
console = Console()
errors = Console(stderr=True)

TrustSubmissions = Annotated[
    bool,
    typer.Option(help="Run the notebooks unprotected where no sandbox works. Only your own!"),
]


def main() -> None:
    """Run the command line; known errors end in one sentence and exit status 2."""
    from sqlalchemy.exc import DatabaseError

    from autograder.build import BuildError
    from autograder.environment import IsolationError
    from coursework.failures import NoSandbox

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without ● shows ?, and doesn't crash
            stream.reconfigure(errors="replace")
    try:
        app()
    except (BuildError, CourseError, IsolationError, NoSandbox) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error}{GO_ON if error.errno == errno.ENOSPC else ''}")
    except DatabaseError as error:
        _stop(f"The gradebook can't be used: {error.orig}.{GO_ON}")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("autograder.", "coursework.", "solutions.")):
            raise
        _stop(f"There is no module {error.name}. What an assignment needs: docs/authors.md.")


def _stop(message: str) -> NoReturn:
    errors.print(message, style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(2)


@app.command()
def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Only these assignments; all, if none is named.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only tell what differs from what would be built.")
    ] = False,
) -> None:
    """Make the notebooks from their text and the reference solutions."""
    from autograder.build import build_all, build_one, differing, examples_file, write

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
        _stop("Run `autograder build` and commit what it writes.")


@app.command("grade")
def grade_command(
    assignment: Annotated[str, typer.Argument(help="Name of the assignment, such as svm.")],
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Notebooks, folders of them, nbgrader's submitted/ tree, or a zip from an LMS.",
        ),
    ],
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder for results and feedback.")],
    workers: Annotated[
        int, typer.Option(min=1, help="Submissions graded at the same time.")
    ] = os.cpu_count() or 1,
    gradebook: Annotated[
        Path | None, typer.Option(help="nbgrader's gradebook (by default gradebook.db in OUT).")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Grade anew what is graded already.")
    ] = False,
    platform: Annotated[
        str | None,
        typer.Option(
            help="Who packed the hand-ins, where the names don't tell: nbgrader, canvas, moodle, "
            "blackboard, brightspace, gradescope, github, google, folders, files."
        ),
    ] = None,
    pattern: Annotated[
        str | None,
        typer.Option(
            help="For paths of no known platform, a regular expression with a group id, name or "
            r"email, such as '(?P<id>[^/]+)/.*\.ipynb'; also time, attempt, late, file."
        ),
    ] = None,
    trust_submissions: TrustSubmissions = False,
) -> None:
    """Grade notebooks in a sandbox: JSON, feedback page and gradebook entry for each.

    What is graded already, from the same notebook by the same checks, is kept: a run that
    was stopped goes on where it was.
    """
    from autograder.private import closed_to_others
    from autograder.run import grade_paths

    with closed_to_others():
        unread = grade_paths(
            assignment,
            paths,
            out,
            gradebook or out / "gradebook.db",
            workers,
            console=console,
            errors=errors,
            trust_submissions=trust_submissions,
            again=again,
            platform=platform,
            pattern=pattern,
        )
    if unread:
        raise typer.Exit(1)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the class and its results.")] = ROOT
    / "demo",
) -> None:
    """Grade a small made-up class in every assignment, from a perfect solution to a cheat."""
    from autograder.build import build_all, write
    from autograder.demo import write_class
    from autograder.results_folder import read_results
    from autograder.run import grade_paths

    write(build_all())
    if out.exists() and any(out.iterdir()) and not (out / "submitted").is_dir():
        _stop(f"{out} holds something else than a demo. Name another folder with --out.")
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


@app.command()
def selftest(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Which assignments (by default all).")
    ] = None,
    write: Annotated[
        bool, typer.Option(help="Write what each mistake keeps into docs/what-mistakes-cost.md.")
    ] = False,
) -> None:
    """Prove the checks: right solutions get full marks, known mistakes cost what they may."""
    from autograder.costs import costs_table, write_costs
    from autograder.environment import student_environment
    from autograder.grade import Grader
    from autograder.isolation import strongest
    from autograder.selftest import selftest as run_selftest
    from autograder.selftest import selftest_table

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


@app.command()
def report(
    results: Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")],
    student: Annotated[str | None, typer.Argument(help="One student, in detail.")] = None,
) -> None:
    """Show results again: the class, or one student."""
    from autograder.report import class_table, terminal_report
    from autograder.result import Result, file_name
    from autograder.results_folder import read_results

    if student is not None:
        path = results / f"{file_name(student)}.json"
        if not path.is_file():
            _stop(f"There is no result of “{student}” in {results}.")
        terminal_report(Result.from_json(path.read_text(encoding="utf-8")), console)
        return
    found = read_results(results)
    if not found:
        _stop(f"There are no results (*.json) in {results}.")
    class_table(found, console)


@app.command()
def explain(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT.json", help="A student's result.", dir_okay=False)
    ],
    check: Annotated[str, typer.Argument(help="The check, such as hinge_loss.random_scores.")] = "",
    notebook: Annotated[
        Path | None,
        typer.Option(help="The notebook handed in (by default the graded one beside the result)."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Show large arrays whole.")] = False,
) -> None:
    """Run one check again and show its inputs, the student's value and the right one."""
    from autograder.cgroups import lent_group
    from autograder.environment import student_environment
    from autograder.explain import explained, notebook_of, verdict_in
    from autograder.fence import Ended, fence
    from autograder.grade import Grader
    from autograder.isolation import strongest
    from autograder.result import Result

    try:
        found = Result.from_json(result.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError):
        _stop(f"{result} is no result of `autograder grade`.")
    verdict_in(found, check)
    course = load_course()
    content = (notebook or notebook_of(result, found)).read_bytes()
    with student_environment(lent_group()) as environment, fence(course.limits) as inside:
        level = strongest(environment).level
        grader = Grader(found.assignment, environment, level, course.limits, grading_secret())
        again = partial(explained, result=found, check=check, grader=grader, full=full)
        try:
            lines = inside.call(again, content)
        except Ended as ended:
            _stop(str(ended))
        for line in lines:
            console.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command()
def roster(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Gradebook exports of Canvas, Moodle, Blackboard, Brightspace or Gradescope, "
            "nbgrader's gradebook.db, or plain CSV with a column id.",
        ),
    ],
    to: Annotated[Path, typer.Option(help="The roster; what stands there stays.")] = Path(
        "roster.csv"
    ),
) -> None:
    """Make the list of students from what platforms know of them."""
    from autograder.handin.roster.exports import make_roster
    from autograder.private import closed_to_others

    course = load_course()
    with closed_to_others():
        made = make_roster(files, to)
    for line in made.splitlines():
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if not course.roster:
        place = os.path.relpath(to, course.folder)
        console.print(f'Name it in course.toml: roster = "{place}"', markup=False, highlight=False)


@app.command()
def export(
    gradebook: Annotated[Path, typer.Argument(help="The gradebook, such as out/gradebook.db.")],
    to: Annotated[
        Path | None, typer.Option(help="The file to write (by default grades.csv).")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="plain, wide, canvas, moodle, moodle-worksheet, blackboard or brightspace.",
        ),
    ] = "plain",
    template: Annotated[
        Path | None,
        typer.Option("--from", help="Your own export from the platform, which is filled in."),
    ] = None,
    assignment: Annotated[
        list[str] | None, typer.Option(help="Only this assignment; may be given again.")
    ] = None,
    column: Annotated[
        str, typer.Option(help="What the platform calls the assignment, if not by its title.")
    ] = "",
    scale: Annotated[
        bool, typer.Option("--scale", help="Convert to the platform's maximum.")
    ] = False,
    results: Annotated[
        list[Path] | None,
        typer.Option(help="Folders of results (by default the gradebook's); may be given again."),
    ] = None,
    feedback: Annotated[
        Path | None,
        typer.Option(help="Also write a zip of feedback pages, as the platform takes it."),
    ] = None,
) -> None:
    """Export final grades, manual points and lateness included, as platforms take them."""
    from autograder.grades_back.export import export as export_grades
    from autograder.private import closed_to_others
    from autograder.results_folder import bring_in_step

    if not gradebook.is_file() or not gradebook.stat().st_size:
        _stop(f"There is no gradebook {gradebook}.")
    course = load_course()
    with closed_to_others():
        for folder in results or [gradebook.parent]:
            bring_in_step(folder, gradebook, course)
        exported = export_grades(
            gradebook,
            course=course,
            form=form,
            template=template,
            assignments=assignment or [],
            column=column,
            scale=scale,
            to=to,
            results=results or [],
            feedback=feedback,
        )
    for line in exported.lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if exported.unplaced:
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Tell which levels of isolation hold on this machine, by trying them."""
    from autograder.cgroups import lent_group, limited
    from autograder.environment import student_environment
    from autograder.isolation import LEFT_OPEN, LEVELS, probe

    holds = ""
    lent = lent_group()
    with student_environment(lent) as environment:
        for level in LEVELS[:-1]:
            found = probe(level, environment)
            holds = holds or (level if found.holds else "")
            mark = "[green]✓[/green]" if found.holds else "[red]✗[/red]"
            console.print(f"{mark} {level:16}", end="")
            told = found.reason or "holds"
            console.print(told, markup=False, highlight=False, soft_wrap=True)
            if found.holds and level in LEFT_OPEN:
                console.print(f"{'':18}{LEFT_OPEN[level]}", highlight=False, soft_wrap=True)
        console.print(f"  {'trusted':16}only with --trust-submissions: nothing is kept apart")
    _tell_python()
    if lent:
        told = f"each submission has one of its own: {', '.join(limited(lent))}"
        console.print(f"[green]✓[/green] {'control groups':16}{told}", highlight=False)
    else:
        told = "none to be had; each submission has the limits that it sets itself"
        console.print(f"  {'control groups':16}{told}", highlight=False, soft_wrap=True)
    if holds:
        console.print(f"`autograder grade` uses {holds}.", markup=False, highlight=False)
    else:
        console.print("No level holds, so `grade` needs --trust-submissions.")
        raise typer.Exit(1)


def _tell_python() -> None:
    """Tell which Python answers run with, and warn where students may have a newer one."""
    from autograder.course import PYTHONS
    from autograder.student_python import student_python

    version = student_python().version
    mark, told = "[green]✓[/green]", f"answers run with Python {version}"
    if student_python().short_version < tuple(map(int, PYTHONS[-1].split("."))):
        mark = "[yellow]![/yellow]"
        told += (
            f"; what only a newer one can read, as Colab's {PYTHONS[-1]}, counts as a syntax error "
            f'(course.toml: [student] python = "{PYTHONS[-1]}")'
        )
    console.print(f"{mark} {'Python':16}", end="")
    console.print(told, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
