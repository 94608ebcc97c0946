"""Instant feedback in the notebook: ``check("hinge_loss")`` under an answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stderr
from importlib import import_module
from io import StringIO
from pkgutil import iter_modules
from types import FrameType
from typing import Any

import numpy as np

import coursework.checks
from coursework.asking import Call, Method
from coursework.calling import call_function
from coursework.checking import Check, NotDone, Verdict
from coursework.needs import NOT_RIGHT
from coursework.running import run_checks, seeded
from coursework.table import Table


class Timeout(Exception):
    """A loop has no end."""


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

    def begin(self, check: Check) -> None:
        """Start a check with no calls and its own random inputs."""
        self.calls = []
        self.rng = seeded(check.name)

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        """Call a function of the notebook, or use a class of it, on copies of the arguments."""
        call = call_function(self.value(function), function, arguments, count, methods)
        self.calls.append(call)
        if call.error is not None and call.error.kind == "NotImplementedError":
            raise NotDone
        return call

    def value(self, name: str) -> Any:
        """Return a variable of the notebook."""
        if name not in self.namespace:
            raise NotDone(
                f"There is no `{name}` yet. Run the cell that defines it, then this one. If that "
                "cell shows an error, mend it first: a letter, for example, needs quotes."
            )
        return self.namespace[name]

    def lending(self, names: Sequence[str]) -> AbstractContextManager[list[str]]:
        """Lend nothing: there is no right answer in a notebook."""
        return nullcontext([])

    @contextmanager
    def stopped_after(self, num_steps: int) -> Iterator[None]:
        """Stop an endless loop, which would hang the notebook, after steps of the interpreter."""
        left = num_steps

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Timeout("this loop has no end when the nodes wait for each other in a circle")
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            yield
        finally:
            sys.settrace(before)


def visible_checks() -> list[Check]:
    """Return the visible checks of all assignments."""
    modules = sorted(module.name for module in iter_modules(coursework.checks.__path__))
    return [one for name in modules for one in import_module(f"coursework.checks.{name}").CHECKS]


def check(question: str) -> None:
    """Run the checks of one answer and show how each ended.

    Parameters
    ----------
    question
        Name of the function or variable that the answer defines.

    Raises
    ------
    ValueError
        If there is no check of that name.
    AssertionError
        When nbgrader validates or grades the notebook and a check failed.
    """
    checks = [one for one in visible_checks() if one.question == question]
    if not checks:
        known = ", ".join(dict.fromkeys(one.question for one in visible_checks()))
        raise ValueError(f"There is no check for {question!r}. There are checks for: {known}.")
    student = NotebookStudent(sys._getframe(1).f_globals)
    # nbgrader takes a warning for a failure, and silence for full marks.
    by_nbgrader = bool(os.environ.get("NBGRADER_EXECUTION"))
    with redirect_stderr(StringIO()) if by_nbgrader else nullcontext():
        verdicts = run_checks(checks, student)
    (NOT_RIGHT.discard if passed(verdicts) else NOT_RIGHT.add)(question)
    show(Table(question, verdicts, more_later=True))
    if by_nbgrader and not passed(verdicts):
        raise AssertionError(f"{question}: not every check has passed")


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
