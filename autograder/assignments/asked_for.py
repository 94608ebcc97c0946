"""What the text of a notebook asks for, as `autograder build` writes it down for the grader.

Grading reads these files, not the texts: they load in no time and need no jupytext.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.assignments.parts import CONTENT, ContentError
from autograder.assignments.question import Question, WrongAnswer

_FOLDER = CONTENT / "generated_questions"


@dataclass(frozen=True)
class AskedFor:
    """What a text asks for.

    Attributes
    ----------
    order : tuple of str
        The names of all answers that are checked, from top to bottom.
    questions : mapping of str to Question
        Those of them that are a number or a letter.
    """

    order: tuple[str, ...]
    questions: Mapping[str, Question]


def asked_for_path(assignment: str) -> Path:
    """Return where it stands what the text of an assignment asks for."""
    return _FOLDER / f"{assignment}.json"


@cache
def asked_for(assignment: str) -> AskedFor:
    """Return what the text of an assignment asked for when it was last built.

    Raises
    ------
    ContentError
        If it hasn't been built.
    """
    try:
        told = json.loads(asked_for_path(assignment).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            f"“{assignment}” isn't built, so that its questions aren't known. Run "
            f"`autograder build {assignment}`."
        ) from None
    questions = {one["name"]: _question(one) for one in told["questions"]}
    return AskedFor(tuple(told["order"]), questions)


def _question(told: dict[str, Any]) -> Question:
    wrong = tuple(WrongAnswer(**one) for one in told.pop("wrong"))
    return Question(**told, wrong=wrong)


def written_down(asked: AskedFor) -> str:
    """Return what a text asks for as the content of its file."""
    questions = [asdict(one) for one in asked.questions.values()]
    told = {"order": asked.order, "questions": questions}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
