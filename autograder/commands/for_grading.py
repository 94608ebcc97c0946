"""What instructors do with hand-ins and results: grade, show again, explain."""

from __future__ import annotations

import os
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import console, errors, stop
from autograder.course import load_course
from autograder.grading.course_secret import grading_secret

TrustSubmissions = Annotated[
    bool,
    typer.Option(help="Run the notebooks unprotected where no sandbox works. Only your own!"),
]


def grade(
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
        bool, typer.Option("--again", help="Grade again what is graded already.")
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
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Grade on a Dask cluster: the address of its scheduler, such as "
            "tcp://10.0.0.1:8786, or local.",
        ),
    ] = None,
) -> None:
    """Grade notebooks in a sandbox: JSON, feedback page and gradebook entry for each.

    What is graded already, from the same notebook by the same checks, is kept: a run that
    was stopped goes on where it was.
    """
    if cluster is not None and find_spec("distributed") is None:
        stop("--cluster needs Dask, the kit's extra “cluster”: pip install -e '.[cluster]'")
    from autograder.class_run.session import grade_paths
    from autograder.machine.private_files import closed_to_others

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
            cluster=cluster,
        )
    if unread:
        raise typer.Exit(1)


def report(
    results: Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")],
    student: Annotated[str | None, typer.Argument(help="One student, in detail.")] = None,
) -> None:
    """Show results again: the class, or one student."""
    from autograder.class_run.results_folder import read_results
    from autograder.grading.result import Result, file_name
    from autograder.reports.terminal import class_table, terminal_report

    if student is not None:
        path = results / f"{file_name(student)}.json"
        if not path.is_file():
            stop(f"There isn't a result of “{student}” in {results}.")
        terminal_report(Result.from_json(path.read_text(encoding="utf-8")), console)
        return
    found = read_results(results)
    if not found:
        stop(f"There are no results (*.json) in {results}.")
    class_table(found, console)


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
    from autograder.grading.result import Result
    from autograder.grading.submission import Grader
    from autograder.machine.fence import Ended, fence
    from autograder.reports.explain import explained, notebook_of, verdict_in
    from autograder.sandbox.isolation.cgroups import lent_group
    from autograder.sandbox.isolation.levels import strongest
    from autograder.sandbox.student_python.environment import student_environment

    try:
        found = Result.from_json(result.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError):
        stop(f"{result} isn't a result of `autograder grade`.")
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
            stop(str(ended))
        for line in lines:
            console.print(line, markup=False, highlight=False, soft_wrap=True)
