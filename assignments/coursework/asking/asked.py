"""What a check may ask of a submission, and what it is told: calls and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from coursework.asking.forms import as_tuple
from coursework.faults.failures import Failure, NotDone, StudentError

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

    @property
    def failure(self) -> Failure | None:
        """How the call failed, if it did; that of a stub says that nobody has begun."""
        if self.error is not None and self.error.kind == "NotImplementedError":
            return NotDone()
        return self.error


class Student(Protocol):
    """A submission as checks ask for it: a notebook's functions, or those in a sandbox.

    ``rng`` draws the random inputs of the check that has begun; ``calls`` are the calls by which
    it judges, in order. They are evidence: `Asked` adds to them, and nothing takes any away.
    """

    rng: np.random.Generator
    calls: list[Call]

    def begin(self, check: str, question: str) -> None:
        """Begin a check of an answer, with no calls and with random inputs of its own."""

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


@dataclass(frozen=True)
class Asked:
    """A student as seen from one check: ``answer`` is the function that its question asks for."""

    student: Student
    question: str

    @property
    def rng(self) -> np.random.Generator:
        """What draws the random inputs of this check."""
        return self.student.rng

    @property
    def calls(self) -> Sequence[Call]:
        """The calls so far by which this check judges."""
        return tuple(self.student.calls)

    def attempt(self, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()) -> Call:
        """Call the answer, however it ends, and judge by nothing yet: `judge_by` says so."""
        return self.student.call(self.question, *arguments, count=count, methods=methods)

    def judge_by(self, call: Call, part: int | None = None) -> Call:
        """Add a call to those by which this check judges; raise if it failed.

        Where a tuple was returned, `part` says which one of it this check is about.
        """
        call = replace(call, part=part)
        self.student.calls.append(call)
        if call.failure is not None:
            raise call.failure
        return call

    def call(self, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()) -> Call:
        """Call the answer and tell everything about it; raise if it raised."""
        return self.judge_by(self.attempt(*arguments, count=count, methods=methods))

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
        return self.call(*made_with, methods=_named(methods))

    def use(self, *methods: Sequence[Any], made_with: Sequence[Any] = ()) -> list[Any]:
        """Use an answer that is a class, and return what each method returned."""
        values: list[Any] = self.used(*methods, made_with=made_with).value
        return values

    def use_for_last(self, *methods: Sequence[Any], made_with: Sequence[Any] = ()) -> Any:
        """Use an answer that is a class; return, and judge by, what the last method returned."""
        call = self.attempt(*made_with, methods=_named(methods))
        part = len(methods) - 1 if call.error is None else None
        return self.judge_by(call, part).value[-1]

    def loss(self, *arguments: Any) -> Any:
        """Call an answer that returns (loss, gradient) and return the loss."""
        return self.part(0, "(loss, gradient)", *arguments)

    def gradient(self, *arguments: Any) -> Any:
        """Call an answer that returns (loss, gradient) and return the gradient."""
        return self.part(1, "(loss, gradient)", *arguments)

    def part(self, index: int, returns: str, *arguments: Any) -> Any:
        """Call an answer that returns a tuple, such as ``"(W, losses)"``, and return a part."""
        return self.call_for_part(index, returns, *arguments).value[index]

    def call_for_part(self, index: int, returns: str, *arguments: Any) -> Call:
        """Call an answer that returns a tuple, and tell everything; judge by one part of it."""
        call = self.attempt(*arguments)
        try:
            as_tuple(call.value, returns)
        except Failure:  # there are no such parts
            self.judge_by(call)
            raise
        return self.judge_by(call, index)

    def value(self) -> Any:
        """Value of the variable that the question asks for."""
        return self.student.value(self.question)


def _named(methods: Sequence[Sequence[Any]]) -> list[Method]:
    return [(str(name), tuple(arguments)) for name, *arguments in methods]
