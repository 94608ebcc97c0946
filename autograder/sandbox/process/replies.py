"""What a reply of the sandbox says: a value to look at, or an error in words from the notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.sandbox.absent import why_absent
from autograder.sandbox.process.connection import DISTURBED, Died
from coursework.asking.asked import Call
from coursework.faults.failures import SHOWN, OddValue, StudentError


@dataclass(frozen=True)
class Unsent:
    """Stands for a value that stays in the sandbox: all there is of it is what it is."""

    what: str

    def __repr__(self) -> str:
        return self.what[:SHOWN]


def outcome_in(
    reply: tuple[Any, ...], asked: Call, text: str, elsewhere: Mapping[str, str]
) -> Call:
    """Return what was asked, completed by the sandbox's reply.

    Parameters
    ----------
    reply, asked
        What came in for which call.
    text
        All source text of the submission: what an error quotes has to stand there.
    elsewhere
        Names that have a value in the notebook, but not in the sandbox, with the reason.

    Raises
    ------
    Died
        If the reply is none.
    """
    match reply:
        case ("value", value, tuple() as after, int() | None as steps) if _fit(
            after, asked
        ) and _is_of_methods(value, asked):
            return replace(asked, value=value, arguments_after=after, steps=steps)
        case ("unsupported", str() as what):
            return replace(asked, error=OddValue(what))
    return replace(asked, error=error_in(reply, text, elsewhere))


def error_in(reply: tuple[Any, ...], text: str, elsewhere: Mapping[str, str]) -> StudentError:
    """Return the error that a reply tells of; see `outcome_in`."""
    match reply:
        case ("error", str(kind), str(detail), int() | None as line, str(code), str(answer)):
            kind = kind if kind.isidentifier() else "Exception"
            code = code if code.strip() in text else ""
            answer = answer if answer.isidentifier() and answer in text else ""
            error = StudentError(kind, detail, line, code, answer)
            error.mistake = why_absent(error, elsewhere) or error.mistake
            return error
    raise Died("BrokenReply", DISTURBED)


def _is_of_methods(value: Any, asked: Call) -> bool:
    """Tell whether there is a value for each method, where methods of a class were called."""
    return not asked.methods or (isinstance(value, list) and len(value) == len(asked.methods))


def _fit(after: tuple[Any, ...], asked: Call) -> bool:
    """Tell whether what became of the arguments can be: as many, and of the same kinds."""
    given = [*asked.arguments, *(one for _, arguments in asked.methods for one in arguments)]
    return len(after) == len(given) and all(
        isinstance(got, kind)
        for got, one in zip(after, given, strict=True)
        for kind in (np.ndarray, list, tuple, dict, np.random.Generator)
        if isinstance(one, kind)
    )
