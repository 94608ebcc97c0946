"""A question's cell in the text of a notebook: a few lines of YAML become a `Question`.

The letters to choose from aren't repeated in it. They are those of the list in the
Markdown above, so that what students read and what is graded can't disagree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from itertools import combinations
from string import ascii_uppercase
from typing import Any

import numpy as np
import yaml

from autograder.assignments.question import POINTS, Question, WrongAnswer, is_taken_for
from autograder.assignments.worked_examples import worked_example
from coursework.expecting.number_or_letter import NUMBER

_CHOICE = re.compile(r"^[-*] \*\*([A-Z])\*\*", re.MULTILINE)
_FIELDS = ("asks", "right", "wrong", "points")
_OF_WRONG = ("value", "name", "hint")


class QuestionError(ValueError):
    """A question can't be taken as it is written; the message says what would be right."""


class _Loader(yaml.BaseLoader):  # type: ignore[misc]  # yaml has no types
    """Reads every scalar as text: the numbers are Python's, as elsewhere in the text."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    fields: dict[Any, Any] = {}
    for key, value in node.value:
        name = loader.construct_object(key, deep=True)
        if name in fields:
            raise QuestionError(f"“{name}” is given twice")
        fields[name] = loader.construct_object(value, deep=True)
    return fields


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def choices_in(markdown: str) -> str:
    """Return the letters of the list of choices in the Markdown above a question, or `NUMBER`.

    Raises
    ------
    QuestionError
        If they aren't A, B, C and so on, each once and in order.
    """
    letters = "".join(_CHOICE.findall(markdown))
    expected = ascii_uppercase[: max(len(letters), 2)]
    if letters and letters != expected:
        raise QuestionError(
            f"the list of choices above it has {_listed(letters)} where {_listed(expected)} "
            "would be right"
        )
    return letters or NUMBER


def given_values(given: object) -> dict[str, Any]:
    """Return the values that the questions of a text share, by name.

    Parameters
    ----------
    given
        Python expressions by name, as the text's front matter has them. Each may use those
        above it.
    """
    if not isinstance(given, Mapping):
        raise QuestionError("`given` should hold names, each with a Python expression")
    names: dict[str, Any] = {"np": np, "worked_example": worked_example}
    for name, expression in given.items():
        if not str(name).isidentifier() or name in names:
            raise QuestionError(f"`given` has “{name}”: a new name of Python's kind would be right")
        names[str(name)] = _evaluated(str(expression), names, f"“{name}” of `given`")
    return names


def read_question(name: str, body: str, choices: str, names: Mapping[str, Any]) -> Question:
    """Return the question that a cell declares.

    Parameters
    ----------
    name
        The variable that students assign.
    body
        The cell's YAML: `asks`, `right`, and perhaps `wrong` and `points`.
    choices
        The letters to choose from, or `NUMBER`.
    names
        What expressions may use.

    Raises
    ------
    QuestionError
        If something is missing, unknown, or contradicts itself.
    """
    if not name.isidentifier():
        raise QuestionError("its name should be one that a variable can have")
    fields = _fields(_loaded(body), _FIELDS, needed=("asks", "right"), of="the question")
    wrong = fields.get("wrong", [])
    if not isinstance(wrong, list):
        raise QuestionError("“wrong” should be a list, each item with value, name and hint")
    question = Question(
        name,
        _text(fields["asks"], "asks"),
        _answer(fields["right"], choices, names, "right"),
        choices,
        tuple(_wrong_answer(one, choices, names) for one in wrong),
        _points(fields.get("points", str(POINTS))),
    )
    _complain_of_doubles(question)
    return question


def _loaded(body: str) -> Any:
    try:
        return yaml.load(body, _Loader)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f" in line {place.line + 1} of its cell" if place else ""
        raise QuestionError(
            f"its YAML can't be read{line} ({getattr(error, 'problem', None) or error}). A text "
            "that holds a colon or begins with a sign stands in the lines below `>-`"
        ) from None


def _fields(told: Any, known: tuple[str, ...], needed: tuple[str, ...], of: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise QuestionError(f"{of} should have the keys {', '.join(known)}")
    for key in told:
        if key not in known:
            raise QuestionError(f"{of} has a key “{key}”; it may have {', '.join(known)}")
    for key in needed:
        if key not in told:
            raise QuestionError(f"{of} has no “{key}”")
    return told


def _wrong_answer(told: Any, choices: str, names: Mapping[str, Any]) -> WrongAnswer:
    named = f" {told['name']}" if isinstance(told, dict) and "name" in told else ""
    fields = _fields(told, _OF_WRONG, needed=_OF_WRONG, of=f"the wrong answer{named}")
    mistake = _text(fields["name"], "name")
    if not mistake.isidentifier():
        raise QuestionError(f"the mistake “{mistake}” should be named like a variable")
    value = _answer(fields["value"], choices, names, f"value of {mistake}")
    return WrongAnswer(value, mistake, _text(fields["hint"], f"hint of {mistake}"))


def _text(told: Any, what: str) -> str:
    if not isinstance(told, str) or not told.strip():
        raise QuestionError(f"“{what}” should be a text")
    if "\n" in told:
        raise QuestionError(f"“{what}” should be one paragraph: begin it with >-, not with |")
    return told.strip()


def _answer(told: Any, choices: str, names: Mapping[str, Any], what: str) -> float | str:
    """Return a letter of the choices, or the number that an expression gives."""
    text = _text(told, what)
    if choices != NUMBER:
        if len(text) != 1 or text not in choices:
            raise QuestionError(
                f"“{what}” is {text}, where the list of choices above it has {_listed(choices)}"
            )
        return text
    if len(text) == 1 and text in ascii_uppercase and text not in names:
        raise QuestionError(
            f"“{what}” is the letter {text}, but no list of choices, such as “- **A**: …”, stands "
            "in the Markdown above it"
        )
    number = _evaluated(text, names, f"“{what}”")
    try:
        value = math.nan if isinstance(number, bool | str) else float(number)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise QuestionError(f"“{what}” should be a finite number, but {text} is {number!r}")
    return value


def _evaluated(expression: str, names: Mapping[str, Any], what: str) -> Any:
    try:
        return eval(expression, dict(names))
    except Exception as error:
        hint = f". It may use {', '.join(names)}" if isinstance(error, NameError) else ""
        raise QuestionError(
            f"{what} can't be worked out: {expression} raises {type(error).__name__}: "
            f"{str(error).strip(chr(34))}{hint}"
        ) from None


def _points(told: Any) -> float:
    try:
        points = float(told)
    except (TypeError, ValueError):
        points = math.nan
    if not 0 < points < math.inf:
        raise QuestionError(f"“points” should be a number above 0, and is {told}")
    return int(points) if points.is_integer() else points


def _complain_of_doubles(question: Question) -> None:
    """Complain of answers that can't be told apart, and of two mistakes with one name."""
    answers = [("right", question.right), *((one.name, one.value) for one in question.wrong)]
    for (one, value), (other, close) in combinations(answers, 2):
        if is_taken_for(value, close) or is_taken_for(close, value):
            shown = value if isinstance(value, str) else f"{value:g} and {close:g}"
            raise QuestionError(
                f"“{one}” and “{other}” are the same answer within rounding ({shown}), so that "
                "the second would never be told"
            )
        if one == other:
            raise QuestionError(f"the mistake “{one}” is named twice")


def _listed(letters: str) -> str:
    return ", ".join(letters)
