"""Numeric and multiple-choice questions, and what each wrong answer shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursework.expecting.answer import NUMBER, read_answer
from coursework.expecting.values import digits
from coursework.judging.check import Asked, Check, Failure, Mistake

# Answers are written down with a few digits: half a percent off is right.
PRECISION = 0.005


@dataclass(frozen=True)
class Question:
    """A value that the student assigns to a named variable.

    Parameters
    ----------
    name
        The variable.
    description
        One sentence: what is asked.
    right
        A number, or the letter of the right choice.
    choices
        The letters to choose from, or `NUMBER`.
    wrong
        Known wrong answers: the name of the mistake and the hint it earns.
    """

    name: str
    description: str
    right: float | str
    choices: str = NUMBER
    wrong: Mapping[float | str, tuple[str, str]] = field(default_factory=dict)
    points: float = 2

    def check(self) -> Check:
        """Return the check that compares the variable with the right answer."""
        return Check(f"{self.name}.answer", self.name, self.description, self.points, self._run)

    def _run(self, student: Asked) -> None:
        answer = read_answer(student.value(), self.choices)
        if _equal(answer, self.right):
            return
        for wrong, (name, hint) in self.wrong.items():
            if _equal(answer, wrong):
                raise Failure(f"Your answer is {_shown(answer)}.", Mistake(name, (), hint))
        raise Failure(f"Your answer {_shown(answer)} isn't right.")


def _equal(answer: float | str, other: float | str) -> bool:
    if isinstance(answer, str) or isinstance(other, str):
        return answer == other
    return abs(answer - other) <= PRECISION * max(1.0, abs(other))


def _shown(answer: float | str) -> str:
    return answer if isinstance(answer, str) else digits(answer)
