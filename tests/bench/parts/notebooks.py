"""The student's side: the import of `coursework`, each check, and each notebook as a whole."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from autograder.course import load_course, solved_path
from bench.costs import cost_of_command, in_turn, run
from bench.rows import Row, amount, duration, slower
from bench.sizes import Sizes

TITLE = "The student's side"

CHECKING = Path(__file__).parent.parent / "apart" / "checking.py"

IMPORT = 1.1  # times numpy
CHECK_SECONDS, NOTEBOOK_SECONDS = 0.2, 15


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Yield a row for the import, and two for each assignment."""
    modules = ("numpy", "numpy, coursework")
    rivals = {
        one: partial(cost_of_command, sys.executable, "-c", f"import {one}") for one in modules
    }
    numpy, ours = in_turn(rivals, max(3, sizes.rounds)).values()
    yield slower(
        "`import numpy, coursework`", ours, "`import numpy`", numpy, at_most=IMPORT, by="processor"
    )
    names = [one.name for one in load_course().assignments]
    for name in names if sizes.largest else names[:1]:
        yield from _of_one(name, in_kernel=sizes.largest)


def _of_one(assignment: str, in_kernel: bool) -> Iterator[Row]:
    notebook = solved_path(assignment)
    # As in a student's folder, where the notebooks of earlier weeks lie beside this one.
    given = {
        "cwd": notebook.parent,
        "env": {**os.environ, "MPLBACKEND": "Agg", "COURSEWORK_STATIC": "1"},
    }
    found = json.loads(run(sys.executable, CHECKING, notebook, **given))
    slowest, seconds = max(found["checks"].items(), key=lambda one: one[1])
    what = f'`{assignment}`: its slowest check, `check("{slowest}")`'
    yield amount(what, [seconds], "s", at_most=CHECK_SECONDS)
    if not in_kernel:
        return
    kernel = ("-m", "jupyter", "execute", "--timeout", "300", notebook)
    whole = cost_of_command(sys.executable, *kernel, **given)
    what = f"`{assignment}`: the solved notebook in a kernel"
    row = amount(what, [whole.clock], "s", at_most=NOTEBOOK_SECONDS)
    kinds = found["kinds"]
    kinds["the kernel"] = whole.clock - sum(kinds.values())
    parts = (f"{kind} {duration(kinds[kind])}" for kind in sorted(kinds, key=kinds.get)[::-1])
    yield replace(row, against=f"of which {', '.join(parts)}")
