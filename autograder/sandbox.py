"""One submission's answers, running in a sandbox, asked from the trusted side.

The sandbox may crash, hang or lie. Nothing that it sends is more than a value to
compare; when it dies it is started anew without the cell that killed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.absent import STOPPED, why_absent
from autograder.connection import DISTURBED, Connection, Died
from autograder.course import GO_ON, Limits
from autograder.definitions import bound
from autograder.environment import StudentEnvironment
from autograder.helpers import Helper
from autograder.isolation import launch, stop
from autograder.lent import Loan
from autograder.unread import why_unread
from coursework.asking import Call, CalledBack, Method
from coursework.checking import Check, NotDone
from coursework.failures import (
    SHOWN,
    STRIKES,
    SYNTAX,
    NoSandbox,
    OddValue,
    StudentDied,
    StudentError,
)
from coursework.running import seeded

MOST_WARNINGS = 5
SECONDS_TO_START, TRIES_TO_START = 30, 3
# How an answer's process may end by what was asked of another one before.
LEFT_BEHIND = ("Crash", "BrokenReply")


class SandboxError(NoSandbox):
    """The sandbox itself failed: the instructor's trouble, never the student's."""


@dataclass(frozen=True)
class Unsent:
    """Stands for a value that stays in the sandbox: all there is of it is what it is."""

    what: str

    def __repr__(self) -> str:
        return self.what[:SHOWN]


class SandboxedStudent:
    """A submission's answers as checks ask for them, each call made in the sandbox.

    Parameters
    ----------
    answers
        Source texts by the names of the answers, in the order of the notebook.
    helpers
        What the answers rely on, each a cell of its own.
    imports
        Names that the notebook's import cell makes known: (name, module, attribute).
    environment, level, limits
        Where and how the sandbox runs.
    seed
        Words that seed the random inputs: the course's secret, assignment, student.
    reference
        The module whose functions and classes can be lent to answers that build on wrong ones.
    elsewhere
        Names that have a value in the notebook, but not here, with the reason.
    """

    def __init__(
        self,
        answers: Mapping[str, str],
        helpers: Sequence[Helper],
        imports: Sequence[tuple[str, str, str | None]],
        environment: StudentEnvironment,
        level: str,
        limits: Limits,
        seed: Sequence[str],
        reference: ModuleType | None = None,
        elsewhere: Mapping[str, str] | None = None,
    ):
        self.answers, self.imports = dict(answers), list(imports)
        self.cells = dict(_in_order(self.answers, helpers))
        self._text = "\n".join([*self.cells, *self.cells.values()])
        self.environment, self.level, self.limits = environment, level, limits
        self.seed = tuple(seed)
        self.reference, self.elsewhere = reference, dict(elsewhere or {})
        self._lent = Loan()
        self.rng = np.random.default_rng()
        self.calls: list[Call] = []
        self.unanswered: Call | None = None
        self.cell_errors: dict[str, StudentError] = {}
        self.left_out: dict[str, StudentError] = {}
        self._strikes: defaultdict[str, list[StudentError]] = defaultdict(list)
        self._asked_last = ""
        self._reached: set[str] = set()
        self._connection: Connection | None = None
        self._failed_to_start = 0
        self._was_started = False
        self._left_of_check = limits.seconds_per_check
        self._left = limits.seconds_per_submission
        self._left_of_replies = float(limits.replies_megabytes << 20)
        self._shares: dict[str, float] = {}  # of it, by answer or cell

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
        in_answers = [
            f"`{name}`: {error}. {_hint(error)}What stands above that line was graded."
            for name, error in self.cell_errors.items()
            if name in self._reached
        ]
        in_answers += [
            f"`{name}`: {error}. {_hint(error)}That was left out, and the rest of the cell was "
            "graded."
            for name, error in self.left_out.items()
            if name in self.answers
        ]
        elsewhere = [
            error
            for name, error in [*self.cell_errors.items(), *self.left_out.items()]
            if name not in self.answers
        ]
        own = [
            f"In a cell of your own that your answers use: {error}."
            for error in elsewhere[:MOST_WARNINGS]
        ]
        if more := len(elsewhere) - len(own):
            own.append(f"So it is in {more:,} more of your own cells.")
        return in_answers + own

    def begin(self, check: Check) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls, self.unanswered = [], None
        self._left_of_check = self.limits.seconds_per_check
        self.rng = seeded(*self.seed, check.name)

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        """Call a student's function, or use a class of theirs, in the sandbox."""
        self._expect_answer(function)
        self.unanswered = asked = Call(function, arguments, methods=tuple(methods))
        lent = self._lent.for_call(self._ask_back)
        call = self._ask(asked, "call", function, arguments, count, asked.methods, lent)
        self.unanswered = None
        self.calls.append(call)
        if call.error is not None and call.error.kind == "NotImplementedError":
            raise NotDone
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the sandbox."""
        self._expect_answer(name)
        call = self._ask(Call(name, ()), "get", name)
        if isinstance(
            call.error, OddValue
        ):  # nothing was called: a question says what it should be
            return Unsent(call.error.detail)
        if call.error is not None:
            raise call.error
        return call.value

    @contextmanager
    def lending(self, names: Sequence[str]) -> Iterator[list[str]]:
        """Put the reference's functions and classes in the place of the student's, for a while.

        They stay on this side, as all functions do. In the end, of those lent only the ones
        that were asked are left.
        """
        self._lent = Loan({name: getattr(self.reference, name, None) for name in names})
        lent = self._lent.names
        try:
            yield lent
        finally:
            lent[:] = self._lent.used or lent
            self._lent = Loan()

    def _ask_back(self, number: int, method: str, arguments: tuple[Any, ...]) -> Any:
        """Call a method of an object of the sandbox's that was handed to a lent one."""
        assert self._connection is not None
        return self._connection.ask_back(number, method, arguments)

    def stopped_after(self, num_steps: int) -> AbstractContextManager[None]:
        """Count nothing: steps on this side are the grader's own, and a sandbox has its time."""
        return nullcontext()

    def _expect_answer(self, name: str) -> None:
        if name not in self.answers:
            raise NotDone(f"Your notebook has no answer for `{name}`.")

    def _answered(self, asked: Call, reply: tuple[Any, ...]) -> Call:
        """Return what was asked, completed by the sandbox's reply."""
        match reply:
            case ("value", value, tuple() as after, int() | None as steps) if _fit(after, asked):
                return replace(asked, value=value, arguments_after=after, steps=steps)
            case ("unsupported", str() as what):
                return replace(asked, error=OddValue(what))
            case ("missing",):
                if asked.function in self.cell_errors:
                    raise self.cell_errors[asked.function]
                raise NotDone(f"Your answer doesn't define `{asked.function}`.")
        return replace(asked, error=self._error_in(reply))

    def _error_in(self, reply: tuple[Any, ...]) -> StudentError:
        """Return the error that a reply tells of; what it quotes has to stand in the notebook."""
        match reply:
            case ("error", str(kind), str(detail), int() | None as line, str(code), str(answer)):
                kind = kind if kind.isidentifier() else "Exception"
                code = code if code.strip() in self._text else ""
                answer = answer if answer.isidentifier() and answer in self._text else ""
                error = StudentError(kind, detail, line, code, answer)
                error.mistake = why_absent(error, self.elsewhere) or error.mistake
                return error
        raise Died("BrokenReply", DISTURBED)

    def _ask(self, asked: Call, *request: Any) -> Call:
        """Make a request on behalf of an answer; a sandbox that dies of it is a strike."""
        strikes = self._strikes[asked.function]
        if len(strikes) >= STRIKES and not self._lent.names:
            raise strikes[-1]
        before = self._asked_last if self._connection else asked.function
        try:
            try:
                call = self._once(asked, request)
            except Died as death:
                if death.kind not in LEFT_BEHIND or before == asked.function:
                    raise
                # It may be what another answer left behind: a process that ends after its
                # reply, or a word too many. So this one is asked again, in a new process.
                call = self._once(asked, request)
                self._strikes[before].append(StudentDied(death.kind, str(death)))
        except Died as death:
            strikes.append(StudentDied(death.kind, str(death)))
            raise strikes[-1] from None
        self._reached.add(asked.function)
        return call

    def _once(self, asked: Call, request: Sequence[Any]) -> Call:
        """Make a request, once."""
        record: list[CalledBack] = []
        try:
            reply = self._request(self._running(), *request, record=record)
            self._asked_last = asked.function
            return self._answered(replace(asked, called_back=record), reply)
        except BaseException:
            self.close()  # a reply that nobody has read would be taken for the next one
            raise

    def _request(self, connection: Connection, *what: Any, **record: Any) -> tuple[Any, ...]:
        """Make a request, and take the time that it took off what is left."""
        before, held = connection.seconds, connection.held
        share = self._share_of(what[1])
        connection.max_reply = min(self.limits.reply_megabytes << 20, int(share))
        allowed = min(self._left_of_check, self._left)
        try:
            return connection.request(allowed, *what, **record, lent=self._lent)
        finally:
            used = connection.seconds - before
            self._left_of_check -= used
            self._left -= used
            taken = connection.held - held
            self._shares[what[1]] -= taken
            self._left_of_replies -= min(taken, share)

    def _share_of(self, name: str) -> float:
        """Return the bytes that an answer may still send back.

        It begins with half of what is left, so that none takes from the others what they need.
        """
        share = self._shares.setdefault(name, self._left_of_replies / 2)
        if share <= 0:
            most = self.limits.replies_megabytes
            raise Died(
                "TooMuch",
                f"`{name[:60]}` sent back more than its part of the {most:g} MB of a submission.",
            )
        return share

    def _running(self) -> Connection:
        """Return a worker in which all sound cells have run, starting it if need be."""
        while True:
            if self._left <= 0:
                seconds = self.limits.seconds_per_submission
                raise Died("Timeout", f"The submission used up its {seconds:g} seconds.")
            self._connection = self._connection or self._started()
            if self._connection is not None:
                return self._connection

    def _started(self) -> Connection | None:
        script = self.environment.scripts / "worker.py"
        try:
            process = launch(self.level, script, self.limits, self.environment)
        except OSError as why:  # no memory, or no space on the disk
            raise SandboxError(f"The sandbox can't be started: {why.strerror}.{GO_ON}") from None
        connection = Connection(process, self.limits.reply_megabytes << 20)
        try:
            # No student code has run yet: what fails here is the grader's own trouble.
            connection.request(SECONDS_TO_START, "bind", self.imports)
        except Died:
            stop(process)
            self._failed_to_start += 1
            if self._failed_to_start < TRIES_TO_START:
                return None
            raise SandboxError(
                "The sandbox doesn't start. Are the [limits] in course.toml too small "
                f"(memory_megabytes = {self.limits.memory_megabytes})? `autograder doctor` tells "
                f"whether it starts with the usual ones.{GO_ON}"
            ) from None
        if self._was_started:  # a cell or a call ended it: to start anew is of the student's time
            self._left -= connection.seconds
        self._was_started = True
        for name, source in self.cells.items():
            error = self.cell_errors.get(name)
            if isinstance(error, StudentDied):
                continue
            self._left_of_check = self.limits.seconds_per_check
            try:
                reply = self._request(connection, "run", name, source)
                match reply:
                    case ("left out", tuple() as reason):
                        self.left_out[name] = self._error_in(reason)
                        self.left_out[name].discreet = str(self.left_out[name])
                        self._tell_of(name, self.left_out[name])
                        continue
                if reply != ("done",):
                    self.cell_errors[name] = error = self._error_in(reply)
                    self._tell_of(name, error)
                    error.discreet = str(error)  # no hidden input has come in yet
                    if error.mistake and error.mistake.name == SYNTAX.name:
                        newer = why_unread(source, self.environment.version)
                        error.mistake = newer or error.mistake
            except Died as death:
                stop(process)
                self.cell_errors[name] = StudentDied(death.kind, str(death))
                self._tell_of(name, self.cell_errors[name])
                return None
        self._left_of_check = self.limits.seconds_per_check
        return connection

    def _tell_of(self, cell: str, error: StudentError) -> None:
        """Keep why the names of a cell of the student's own have no value."""
        if cell in self.answers:
            return
        if error.line:  # counted in the statement, which is all that was taken of the cell
            error.args = (f"Your code raised {error.kind}: {error.detail} in “{error.code}”",)
        reason = STOPPED.format(error=error)
        self.elsewhere |= dict.fromkeys(bound(self.cells[cell]), reason)


def _hint(error: StudentError) -> str:
    """Return the hint on an error as a sentence that another one follows."""
    return f"{error.mistake.hint} " if error.mistake else ""


def _in_order(answers: Mapping[str, str], helpers: Sequence[Helper]) -> Iterator[tuple[str, str]]:
    """Give the names and source texts of all cells in the order in which they are run."""
    numbered = [(f"other cell {i}", one) for i, one in enumerate(helpers, 1)]
    for name, source in [("", ""), *answers.items()]:
        yield from ((cell, one.source) for cell, one in numbered if one.before == name)
        if name:
            yield name, source


def _fit(after: tuple[Any, ...], asked: Call) -> bool:
    """Tell whether what became of the arguments can be: as many, and of the same kinds."""
    given = [*asked.arguments, *(one for _, arguments in asked.methods for one in arguments)]
    return len(after) == len(given) and all(
        isinstance(got, kind)
        for got, one in zip(after, given, strict=True)
        for kind in (np.ndarray, list, tuple, dict, np.random.Generator)
        if isinstance(one, kind)
    )
