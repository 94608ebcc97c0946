"""What an error is about, where its kind alone doesn't tell: a keyboard, a command line."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_SAID = 400
# Libraries that ask for what there isn't where answers run, and what that is.
_LIBRARIES = {
    "argparse": "command line",
    "optparse": "command line",
    "getopt": "command line",
    "multiprocessing": "other process",
    "concurrent.futures.process": "other process",
    "subprocess": "other process",
}
# So Python tells which name has no value.
MISSING_NAME = re.compile(r"\Aname '(\w+)' is not defined")
_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
# A letter for an answer, without quotes.
_LETTER = re.compile(r"= ?[A-Z]\Z")
# So Python tells of a syntax error in what `eval` is given; of a cell's, it's said elsewhere.
_OF_A_TEXT = re.compile(r"\(<(?:string|unknown)>, line \d+\)\Z")


def library_among(modules: Iterable[str]) -> str:
    """Return the library among the modules of a traceback that tells what code was about."""
    for module in modules:
        for library in _LIBRARIES:
            if module == library or module.startswith(f"{library}."):
                return library
    return ""


def said_by(library: str, detail: str) -> str:
    """Return an error's words with the library that raised it, as `subject` finds it there."""
    return f"{detail[:LONGEST_SAID]} (in `{library}`)".lstrip()


def subject(kind: str, detail: str, code: str) -> str:
    """Return what an error is about: its kind, or what the code asked for in vain.

    Parameters
    ----------
    kind, detail
        The name of the exception's type and its words.
    code
        The line of the answer that raised it.
    """
    if kind == "StdinNotImplementedError" or detail == "EOF when reading a line":
        return "keyboard"
    if kind == "BdbQuit":
        return "debugger"
    for library, asked in _LIBRARIES.items():
        if detail.endswith(f"(in `{library}`)"):
            return asked
    if "sys.argv" in code:
        return "command line"
    if "os.fork(" in code:
        return "other process"
    if _OF_A_TEXT.search(detail):  # the cell itself could be read
        return "text read as code"
    if kind == "SyntaxError" and detail.startswith("invalid character"):
        return "character"
    if kind in _UNREADABLE and not detail.startswith("invalid syntax"):
        return "syntax told"
    missing = MISSING_NAME.match(detail)
    if kind == "NameError" and missing and _LETTER.search(code):
        return "letter" if missing[1] in code[-2:] else kind
    return kind
