"""The notebook alone, as in Google Colab: its first cell brings the course's package.

Colab is Python 3.13, numpy 2.1, IPython 7.34 and ipywidgets 7.7. The repository is a
local one here, with a commit of the students' part of this checkout.
"""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from other_pythons import pythons, run

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import reference_answers
from autograder.authoring.solved_notebook import STUDENT_PACKAGE, released, solved_notebook, written
from autograder.course import ROOT, load_course
from autograder.notebook.answers import answer_cells

pytestmark = pytest.mark.slow

PACKAGES = [
    "numpy==2.1.*",
    "ipython==7.34.*",
    "ipywidgets==7.7.*",
    "ipykernel",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "scikit-learn",
]
GIT = ["git", "-c", "user.name=Colab", "-c", "user.email=colab@example.org"]


@pytest.fixture(scope="module")
def colab(tmp_path_factory) -> Path:
    """The Python of an environment like Colab's, without `coursework`."""
    python = next(pythons(), None)
    if python is None:
        pytest.skip("there is no Python 3.13 on this machine")
    folder = tmp_path_factory.mktemp("colab")
    uv = [sys.executable, "-m", "uv"]
    inside = folder / "venv" / "bin" / "python"
    made = run(python, "-m", "venv", "venv", cwd=folder)
    assert made.returncode == 0, made.stderr
    made = run(*uv, "pip", "install", "--refresh", "--python", str(inside), *PACKAGES, cwd=folder)
    if made.returncode and "No solution found" not in made.stderr:
        pytest.skip(f"no network to install Colab's packages: {made.stderr.strip()[-300:]}")
    assert made.returncode == 0, made.stderr
    return inside


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> str:
    """The URL of a repository that holds the students' part of this checkout."""
    origin = tmp_path_factory.mktemp("origin")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    shutil.copytree(ROOT / "assignments", origin / "assignments", ignore=leave_out)
    clone = tmp_path_factory.mktemp("clone") / "course"
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "assignments"],
        ["commit", "--quiet", "--message=as in the checkout"],
        ["clone", "--quiet", str(origin), str(clone)],
    ):
        subprocess.run([*GIT, *command], cwd=origin, check=True)
    return f"file://{clone}"


def notebook_from(repository: str, answers: dict[str, str]) -> nbformat.NotebookNode:
    course = replace(load_course(), repository=repository, branch="main")
    notebook = released(solved_notebook("svm", course))
    for name, cell in answer_cells(notebook).items():
        cell.source = answers.get(name, cell.source)
    return notebook


def executed(colab: Path, notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Execute a notebook that lies alone in a folder, with nothing of the course installed."""
    run(str(colab), "-m", "pip", "uninstall", "--yes", "--quiet", STUDENT_PACKAGE, cwd=folder)
    (folder / "svm.ipynb").write_text(written(notebook), encoding="utf-8")
    command = "nbconvert --to notebook --execute --allow-errors --inplace svm.ipynb"
    done = run(str(colab), "-m", *command.split(), cwd=folder)
    assert done.returncode == 0, done.stderr
    return nbformat.read(folder / "svm.ipynb", as_version=4)


def shown(notebook: nbformat.NotebookNode, kind: str = "display_data") -> list:
    return [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == kind
    ]


def first_output(notebook: nbformat.NotebookNode) -> str:
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    return "".join(output.get("text", "") for output in first.outputs)


@pytest.mark.parametrize("answered", [False, True], ids=["blank", "solved"])
def test_notebook_alone_installs_the_package_and_runs_to_its_end(
    colab, repository, tmp_path, answered
):
    answers = reference_answers("svm") if answered else {}
    notebook = executed(colab, notebook_from(repository, answers), tmp_path)
    assert [output.evalue for output in shown(notebook, "error")] == []
    assert first_output(notebook) == ""
    tables = [output.data["text/plain"] for output in shown(notebook) if "text/html" in output.data]
    if answered:
        assert "svm_loss_vectorized: 19 of 19 points" in "\n".join(tables)
    else:
        assert sum("not done yet" in table for table in tables) == len(points("svm"))
    found = run(str(colab), "-c", "import coursework; print(coursework.__file__)", cwd=tmp_path)
    assert found.stdout.startswith(str(colab.parents[1])), found.stderr


def test_first_cell_says_what_to_do_where_the_repository_is_out_of_reach(colab, tmp_path):
    notebook = executed(colab, notebook_from(f"file://{tmp_path}/nowhere", {}), tmp_path)
    text = first_output(notebook)
    assert "`coursework` could not be installed. Is there a network?" in text
    assert "ask for its folder `assignments`" in text
    assert "Traceback" not in text
    assert text.rstrip().endswith("pip install -q ./assignments")  # the remedy comes last
    assert shown(notebook, "error")[0].ename == "ModuleNotFoundError"
