"""What a check may ask of a submission, and what it is told: calls and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from coursework.faults.failures import NotDone, StudentError, WrongForm, shown

Method = tuple[str, tuple[Any, ...]]  # a method's name and its arguments


@dataclass(frozen=True)
class CalledBack:
    """One call that a student's code made of a function it was given.

    ``arguments`` are in the order of the function's parameters, however they were passed.
    """

    arguments: tuple[Any, ...]
    value: Any
    name: str


@dataclass(frozen=True)
class Call:
    """One call of a student's function, and how it ended.

    ``part`` says which part of the returned tuple the check is about, so that a
    mistake in the other part doesn't hide the one that is looked for. Where the
    answer is a class, ``methods`` are called in order on an object made with
    ``arguments``, and ``value`` is the list of what they returned.
    """

    function: str
    arguments: tuple[Any, ...]
    value: Any = None
    error: StudentError | None = None
    arguments_after: tuple[Any, ...] = ()
    steps: int | None = None
    part: int | None = None
    methods: tuple[Method, ...] = ()
    called_back: Sequence[CalledBack] = ()


class Student(Protocol):
    """What a check may ask of a submission.

    ``student.answer(...)`` calls the function that the check's question asks for,
    ``student.rng`` draws the check's random inputs.
    """

    rng: np.random.Generator
    calls: list[Call]

    def begin(self, check: str, question: str) -> None:
        """Start a check of an answer: forget the calls of the last one, seed its random inputs."""

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        """Call a student's function by name; `count` counts the steps of the interpreter.

        With `methods`, it is a class: they are called on an object made with the arguments.
        """

    def value(self, name: str) -> Any:
        """Value that the student assigned to a named variable."""

    def lending(self, names: Sequence[str]) -> AbstractContextManager[list[str]]:
        """Put right answers in the place of the student's, for a while; tell for which."""

    def stopped_after(self, num_steps: int) -> AbstractContextManager[None]:
        """Stop a loop without end after so many steps, where nothing else would stop it."""


@dataclass(frozen=True)
class Asked:
    """A student as seen from one question: ``answer`` is the function asked for there."""

    student: Student
    question: str

    @property
    def rng(self) -> np.random.Generator:
        return self.student.rng

    def call(self, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()) -> Call:
        """Call the answer and tell everything about it; raise if it raised."""
        call = self.student.call(self.question, *arguments, count=count, methods=methods)
        if call.error is not None:
            raise call.error
        return call

    def answer(self, *arguments: Any) -> Any:
        """Call the answer and return its value."""
        return self.call(*arguments).value

    def used(self, *methods: Sequence[Any], made_with: Sequence[Any] = ()) -> Call:
        """Use an answer that is a class, and tell everything about it.

        Parameters
        ----------
        *methods
            What to call on an object of the class, in order: ``("train", X, y)``, or on a
            second one, alive at the same time: ``("second.train", X, y)``.
        made_with
            The arguments of the constructor.
        """
        named = [(str(name), tuple(arguments)) for name, *arguments in methods]
        return self.call(*made_with, methods=named)

    def use(self, *methods: Sequence[Any], made_with: Sequence[Any] = ()) -> list[Any]:
        """Use an answer that is a class, and return what each method returned."""
        values: list[Any] = self.used(*methods, made_with=made_with).value
        return values

    def loss(self, *arguments: Any) -> Any:
        """Call an answer that returns (loss, gradient) and return the loss."""
        return self.part(0, "(loss, gradient)", *arguments)

    def gradient(self, *arguments: Any) -> Any:
        """Call an answer that returns (loss, gradient) and return the gradient."""
        return self.part(1, "(loss, gradient)", *arguments)

    def part(self, index: int, returns: str, *arguments: Any) -> Any:
        """Call an answer that returns a tuple, such as ``"(W, losses)"``, and return a part."""
        values = self.call(*arguments).value
        if values is None:
            raise NotDone(f"Your function returned None. It should return {returns}.")
        if not isinstance(values, tuple | list) or len(values) != returns.count(",") + 1:
            raise WrongForm(f"Your function should return {returns}, but returned {shown(values)}.")
        self.student.calls[-1] = replace(self.student.calls[-1], part=index)
        return values[index]

    def value(self) -> Any:
        """Value of the variable that the question asks for."""
        return self.student.value(self.question)
