"""One submission's answers, running in a sandbox, asked from the trusted side.

The sandbox may crash, hang or lie. Nothing that it sends is more than a value to
compare; when it dies it is started anew without the cell that killed it.
"""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.course import Limits
from autograder.environment import StudentEnvironment
from autograder.isolation import launch, stop
from autograder.sandboxed import wire
from coursework.checking import Call, Check, NotDone, StudentDied, StudentError
from coursework.running import seeded

# A function that hung or crashed this often isn't asked again: each time costs seconds.
STRIKES = 2
SECONDS_TO_START = 30
DISTURBED = "Your code disturbed the connection to the grader."


class SandboxError(RuntimeError):
    """The sandbox itself failed: the instructor's trouble, never the student's."""


class Died(Exception):
    """The sandboxed process ended, hung or spoke nonsense; the message is for the student."""

    def __init__(self, kind: str, message: str):
        self.kind = kind
        super().__init__(message)


@dataclass
class Connection:
    """A running worker and the count of requests made to it."""

    process: subprocess.Popen[bytes]
    max_reply: int
    requests: int = field(default=0)

    def request(self, deadline: float, *what: Any) -> tuple[Any, ...]:
        """Send a request and return the reply to it.

        Raises
        ------
        Died
            If there is no sound reply before the deadline.
        """
        self.requests += 1
        self._write(wire.pack((self.requests, *what)), deadline)
        try:
            reply = wire.unpack(
                lambda size: self._read(size, deadline), self.max_reply, wire.MAX_HEADER_OF_REPLY
            )
        except wire.Malformed as error:
            raise Died("BrokenReply", f"Your code disturbed the connection: {error}.") from None
        match reply:
            # The types first: a forged array would compare as an array, not as true or false.
            case (int() as number, str(), *_) if number == self.requests:
                return reply[1:]
        raise Died("BrokenReply", DISTURBED)

    def _read(self, size: int, deadline: float) -> bytes:
        assert self.process.stdout is not None
        descriptor, parts = self.process.stdout.fileno(), []
        while size:
            self._wait(descriptor, select.POLLIN, deadline)
            part = os.read(descriptor, min(size, 1 << 20))
            if not part:
                raise Died("Crash", "Your code ended the process that ran it.")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _write(self, frame: bytes, deadline: float) -> None:
        assert self.process.stdin is not None
        descriptor, rest = self.process.stdin.fileno(), memoryview(frame)
        os.set_blocking(descriptor, False)
        while rest:
            self._wait(descriptor, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BrokenPipeError:
                raise Died("Crash", "Your code ended the process that ran it.") from None

    @staticmethod
    def _wait(descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise Died("Timeout", "Your code didn't finish in time. Is there an endless loop?")


class SandboxedStudent:
    """A submission's answers as checks ask for them, each call made in the sandbox.

    Parameters
    ----------
    answers
        Source texts by the names of the answers, in the order of the notebook.
    helpers
        Source texts that the answers rely on, run before them, each on its own.
    imports
        Names that the notebook's import cell makes known: (name, module, attribute).
    environment, level, limits
        Where and how the sandbox runs.
    seed
        Words that seed the random inputs: the course's secret, assignment, student.
    """

    def __init__(
        self,
        answers: Mapping[str, str],
        helpers: Sequence[str],
        imports: Sequence[tuple[str, str, str | None]],
        environment: StudentEnvironment,
        level: str,
        limits: Limits,
        seed: Sequence[str],
    ):
        self.answers, self.imports = dict(answers), list(imports)
        self.cells = {f"other cell {i}": text for i, text in enumerate(helpers, 1)} | self.answers
        self.environment, self.level, self.limits = environment, level, limits
        self.seed = tuple(seed)
        self.rng = np.random.default_rng()
        self.calls: list[Call] = []
        self.cell_errors: dict[str, StudentError] = {}
        self._strikes: dict[str, list[StudentError]] = {}
        self._reached: set[str] = set()
        self._connection: Connection | None = None
        self._end = time.monotonic() + limits.seconds_per_submission

    def __enter__(self) -> SandboxedStudent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the sandbox and all that runs in it."""
        if self._connection is not None:
            stop(self._connection.process)
            self._connection = None

    @property
    def warnings(self) -> list[str]:
        """What went wrong in cells without keeping the answers from being graded."""
        return [
            f"`{name}`: {error}. What stands above that line was graded."
            if name in self.answers
            else f"In a cell of your own that your answers use: {error}."
            for name, error in self.cell_errors.items()
            if name in self._reached or name not in self.answers
        ]

    def begin(self, check: Check) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls = []
        self.rng = seeded(*self.seed, check.name)

    def call(self, function: str, *arguments: Any, count: bool = False) -> Call:
        """Call a student's function in the sandbox."""
        self._expect_answer(function)
        call = self._ask(function, arguments, "call", function, arguments, count)
        self.calls.append(call)
        if call.error is not None and call.error.kind == "NotImplementedError":
            raise NotDone
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the sandbox."""
        self._expect_answer(name)
        call = self._ask(name, (), "get", name)
        if call.error is not None:
            raise call.error
        return call.value

    def _expect_answer(self, name: str) -> None:
        if name not in self.answers:
            raise NotDone(f"Your notebook has no answer for `{name}`.")

    def _as_call(self, name: str, arguments: tuple[Any, ...], reply: tuple[Any, ...]) -> Call:
        match reply:
            case ("value", value, tuple() as after, int() | None as steps):
                return Call(name, arguments, value, arguments_after=after, steps=steps)
            case ("unsupported", str() as what):
                detail = f"it returned {what}, where numbers or arrays are expected"
                return Call(name, arguments, error=StudentError("TypeError", detail))
            case ("missing",):
                if name in self.cell_errors:
                    raise self.cell_errors[name]
                raise NotDone(f"Your answer doesn't define `{name}`.")
        return Call(name, arguments, error=_error_in(reply))

    def _ask(self, name: str, arguments: tuple[Any, ...], *request: Any) -> Call:
        """Make a request on behalf of an answer; a sandbox that dies of it is a strike."""
        strikes = self._strikes.setdefault(name, [])
        if len(strikes) >= STRIKES:
            raise strikes[-1]
        try:
            reply = self._running().request(self._deadline(), *request)
            call = self._as_call(name, arguments, reply)
        except Died as death:
            self.close()
            strikes.append(StudentDied(death.kind, str(death)))
            raise strikes[-1] from None
        self._reached.add(name)
        return call

    def _deadline(self) -> float:
        return min(time.monotonic() + self.limits.seconds_per_call, self._end)

    def _running(self) -> Connection:
        """Return a worker in which all sound cells have run, starting it if need be."""
        while self._connection is None:
            if time.monotonic() > self._end:
                seconds = self.limits.seconds_per_submission
                raise Died("Timeout", f"The submission used up its {seconds:g} seconds.")
            self._connection = self._started()
        return self._connection

    def _started(self) -> Connection | None:
        script = self.environment.scripts / "worker.py"
        process = launch(self.level, script, self.limits, self.environment)
        connection = Connection(process, self.limits.reply_megabytes << 20)
        try:
            # No student code has run yet: what fails here is the grader's own trouble.
            connection.request(time.monotonic() + SECONDS_TO_START, "bind", self.imports)
        except Died as death:
            stop(process)
            raise SandboxError(f"The sandbox did not start: {death}") from None
        for name, source in self.cells.items():
            error = self.cell_errors.get(name)
            if isinstance(error, StudentDied):
                continue
            try:
                reply = connection.request(self._deadline(), "run", name, source)
                if reply != ("done",):
                    self.cell_errors[name] = _error_in(reply)
            except Died as death:
                stop(process)
                self.cell_errors[name] = StudentDied(death.kind, str(death))
                return None
        return connection


def _error_in(reply: tuple[Any, ...]) -> StudentError:
    """Return the error that a reply tells of."""
    match reply:
        case ("error", str() as kind, str() as detail, int() | None as line, str() as code):
            return StudentError(kind, detail, line, code)
    raise Died("BrokenReply", DISTURBED)
