"""What code has at its student's home and lacks where it is graded: modules, files, names."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course import load_course
from coursework.faults.failures import Mistake, StudentError
from coursework.faults.mishaps import MISSING_NAME

OF_THE_NOTEBOOK = (
    "It gets its value in a cell of the notebook that isn't run when answers are graded, as "
    "it may take long. What a function needs comes in through its arguments."
)
UNREADABLE = "It stands in a cell of your own that Python can't read."
STOPPED = "It gets its value in a cell of your own that stopped: {error}."
_FILE = (
    "Answers run in an empty folder of their own: a file beside the notebook isn't there. What a "
    "function needs comes in through its arguments, and code has to stand in the notebook."
)
_NETWORK = "Answers are graded without a network."
_OF_THE_NETWORK = ("URLError", "HTTPError", "gaierror", "ConnectionError", "ConnectionRefusedError")


def why_absent(error: StudentError, names: Mapping[str, str]) -> Mistake | None:
    """Return what explains an error by what isn't there, or None where that isn't it.

    Parameters
    ----------
    error
        What the student's code raised.
    names
        Names that have a value in the notebook, but not here, with the reason.
    """
    if error.kind == "NameError" and (found := MISSING_NAME.match(error.detail)):
        reason = names.get(found[1])
        return Mistake("name_not_defined", (), reason) if reason else None
    return what_may_be_absent().get(error.kind)


def what_may_be_absent() -> dict[str, Mistake]:
    """Return what isn't there by the kind of error that tells so."""
    packages = ", ".join(load_course().student.packages)
    modules = (
        f"Answers may use Python's own modules and these packages: {packages}. A file of your own "
        "beside the notebook isn't read: its code has to stand in a cell."
    )
    return {
        "ModuleNotFoundError": Mistake("module_not_there", (), modules),
        "FileNotFoundError": Mistake("file_not_there", (), _FILE),
        **dict.fromkeys(_OF_THE_NETWORK, Mistake("no_network", (), _NETWORK)),
    }
