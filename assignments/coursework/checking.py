"""Checks: short functions that question one answer, and what they tell.

A check is a function with a verb or a fact for a name. Its docstring is the
sentence that the student reads. It asks the student's functions through a
``student`` object, compares, and raises `Failure` with the reason when the
answer is wrong; returning without one is a pass. The same checks run in the
notebook (`coursework.instant`), in pytest and in the sandboxed grader; only the
``student`` object differs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

import numpy as np

Status = Literal["passed", "failed", "skipped", "error"]


NOT_DONE = "Not done yet."
LONGEST_DETAIL, LONGEST_CODE, LONGEST_NAME = 500, 200, 100


class Failure(Exception):
    """The student's answer is wrong; the message says what is, and what would be right.

    A check that knows which mistake it is looking at says so by ``mistake``.
    """

    def __init__(self, message: str, mistake: Mistake | None = None):
        self.mistake = mistake
        super().__init__(message)


class NotDone(Failure):
    """The answer is still the stub: nothing was handed in for it."""

    def __init__(self, message: str = NOT_DONE):
        super().__init__(message)


class WrongForm(Failure):
    """The answer isn't of the kind asked for, so that a hint about its value would be noise."""


class StudentError(Failure):
    """The student's own code raised an exception, hung or died.

    Parameters
    ----------
    kind
        Name of the exception's type, such as ``"IndexError"``.
    detail
        The exception's own message.
    line
        Line of the answer cell in which it was raised, counted from 1.
    code
        The text of that line.
    """

    def __init__(self, kind: str, detail: str = "", line: int | None = None, code: str = ""):
        # Short, as it may be forged; and in one line, as the next one is a hint.
        detail = " ".join(detail.split())[:LONGEST_DETAIL]
        kind, code = kind[:LONGEST_NAME], code.strip()[:LONGEST_CODE]
        self.kind, self.detail, self.line, self.code = kind, detail, line, code
        where = f" in line {line} of your answer: {code}" if line else ""
        super().__init__(
            f"Your code raised {kind}{': ' + detail if detail else ''}{where}", MISHAPS.get(kind)
        )


class StudentDied(StudentError):
    """The student's code hung, crashed its process or disturbed the grader."""

    def __init__(self, kind: str, message: str):
        super().__init__(kind, message)
        self.args = (message,)  # it wasn't raised, so the message says it in its own words


@dataclass(frozen=True)
class Call:
    """One call of a student's function, and how it ended.

    ``part`` says which part of the returned tuple the check is about, so that a
    mistake in the other part doesn't hide the one that is looked for.
    """

    function: str
    arguments: tuple[Any, ...]
    value: Any = None
    error: StudentError | None = None
    arguments_after: tuple[Any, ...] = ()
    steps: int | None = None
    part: int | None = None


class Student(Protocol):
    """What a check may ask of a submission.

    ``student.answer(...)`` calls the function that the check's question asks for,
    ``student.rng`` draws the check's random inputs.
    """

    rng: np.random.Generator
    calls: list[Call]

    def begin(self, check: Check) -> None:
        """Start a check: forget the calls of the last one, seed its random inputs."""

    def call(self, function: str, *arguments: Any, count: bool = False) -> Call:
        """Call a student's function by name; `count` counts the steps of the interpreter."""

    def value(self, name: str) -> Any:
        """Value that the student assigned to a named variable."""


