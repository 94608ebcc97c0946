"""Known wrong solutions of each assignment, and how to recognise them in values.

A mistake is written down as what it computes. Where a check failed, every mistake
is run on the very inputs of that check: if it gives what the student's function
gave, it has a name, and a hint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from autograder.assignments.parts import content_of
from coursework.faults.failures import Kind
from coursework.scoring.check import Mistake


def mistake(
    *functions: str,
    hint: str,
    slip: str = "",
    misconception: str = "",
    omission: str = "",
    raises: str = "",
) -> Callable[..., Mistake]:
    """Make a wrong solution of the given functions into a `Mistake` of its name.

    Parameters
    ----------
    *functions
        The answers that make it.
    hint
        What a student is told who made it.
    slip, misconception, omission
        One of these: what kind of mistake it is, by the reason why.
    raises
        The kind of error in which it ends, such as ``"IndexError"``, where it does.
    """

    def decorate(run: Callable[..., Any]) -> Mistake:
        kind, why = _kind(slip, misconception, omission)
        return Mistake(run.__name__, functions, hint, kind, why, raises, run)

    return decorate


def _kind(slip: str, misconception: str, omission: str) -> tuple[Kind, str]:
    reasons: dict[Kind, str] = {
        "slip": slip,
        "misconception": misconception,
        "omission": omission,
    }
    given = [(kind, why) for kind, why in reasons.items() if why]
    if len(given) != 1:
        raise TypeError("a mistake is declared by one of slip, misconception and omission")
    return given[0]


def same_as(
    first: Mistake,
    *functions: str,
    slip: str = "",
    misconception: str = "",
    omission: str = "",
) -> Callable[[Callable[..., Any]], Mistake]:
    """Make a wrong solution of other functions into a mistake that there is already.

    There, it may be of another kind.
    """
    kind, why = first.kind, first.why
    if slip or misconception or omission:
        kind, why = _kind(slip, misconception, omission)
    return lambda run: replace(first, functions=functions, kind=kind, why=why, run=run)


def known_mistakes(assignment: str) -> list[Mistake]:
    """Return an assignment's mistakes, in the order in which they are tried."""
    module = content_of(assignment, "mistakes")
    found: list[Any] = []
    for value in vars(module).values():
        found += value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, Mistake)]
