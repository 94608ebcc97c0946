"""Calling a student's function: on copies, with every way to fail recorded.

The notebook and the sandbox's worker call in the same way, so that both see the same.
"""

from __future__ import annotations

import copy
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from coursework.checking import Call, StudentError
from coursework.counting import Tampered, count_steps


def call_function(
    function: Callable[..., Any], name: str, arguments: tuple[Any, ...], count: bool = False
) -> Call:
    """Call a student's function on copies of the arguments and record how it ended.

    Parameters
    ----------
    function, name
        The function, and the name under which it was asked for.
    arguments
        They are left as they are; ``arguments_after`` tells what became of the copies.
    count
        Count the steps of the interpreter, too.
    """
    given = copy.deepcopy(arguments)
    steps = None
    try:
        if count:
            value, steps = count_steps(function, *given)
        else:
            value = function(*given)
    except Tampered as error:
        return Call(name, arguments, error=StudentError("Tampered", str(error)))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: it is an answer's fault like any other
        return Call(name, arguments, error=describe(error))
    return Call(name, arguments, value, arguments_after=given, steps=steps)


def describe(error: BaseException) -> StudentError:
    """Say what was raised, and in which line of the student's own cell."""
    kind, detail = type(error).__name__, str(error)
    if isinstance(error, SyntaxError) and error.lineno:
        return StudentError(kind, error.msg, error.lineno, error.text or "")
    # The last frame that isn't a library's: the line that the student can change.
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in frame.filename
        and not frame.filename.startswith((sys.prefix, sys.base_prefix))
        and os.path.dirname(__file__) not in frame.filename
    ]
    if not own:
        return StudentError(kind, detail)
    return StudentError(kind, detail, own[-1].lineno, own[-1].line or "")
