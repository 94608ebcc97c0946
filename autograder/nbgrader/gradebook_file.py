"""Opening nbgrader's gradebook: made whole, closed to others, waited for, changed whole or not."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
from nbgrader.api import Base, Gradebook, InvalidEntry, MissingEntry
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import OperationalError

from autograder.course import GO_ON, Course, CourseError, solved_path
from autograder.grading.lateness import keep_in_step, settle
from autograder.machine.leftovers import alone_at
from autograder.machine.private_files import close_gradebook
from autograder.nbgrader.notebook_cells import add_notebook, kept_of, known_cells

SECONDS_TO_WAIT = 60
_REVISIONS = re.compile(r"^(down_)?revision\b[^=\n]*=\s*[\"'](\w+)[\"']", re.MULTILINE)


class GradebookError(CourseError):
    """The gradebook can't take these grades; the message says why."""


@contextmanager
def open_gradebook(path: Path, assignment: str, course: Course) -> Iterator[Gradebook]:
    """Open a gradebook that knows the assignment's cells, making it if need be.

    Whenever the process is killed, the file is a gradebook, or isn't there yet.

    Parameters
    ----------
    path
        The SQLite file.
    assignment
        Its cells are brought up to date with the notebook given out.

    Raises
    ------
    GradebookError
        If the gradebook has submissions to another version of the notebook.
    """
    with opened(path) as gradebook:
        with one_transaction(gradebook):
            _register(gradebook, assignment, course)
            settle(gradebook, course, assignment)
        keep_in_step(gradebook.db, lambda: course.late)
        yield gradebook


@contextmanager
def opened(path: Path) -> Iterator[Gradebook]:
    """Open a gradebook, made empty if need be, that waits while another program has it.

    Raises
    ------
    GradebookError
        If the file can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    find_alembic()
    with alone_at(path.parent):  # another run may make the same one
        if not path.exists():
            new = path.with_name(path.name + ".partial")
            new.unlink(missing_ok=True)
            make_empty(new)
            os.replace(new, path)
    close_gradebook(path)
    _wait_until_free(path)
    with Gradebook(f"sqlite:///{path.resolve()}") as gradebook:
        event.listen(gradebook.engine, "connect", _wait_for_others)
        gradebook.engine.dispose()  # of connections that don't wait
        yield gradebook


def make_empty(path: Path) -> None:
    """Make an empty gradebook, as nbgrader does.

    nbgrader starts `alembic` as a program to learn the version of its own schema, which takes
    longer than grading a submission.
    """
    engine = create_engine(f"sqlite:///{path.resolve()}")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        newest = {"version": _version_of_schema()}
        connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), newest)
    engine.dispose()


def _version_of_schema() -> str:
    """Return the revision of nbgrader's schema on which no other builds.

    Revisions stand in files beside nbgrader. Alembic, which reads them, takes long to load.
    """
    every, built_on = set[str](), set[str]()
    for file in (Path(nbgrader.__file__).parent / "alembic" / "versions").glob("*.py"):
        for before, name in _REVISIONS.findall(file.read_text(encoding="utf-8")):
            (built_on if before else every).add(name)
    (newest,) = every - built_on
    return newest


def find_alembic() -> None:
    """Let nbgrader start `alembic`, which it does by name, where the environment isn't active."""
    folders = [
        Path(sys.executable).parent,
        Path(sysconfig.get_path("scripts")),
        Path(sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))),
    ]
    path = os.environ.get("PATH", "")
    found = [one for one in map(str, folders) if shutil.which("alembic", path=one)]
    if found and path.split(os.pathsep)[0] != found[0]:  # another environment's may come first
        os.environ["PATH"] = os.pathsep.join([found[0], path])


@contextmanager
def one_transaction(gradebook: Gradebook) -> Iterator[Connection]:
    """Keep all that is done inside or nothing, though nbgrader's API commits bit by bit.

    Yields
    ------
    Connection
        What the gradebook's session uses meanwhile.

    Raises
    ------
    GradebookError
        If the file can't be written: another program has it, or the disk is full.
    """
    gradebook.db.remove()
    try:
        with gradebook.engine.begin() as connection:
            # The session's commits stay inside the connection's transaction.
            gradebook.db.configure(bind=connection, join_transaction_mode="rollback_only")
            yield connection
    except (InvalidEntry, OperationalError) as error:  # the former is nbgrader's, for the latter
        raise _not_writable(str(error).split("\n")[0].split(") ")[-1]) from error
    finally:
        gradebook.db.remove()
        gradebook.db.configure(bind=gradebook.engine)


def _register(gradebook: Gradebook, assignment: str, course: Course) -> None:
    """Write down an assignment's cells, as nbgrader's own `generate_assignment` does."""
    due = course.assignment(assignment).due
    gradebook.update_or_create_assignment(assignment, duedate=due and due.isoformat())
    solved = nbformat.read(solved_path(assignment), nbformat.NO_CONVERT)
    try:
        notebook = gradebook.find_notebook(assignment, assignment)
    except MissingEntry:
        add_notebook(gradebook, solved, assignment)
        return
    kept = kept_of(solved)
    if known_cells(notebook, kept) == kept:
        return
    # Late: nbgrader's own steps, which take long to load.
    from nbgrader.preprocessors import ComputeChecksums

    from autograder.nbgrader.grading_steps import save_cells

    try:
        save_cells(gradebook, ComputeChecksums().preprocess(solved, {})[0], assignment)
    except RuntimeError as error:  # nbgrader's, which keeps what was graded
        raise GradebookError(
            f"The gradebook has submissions to another version of {assignment}, with other "
            f"questions ({error}). Grade into a new one, with --gradebook."
        ) from None


def _wait_until_free(path: Path) -> None:
    """Wait while another program has the file; nbgrader looks into it without patience."""
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.DatabaseError as error:
        raise _not_writable(str(error)) from error


def _not_writable(reason: str) -> GradebookError:
    if "locked" in reason:
        reason = "another program, perhaps formgrader, has locked it"
    return GradebookError(f"The gradebook can't be written: {reason}.{GO_ON}")


def _wait_for_others(connection: Any, _: Any) -> None:
    """Wait while another program, such as formgrader, has the gradebook."""
    connection.execute(f"PRAGMA busy_timeout = {1000 * SECONDS_TO_WAIT}")
