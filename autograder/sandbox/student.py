"""One submission's answers as checks ask for them, each call made in the sandbox.

Nothing that the sandbox sends is more than a value to compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from autograder.course import Limits
from autograder.notebook.own_code import Helper
from autograder.sandbox.lending import Loan
from autograder.sandbox.process.budget import Budget
from autograder.sandbox.process.kept_running import Process
from autograder.sandbox.process.replies import Unsent
from autograder.sandbox.requests import Requests
from autograder.sandbox.student_python.environment import StudentEnvironment
from autograder.sandbox.submitted_cells import SubmittedCells
from coursework.asking.asked import Call, Method
from coursework.faults.failures import NotDone, OddValue
from coursework.scoring.judge import seeded


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
        texts = dict(_in_order(self.answers, helpers))
        self.cells = SubmittedCells(texts, self.answers, environment.version, elsewhere or {})
        self.process = Process(self.cells, imports, environment, level, Budget(limits))
        self.rng = np.random.default_rng()
        self.calls: list[Call] = []
        self.unanswered: Call | None = None
        self._requests = Requests(self.process)
        self._lent = Loan()

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
        return self.cells.warnings(self._requests.reached)

    def begin(self, check: str, question: str) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls, self.unanswered = [], None
        self.process.budget.begin()
        self.rng = seeded(*self.seed, check)

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        """Call a student's function, or use a class of theirs, in the sandbox."""
        self._expect_answer(function)
        self.unanswered = asked = Call(function, arguments, methods=tuple(methods))
        lent = self._lent.for_call(self._ask_back)
        request = ("call", function, arguments, count, asked.methods, lent)
        call = self._requests.ask(asked, request, self._lent)
        self.unanswered = None
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the sandbox."""
        self._expect_answer(name)
        call = self._requests.ask(Call(name, ()), ("get", name), self._lent)
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


def _in_order(answers: Mapping[str, str], helpers: Sequence[Helper]) -> Iterator[tuple[str, str]]:
    """Give the names and source texts of all cells in the order in which they are run."""
    numbered = [(f"other cell {i}", one) for i, one in enumerate(helpers, 1)]
    for name, source in [("", ""), *answers.items()]:
        yield from ((cell, one.source) for cell, one in numbered if one.before == name)
        if name:
            yield name, source
