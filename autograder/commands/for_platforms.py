"""What goes from and to the platforms where people are: the roster in, grades out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import console, stop
from autograder.course import load_course


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
    from autograder.handin.roster.platform_lists import make_roster
    from autograder.machine.private_files import closed_to_others

    course = load_course()
    with closed_to_others():
        made = make_roster(files, to)
    for line in made.splitlines():
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if not course.roster:
        place = os.path.relpath(to, course.folder)
        console.print(f'Name it in course.toml: roster = "{place}"', markup=False, highlight=False)


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
    from autograder.class_run.results_folder import bring_in_step
    from autograder.grades_back.export import export as export_grades
    from autograder.machine.private_files import closed_to_others

    if not gradebook.is_file() or not gradebook.stat().st_size:
        stop(f"There is no gradebook {gradebook}.")
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
