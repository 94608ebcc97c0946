"""The command line: ``autograder build | grade | demo | selftest | report | explain | …``."""

from __future__ import annotations

import errno
import sys
from io import TextIOWrapper

import typer

from autograder.commands.console import stop
from autograder.commands.doctor import doctor
from autograder.commands.for_authors import build, demo, new_assignment, selftest
from autograder.commands.for_grading import explain, grade, report
from autograder.commands.for_platforms import export, roster
from autograder.course import GO_ON, CourseError

_OWN_PACKAGES = ("autograder.", "coursework.", "solutions.")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    help="Build the assignments, and grade what comes back.",
)
for command in (
    build,
    grade,
    demo,
    selftest,
    new_assignment,
    report,
    explain,
    roster,
    export,
    doctor,
):
    app.command()(command)


def main() -> None:
    """Run the command line; known errors end in one sentence and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without ● shows ?, and doesn't crash
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:
        if not (told := _in_one_sentence(error)):
            raise
        stop(told)


def _in_one_sentence(error: Exception) -> str:
    """Say what a known error means to the instructor; nothing of one that is the kit's own fault.

    What knows these errors is loaded here, as most commands need none of it.
    """
    from sqlalchemy.exc import DatabaseError

    from autograder.assignments.parts import ContentError
    from autograder.sandbox.student_python.environment import IsolationError
    from coursework.faults.failures import NoSandbox

    match error:
        case ContentError() | CourseError() | IsolationError() | NoSandbox():
            return str(error)
        case OSError():
            told = f"{error.filename}: {error.strerror}." if error.filename else f"{error}"
            return f"{told}{GO_ON if error.errno == errno.ENOSPC else ''}"
        case DatabaseError():
            return f"The gradebook can't be used: {error.orig}.{GO_ON}"
        case ModuleNotFoundError(name=str(name)) if name.startswith(_OWN_PACKAGES):
            return f"There is no module {name}. What an assignment needs: docs/authors.md."
    return ""


if __name__ == "__main__":
    main()
