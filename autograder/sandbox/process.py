"""The process in which a submission's cells have run: started, asked, and started anew.

It may crash, hang or lie. When it dies while a cell runs, it is started anew without that one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.course import GO_ON
from autograder.notebook.definitions import bound
from autograder.notebook.newer_syntax import why_unread
from autograder.sandbox.absent import STOPPED
from autograder.sandbox.budget import Budget
from autograder.sandbox.connection import Connection, Died
from autograder.sandbox.isolation.launch import launch, stop
from autograder.sandbox.replies import error_in
from autograder.sandbox.student_python.environment import StudentEnvironment
from coursework.faults.failures import SYNTAX, NoSandbox, StudentDied, StudentError

SECONDS_TO_START, TRIES_TO_START = 30, 3


class SandboxError(NoSandbox):
    """The sandbox itself failed: the instructor's trouble, never the student's."""


class Process:
    """A submission's cells, run in a sandbox.

    Parameters
    ----------
    cells
        Source texts by name, in the order in which they are run.
    answers
        Which of the cells are answers.
    imports
        Names that the notebook's import cell makes known: (name, module, attribute).
    environment, level
        Where and how the sandbox runs.
    budget
        What all that it does is taken off.
    elsewhere
        Names that have a value in the notebook, but not here, with the reason.

    Attributes
    ----------
    cell_errors, left_out : dict
        What went wrong in a cell; what is left out of one, and why.
    """

    def __init__(
        self,
        cells: Mapping[str, str],
        answers: Mapping[str, str],
        imports: Sequence[tuple[str, str, str | None]],
        environment: StudentEnvironment,
        level: str,
        budget: Budget,
        elsewhere: Mapping[str, str],
    ):
        self.cells, self.answers, self.imports = dict(cells), answers, list(imports)
        self.text = "\n".join([*self.answers, *self.cells, *self.cells.values()])
        self.environment, self.level, self.budget = environment, level, budget
        self.elsewhere = dict(elsewhere)
        self.cell_errors: dict[str, StudentError] = {}
        self.left_out: dict[str, StudentError] = {}
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
        return self._request(self._running(), name, *what, **more)

    def _request(
        self, connection: Connection, name: str, *what: Any, **more: Any
    ) -> tuple[Any, ...]:
        with self.budget.spent(name, connection) as seconds:
            return connection.request(seconds, *what, **more)

    def _running(self) -> Connection:
        self.budget.expect_time()
        while self.connection is None:
            connection = self._start()
            if self._run_cells(connection):
                self.connection = connection
            self.budget.expect_time()
        return self.connection

    def _start(self) -> Connection:
        """Start a process, and make known in it what the notebook imports."""
        script = self.environment.scripts / "worker.py"
        for _ in range(TRIES_TO_START):
            try:
                process = launch(self.level, script, self.budget.limits, self.environment)
            except OSError as why:  # no memory, or no space on the disk
                message = f"The sandbox can't be started: {why.strerror}.{GO_ON}"
                raise SandboxError(message) from None
            connection = Connection(process, self.budget.limits.reply_megabytes << 20)
            try:
                # No student code has run yet: what fails here is the grader's own trouble.
                connection.request(SECONDS_TO_START, "bind", self.imports)
            except Died:
                stop(process)
                continue
            if self._was_started:  # a cell or a call ended the last one: that is the student's time
                self.budget.spend(connection.seconds)
            self._was_started = True
            return connection
        raise SandboxError(
            "The sandbox doesn't start. Are the [limits] in course.toml too small "
            f"(memory_megabytes = {self.budget.limits.memory_megabytes})? `autograder doctor` "
            f"tells whether it starts with the usual ones.{GO_ON}"
        )

    def _run_cells(self, connection: Connection) -> bool:
        """Run all cells but those that ended a process, and tell whether this one lives on."""
        for name, source in self.cells.items():
            if isinstance(self.cell_errors.get(name), StudentDied):
                continue
            self.budget.begin()
            try:
                self._note(name, self._request(connection, name, "run", name, source))
            except Died as death:
                stop(connection.process)
                self._keep(self.cell_errors, name, StudentDied(death.kind, str(death)))
                return False
        self.budget.begin()
        return True

    def _note(self, name: str, reply: tuple[Any, ...]) -> None:
        """Keep what a reply tells of the running of a cell."""
        match reply:
            case ("left out", tuple() as reason):
                self._keep(self.left_out, name, self.error_in(reason))
            case ("done",):
                pass
            case _:
                error = self.error_in(reply)
                if error.mistake and error.mistake.name == SYNTAX.name:
                    newer = why_unread(self.cells[name], self.environment.version)
                    error.mistake = newer or error.mistake
                self._keep(self.cell_errors, name, error)

    def _keep(self, kept: dict[str, StudentError], cell: str, error: StudentError) -> None:
        """Keep an error of a cell; of the student's own, also why its names have no value."""
        kept[cell] = error
        if cell not in self.answers:
            if error.line:  # counted in the statement, which is all that was taken of the cell
                said = f"Your code raised {error.kind}: {error.detail} in “{error.code}”"
                error.args = (said,)
            reason = STOPPED.format(error=error)
            self.elsewhere |= dict.fromkeys(bound(self.cells[cell]), reason)
        error.discreet = str(error)  # no hidden input has come in yet

    def error_in(self, reply: tuple[Any, ...]) -> StudentError:
        """Return the error that a reply tells of."""
        return error_in(reply, self.text, self.elsewhere)
