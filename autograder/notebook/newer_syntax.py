"""Why Python can't read an answer, where its own words don't tell: git's marks, newer syntax."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

from coursework.faults.failures import MISHAPS, SYNTAX, Mistake

SECONDS = 10
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$", re.MULTILINE)
# As ruff says it: `Cannot use t-strings on Python 3.11 (syntax was added in Python 3.14)`.
_NEWER = re.compile(
    r"invalid-syntax: (?P<what>[^\n]{1,200}) on Python (?P<ours>3\.\d+) "
    r"\(syntax was added in Python (?P<theirs>3\.\d+)\)\Z"
)


def why_unread(source: str, python: tuple[int, int]) -> Mistake | None:
    """Return what keeps a Python from reading an answer, or None if its own error tells it all.

    Parameters
    ----------
    source
        Code that this Python finds a syntax error in.
    python
        The version that runs answers, as in ``sys.version_info[:2]``.
    """
    if _CONFLICT.search(source):
        return MISHAPS["merge conflict"]
    if not (newer := _NEWER.search(_first_complaint(source, python))):
        return None
    what = f"{newer['what'][0].lower()}{newer['what'][1:]}"
    you = "you " if what.startswith("cannot") else ""
    hint = (
        f"This is Python {newer['theirs']}'s syntax; the grader runs Python {newer['ours']}, where "
        f"{you}{what}."
    )
    return replace(SYNTAX, name="newer_python", hint=hint)


def _first_complaint(source: str, python: tuple[int, int]) -> str:
    """Return what ruff finds fault with first, which knows the syntax of every Python."""
    command = [
        *(sys.executable, "-P", "-m", "ruff", "check", "--isolated", "--no-cache", "--quiet"),
        *("--output-format=concise", "--select=E902", "--stdin-filename=answer.py"),
        *(f"--target-version=py{python[0]}{python[1]}", "-"),
    ]
    try:
        said = subprocess.run(
            command, input=source.encode(errors="replace"), capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.partition(b"\n")[0].decode(errors="replace")
