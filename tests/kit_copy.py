"""A copy of the kit that a test may change, and what its own Python says of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course import ROOT

PARTS = ("autograder", "assignments", "solutions", "data", "course.toml")
# One process after each change, which has to load what is the kit's own, and nothing else.
ORIGINS = """
import importlib, json, linecache, os, sys
from dataclasses import asdict
from pathlib import Path

def show():
    from autograder.course import Limits, load_course
    from autograder.grading.provenance.origin import origin
    names = [one.name for one in load_course().assignments]
    print(json.dumps({name: asdict(origin(name, Limits(), "secret")) for name in names}))
    sys.stdout.flush()

show()
for name in list(sys.modules):
    if name.split(".")[0] in ("autograder", "coursework", "solutions"):
        del sys.modules[name]
linecache.clearcache()
for file, text in json.load(sys.stdin):
    path = Path(file)
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    importlib.invalidate_caches()
    child = os.fork()
    if child == 0:
        show()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    path.write_text(before, encoding="utf-8")
"""


def copied(folder: Path) -> Path:
    """Copy what the kit is made of, without what was compiled."""
    for name in PARTS:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def python(folder: Path, *arguments: str, told: str = "", **more: str) -> str:
    """Run Python with the packages of a copy in the place of the installed ones."""
    places = [str(folder), str(folder / "assignments"), os.environ.get("PYTHONPATH", "")]
    path = os.pathsep.join(filter(None, places))
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **more},
        input=told,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def origins(folder: Path, changes: Sequence[tuple[str, str]]) -> list[dict[str, dict[str, object]]]:
    """Return the origin of each assignment as a copy has it, first as it is.

    Then with each of the changes alone: a file and its new text.
    """
    shown = python(folder, "-c", ORIGINS, told=json.dumps(changes))
    return [json.loads(line) for line in shown.splitlines()]
