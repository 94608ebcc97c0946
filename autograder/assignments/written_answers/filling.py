"""Filling a released notebook as a student would: for the demo, the selftest and the tests."""

from __future__ import annotations

import ast
import copy
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from types import FunctionType
from typing import Any

import nbformat

from autograder.assignments.registry import questions
from autograder.course import solved_path
from autograder.notebook.answers import MARKER, answer_cells, pristine_notebook
from coursework.scoring.check import Mistake

_CATALOGUE = "autograder.assignments."
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
    return f"{MARKER}{name}\n{definition_of(function)}\n{name} = {function.__name__}\n"


def definition_of(function: Callable[..., Any]) -> str:
    """Return the source text of a function or class, without its decorators."""
    source = textwrap.dedent(inspect.getsource(function))
    below_decorators = _BELOW_DECORATORS.search(source)
    assert below_decorators is not None
    return source[below_decorators.start() :]


def answer_with_mistake(
    name: str, mistake: Mistake, assignment: str, wording: Callable[[str], str] = str
) -> str:
    """Return an answer's source text that makes a known mistake, perhaps in another wording.

    Mistakes are written as the right solution with a change, so that the right
    solution, here called ``right``, goes along.
    """
    reference = wording(inspect.getsource(import_module(f"solutions.{assignment}")))
    assert mistake.run is not None
    run: Any = mistake.run
    given: tuple[Any, ...] = ()
    if isinstance(run, partial):  # one of several assignments, written on top of what is given
        run, given = run.func, run.args
    parts = {part.__name__: part for one in (*given, run) for part in _parts(one)}
    texts = [definition_of(part) for part in (*given, *parts.values())]
    own = wording("\n".join([*texts, answer_by(name, run)]))
    if given:
        own += f"\n{name} = functools.partial({name}, {', '.join(one.__name__ for one in given)})"
    needed = ["import functools, types", 'right = types.ModuleType("right")']
    return "\n".join([*needed, f"exec({reference!r}, right.__dict__)", own])


def _parts(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Yield the functions and classes of the catalogue that a mistake is made of."""
    catalogue = vars(import_module(function.__module__))
    for node in ast.walk(ast.parse(definition_of(function))):
        part = catalogue.get(node.id) if isinstance(node, ast.Name) else None
        if part is function or not isinstance(part, FunctionType | type):
            continue
        if part.__module__.startswith(_CATALOGUE):
            yield from _parts(part)
            yield part


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
