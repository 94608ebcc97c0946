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
    from sqlalchemy.exc import DatabaseError

    from autograder.assignments.parts import ContentError
    from autograder.sandbox.student_python.environment import IsolationError
    from coursework.faults.failures import NoSandbox

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without ● shows ?, and doesn't crash
            stream.reconfigure(errors="replace")
    try:
        app()
    except (ContentError, CourseError, IsolationError, NoSandbox) as error:
        stop(str(error))
    except OSError as error:
        told = f"{error.filename}: {error.strerror}." if error.filename else f"{error}"
        stop(f"{told}{GO_ON if error.errno == errno.ENOSPC else ''}")
    except DatabaseError as error:
        stop(f"The gradebook can't be used: {error.orig}.{GO_ON}")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("autograder.", "coursework.", "solutions.")):
            raise
        stop(f"There is no module {error.name}. What an assignment needs: docs/authors.md.")


if __name__ == "__main__":
    main()
