"""What code has at its student's home and lacks where it is graded: modules, files, names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.course import load_course
from coursework.failures import Mistake, StudentError

_NAME = re.compile(r"\Aname '(\w+)' is not defined")
OF_THE_NOTEBOOK = (
    "It gets its value in a cell of the notebook that isn't run when answers are graded, as "
    "it may take long. What a function needs comes in by its arguments."
)
UNREADABLE = "It stands in a cell of your own that Python can't read."
STOPPED = "It gets its value in a cell of your own that stopped: {error}."
_FILE = (
    "Answers run in an empty folder of their own: a file beside the notebook isn't there. What a "
    "function needs comes in by its arguments, and code has to stand in the notebook."
)
_NETWORK = "Answers are graded without a network."
_KEYBOARD = "Answers are graded with nobody at the keyboard."
_BY_KIND = {
    "FileNotFoundError": Mistake("file_not_there", (), _FILE),
    **dict.fromkeys(
        ("URLError", "HTTPError", "gaierror", "ConnectionError", "ConnectionRefusedError"),
        Mistake("no_network", (), _NETWORK),
    ),
}


def why_absent(error: StudentError, names: Mapping[str, str]) -> Mistake | None:
    """Return what explains an error by what isn't there, or None where that isn't it.

    Parameters
    ----------
    error
        What the student's code raised.
    names
        Names that have a value in the notebook, but not here, with the reason.
    """
    if error.kind == "ModuleNotFoundError":
        return Mistake("module_not_there", (), _modules())
    if error.kind == "NameError" and (found := _NAME.match(error.detail)):
        reason = names.get(found[1])
        return Mistake("name_not_defined", (), reason) if reason else None
    return _BY_KIND.get(error.kind)


def _modules() -> str:
    packages = ", ".join(load_course().student.packages)
    return (
        f"Answers may use Python's own modules and these packages: {packages}. A file of your own "
        "beside the notebook isn't read: its code has to stand in a cell."
    )
