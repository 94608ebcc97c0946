"""Which tests are about one assignment: `pytest --assignment svm` runs only those."""

import json
import re
from collections.abc import Set
from pathlib import PurePath

from autograder.course import ROOT

# In these folders, the file's name says which assignment it is about.
NAMED_BY_FILE = ("reference", "plots")


def answers(assignment: str) -> set[str]:
    """Return the names of an assignment's answers, from its released notebook."""
    path = ROOT / "assignments" / assignment / f"{assignment}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    marked = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    return {one["grade_id"] for one in marked if one["solution"]}


def is_about(test: str, assignment: str, answers: Set[str] = frozenset()) -> bool:
    """Tell whether a test is about an assignment, by its file or by one of its parameters.

    Parameters
    ----------
    test : str
        The test's id as pytest prints it, ``tests/folder/test_file.py::test_fact[a-b c]``.
    assignment : str
        Such as ``"svm"``.
    answers : set of str
        The names of the assignment's answers; a parameter may name one of them instead.
    """
    file, _, rest = test.partition("::")
    path = PurePath(file)
    if path.parent.name in NAMED_BY_FILE and path.stem.endswith(f"_{assignment}"):
        return True
    parameters = re.search(r"\[(.*)\]$", rest, re.DOTALL)
    # The first word of each parameter, in a Markdown link, too; not that of a file's name.
    words = re.findall(r"(?:^|-)[\[`]*(\w+)(?![\w.])", parameters[1]) if parameters else []
    return not answers.union([assignment]).isdisjoint(words)
