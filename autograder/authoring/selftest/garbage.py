"""Answers that return garbage: they earn nothing, and no check breaks on what they return.

They run in this process, as in a notebook: there, checks see values that the sandbox's wire
wouldn't even carry.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np

from autograder.assignments.registry import all_checks, points, questions
from autograder.authoring.selftest.trials import Trial, broken
from autograder.grading.recognising_mistakes import recogniser
from autograder.grading.result import Result
from coursework.instant import NotebookStudent
from coursework.scoring.judge import run_checks

# What every answer returns, whatever it was asked; `a` are its arguments.
GARBAGE = (
    *("None", "'text'", "float('nan')", "10**400", "0.0", "True"),
    *("np.ones(3)", "np.zeros((0, 3))", "np.full(np.shape(a[0]), np.nan)", "a[0]"),
    *("[]", "[[[1.0]]]", "[np.ones(2), np.ones(3)]"),
    *("{}", "{'a': {'b': np.zeros(2)}}", "{1: None}"),
    *("()", "(a[0], a[1])", "(0.0, a[0], a[-1])", "({}, [])"),
    *("(0.0, 0.0 * np.asarray(a[0]))", "(0.0 * np.asarray(a[0]), [0.0])"),
)


def garbage_trials(assignment: str) -> Iterator[Trial]:
    """Judge answers that return garbage, each kind in all answers at once."""
    for garbage in GARBAGE:
        namespace: dict[str, Any] = {"np": np}
        for source in _returning(garbage, assignment).values():
            exec(source, namespace)
        verdicts = run_checks(
            all_checks(assignment), NotebookStudent(namespace), recogniser(assignment)
        )
        result = Result.of(assignment, "garbage", "trusted", verdicts, [])
        fault = broken(result)
        if not fault and result.score:
            earned = [one.name for one in result.checks if one.earned]
            fault = f"earns {result.score:g} points, where nothing is right: {', '.join(earned)}"
        yield Trial("garbage", f"every answer returns {garbage}", result, fault)


def _returning(garbage: str, assignment: str) -> dict[str, str]:
    """Return answers of which each function, and each method of a class, returns the same."""
    reference = import_module(f"solutions.{assignment}")
    answers = {}
    for name in set(points(assignment)) - set(questions(assignment)):
        right = getattr(reference, name)
        answers[name] = f"def {name}(*a, **named):\n    return {garbage}\n"
        if inspect.isclass(right):
            methods = [one for one in vars(right) if not one.startswith("_")]
            answers[name] = f"class {name}:\n    def __init__(self, *a):\n        pass\n" + "".join(
                f"    def {method}(self, *a):\n        return {garbage}\n" for method in methods
            )
    return answers
