"""What hidden checks ask of any answer: the same values as the reference's.

Each of these asks for all its values before it judges the first: several values tell
one known mistake from another, and from chance, where a single one may not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coursework.asking.asked import Asked
from coursework.expecting.values import expect_keys, expect_value
from coursework.faults.failures import WrongForm, shown

Case = tuple[Any, ...]
"""The arguments of one call."""
Cases = Mapping[str, Case] | Sequence[Case]
"""Cases by what is said of them, such as ``"for two classes"``, or one after the other."""
Given = str | Callable[..., str]
"""What is said of cases that aren't named: of all the same, or of each by its arguments."""


def expect_values(
    student: Asked, right: Callable[..., Any], name: str, cases: Cases, given: Given = ""
) -> None:
    """Fail unless the answer's value is the reference's in each case.

    Parameters
    ----------
    right
        The reference's function.
    name
        What the value is, in the student's words: ``"table of distances"``.
    cases, given
        What the answer is called with, and how that ends the sentence of a failure.
    """
    told = _told(cases, given)
    got = [student.answer(*case) for _, case in told]
    for value, (words, case) in zip(got, told, strict=True):
        _expect(value, right(*case), name, words)


def expect_parts(
    student: Asked,
    right: Callable[..., Any],
    returns: str,
    parts: Sequence[int],
    cases: Cases,
    given: Given = "",
) -> None:
    """Fail unless these parts of the tuple that the answer returns are the reference's.

    Parameters
    ----------
    returns
        The names of all parts, as the student reads of them: ``"(loss, gradient)"``.
    parts
        Which of them count, by their places: with one alone, a mistake in the other doesn't
        hide the one that is looked for.
    """
    told, names = _told(cases, given), returns.strip("()").split(", ")
    got = [[student.part(part, returns, *case) for part in parts] for _, case in told]
    for values, (words, case) in zip(got, told, strict=True):
        expected = right(*case)
        for value, part in zip(values, parts, strict=True):
            _expect(value, expected[part], names[part], words)


def _expect(value: Any, expected: Any, name: str, given: str) -> None:
    """Fail unless a value is the number or array expected, or the dictionary or tuple of these."""
    if isinstance(expected, dict):
        entries = expect_keys(value, list(expected), f"those of the {name}")
        for key, one in expected.items():
            _expect(entries[key], one, f"{name} of {key}", given)
    elif isinstance(expected, tuple):
        if not isinstance(value, tuple | list) or len(value) != len(expected):
            raise WrongForm(f"Your {name} should have {len(expected)} parts", f"is {shown(value)}")
        for place, (part, one) in enumerate(zip(value, expected, strict=True), start=1):
            _expect(part, one, f"part {place} of the {name}", given)
    else:
        expect_value(value, expected, name, given)


def _told(cases: Cases, given: Given) -> list[tuple[str, Case]]:
    """Return cases, each with what is said of it."""
    if isinstance(cases, Mapping):
        return list(cases.items())
    return [(given(*case) if callable(given) else given, case) for case in cases]
