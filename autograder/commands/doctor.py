"""What holds on this machine."""

from __future__ import annotations

import typer

from autograder.commands.console import console


def doctor() -> None:
    """Tell which levels of isolation hold on this machine, by trying them."""
    from autograder.sandbox.isolation.cgroups import lent_group, limited
    from autograder.sandbox.isolation.levels import LEFT_OPEN, LEVELS, probe
    from autograder.sandbox.student_python.environment import student_environment

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
    """Tell which Python answers run with, and warn of what students may miss, or wait for."""
    from autograder.course import PYTHONS
    from autograder.sandbox.student_python.interpreter import student_python, uncompiled

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
    if folders := uncompiled(student_python()):
        names = ", ".join(folder.name for folder in folders)
        command = f"{student_python().python} -m compileall -q {folders[0].parent}"
        told = f"each submission that imports {names} compiles it again; once for all: {command}"
        console.print(f"[yellow]![/yellow] {'packages':16}", end="")
        console.print(told, markup=False, highlight=False, soft_wrap=True)