@dataclass(frozen=True)
class Asked:
    """A student as seen from one question: ``answer`` is the function asked for there."""

    student: Student
    question: str

    @property
    def rng(self) -> np.random.Generator:
        return self.student.rng

    def call(self, *arguments: Any, count: bool = False) -> Call:
        """Call the answer and tell everything about it; raise if it raised."""
        call = self.student.call(self.question, *arguments, count=count)
        if call.error is not None:
            raise call.error
        return call

    def answer(self, *arguments: Any) -> Any:
        """Call the answer and return its value."""
        return self.call(*arguments).value

    def loss(self, *arguments: Any) -> Any:
        """Call an answer that returns (loss, gradient) and return the loss."""
        return self._part(0, arguments)

    def gradient(self, *arguments: Any) -> Any:
        """Call an answer that returns (loss, gradient) and return the gradient."""
        return self._part(1, arguments)

    def _part(self, part: int, arguments: tuple[Any, ...]) -> Any:
        pair = self.call(*arguments).value
        if pair is None:
            raise NotDone("Your function returned None. It should return (loss, gradient).")
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise WrongForm(
                f"Your function should return (loss, gradient), but returned {shown(pair)}."
            )
        self.student.calls[-1] = replace(self.student.calls[-1], part=part)
        return pair[part]

    def value(self) -> Any:
        """Value of the variable that the question asks for."""
        return self.student.value(self.question)


@dataclass(frozen=True)
class Check:
    """A question to a submission, worth points.

    ``builds_on`` names the checks (of the same question) without which this one
    says nothing new: when one of them failed, this one is skipped.
    """

    name: str
    question: str
    description: str
    points: float
    run: Callable[[Asked], None]
    builds_on: tuple[str, ...] = ()
    hint: str = ""
    visible: bool = False


@dataclass(frozen=True)
class Verdict:
    """How one check ended, as students, reports and the gradebook see it."""

    name: str
    question: str
    description: str
    points: float
    earned: float
    status: Status
    message: str
    mistake: str | None = None


@dataclass(frozen=True)
class Mistake:
    """A known wrong solution: ``run`` computes what it computes, ``hint`` explains it.

    A mistake is counted once in a submission. Not so one that leaves work out
    (``once=False``): it costs the points of every check that asks for that work.
    """

    name: str
    functions: tuple[str, ...]
    hint: str
    once: bool = True
    run: Callable[..., Any] | None = field(default=None, compare=False, repr=False)


SYNTAX = Mistake(
    "syntax_error",
    (),
    "Python can't read this cell, so nothing in it could run. The mistake is often a bracket "
    "or a colon missing in the line named or in the one above it.",
    once=False,
)
# What can be named by the kind of error alone.
MISHAPS = {
    "SyntaxError": SYNTAX,
    "IndentationError": SYNTAX,
    "TabError": SYNTAX,
    "NameError": Mistake(
        "name_not_defined",
        (),
        "Is the name spelt as where it is defined? What an answer uses has to stand in its own "
        "cell, or in one above it.",
        once=False,
    ),
    "UnboundLocalError": Mistake(
        "variable_used_before_set",
        (),
        "The variable gets its value too late, or only on some ways through the function. Set it "
        "before the loop.",
        once=False,
    ),
    "RecursionError": Mistake(
        "endless_recursion", (), "The function calls itself and never stops.", once=False
    ),
    "Timeout": Mistake(
        "endless_loop",
        (),
        "Look at your while loops: does something change each time round that ends them?",
        once=False,
    ),
}


def check(
    *questions: str, points: float, builds_on: Sequence[str] = (), hint: str = ""
) -> Callable[[Callable[[Asked], None]], list[Check]]:
    """Make a function into a check of each of the questions.

    The function's name names the check, its docstring is what the student reads.
    ``builds_on`` names other check functions; ``hint`` is shown with a failure whose
    mistake isn't recognised.
    """

    def decorate(function: Callable[[Asked], None]) -> list[Check]:
        name = function.__name__
        return [
            Check(
                name=f"{question}.{name}",
                question=question,
                description=inspect.cleandoc(function.__doc__ or name),
                points=points,
                run=function,
                builds_on=tuple(f"{question}.{other}" for other in builds_on),
                hint=hint,
            )
            for question in questions
        ]

    return decorate


def checks_in(namespace: dict[str, Any], visible: bool) -> list[Check]:
    """All checks that a module defines, in the order in which they stand there."""
    return [
        replace(one, visible=visible)
        for group in namespace.values()
        if isinstance(group, list)
        for one in group
        if isinstance(one, Check)
    ]


def shown(value: Any) -> str:
    """Return a short description of any value for a message."""
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} with shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}… ({type(value).__name__})"
