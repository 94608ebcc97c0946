"""What each notebook of the course defines, and which checks it asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import coursework.checks
from coursework.expecting.number_or_letter import form_checks
from coursework.instant_feedback.verdict_table import WithoutTraceback
from coursework.scoring.check import Check

# Made from the notebooks' texts: the names that each defines; its questions, each with the
# letters to choose from.
_NAMES = Path(__file__).parent.parent / "notebook_names.json"
_QUESTIONS = Path(__file__).parent.parent / "questions.json"


class NoSuchCheck(WithoutTraceback, ValueError):
    """There is no check of that name; the message says which may be meant."""


def visible_checks() -> list[Check]:
    """Return the visible checks of all assignments."""
    return [one for assignment in _assignments() for one in _checks(assignment)]


def checks_on(question: str) -> list[Check]:
    """Return the visible checks of one answer; those of other notebooks aren't even loaded."""
    its_own = [one for one in _assignments() if question in _names().get(one, ())]
    # A notebook that is being written may define more than was built.
    return _among(its_own, question) or _among(_assignments(), question)


def _among(assignments: Iterable[str], question: str) -> list[Check]:
    return [one for name in assignments for one in _checks(name) if one.question == question]


def _assignments() -> list[str]:
    return sorted(module.name for module in iter_modules(coursework.checks.__path__))


@cache
def _checks(assignment: str) -> list[Check]:
    """Return the visible checks of an assignment, those of questions first."""
    return [
        *form_checks(_letters().get(assignment, {})),
        *import_module(f"coursework.checks.{assignment}").CHECKS,
    ]


@cache
def _letters() -> dict[str, dict[str, str]]:
    """Return the questions of each assignment, each with the letters to choose from."""
    questions: dict[str, dict[str, str]] = json.loads(_QUESTIONS.read_text(encoding="utf-8"))
    return questions


@cache
def _names() -> dict[str, list[str]]:
    """Return the names that each notebook's own cells and answers define, from top to bottom."""
    names: dict[str, list[str]] = json.loads(_NAMES.read_text(encoding="utf-8"))
    return names


def is_defined_above(name: str, question: str) -> bool:
    """Tell whether a notebook defines a name in a cell above the one that answers a question."""
    return any(
        name in names[: names.index(question)] for names in _names().values() if question in names
    )


def question_of(asked: object, namespace: dict[str, Any]) -> str:
    """Return the name of the answer that a check is asked for.

    Parameters
    ----------
    asked
        The name; an answer itself, where somebody left out the quotes, is known by its name.
    namespace
        The notebook's global variables.

    Raises
    ------
    NoSuchCheck
        If there is no such answer.
    """
    if isinstance(asked, str):
        if checks_on(asked.strip()):
            return asked.strip()
        raise NoSuchCheck(_no_such_check(asked.strip(), namespace))
    known = {one.question for one in visible_checks()}
    of_this_value = [name for name in known if namespace.get(name) is asked]
    if callable(asked) and (of_this_value or getattr(asked, "__name__", "") in known):
        return next(iter(of_this_value), getattr(asked, "__name__", ""))
    example = next(iter(of_this_value), "hinge_loss")
    raise NoSuchCheck(
        "`check` is given the name of an answer, in quotes" + (f': check("{example}").')
    )


def _no_such_check(asked: str, namespace: dict[str, Any]) -> str:
    here = _notebooks_of(namespace)
    close = get_close_matches(asked, [name for one in here for name in _questions(one)], 1)
    if len(here) > 1 and close:
        here = [one for one in here if close[0] in _questions(one)]
    said = [f"There is no check for {asked!r}."]
    if close:
        said.append(f'Did you mean check("{close[0]}")?')
    if len(here) == 1:
        said.append(f"This notebook has checks for {', '.join(_questions(here[0]))}.")
    else:
        said.append("An answer's name stands in the first line of its cell.")
    return " ".join(said)


def _questions(assignment: str) -> Iterable[str]:
    return dict.fromkeys(one.question for one in _checks(assignment))


def _notebooks_of(namespace: dict[str, Any]) -> list[str]:
    """Return the assignments whose notebook it may be: those of which most names are there."""
    there = {one: sum(name in namespace for name in names) for one, names in _names().items()}
    most = max(there.values(), default=0)
    return [one for one, number in there.items() if number == most]
