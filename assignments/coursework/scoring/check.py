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
from dataclasses import dataclass, replace
from typing import Any, Literal

from coursework.asking.asked import Asked, Call, CalledBack
from coursework.faults.failures import Failure, Mistake, NotDone, StudentError, WrongForm, shown
from coursework.scoring.partial_credit import Role

# Who writes checks finds here all that it takes.
__all__ = [
    "Asked",
    "Call",
    "CalledBack",
    "Check",
    "CheckOf",
    "Failure",
    "Mistake",
    "NotDone",
    "Role",
    "Status",
    "StudentError",
    "Verdict",
    "WrongForm",
    "check",
    "checks_in",
    "shown",
]

# A check that is forgiven was failed, and earns points all the same: `partial_credit` has why.
Status = Literal["passed", "forgiven", "failed", "skipped", "error"]


@dataclass(frozen=True)
class Check:
    """A question to a submission, worth points.

    ``role`` says what it is about, by which its points are reckoned: values (core), one
    term, convention or trap (part), or shapes, types, inputs and loops (form).
    ``builds_on`` names the checks of the same answer without which passing this one means
    nothing: when one of them failed by more than a slip, this one is skipped. ``uses`` names
    other answers that this one may call: where they are wrong, right ones may be lent.
    """

    name: str
    question: str
    description: str
    points: float
    run: Callable[[Asked], None]
    builds_on: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    hint: str = ""
    visible: bool = False
    role: Role = "core"


CheckOf = Callable[..., Callable[[Callable[[Asked], None]], list[Check]]]
"""What makes functions into checks of certain answers: `check` with their names filled in."""


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


def check(
    *questions: str,
    points: float,
    role: Role = "core",
    builds_on: Sequence[str] = (),
    uses: Sequence[str] = (),
    hint: str = "",
) -> Callable[[Callable[[Asked], None]], list[Check]]:
    """Make a function into a check of each of the questions.

    The function's name names the check, its docstring is what the student reads.
    ``builds_on`` names other check functions, ``uses`` other answers; ``hint`` is shown with
    a failure whose mistake isn't recognised. `Check` tells what the others mean.
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
                uses=tuple(uses),
                hint=hint,
                role=role,
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
