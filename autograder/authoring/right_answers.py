"""Notebooks of right answers unlike the reference's, of which each has to have full marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from autograder.assignments.registry import points, questions
from autograder.assignments.variant import Variant, known_variants
from autograder.assignments.written_answers.filling import answer_by, reference_answers
from autograder.assignments.written_answers.forms import FORMS, has_form, in_form
from autograder.grading.result import Result

T = TypeVar("T")
_LOADS_MUCH = re.compile(r"\b(?:import|from) (?:pandas|scipy|sklearn)\b")


@dataclass(frozen=True)
class RightAnswer:
    """A right answer as source text.

    Parameters
    ----------
    kind
        ``"variant"`` for a solution of its own, ``"form"`` for the reference's values in another
        form.
    suits_others
        Whether the reference's other answers, which may call this one, work with what it returns.
    """

    kind: str
    name: str
    answer: str
    text: str
    suits_others: bool = True

    def lost(self, result: Result) -> list[str]:
        """Return the checks that it loses, in a notebook whose other answers are the reference."""
        checks = result.checks if self.suits_others else result.of_question(self.answer)
        return [check.name for check in checks if check.status != "passed"]


def right_notebooks(
    assignment: str, variants: Iterable[Variant] = ()
) -> list[dict[str, RightAnswer]]:
    """Return the variants and forms as notebooks of them: in each at most one of every answer.

    So a few gradings do for hundreds. Where one disturbs another, each has to be graded alone.

    Parameters
    ----------
    variants
        Solutions in addition to the assignment's own.
    """
    of_answer: dict[str, list[RightAnswer]] = {}
    for other in (*known_variants(assignment), *variants):
        for name in other.answers:
            text = answer_by(name, other.run)
            one = RightAnswer("variant", other.name, name, text)
            of_answer.setdefault(name, []).append(one)
    for answers in of_answer.values():
        answers.sort(key=_loads_little)
    return columns(of_answer) + _in_other_forms(assignment)


def _loads_little(one: RightAnswer) -> bool:
    """Tell whether an answer does without what takes seconds to import: such share notebooks."""
    return _LOADS_MUCH.search(one.text) is None


def _in_other_forms(assignment: str) -> list[dict[str, RightAnswer]]:
    functions = set(points(assignment)) - set(questions(assignment))
    right = {
        name: text for name, text in reference_answers(assignment).items() if name in functions
    }
    return [
        {
            name: RightAnswer("form", form.name, name, in_form(name, text, form), form.suits_others)
            for name, text in right.items()
            if has_form(text, form)
        }
        for form in FORMS
    ]


def columns(of_answer: Mapping[str, Sequence[T]]) -> list[dict[str, T]]:
    """Return the first of each answer, the second of each answer, and so on."""
    rows = zip_longest(*of_answer.values())
    return [{name: one for name, one in zip(of_answer, row, strict=True) if one} for row in rows]
