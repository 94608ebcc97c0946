"""A process in which a submission's cells have run: where it ends, another one is started.

It may crash, hang or lie. When it dies while a cell runs, the next one runs without that cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.course import GO_ON
from autograder.sandbox.isolation.launch import launch, stop
from autograder.sandbox.process.budget import Budget
from autograder.sandbox.process.connection import Connection, Died
from autograder.sandbox.student_python.environment import StudentEnvironment
from autograder.sandbox.submitted_cells import SubmittedCells
from coursework.faults.failures import NoSandbox, StudentDied

SECONDS_TO_START, TRIES_TO_START = 30, 3


class SandboxError(NoSandbox):
    """The sandbox itself failed: the instructor's trouble, never the student's."""


class Process:
    """A submission's cells, run in a sandbox.

    Parameters
    ----------
    cells
        What is run, and what goes wrong there.
    imports
        Names that the notebook's import cell makes known: (name, module, attribute).
    environment, level
        Where and how the sandbox runs.
    budget
        What all that it does is taken off.
    """

    def __init__(
        self,
        cells: SubmittedCells,
        imports: Sequence[tuple[str, str, str | None]],
        environment: StudentEnvironment,
        level: str,
        budget: Budget,
    ):
        self.cells, self.imports = cells, list(imports)
        self.environment, self.level, self.budget = environment, level, budget
        self.connection: Connection | None = None
        self._was_started = False

    def close(self) -> None:
        """End the process and all that runs in it."""
        if self.connection is not None:
            stop(self.connection.process)
            self.connection = None

    def request(self, name: str, *what: Any, **more: Any) -> tuple[Any, ...]:
        """Make a request for an answer, in a process in which all sound cells have run.

        Raises
        ------
        Died
            If there is no sound reply, or nothing left of the budget.
        SandboxError
            If no process can be started.
        """
        self.budget.expect_time()
        while self.connection is None:
            started = self._started()
            try:
                self._run_cells(started)
            except Died:  # the next process runs without the cell that ended this one
                stop(started.process)
            else:
                self.connection = started
            self.budget.expect_time()
        with self.budget.spent(name, self.connection) as seconds:
            return self.connection.request(seconds, *what, **more)

    def _started(self) -> Connection:
        """Start a process, and make known in it what the notebook imports."""
        connection = start(self.level, self.environment, self.budget, self.imports)
        if self._was_started:  # a cell or a call ended the last one: that is the student's time
            self.budget.spend(connection.seconds)
        self._was_started = True
        return connection

    def _run_cells(self, connection: Connection) -> None:
        """Run all cells but those that ended a process.

        Raises
        ------
        Died
            If a cell ends this one, which is noted.
        """
        for name, source in self.cells.sound_cells():
            self.budget.begin()
            try:
                with self.budget.spent(name, connection) as seconds:
                    reply = connection.request(seconds, "run", name, source)
                self.cells.note(name, reply)
            except Died as death:
                self.cells.note_death(name, StudentDied(death.kind, str(death)))
                raise
        self.budget.begin()


def start(
    level: str,
    environment: StudentEnvironment,
    budget: Budget,
    imports: Sequence[tuple[str, str, str | None]],
) -> Connection:
    """Start a sandbox's process, and make known in it what a notebook imports.

    Raises
    ------
    SandboxError
        If it doesn't start. No student code has run yet, so it is the grader's own trouble.
    """
    limits = budget.limits
    for _ in range(TRIES_TO_START):
        try:
            process = launch(level, environment.scripts / "worker.py", limits, environment)
        except OSError as why:  # no memory, or no space on the disk
            message = f"The sandbox can't be started: {why.strerror}.{GO_ON}"
            raise SandboxError(message) from None
        connection = Connection(process, limits.reply_megabytes << 20)
        try:
            connection.request(SECONDS_TO_START, "bind", imports)
        except Died:
            stop(process)
        else:
            return connection
    raise SandboxError(
        "The sandbox doesn't start. Are the [limits] in course.toml too small "
        f"(memory_megabytes = {limits.memory_megabytes})? `autograder doctor` "
        f"tells whether it starts with the usual ones.{GO_ON}"
    )
