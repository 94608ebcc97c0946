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
from coursework.checking import Call, Check, NotDone, StudentDied, StudentError, seeded

# A function that hung or crashed this often isn't asked again: each time costs seconds.
STRIKES = 2
SECONDS_TO_START = 30


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
            reply = wire.unpack(lambda size: self._read(size, deadline), self.max_reply)
        except wire.Malformed as error:
            raise Died("BrokenReply", f"Your code disturbed the connection: {error}.") from None
        if not isinstance(reply, tuple) or len(reply) < 2 or reply[0] != self.requests:
            raise Died("BrokenReply", "Your code disturbed the connection to the grader.")
        return reply[1:]

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
        Source of definitions that the answers use.
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
        helpers: str,
        imports: Sequence[tuple[str, str, str | None]],
        environment: StudentEnvironment,
        level: str,
        limits: Limits,
        seed: Sequence[str],
    ):
        self.answers, self.imports = dict(answers), list(imports)
        self.cells = {"other cells": helpers, **answers} if helpers else self.answers
        self.environment, self.level, self.limits = environment, level, limits
        self.seed = tuple(seed)
        self.rng = np.random.default_rng()
        self.calls: list[Call] = []
        self.cell_errors: dict[str, StudentError] = {}
        self._strikes: dict[str, list[StudentError]] = {}
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

    def begin(self, check: Check) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls = []
        self.rng = seeded(*self.seed, check.name)

    def call(self, function: str, *arguments: Any, count: bool = False) -> Call:
        """Call a student's function in the sandbox."""
        self._expect_answer(function)
        reply = self._ask(function, "call", function, arguments, count)
        call = self._as_call(function, arguments, reply)
        self.calls.append(call)
        if call.error is not None and call.error.kind == "NotImplementedError":
            raise NotDone
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the sandbox."""
        self._expect_answer(name)
        call = self._as_call(name, (), self._ask(name, "get", name))
        if call.error is not None:
            raise call.error
        return call.value

    def _expect_answer(self, name: str) -> None:
        if name not in self.answers:
            raise NotDone(f"Your notebook has no answer for `{name}`.")
        if name in self.cell_errors:
            raise self.cell_errors[name]

    def _as_call(self, name: str, arguments: tuple[Any, ...], reply: tuple[Any, ...]) -> Call:
        match reply:
            case ("value", value, tuple() as after, int() | None as steps):
                return Call(name, arguments, value, arguments_after=after, steps=steps)
            case ("error", str() as kind, str() as detail, int() | None as line, str() as code):
                return Call(name, arguments, error=StudentError(kind, detail, line, code))
            case ("unsupported", str() as what):
                detail = f"it returned {what}, where numbers or arrays are expected"
                return Call(name, arguments, error=StudentError("TypeError", detail))
            case ("missing",):
                if name in self.cell_errors:
                    raise self.cell_errors[name]
                raise NotDone(f"Your answer doesn't define `{name}`.")
        self.close()
        raise StudentDied("BrokenReply", "Your code disturbed the connection to the grader.")

    def _ask(self, name: str, *request: Any) -> tuple[Any, ...]:
        """Make a request on behalf of an answer; a sandbox that dies of it is a strike."""
        strikes = self._strikes.setdefault(name, [])
        if len(strikes) >= STRIKES:
            raise strikes[-1]
        try:
            return self._running().request(self._deadline(), *request)
        except Died as death:
            self.close()
            strikes.append(StudentDied(death.kind, str(death)))
            raise strikes[-1] from None

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
            except Died as death:
                stop(process)
                self.cell_errors[name] = StudentDied(death.kind, str(death))
                return None
            if reply[0] == "error":
                call = self._as_call(name, (), reply)
                assert call.error is not None
                self.cell_errors[name] = call.error
        return connection
