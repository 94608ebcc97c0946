"""The floors: a submission's answers and some calls of them, with no grader around.

A floor reads no notebook, protects nobody, compares nothing and writes nothing. It starts Python
(or forks a process that has started), loads numpy, runs the answer cells, and makes of each
function seven of the calls that the kit's checks make of it: 21 calls for the SVM assignment.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from autograder.assignments.registry import all_checks
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.submission import read_answers
from autograder.notebook.answers import pristine_notebook
from autograder.notebook.definitions import data_of, imports_of
from bench.costs import run
from coursework.asking.asked import Call, Method
from coursework.asking.callbacks import with_functions_replaced
from coursework.instant import NotebookStudent
from coursework.scoring.judge import run_checks

CALLS_OF_EACH = 7
SECONDS = 60  # for one submission, which none of the class comes near

_FORKING = Path(__file__).with_name("apart") / "forking.py"

# What the script of a submission begins and ends with. The calls' arguments are read from a
# file; in the place of a function among them stands one that returns what that one returned.
_BEGINNING = """\
import itertools, pickle, sys
import numpy as np

def given(*_, **__):
    return next(values)

class Calls(pickle.Unpickler):
    def persistent_load(self, _):
        return given
"""
_END = """\
with open({calls!r}, "rb") as file:
    calls = Calls(file).load()
for function, arguments, methods, returned in calls:
    values = itertools.cycle(returned or [None])
    try:
        outcome = globals()[function](*arguments)
        for method, more in methods:
            getattr(outcome, method.rpartition(".")[2])(*more)
    except BaseException:
        pass
"""
_CELL = "try:\n    exec({!r}, globals())\nexcept BaseException:\n    pass\n"


class Asked(NamedTuple):
    """A call that a check made, and what the functions returned that were handed to it."""

    function: str
    arguments: tuple[Any, ...]
    methods: Sequence[Method]
    returned: list[Any]


def _given(*_: Any, **__: Any) -> None:
    """Stand in the place of a function among the arguments, until a script puts its own there."""


class _Calls(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        return "given" if value is _given else None


class _RecordedStudent(NotebookStudent):
    def __init__(self, namespace: dict[str, Any]):
        super().__init__(namespace)
        self.asked: list[tuple[Asked, Any]] = []

    def call(
        self, function: str, *arguments: Any, count: bool = False, methods: Sequence[Method] = ()
    ) -> Call:
        call = super().call(function, *arguments, count=count, methods=methods)
        if call.error is None:  # some checks want an error
            given = with_functions_replaced((arguments, tuple(methods)), lambda _: _given)
            returned = [one.value for one in call.called_back]
            self.asked.append((Asked(function, *given, returned), call.value))
        return call


def recorded_calls(assignment: str) -> list[tuple[Asked, Any]]:
    """Return calls that checks make of a right submission, each with its value.

    Of each function they are `CALLS_OF_EACH`, spread over all.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells_of(filled(assignment, reference_answers(assignment)), assignment):
        with suppress(SyntaxError):  # of a text, which a person reads
            exec(cell, namespace)
    student = _RecordedStudent(namespace)
    run_checks(all_checks(assignment), student)
    by_function: dict[str, list[tuple[Asked, Any]]] = {}
    for one in student.asked:
        by_function.setdefault(one[0].function, []).append(one)
    return [one for those in by_function.values() for one in spread(those, CALLS_OF_EACH)]


def spread(those: Sequence[Any], number: int) -> list[Any]:
    """Return so many of a sequence at equal distances, from the first; all, if it has fewer."""
    if len(those) <= number:
        return list(those)
    return [those[place * len(those) // number] for place in range(number)]


def cells_of(content: bytes, assignment: str) -> list[str]:
    """Return what runs of a notebook: its answers, and what they use of the cells around them."""
    submission = read_answers(content, assignment)
    pristine = pristine_notebook(assignment)
    own = [*(one.source for one in submission.helpers), *submission.answers.values()]
    text = "\n".join(own)
    imports = [
        f"from {module} import {attribute} as {name}" if attribute else f"import {module} as {name}"
        for name, module, attribute in imports_of(pristine)
        if re.search(rf"\b{name}\b", text)
    ]
    return [*imports, *data_of(pristine), *own]


def write_calls(assignment: str, path: Path) -> None:
    """Write the calls down for the scripts, functions left out."""
    with path.open("wb") as file:
        _Calls(file).dump([tuple(asked) for asked, _ in recorded_calls(assignment)])


def write_script(content: bytes, assignment: str, calls: Path, path: Path) -> None:
    """Write the program that runs a notebook's answers and makes the calls."""
    cells = [_CELL.format(one) for one in cells_of(content, assignment)]
    path.write_text("".join([_BEGINNING, *cells, _END.format(calls=str(calls))]), "utf-8")


def write_scripts(contents: Sequence[bytes], assignment: str, folder: Path) -> list[Path]:
    """Write the programs of a class into a folder, and return them."""
    folder.mkdir(parents=True)
    calls = folder / "calls.pickle"
    write_calls(assignment, calls)
    scripts = [folder / f"student{place:05}.py" for place in range(len(contents))]
    for content, script in zip(contents, scripts, strict=True):
        write_script(content, assignment, calls, script)
    return scripts


def started(scripts: Sequence[Path], workers: int) -> None:
    """Run each in a new Python, so many at a time, unprotected."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}

    def one(script: Path) -> None:
        run(sys.executable, script, cwd=script.parent, env=env, seconds=SECONDS)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, scripts))


def forked(scripts: Sequence[Path], workers: int) -> None:
    """Run each in a fork of a process that has loaded numpy, so many at a time, unprotected."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    run(sys.executable, _FORKING, str(workers), *scripts, cwd=scripts[0].parent, env=env)
