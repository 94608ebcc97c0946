"""Grading mutants fast: one sandbox for all of an assignment, one answer replaced at a time.

Each mutant is judged by the checks of its answer, and by all others only if it passes
those. It counts as killed when any check isn't passed, as then it loses points.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module

from autograder.assignments.registry import all_checks, questions
from autograder.assignments.written_answers.filling import reference_answers
from autograder.authoring.mutants.mutator import Mutant, mutants
from autograder.grading.submission import Grader
from autograder.notebook.answers import pristine_notebook
from autograder.notebook.definitions import data_of, imports_of
from autograder.notebook.own_code import Helper
from autograder.sandbox.process.connection import Died
from autograder.sandbox.student import SandboxedStudent
from coursework.scoring.check import Check
from coursework.scoring.judge import run_checks


class Bench(SandboxedStudent):
    """The reference's answers in a sandbox, in which one after the other is replaced."""

    def __init__(self, grader: Grader):
        pristine = pristine_notebook(grader.assignment)
        self.right = {
            name: source
            for name, source in reference_answers(grader.assignment).items()
            if name not in questions(grader.assignment) and _defines(source, name)
        }
        super().__init__(
            self.right,
            [*map(Helper, data_of(pristine))],
            imports_of(pristine),
            grader.environment,
            grader.level,
            grader.limits,
            seed=(grader.secret, grader.assignment, "mutant"),
            reference=import_module(f"solutions.{grader.assignment}"),
        )
        self.broken: dict[str, str] = {}  # checks that broke, and how: faults of the grader's
        self.checks = [one for one in all_checks(grader.assignment) if one.question in self.right]

    def lost_by_reference(self) -> list[str]:
        """Return the checks that the reference doesn't pass: none, if all is as it should be."""
        return [one.name for one in self.checks if not self._passes(one)]

    def first_lost(self, answer: str, source: str) -> str | None:
        """Return the first check that an answer of this text doesn't pass, None if it has all."""
        self._put(answer, source)
        try:
            own = [one for one in self.checks if one.question == answer]
            others = [one for one in self.checks if one.question != answer]
            return next((one.name for one in [*own, *others] if not self._passes(one)), None)
        finally:
            self._put(answer, self.right[answer])

    def _put(self, answer: str, source: str) -> None:
        """Replace an answer's text, in the running worker, too."""
        process = self.process
        self.cells.replace(answer, source)
        self._requests.forget_strikes()
        if process.connection is None:  # it will be started with this text
            return
        # An answer is called in the state that its own cell left: those below run again.
        texts = self.cells.texts
        names = list(texts)
        try:
            done = all(
                process.request(name, "run", name, texts[name]) == ("done",)
                for name in names[names.index(answer) :]
            )
        except Died:
            done = False
        if not done:  # the worker still has the earlier definition
            self.close()

    def _passes(self, one: Check) -> bool:
        (verdict,) = run_checks([one], self)
        if verdict.status == "error":
            self.broken[one.name] = verdict.message
        return verdict.status == "passed"


def all_mutants(assignment: str) -> Iterator[Mutant]:
    """Yield every mutant of the functions and classes of an assignment."""
    asked = questions(assignment)
    for name, source in reference_answers(assignment).items():
        if name not in asked and _defines(source, name):
            yield from mutants(name, source)


def _defines(source: str, name: str) -> bool:
    """Tell whether a text is Python's, not a text to be graded by hand, and defines the name."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    return any(getattr(one, "name", None) == name for one in tree.body)
