"""Questions whose answer is a number or a letter, assigned to a named variable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from coursework.expecting.values import as_number
from coursework.faults.failures import shown
from coursework.scoring.check import Asked, Check, Failure, NotDone, WrongForm

NUMBER = ""  # in place of the letters to choose from


def form(choices: str) -> str:
    """Say what to write down: ``your number``, or ``"A", "B" or "C"``."""
    if choices == NUMBER:
        return "your number"
    letters = [f'"{letter}"' for letter in choices]
    return f"{', '.join(letters[:-1])} or {letters[-1]}"


def read_answer(value: Any, choices: str) -> float | str:
    """Return an answer as a number or a capital letter, or say what it should be.

    Raises
    ------
    NotDone
        If the variable still is None.
    Failure
        If it is something else than the question asks for.
    """
    if value is None or value is Ellipsis:
        raise NotDone
    if choices == NUMBER:
        try:
            if not isinstance(value, str | tuple | list):  # 2,9 is a tuple to Python
                number = as_number(value, "answer")
                if not np.isnan(number):
                    return number
        except WrongForm:
            pass
        raise _unread(value, "a number is expected, such as 2.9 or 1200, without quotes or a comma")
    if not isinstance(value, str) or value.strip().upper() not in set(choices):
        raise _unread(value, f"{form(choices)} is expected")
    return value.strip().upper()


def _unread(value: Any, expected: str) -> Failure:
    return Failure(f"This can't be read as an answer: {expected}. It is {shown(value)}.")


def form_checks(questions: Mapping[str, str]) -> list[Check]:
    """Return a visible check for each question: an answer is there, whether right or not.

    Parameters
    ----------
    questions
        Variable names, each with the letters to choose from or `NUMBER`.
    """

    def one(name: str, choices: str) -> Check:
        def run(student: Asked) -> None:
            read_answer(student.value(), choices)

        sentence = "Your feedback will tell whether your answer is right."
        return Check(f"{name}.form", name, sentence, points=0, run=run, visible=True)

    return [one(name, choices) for name, choices in questions.items()]
