"""Calling a student's function: on copies, with every way to fail recorded.

The notebook and the sandbox's worker call in the same way, so that both see the same.
"""

from __future__ import annotations

import copy
import linecache
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from types import FrameType
from typing import Any, NamedTuple

from coursework.asking.asked import Call, CalledBack, Method
from coursework.asking.callbacks import recording, with_functions_replaced
from coursework.asking.plain import plain
from coursework.asking.steps import Tampered, count_steps
from coursework.faults.failures import StudentError, words_of
from coursework.faults.mishaps import library_among, said_by
from coursework.faults.unfinished import unfinished

_ANSWER = re.compile(r"\A<answer (\w+)>\Z")


def call_function(
    function: Callable[..., Any],
    name: str,
    arguments: tuple[Any, ...],
    count: bool = False,
    methods: Sequence[Method] = (),
) -> Call:
    """Call a student's function on copies of the arguments and record how it ended.

    Parameters
    ----------
    function, name
        The function, and the name under which it was asked for.
    arguments
        They are left as they are; ``arguments_after`` tells what became of the copies.
        Calls of functions among them are recorded in ``called_back``.
    count
        Count the steps of the interpreter, too.
    methods
        The function is a class: call these on an object of it, and return the list of
        their values. Their arguments follow the constructor's in ``arguments_after``. What
        is named as ``"second.forward"`` is called on a second object, made with the same.
    """
    record: list[CalledBack] = []
    made_with, used = with_functions_replaced(
        copy.deepcopy((arguments, tuple(methods))), lambda given: recording(given, record)
    )
    call = Call(name, arguments, methods=tuple(methods), called_back=record)
    if not callable(function):
        return replace(call, error=StudentError("NoFunction"))

    def run() -> Any:
        outcome = function(*made_with)
        if not methods:
            return outcome
        objects, values = {"": outcome}, []
        for method, given in used:
            whose, _, name = method.rpartition(".")
            if whose not in objects:
                objects[whose] = function(*made_with)
            value = getattr(objects[whose], name)(*given)
            # `train` may return the object itself, as scikit-learn's `fit` does.
            values.append(None if value is objects[whose] else value)
        return values

    steps = None
    try:
        if count:
            value, steps = count_steps(run)
        else:
            value = run()
        if kind := unfinished(value):
            return replace(call, error=StudentError(kind))
        value = plain(value)
    except Tampered as error:
        return replace(call, error=StudentError("Tampered", str(error)))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: it is an answer's fault like any other
        return replace(call, error=describe(error))
    after = (*made_with, *chain.from_iterable(given for _, given in used))
    return replace(call, value=value, arguments_after=after, steps=steps)


def describe(error: BaseException) -> StudentError:
    """Say what was raised, and in which line of the student's own cells."""
    kind, detail = type(error).__name__, words_of(error)
    if isinstance(error, SyntaxError) and error.lineno and _ANSWER.match(error.filename or ""):
        code = linecache.getline(str(error.filename), error.lineno) or error.text or ""
        return StudentError(kind, error.msg, error.lineno, code)
    frames = list(traceback.walk_tb(error.__traceback__))
    if library := library_among(str(frame.f_globals.get("__name__")) for frame, _ in frames):
        detail = said_by(library, detail)
    own = [place for frame, line in frames if (place := _place_of(frame, line))]
    if not own:
        return StudentError(kind, detail)
    last, elsewhere = own[-1], ""
    if last.file != own[0].file:  # in another cell than the one asked for
        named = _ANSWER.match(last.file)
        elsewhere = named[1] if named else last.function
    return StudentError(kind, detail, last.line, last.code, elsewhere)


class _Place(NamedTuple):
    file: str
    function: str
    line: int
    code: str


def _place_of(frame: FrameType, line: int) -> _Place | None:
    """Return a line that the student can change, or None if it is a library's.

    Cells run as the main program, though not from its file. What Python itself makes of their
    classes does, too, but has no text.
    """
    file = frame.f_code.co_filename
    of_program = getattr(sys.modules["__main__"], "__file__", None)
    if frame.f_globals.get("__name__") != "__main__" or file == of_program:
        return None
    code = linecache.getline(file, line).strip()
    return _Place(file, frame.f_code.co_name, line, code) if code else None
