"""Stock nbgrader and Otter-Grader, set up to grade the same notebooks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from autograder.course import ROOT
from bench.costs import run
from bench.floors import recorded_calls
from bench.peers import peer_python

# One file for each function: seven calls, as many as the floor makes, each compared with the
# right value. The calls are part of the file's text, so that it needs no other.
_OTTER_TEST = """\
OK_FORMAT = False
name = {function!r}
points = {calls}

import numpy as np
from numpy import *  # as numpy's own texts of arrays use its names
from otter.test_files import test_case

CALLS = {text}


@test_case(points=points)
def test_calls(env):
    for arguments, expected in CALLS:
        got = env[name](*arguments)
        if not isinstance(expected, tuple):
            got, expected = [got], [expected]
        for part, right in zip(got, expected, strict=True):
            assert np.allclose(part, right)
"""


def stock_course(contents: Sequence[bytes], assignment: str, folder: Path) -> Path:
    """Make a course of nbgrader's, without the kit's configuration, with a class handed in."""
    source = folder / "source" / assignment
    shutil.copytree(ROOT / "solutions" / "notebooks" / assignment, source)
    (folder / "nbgrader_config.py").write_text('get_config().CourseDirectory.course_id = "x"\n')
    run("nbgrader", "generate_assignment", assignment, cwd=folder, env=_own_home(folder))
    for place, content in enumerate(contents):
        path = folder / "submitted" / f"student{place:05}" / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return folder


def autograde(course: Path, assignment: str) -> None:
    """Grade the class with ``nbgrader autograde``, whether or not that was done before."""
    command = ("nbgrader", "autograde", "--force", assignment)
    run(*command, cwd=course, env=_own_home(course))


def otter_class(contents: Sequence[bytes], assignment: str, folder: Path) -> list[Path]:
    """Write a class for Otter, and beside it the assignment's checks as Otter takes them.

    Raises
    ------
    MissingPeer
        If Otter can't be installed here.
    """
    programs = peer_python("otter").parent
    tests = folder / "tests"
    tests.mkdir(parents=True)
    calls: dict[str, list[tuple[object, object]]] = {}
    for asked, value in recorded_calls(assignment):
        calls.setdefault(asked.function, []).append((asked.arguments, value))
    with np.printoptions(threshold=sys.maxsize, floatmode="unique", legacy="1.25"):
        for function, those in calls.items():
            text = _OTTER_TEST.format(function=function, calls=len(those), text=repr(those))
            (tests / f"{function}.py").write_text(text, "utf-8")
    command = ("generate", "-t", "tests", "-o", "autograder.zip")
    run(programs / "otter", *command, cwd=folder, env=_otter(folder, programs))
    notebooks = [folder / f"student{place:05}" / "notebook.ipynb" for place in range(len(contents))]
    for content, path in zip(contents, notebooks, strict=True):
        path.parent.mkdir()
        path.write_bytes(content)
    return notebooks


def otter_run(notebooks: Sequence[Path], workers: int) -> None:
    """Grade each notebook with ``otter run``, so many at a time."""
    programs = peer_python("otter").parent

    def one(notebook: Path) -> None:
        folder = notebook.parent
        options = ("-a", folder.parent / "autograder.zip", "-o", folder, "--no-logo")
        env = _otter(folder, programs)
        run(programs / "otter", "run", *options, notebook, cwd=folder, env=env)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, notebooks))


def _own_home(folder: Path) -> Mapping[str, str]:
    """Return an environment in which no settings of the user's, and none of the kit's, count."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    places = {name: str(folder / "home") for name in ("HOME", "JUPYTER_CONFIG_DIR")}
    return {**os.environ, **places, "PATH": programs}


def _otter(folder: Path, programs: Path) -> Mapping[str, str]:
    """Return an environment in which Otter's Python comes first, and finds what students have."""
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    students = str(ROOT / "assignments")
    return {**_own_home(folder), "PATH": path, "PYTHONPATH": students}
