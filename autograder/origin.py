"""What a result was made from: the same origin gives the same result.

So a run that was stopped goes on where it was, and a regrade can say why points changed.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import platform
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks import all_checks
from autograder.course import ROOT, Limits
from autograder.result import Origin
from coursework.checking import Check

AUTOGRADER, COURSEWORK = ROOT / "autograder", ROOT / "assignments" / "coursework"
DIGITS = 12


@cache
def origin(assignment: str, limits: Limits, secret: str) -> Origin:
    """Return what results of an assignment are made from in this run, but for the notebook."""
    of_checks = [AUTOGRADER / "checks", COURSEWORK / "checks"]
    of_mistakes = [AUTOGRADER / "mistakes"]
    apart = [*of_checks, *of_mistakes, AUTOGRADER / "variants", AUTOGRADER / "demo"]
    rest = [
        path
        for path in _sources([AUTOGRADER, COURSEWORK])
        if not any(folder in path.parents for folder in apart)
    ]
    rest += sorted((AUTOGRADER / "templates").iterdir())
    setting = [asdict(limits), secret, platform.python_version(), np.__version__]
    return Origin(
        "",
        {check.name: _digest_of_check(check) for check in all_checks(assignment)},
        reference=_digest_of_files([ROOT / "solutions" / f"{assignment}.py"]),
        mistakes=_digest_of_files(_sources(of_mistakes)),
        shared=_digest_of_files(_sources(of_checks)),
        grader=digest(f"{setting} {_digest_of_files(rest)}".encode()),
    )


def digest(content: bytes) -> str:
    """Return a short text that stands for the content."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def _sources(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def _digest_of_files(paths: Iterable[Path]) -> str:
    return digest(b"\0".join(path.read_bytes() for path in paths))


def _digest_of_check(check: Check) -> str:
    told = [check.points, check.builds_on, check.hint, check.description, check.visible]
    return digest(json.dumps([*told, _code_of(check.run)]).encode())


def _code_of(run: Callable[..., Any]) -> str:
    """Return a check's source text; of one that is made from data, the data, too."""
    made_from = getattr(run, "__self__", None)  # a question
    values = [cell.cell_contents for cell in getattr(run, "__closure__", None) or ()]
    plain = [repr(one) for one in values if not callable(one)]
    return "\n".join([inspect.getsource(run), repr(made_from), *plain])
