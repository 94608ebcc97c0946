"""Throughput: a class graded by one command, against floors and against other graders."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from autograder.course import load_course
from bench.costs import Cost, cost_of, cost_of_command, in_turn
from bench.floors import forked, started, write_scripts
from bench.mixed_class import mixed_class, write_class
from bench.other_graders import autograde, otter_class, otter_run, stock_course
from bench.parts.startup import AUTOGRADER
from bench.peers import MissingPeer, pinned
from bench.rows import Row, faster, missing, slower
from bench.sizes import Sizes

TITLE = "Throughput"

NEW_PYTHON, FORK = "floor, a new Python", "floor, a fork"
NBGRADER, OTTER = "stock `nbgrader autograde`", "`otter run`"
AT_LEAST = {NBGRADER: 30, OTTER: 10}
WORKERS = os.cpu_count() or 1


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Yield rows for a class in each assignment, all by the notebook."""
    yield from _rows("svm", sizes.svm_class, sizes, folder)
    if sizes.other_class:
        for one in load_course().assignments:
            if one.name != "svm":
                yield from _rows(one.name, sizes.other_class, sizes, folder)


def _rows(assignment: str, number: int, sizes: Sizes, folder: Path) -> Iterator[Row]:
    contents = [one.content for one in mixed_class(assignment, number)]
    rivals = {assignment: kit_on(contents, assignment, folder / assignment)}
    scripts = write_scripts(contents, assignment, folder / f"{assignment}-floors")

    def on(floor: Callable[[Sequence[Path], int], None]) -> Callable[[], Cost]:
        return lambda: cost_of(lambda: floor(scripts, WORKERS)).each_of(number)

    rivals[NEW_PYTHON] = on(started)
    not_there: dict[str, str] = {}
    if assignment == "svm":
        rivals[FORK] = on(forked)
    if assignment == "svm" and sizes.sample:
        sample = contents[: sizes.sample]
        rivals[NBGRADER] = nbgrader_on(sample, assignment, folder / "nbgrader")
        try:
            rivals[OTTER] = otter_on(sample, assignment, folder / "otter")
        except MissingPeer as reason:
            not_there[OTTER] = str(reason)
    costs = in_turn(rivals, sizes.class_rounds)
    what, kit = f"`{assignment}`, {number} notebooks", costs.pop(assignment)
    for against, others in costs.items():
        if against in AT_LEAST:
            least = AT_LEAST[against]
            named = f"{against} ({pinned('otter')})" if against == OTTER else against
            yield faster(what, kit, named, others, at_least=least)
        else:
            # The other floor shows how far one could go, and is no bar.
            most = 1 if against == NEW_PYTHON else None
            yield slower(what, kit, against, others, at_most=most)
    for against, reason in not_there.items():
        yield missing(what, against, f"≥ {AT_LEAST[against]} × as fast", reason)


def kit_on(contents: Sequence[bytes], assignment: str, folder: Path) -> Callable[[], Cost]:
    """Return what measures the kit's own command on a class, everything on."""
    notebooks, numbers = folder / "class", count()
    write_class(contents, len(contents), notebooks)

    def graded() -> Cost:
        out = folder / f"graded{next(numbers)}"
        cost = cost_of_command(AUTOGRADER, "grade", assignment, notebooks, "--out", out)
        shutil.rmtree(out)
        return cost.each_of(len(contents))

    return graded


def nbgrader_on(contents: Sequence[bytes], assignment: str, folder: Path) -> Callable[[], Cost]:
    """Return what measures stock nbgrader, which takes one notebook after the other."""
    course = stock_course(contents, assignment, folder)
    return lambda: cost_of(lambda: autograde(course, assignment)).each_of(len(contents))


def otter_on(contents: Sequence[bytes], assignment: str, folder: Path) -> Callable[[], Cost]:
    """Return what measures Otter, a command for each notebook, as many at a time as the kit."""
    notebooks = otter_class(contents, assignment, folder)
    return lambda: cost_of(lambda: otter_run(notebooks, WORKERS)).each_of(len(contents))
