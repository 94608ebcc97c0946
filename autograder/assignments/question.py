"""Numeric and multiple-choice questions, and what each wrong answer shows."""

from __future__ import annotations

from dataclasses import dataclass

from coursework.expecting.number_or_letter import NUMBER, read_answer
from coursework.expecting.values import digits
from coursework.scoring.check import Asked, Check, Failure, Mistake

# Answers are written down with a few digits: half a percent off is right.
PRECISION = 0.005
POINTS = 2  # of a question that doesn't say


@dataclass(frozen=True)
class WrongAnswer:
    """A known wrong answer: the mistake that it shows, and the hint that it earns."""

    value: float | str
    name: str
    hint: str


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
        Known wrong answers.
    """

    name: str
    description: str
    right: float | str
    choices: str = NUMBER
    wrong: tuple[WrongAnswer, ...] = ()
    points: float = POINTS

    def check(self) -> Check:
        """Return the check that compares the variable with the right answer."""
        return Check(f"{self.name}.answer", self.name, self.description, self.points, self._run)

    def _run(self, student: Asked) -> None:
        answer = read_answer(student.value(), self.choices)
        if is_taken_for(answer, self.right):
            return
        for wrong in self.wrong:
            if is_taken_for(answer, wrong.value):
                mistake = Mistake(wrong.name, (), wrong.hint)
                raise Failure(f"Your answer is {_shown(answer)}.", mistake)
        raise Failure(f"Your answer {_shown(answer)} isn't right.")


def is_taken_for(answer: float | str, other: float | str) -> bool:
    """Tell whether an answer is the same letter as another, or the same number but for rounding."""
    if isinstance(answer, str) or isinstance(other, str):
        return answer == other
    return abs(answer - other) <= PRECISION * max(1.0, abs(other))


def _shown(answer: float | str) -> str:
    return answer if isinstance(answer, str) else digits(answer)
