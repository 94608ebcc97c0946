"""Filling a released notebook as a student would: for the demo, the selftest and the tests."""

from __future__ import annotations

import copy
import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from importlib import import_module
from types import FunctionType
from typing import Any

import nbformat

from autograder.content.parts import content_of
from autograder.content.registry import questions
from autograder.course import solved_path
from autograder.notebook.answers import MARKER, answer_cells, pristine_notebook
from coursework.judging.check import Mistake

_BELOW_DECORATORS = re.compile(r"^(class|def) ", re.MULTILINE)


def filled(assignment: str, answers: Mapping[str, str]) -> bytes:
    """Return the released notebook as a file, with these source texts for answers."""
    notebook = copy.deepcopy(pristine_notebook(assignment))
    for name, cell in answer_cells(notebook).items():
        if name in answers:
            cell.source = answers[name]
    return nbformat.writes(notebook).encode()


def reference_answers(assignment: str) -> dict[str, str]:
    """Return the reference's answer to everything, as it stands in the solved notebook."""
    solved = nbformat.read(solved_path(assignment), as_version=4)
    return {name: cell.source for name, cell in answer_cells(solved).items()}


def answer_by(name: str, function: Callable[..., Any]) -> str:
    """Return an answer's source text: a function or class of any name, renamed to the answer's."""
    source = textwrap.dedent(inspect.getsource(function))
    below_decorators = _BELOW_DECORATORS.search(source)
    assert below_decorators is not None
    definition = source[below_decorators.start() :]
    return f"{MARKER}{name}\n{definition}\n{name} = {function.__name__}\n"


def answer_with_mistake(
    name: str, mistake: Mistake, assignment: str, wording: Callable[[str], str] = str
) -> str:
    """Return an answer's source text that makes a known mistake, perhaps in another wording.

    Mistakes are written as the right solution with a change, so that the right
    solution, here called ``right``, goes along.
    """
    module = content_of(assignment, "mistakes")
    reference = wording(inspect.getsource(import_module(f"solutions.{assignment}")))
    private = [
        inspect.getsource(value)
        for key, value in vars(module).items()
        if key.startswith("_") and isinstance(value, FunctionType | type)
    ]
    assert mistake.run is not None
    own = wording("\n".join([*private, answer_by(name, mistake.run)]))
    given = ["import types", 'right = types.ModuleType("right")']
    return "\n".join([*given, f"exec({reference!r}, right.__dict__)", own])


def wrong_answer(name: str, wrong: float | str) -> str:
    """Return the answer cell of a question with a value assigned."""
    return f"{MARKER}{name}\n{name} = {wrong!r}\n"


def wrong_answers(assignment: str) -> list[tuple[str, float | str, str]]:
    """Return each known wrong answer of the questions: variable, value, mistake."""
    return [
        (question.name, wrong.value, wrong.name)
        for question in questions(assignment).values()
        for wrong in question.wrong
    ]
