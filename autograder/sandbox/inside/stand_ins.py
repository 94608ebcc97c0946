"""Classes whose objects stay with the grader: here, what stands for them only asks."""

from collections.abc import Callable
from numbers import Number
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursework.asking.plain import plain

# What travels by itself; objects of other kinds stay here and can be asked for by their numbers.
_TRAVELS = str | Number | np.generic | np.ndarray | np.random.Generator | SimpleNamespace | None


class StandIn:
    """An object of a class that is lent."""


class OwnObjects:
    """The objects of this side that were handed to lent ones."""

    def __init__(self) -> None:
        self._handed_over: list[Any] = []

    def class_for(self, name: str, lent: Any) -> Any:
        """Return what takes an answer's place: of a class that is lent, one that asks."""
        if not isinstance(lent, SimpleNamespace):
            return lent

        def make(self: StandIn, *arguments: Any, **words: Any) -> None:
            self.__dict__["_number"] = lent.make(*known(arguments), **known(words))

        def method(key: str) -> Callable[..., Any]:
            def ask(self: StandIn, *arguments: Any, **words: Any) -> Any:
                number = self.__dict__["_number"]
                return lent.ask(number, key, *known(arguments), **known(words))

            ask.__name__ = key
            return ask

        def known(given: Any) -> Any:
            return self._as_sent(plain(given))

        return type(
            name, (StandIn,), {"__init__": make} | {key: method(key) for key in lent.methods}
        )

    def answer(self, number: int, method: str, arguments: tuple[Any, ...]) -> Any:
        """Call a method of one of these objects, as a lent one asks for it."""
        return getattr(self._handed_over[number], method)(*arguments)

    def _as_sent(self, value: Any) -> Any:
        """Return a value with numbers in the place of objects, lent ones and those of this side."""
        if isinstance(value, StandIn):
            return SimpleNamespace(lent=value.__dict__["_number"])
        if isinstance(value, list | tuple):
            items = [self._as_sent(item) for item in value]
            return items if isinstance(value, list) else tuple(items)
        if isinstance(value, dict):
            return {key: self._as_sent(item) for key, item in value.items()}
        if isinstance(value, _TRAVELS):
            return value
        self._handed_over.append(value)
        return SimpleNamespace(own=len(self._handed_over) - 1)
