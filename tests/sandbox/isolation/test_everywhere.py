"""Right by another method is right on every Python and NumPy that is supported, at every level."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from other_pythons import pythons
from variants import more_variants

from autograder.assignments.registry import points, questions
from autograder.authoring.right_answers import right_notebooks
from autograder.authoring.selftest.bars import HELD, RIGHT_SOLUTIONS
from autograder.course import ROOT, load_course
from autograder.sandbox.isolation.levels import probe

pytestmark = pytest.mark.slow

ASSIGNMENTS = [one.name for one in load_course().assignments]
LEVELS = ["bubblewrap", "self-limited"]
PACKAGES = ["matplotlib", "nbformat", "rich", "scikit-learn", "scipy", "hypothesis"]
# Behind bubblewrap, the selftests try all of them with the grader's own Python.
ENVIRONMENTS = {
    "python 3.11, numpy 2.0": ((3, 11), ["numpy==2.0.*"], ["self-limited"]),
    "python 3.13, newest numpy": ((3, 13), ["numpy"], LEVELS),
}


def right_answers(assignment):
    notebooks = right_notebooks(assignment, more_variants(assignment))
    return [one for notebook in notebooks for one in notebook.values()]


@pytest.mark.parametrize("assignment", HELD)
def test_each_function_has_ten_right_solutions(assignment):
    number = dict.fromkeys(set(points(assignment)) - set(questions(assignment)), 0)
    for one in right_answers(assignment):
        number[one.answer] += one.kind == "variant"
    few = {name: found for name, found in number.items() if found < RIGHT_SOLUTIONS}
    assert few == {}, f"each should have {RIGHT_SOLUTIONS} right solutions unlike the reference"


@pytest.mark.parametrize(("version", "numpy", "levels"), ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_all_of_them_have_full_marks(version, numpy, levels, tmp_path, environment):
    python = next(pythons(version), None)
    if python is None:
        pytest.skip(f"there is no Python {version[0]}.{version[1]} on this machine")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    shutil.copytree(ROOT / "assignments", tmp_path / "assignments", ignore=leave_out)
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    inside = tmp_path / "venv" / "bin" / "python"
    # Compiled, as pip does: each sandbox would compile what it imports again, for seconds.
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode"]
    made = subprocess.run(
        [*install, "--python", inside, *PACKAGES, *numpy, tmp_path / "assignments"],
        capture_output=True,
        text=True,
    )
    if made.returncode and "No solution found" not in made.stderr:
        pytest.skip(f"no network to install the packages: {made.stderr.strip()[-300:]}")
    assert made.returncode == 0, made.stderr
    script = Path(__file__).parent / "everywhere.py"
    named = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    done = subprocess.run(
        [inside, script, *levels],
        env={**named, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["levels"] == [one for one in levels if probe(one, environment).holds]
    every = sum(len(right_answers(assignment)) for assignment in ASSIGNMENTS)
    assert told["right"] == every * len(told["levels"])
