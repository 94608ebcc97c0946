"""Which known mistake explains what a student's answer gave.

Where a check failed, every mistake is run on the very inputs of that check: if it gives what
the student's function gave, it has a name, and a hint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np

from autograder.assignments.mistake import known_mistakes
from autograder.grading.scaled import SCALED, are_scaled
from coursework.asking.asked import Call
from coursework.asking.calling import call_function
from coursework.expecting.values import close
from coursework.scoring.check import Check, Mistake
from coursework.scoring.judge import Recognise

Replayed = Callable[[Callable[..., Any], Call], Call]


def recogniser(assignment: str) -> Recognise:
    """Return the function that names the mistake behind the calls of a failed check."""
    reference = import_module(f"solutions.{assignment}")
    mistakes = known_mistakes(assignment)
    tried = _Tried()

    def recognise(check: Check, calls: Sequence[Call], earlier: Sequence[Call]) -> Mistake | None:
        asked = [call for call in calls if call.function == check.question]
        if not asked:
            return None
        replayed = _remembering()
        tried.turn_to(check.question)
        # A mistake that explains loss and gradient alike goes before one that explains
        # only the part that the check is about.
        whole = [replace(call, part=None) for call in asked]
        parts = {call.part for call in asked}
        same_part = [call for call in earlier if call.part in parts]
        for looked_at, history in (
            (whole, [replace(call, part=None) for call in earlier]),
            (asked, same_part),
        ):
            for one in tried.still_possible(mistakes, history):
                if _explains(one, looked_at, history, reference, replayed, tried):
                    return one
        if _is_scaled(asked, same_part, reference, replayed):
            return SCALED
        ends_in = (one for one in mistakes if _ends_in_it(one, asked, earlier, reference, replayed))
        return next(ends_in, None)

    return recognise


class _Tried:
    """Which calls of an answer a mistake explains: what was tried for one check holds for the next.

    Without this, all mistakes are run for each check that fails, though after the first one
    hardly any is left, and that one again on all earlier calls.
    """

    def __init__(self) -> None:
        self._question = ""
        self._fits: dict[tuple[int, _Key], bool] = {}  # by mistake: two may have one name
        self._held: list[Any] = []  # as long as these are there, their numbers are nobody else's

    def turn_to(self, question: str) -> None:
        """Forget what is known of other answers."""
        if question != self._question:
            self._question = question
            self._fits.clear()
            self._held.clear()

    def fits(self, mistake: Mistake, call: Call, replayed: Replayed) -> bool:
        """Tell whether a mistake gives a call's outcome, whatever the words of an error."""
        tried = id(mistake), _key(call)
        if tried not in self._fits:
            assert mistake.run is not None
            self._fits[tried] = same_outcome(call, replayed(mistake.run, call), words=False)
            self._held.append((call.arguments, call.methods))
        return self._fits[tried]

    def still_possible(self, mistakes: Sequence[Mistake], earlier: Sequence[Call]) -> list[Mistake]:
        """Return the mistakes that may explain what comes after the earlier calls."""
        keys = [_key(call) for call in earlier]
        return [
            one for one in mistakes if all(self._fits.get((id(one), key), True) for key in keys)
        ]


_Key = tuple[int, int, int | None]


def _key(call: Call) -> _Key:
    # A copy of a call that is about another part has the very same arguments.
    return id(call.arguments), id(call.methods), call.part


def _remembering() -> Replayed:
    """Return `replay` with a memory: for one check, most calls are made again many times."""
    made: dict[tuple[Any, ...], Call] = {}

    def replayed(function: Callable[..., Any], call: Call) -> Call:
        key = function, call.function, *_key(call)[:2]
        if key not in made:
            made[key] = replay(function, call)
        return made[key]

    return replayed


