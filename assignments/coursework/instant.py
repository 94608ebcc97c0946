"""Instant feedback in the notebook: ``check("hinge_loss")`` under an answer."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stderr
from dataclasses import replace
from io import StringIO
from textwrap import fill
from typing import Any

import numpy as np

from coursework.asking.asked import Call, Method
from coursework.asking.calling import call_function
from coursework.faults.failures import ENDLESS, STRIKES, StudentDied, StudentError
from coursework.faults.mishaps import MISSING_NAME
from coursework.instant_feedback.needs import NOT_RIGHT
from coursework.instant_feedback.notebook_names import checks_on, is_defined_above, question_of
from coursework.instant_feedback.prints import folded_prints
from coursework.instant_feedback.reruns import from_earlier_run
from coursework.instant_feedback.stopping import Timeout, in_time, interruptible
from coursework.instant_feedback.verdict_table import Table, WithoutTraceback
from coursework.scoring.check import NotDone, Verdict
from coursework.scoring.judge import run_checks, seeded

WIDTH = 80


class NotebookStudent:
    """The functions and variables of a running notebook, as checks ask for them.

    Parameters
    ----------
    namespace
        The notebook's global variables.
    """

    def __init__(self, namespace: dict[str, Any]):
        self.namespace = namespace
        self.rng = np.random.default_rng()
        self.calls: list[Call] = []
        self.question = ""
        self.hung: dict[str, list[StudentError]] = {}  # by function

    def begin(self, check: str, question: str) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls, self.question = [], question
        self.rng = seeded(check)

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        """Call a function of the notebook, or use a class of it, on copies of the arguments."""
        answer = self.value(function)
        hung = self.hung.setdefault(function, [])
        if len(hung) >= STRIKES:
            raise hung[-1]
        try:
            call = in_time(lambda: call_function(answer, function, arguments, count, methods))
        except Timeout:
            hung.append(StudentDied("Timeout", ENDLESS))
            raise hung[-1] from None
        if call.error is not None and call.error.kind == "NameError":
            self._explain_missing_name(call.error)
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the notebook."""
        if name not in self.namespace:
            raise NotDone(
                f"There is no `{name}` yet. Run the cell that defines it, then this one. If that "
                "cell shows an error, fix it first: a letter, for example, needs quotes."
            )
        if earlier := from_earlier_run(name, self.namespace):
            raise NotDone(earlier)
        return self.namespace[name]

    def _explain_missing_name(self, error: StudentError) -> None:
        missing = MISSING_NAME.match(error.detail)
        if missing and error.mistake and is_defined_above(missing[1], self.question):
            hint = f"The notebook defines `{missing[1]}` further up: run the cells above."
            error.mistake = replace(error.mistake, hint=hint)

    def lending(self, names: Sequence[str]) -> AbstractContextManager[list[str]]:
        """Lend nothing: there is no right answer in a notebook."""
        return nullcontext([])


class NotPassed(WithoutTraceback, AssertionError):
    """An answer hasn't passed its checks; the message tells which failed, and why."""

    def __init__(self, table: Table):
        lines = replace(table, verdicts=[one for one in table.verdicts if one.status != "passed"])
        # nbgrader cuts lines after 87 characters.
        wrapped = [
            fill(line, WIDTH, subsequent_indent=" " * (len(line) - len(line.lstrip()) + 2))
            for line in str(lines).splitlines()
        ]
        super().__init__("\n".join(wrapped))


def check(question: str) -> None:
    """Run the checks of one answer and show how each ended.

    Parameters
    ----------
    question
        Name of the function or variable that the answer defines.

    Raises
    ------
    NoSuchCheck
        If there is no check of that name.
    Interrupted
        If the student interrupted it.
    NotPassed
        When nbgrader validates or grades the notebook and a check failed.
    """
    namespace = sys._getframe(1).f_globals
    question = question_of(question, namespace)
    # nbgrader takes a warning for a failure, and silence for full marks.
    by_nbgrader = bool(os.environ.get("NBGRADER_EXECUTION"))
    quiet = redirect_stderr(StringIO()) if by_nbgrader else nullcontext()
    with interruptible(), folded_prints(), nobody_typing(), quiet:
        verdicts = run_checks(checks_on(question), NotebookStudent(namespace))
    (NOT_RIGHT.discard if passed(verdicts) else NOT_RIGHT.add)(question)
    table = Table(question, verdicts, more_later=True)
    show(table)
    if by_nbgrader and not passed(verdicts):
        raise NotPassed(table)


@contextmanager
def nobody_typing() -> Iterator[None]:
    """Let `input` fail at once in a student's code, as where it is graded; a debugger may ask."""
    asked = builtins.input

    def ask(prompt: object = "", /) -> str:
        if sys._getframe(1).f_globals.get("__name__") == "__main__":
            raise EOFError("EOF when reading a line")
        return asked(prompt)

    builtins.input = ask
    try:
        yield
    finally:
        builtins.input = asked


def passed(verdicts: list[Verdict]) -> bool:
    """Tell whether every check has passed."""
    return all(verdict.status == "passed" for verdict in verdicts)


def show(table: Table) -> None:
    """Show a table in the notebook, or print it where there is none."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(table)
        return
    if get_ipython() is None:
        print(table)
    else:
        display(table)
