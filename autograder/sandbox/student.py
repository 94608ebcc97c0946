"""One submission's answers as checks ask for them, each call made in the sandbox.

Nothing that the sandbox sends is more than a value to compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.course import Limits
from autograder.notebook.own_code import Helper
from autograder.sandbox.budget import Budget
from autograder.sandbox.connection import Died
from autograder.sandbox.lending import Loan
from autograder.sandbox.process import Process
from autograder.sandbox.replies import Unsent, outcome_in
from autograder.sandbox.student_python.environment import StudentEnvironment
from coursework.asking.asked import Call, CalledBack, Method
from coursework.faults.failures import STRIKES, NotDone, OddValue, StudentDied, StudentError
from coursework.judging.judge import seeded

MOST_WARNINGS = 5
# How an answer's process may end by what was asked of another one before.
LEFT_BEHIND = ("Crash", "BrokenReply")


class SandboxedStudent:
    """A submission's answers, asked in the sandbox; an answer that kills it again and again isn't.

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
        self.answers, self.seed, self.reference = dict(answers), tuple(seed), reference
        self.budget = Budget(limits)
        cells = dict(_in_order(self.answers, helpers))
        self.process = Process(
            cells, self.answers, imports, environment, level, self.budget, elsewhere or {}
        )
        self.rng = np.random.default_rng()
        self.calls: list[Call] = []
        self.unanswered: Call | None = None
        self._lent = Loan()
        self._strikes: defaultdict[str, list[StudentError]] = defaultdict(list)
        self._reached: set[str] = set()
        self._asked_last = ""

    def __enter__(self) -> SandboxedStudent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the sandbox and all that runs in it."""
        self.process.close()

    @property
    def warnings(self) -> list[str]:
        """What went wrong in cells without keeping the answers from being graded."""
        errors, left_out = self.process.cell_errors, self.process.left_out
        in_answers = [
            f"`{name}`: {error}. {_hint(error)}What stands above that line was graded."
            for name, error in errors.items()
            if name in self._reached
        ]
        in_answers += [
            f"`{name}`: {error}. {_hint(error)}That was left out, and the rest of the cell was "
            "graded."
            for name, error in left_out.items()
            if name in self.answers
        ]
        every = [*errors.items(), *left_out.items()]
        elsewhere = [error for name, error in every if name not in self.answers]
        own = [
            f"In a cell of your own that your answers use: {error}."
            for error in elsewhere[:MOST_WARNINGS]
        ]
        if more := len(elsewhere) - len(own):
            own.append(f"So it is in {more:,} more of your own cells.")
        return in_answers + own

    def begin(self, check: str, question: str) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls, self.unanswered = [], None
        self.budget.begin()
        self.rng = seeded(*self.seed, check)

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        """Call a student's function, or use a class of theirs, in the sandbox."""
        self._expect_answer(function)
        self.unanswered = asked = Call(function, arguments, methods=tuple(methods))
        lent = self._lent.for_call(self._ask_back)
        call = self._ask(asked, "call", function, arguments, count, asked.methods, lent)
        self.unanswered = None
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the sandbox."""
        self._expect_answer(name)
        call = self._ask(Call(name, ()), "get", name)
        if isinstance(call.error, OddValue):  # a question says what it should be
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
        assert self.process.connection is not None
        return self.process.connection.ask_back(number, method, arguments)

    def _expect_answer(self, name: str) -> None:
        if name not in self.answers:
            raise NotDone(f"Your notebook has no answer for `{name}`.")

    def _ask(self, asked: Call, *request: Any) -> Call:
        """Make a request on behalf of an answer; a sandbox that dies of it is a strike."""
        strikes = self._strikes[asked.function]
        if len(strikes) >= STRIKES and not self._lent.names:
            raise strikes[-1]
        before = self._asked_last if self.process.connection else asked.function
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
            reply = self.process.request(asked.function, *request, record=record, lent=self._lent)
            self._asked_last = asked.function
            return self._outcome(reply, replace(asked, called_back=record))
        except BaseException:
            self.close()  # a reply that nobody has read would be taken for the next one
            raise

    def _outcome(self, reply: tuple[Any, ...], asked: Call) -> Call:
        match reply:
            case ("missing",):
                if error := self.process.cell_errors.get(asked.function):
                    raise error
                raise NotDone(f"Your answer doesn't define `{asked.function}`.")
        return outcome_in(reply, asked, self.process.text, self.process.elsewhere)


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
