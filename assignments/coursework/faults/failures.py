"""The ways in which an answer fails, and the mistakes that can be told from the kind alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from coursework.faults.discretion import discreet
from coursework.faults.mishaps import subject
from coursework.faults.unfinished import UNFINISHED

NOT_DONE = "Not done yet."
ENDLESS = "Your code didn't finish in time. Is there an endless loop?"
# A function that hung or crashed this often isn't asked again: each time costs seconds.
STRIKES = 2
LONGEST_DETAIL, LONGEST_CODE, LONGEST_NAME = 500, 200, 100
SHOWN = 60
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}")


class NoSandbox(RuntimeError):
    """Student code can't be run at all: no verdict on anybody, but the end of the run."""


class Failure(Exception):
    """The student's answer is wrong; the message says what is, and what would be right.

    A check that knows which mistake it is looking at says so by ``mistake``.
    ``discreet`` is said in its place where the inputs are hidden: nothing of them is in it.
    """

    def __init__(self, message: str, mistake: Mistake | None = None, discreet: str = ""):
        self.mistake = mistake
        self.discreet = discreet or message
        super().__init__(message)


class NotDone(Failure):
    """The answer is still the stub: nothing was handed in for it."""

    def __init__(self, message: str = NOT_DONE):
        super().__init__(message)


class WrongForm(Failure):
    """The answer isn't of the kind asked for, so that a hint about its value would be noise."""

    def __init__(self, message: str, but: str = ""):
        """Take what it should be, as a sentence; or begin one that `but` ends with what it is."""
        if but:
            super().__init__(f"{message}, but {but}.", discreet=f"{message}.")
        else:
            super().__init__(message)


class StudentError(Failure):
    """The student's own code raised an exception, hung or died.

    Parameters
    ----------
    kind
        Name of the exception's type, such as ``"IndexError"``.
    detail
        The exception's own message.
    line
        Line of the answer cell in which it was raised, counted from 1.
    code
        The text of that line.
    answer
        The answer in which that line stands, where it isn't the one asked for.
    """

    def __init__(
        self,
        kind: str,
        detail: str = "",
        line: int | None = None,
        code: str = "",
        answer: str = "",
    ):
        # Short, as it may be forged; and in one line, as the next one is a hint. Addresses
        # are others each time.
        detail = _ADDRESS.sub("0x…", " ".join(detail.split())[:LONGEST_DETAIL])
        kind, code = kind[:LONGEST_NAME], code.strip()[:LONGEST_CODE]
        self.kind, self.detail, self.line, self.code = kind, detail, line, code
        self.answer = answer[:LONGEST_NAME]
        place = f"your `{self.answer}`" if answer else "your answer"
        where = f" in line {line} of {place}: {code}" if line else ""
        super().__init__(
            f"Your code raised {kind}{': ' + detail if detail else ''}{where}",
            MISHAPS.get(subject(kind, detail, code)),
            discreet=f"Your code raised {discreet(kind, detail)}{where}",
        )
        if kind in UNFINISHED:  # nothing was raised
            self.args, self.discreet = (UNFINISHED[kind],), UNFINISHED[kind]


class StudentDied(StudentError):
    """The student's code hung, crashed its process or disturbed the grader."""

    def __init__(self, kind: str, message: str):
        super().__init__(kind, message)
        # It wasn't raised, so the message says it in its own words.
        self.args, self.discreet = (message,), message


class OddValue(StudentError):
    """The student's code returned what is neither a number nor made of them.

    Of what it is, which the student's code may have named, nothing is told on hidden inputs.
    """

    def __init__(self, what: str):
        super().__init__("OddValue", what)
        # It wasn't raised, either.
        said = "Your code returned {}, where numbers or arrays are expected."
        self.args, self.discreet = (said.format(self.detail),), said.format("something else")


# What a known mistake is: one convention, factor, sign or term, all else right; the idea
# of the answer missing; an input ignored, or nothing computed of what is asked.
Kind = Literal["slip", "misconception", "omission"]


