"""What the reference lends to an answer that builds on wrong ones: functions and classes.

All of it stays on this side. Of a class, the sandbox has a stand-in (`sandboxed.stand_ins`):
to make an object, or to call a method of one, is to ask here. An object of the sandbox's own
that is handed to one that is lent, as a gate to a graph, stays there and is asked in its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from inspect import isclass, isfunction
from math import prod
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.sandbox.argument_bounds import Extent, extent_of, is_too_much

# What one call of an answer may ask of lent objects. An honest one makes a gate or two for
# each weight, and runs each once forward and once backward.
MOST_OBJECTS = 500
MOST_STEPS = 5_000  # each call of an object, and of those that it was made with
MOST_SPREAD = 10_000  # numbers in the table that all arrays would be, spread out over each other
LONGEST_TEXT = 200
DEEPEST = 4  # a lent object calls one of the sandbox's, which calls a lent one, and so on
TOO_MUCH = "the arguments are much larger than those given"
# Asks an object of the sandbox: its number, a method, and the arguments.
AskBack = Callable[[int, str, tuple[Any, ...]], Any]


class Loan:
    """What is lent for a while.

    Parameters
    ----------
    lent
        Right answers by name. What is neither a function nor a class can't be lent.
    """

    def __init__(self, lent: Mapping[str, Any] | None = None):
        self._lent = {
            name: one for name, one in (lent or {}).items() if isfunction(one) or isclass(one)
        }
        self._used: set[str] = set()
        self._of_classes: list[Callable[..., Any]] = []
        self.functions: list[Callable[..., Any]] = []

    @property
    def names(self) -> list[str]:
        """The names of what is lent."""
        return list(self._lent)

    @property
    def used(self) -> list[str]:
        """The names of what was asked."""
        return [name for name in self._lent if name in self._used]

    def for_call(self, ask_back: AskBack) -> dict[str, Any]:
        """Return what stands for the answers in one call, as it goes to the sandbox.

        Each as an object of its own: a check may pass the same function as an argument.
        """
        objects = _Objects(ask_back)
        given: dict[str, Any] = {}
        self.functions, self._of_classes = [], []
        for name, one in self._lent.items():
            if isfunction(one):
                given[name] = self._noted(name, one)
                self.functions.append(given[name])
            else:
                make = self._noted(name, partial(objects.make, one))
                ask = self._noted(name, objects.ask)
                given[name] = SimpleNamespace(make=make, ask=ask, methods=_methods_of(one))
                self._of_classes += [make, ask]
        self.functions += self._of_classes
        return given

    def bounds_itself(self, function: Callable[..., Any]) -> bool:
        """Tell whether a function holds what it is asked to bounds of its own."""
        return any(function is one for one in self._of_classes)

    def _noted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **words: Any) -> Any:
            self._used.add(name)
            return function(*arguments, **words)

        return wraps(function)(noted) if isfunction(function) else noted


def _methods_of(one: type) -> list[str]:
    return [name for name in dir(one) if name[0] != "_" and callable(getattr(one, name))]


@dataclass
class _Lent:
    """An object that is lent, what it was given so far, and how many it was made with."""

    value: Any = None
    given: Extent = field(default_factory=Extent)
    size: int = 1


class _Objects:
    """The lent objects of one call, known by their numbers, and the bounds that they share."""

    def __init__(self, ask_back: AskBack):
        self._ask_back = ask_back
        self._made: list[_Lent] = []
        self._steps = self._depth = 0
        self._spread: tuple[int, ...] = ()

    def make(self, kind: type, /, *arguments: Any, **words: Any) -> int:
        """Make an object and return its number."""
        if len(self._made) >= MOST_OBJECTS:
            raise ValueError(TOO_MUCH)
        one = _Lent(size=1 + _count_objects((arguments, words)))
        self._take(one, (arguments, words), one.size)
        one.value = kind(*self._known(one, arguments), **self._known(one, words))
        self._made.append(one)
        return len(self._made) - 1

    def ask(self, number: int, method: str, /, *arguments: Any, **words: Any) -> Any:
        """Call an object's method."""
        one = self._of(number)
        if method not in _methods_of(type(one.value)):
            raise AttributeError(f"{type(one.value).__name__!r} object has no attribute {method!r}")
        self._take(one, (arguments, words), one.size)
        return getattr(one.value, method)(*self._known(one, arguments), **self._known(one, words))

    def _of(self, number: int) -> _Lent:
        if type(number) is not int or not 0 <= number < len(self._made):
            raise ValueError("there is no such object")
        return self._made[number]

    def _take(self, one: _Lent, values: Any, steps: int = 1) -> None:
        """Hold an object to what a function may be given that gets all that it got so far.

        No array that comes of any of the values can be larger than all of them, spread out.
        """
        one.given |= extent_of(values)
        self._steps += steps
        if self._steps > MOST_STEPS or is_too_much(replace(one.given, sides=0), Extent()):
            raise ValueError(TOO_MUCH)
        for shape in _shapes_in(values):
            self._spread = _over_each_other(self._spread, shape)
            if prod(self._spread) > MOST_SPREAD:
                raise ValueError(TOO_MUCH)

    def _known(self, owner: _Lent, value: Any) -> Any:
        """Return a value with the objects in the place of their numbers."""
        if isinstance(value, list | tuple):
            return type(value)([self._known(owner, item) for item in value])
        if isinstance(value, dict):
            return {key: self._known(owner, item) for key, item in value.items()}
        if isinstance(value, SimpleNamespace):
            match vars(value):
                case {"lent": number}:
                    return self._of(number).value
                case {"own": int() as number}:
                    return _Theirs(partial(self._ask_them, owner, number))
        return value

    def _ask_them(self, owner: _Lent, number: int, method: str, *arguments: Any) -> Any:
        """Call a method of an object in the sandbox on behalf of one that is lent."""
        if self._depth >= DEEPEST:
            raise RecursionError("lent objects and your own call each other too deeply")
        self._depth += 1
        try:
            value = self._ask_back(number, method, arguments)
        finally:
            self._depth -= 1
        self._take(owner, value)
        return value


class _Theirs:
    """An object in the sandbox, as a lent one sees it: whatever is called on it is asked there."""

    def __init__(self, ask: Callable[..., Any]):
        self._ask = ask

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return partial(self._ask, name)


def _count_objects(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(map(_count_objects, value))
    return int(isinstance(value, SimpleNamespace))


def _over_each_other(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    """Return the shape that arrays of two shapes have at the most when they are combined."""
    longer, shorter = sorted((tuple(one), tuple(other)), key=len, reverse=True)
    shorter = (1,) * (len(longer) - len(shorter)) + shorter
    return tuple(max(a, b, 1) for a, b in zip(longer, shorter, strict=True))


def _shapes_in(value: Any) -> Iterator[tuple[int, ...]]:
    """Give the shapes of all arrays, and of lists that are as good as arrays."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:  # times a number, it is far longer
        raise ValueError(TOO_MUCH)
    if isinstance(value, np.ndarray):
        yield value.shape
    elif isinstance(value, dict):
        yield from _shapes_in([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        try:
            array = np.asarray(value)
        except ValueError:  # rows of different lengths
            array = np.asarray(None)
        if array.dtype.kind in "biuf":
            yield array.shape
        else:
            for item in value:
                yield from _shapes_in(item)