def _explains(
    mistake: Mistake,
    calls: Sequence[Call],
    earlier: Sequence[Call],
    reference: ModuleType,
    replayed: Replayed,
    tried: _Tried,
) -> bool:
    """Tell whether the mistake gives the student's outcome in each call, and differs in one.

    It has to fit the earlier calls, too: that a single number is the same may be chance.
    """
    if mistake.run is None or calls[0].function not in mistake.functions:
        return False
    right, run = getattr(reference, calls[0].function), mistake.run
    for call in calls:
        if not tried.fits(mistake, call, replayed):
            return False
        if call.error is not None and not same_outcome(call, replayed(run, call)):
            return False
    return all(tried.fits(mistake, call, replayed) for call in reversed(earlier)) and not all(
        same_outcome(replayed(right, call), replayed(run, call)) for call in calls
    )


def _is_scaled(
    calls: Sequence[Call], earlier: Sequence[Call], reference: ModuleType, replayed: Replayed
) -> bool:
    """Tell whether the answer gave the right values times one factor, in all its calls."""
    made = [*calls, *earlier]
    if any(call.error is not None or call.methods for call in made):
        return False
    right = getattr(reference, calls[0].function)
    pairs = []
    for call in made:
        known = replayed(right, call)
        if known.error is not None or len(known.called_back) != len(call.called_back):
            return False
        pairs.append((of_part(call, call.part), of_part(known, call.part)))
    return are_scaled(pairs)


def of_part(call: Call, part: int | None) -> Any:
    """Return what a call returned, or of a tuple the part that a check is about."""
    return call.value[part] if part is not None and _has_part(call, part) else call.value


def _has_part(call: Call, part: int) -> bool:
    return isinstance(call.value, tuple | list) and len(call.value) > part


def _ends_in_it(
    mistake: Mistake,
    calls: Sequence[Call],
    earlier: Sequence[Call],
    reference: ModuleType,
    replayed: Replayed,
) -> bool:
    """Tell whether the mistake ends in the same error as the last call, and else in like ones.

    An error is explained by itself: what other values are worth may be another mistake's.
    """
    last = calls[-1]
    if last.error is None or not mistake.raises or last.function not in mistake.functions:
        return False
    run = mistake.run
    return (
        run is not None
        and same_outcome(last, replayed(run, last))
        and replayed(getattr(reference, last.function), last).error is None
        and all(
            _kind_of_error(call) == _kind_of_error(replayed(run, call))
            for call in (*calls[:-1], *earlier)
        )
    )


def _kind_of_error(call: Call) -> str | None:
    return call.error.kind if call.error else None


def replay(function: Callable[..., Any], call: Call) -> Call:
    """Make a call again with another function in the place of the one that was asked."""
    with np.errstate(all="ignore"):
        return call_function(function, call.function, call.arguments, methods=call.methods)


def same_outcome(one: Call, other: Call, words: bool = True) -> bool:
    """Tell whether two calls ended alike: the same value or error, as many calls back.

    Without `words`, an error's kind is enough: where an error is right, its message is
    the student's own. The order of words is free: a + b and b + a name shapes in another one.
    """
    if len(one.called_back) != len(other.called_back):
        return False
    if one.error is not None or other.error is not None:
        return (
            one.error is not None
            and other.error is not None
            and one.error.kind == other.error.kind
            and (
                not words or sorted(one.error.detail.split()) == sorted(other.error.detail.split())
            )
        )
    part = one.part
    if part is not None and not (_has_part(one, part) and _has_part(other, part)):
        return False  # a number alone isn't the first of two, though it be the same
    return _same(of_part(one, part), of_part(other, part))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if any(isinstance(value, str | None) for value in (one, other)):
        return type(one) is type(other) and one == other
    try:
        return np.asarray(one).dtype != bool and _close_but_for_nan(one, other)
    except (TypeError, ValueError, OverflowError):
        return one is other


def _close_but_for_nan(one: Any, other: Any) -> bool:
    """Tell whether numbers agree; where one is not a number, the other has to be none, too."""
    if np.shape(one) != np.shape(other):  # before anything large is made larger
        return False
    arrays = [np.asarray(value, np.float64) for value in (one, other)]
    nowhere, elsewhere = map(np.isnan, arrays)
    somewhere = ~(nowhere | elsewhere)
    return np.array_equal(nowhere, elsewhere) and close(*(one[somewhere] for one in arrays))