@dataclass(frozen=True)
class Mistake:
    """A known wrong solution: ``run`` computes what it computes, ``hint`` explains it.

    ``kind`` says how much of its answer is wrong, and ``why`` that is so: the policy of points
    reckons with it. One of no kind costs the points of every check that shows it.
    ``raises`` is the kind of error in which it ends, if it does.
    """

    name: str
    functions: tuple[str, ...]
    hint: str
    kind: Kind | None = None
    why: str = ""
    raises: str = ""
    run: Callable[..., Any] | None = field(default=None, compare=False, repr=False)


SYNTAX = Mistake(
    "syntax_error",
    (),
    "Python can't read this cell, so nothing in it could run. The mistake is often a bracket "
    "or a colon missing in the line named or in the one above it.",
)
# What can be named by the kind of error alone, or by what it is about.
MISHAPS = {
    "SyntaxError": SYNTAX,
    "syntax told": Mistake(
        SYNTAX.name,
        (),
        "Python can't read this cell, so nothing in it could run. Its message says what is wrong, "
        "in the line named or just above it.",
    ),
    "letter": Mistake(
        "letter_without_quotes",
        (),
        'A letter needs quotes, as in `answer = "B"`: without them, Python looks for a variable '
        "of that name.",
    ),
    "NameError": Mistake(
        "name_not_defined",
        (),
        "Is the name spelt the same way where it is defined? What an answer uses has to stand in "
        "its own cell, or in one above it.",
    ),
    "UnboundLocalError": Mistake(
        "variable_used_before_set",
        (),
        "The variable gets its value too late, or only on some paths through the function. Set it "
        "before the loop.",
    ),
    "RecursionError": Mistake(
        "endless_recursion",
        (),
        "The function calls itself and never stops.",
    ),
    "keyboard": Mistake(
        "input_asked_for",
        (),
        "`input` waits until somebody types, and nobody does where answers are graded: write the "
        "value into your code.",
    ),
    "debugger": Mistake(
        "stopped_for_debugger",
        (),
        "`breakpoint()` or `set_trace()` stops your code for the debugger, and nobody is there to "
        "let it go on: take that line out.",
    ),
    "command line": Mistake(
        "command_line_read",
        (),
        "A notebook has no command line for `argparse` or `sys.argv` to read: write the values "
        "into your code, as in `reg = 0.1`.",
    ),
    "other process": Mistake(
        "other_process_started",
        (),
        "An answer runs in one process and can't start others, as `multiprocessing` and "
        "`subprocess` do: work in a plain loop or on whole arrays.",
    ),
    "character": Mistake(
        "character_not_pythons",
        (),
        "That character only looks like one of Python's, as an input method or a word processor "
        "writes it: type the plain one.",
    ),
    "merge conflict": Mistake(
        "merge_conflict",
        (),
        "git couldn't merge two versions of your code and wrote both down, between lines of "
        "`<<<<<<<`, `=======` and `>>>>>>>`: keep one of them and delete these lines.",
    ),
    "Timeout": Mistake(
        "endless_loop",
        (),
        "Look at your while loops: does something change each time round that ends them?",
    ),
}


def words_of(error: BaseException) -> str:
    """Return an exception's own words, or say that it can't give them."""
    try:
        return str(error)
    except Exception:
        return "(no message, as its own `__str__` fails)"


def shown(value: Any) -> str:
    """Return a short description of any value for a message."""
    kind = type(value).__name__
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} with shape {value.shape}"
    try:
        text = _ADDRESS.sub("0x…", repr(_beginning(value, iter(range(SHOWN)))))
    except Exception:  # its own, or that of something in it
        return f"a value of type {kind} that can't be shown, as a `__repr__` fails"
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}… ({kind})"


def _beginning(value: Any, places: Iterator[int]) -> Any:
    """Return as much of a value as its first letters show: each part of it takes a place.

    To write all of it out would take seconds, for 57 letters.
    """
    if isinstance(value, str | bytes):
        return value[: 2 * SHOWN]
    if isinstance(value, dict):
        pairs = zip(value.items(), places, strict=False)
        return {_beginning(key, places): _beginning(one, places) for (key, one), _ in pairs}
    if type(value) in (list, tuple):
        return type(value)(_beginning(one, places) for one, _ in zip(value, places, strict=False))
    return value
