"""A copy of the course, and nbgrader's own commands in it: shared by the tests of nbgrader."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.course import ROOT

COURSE = ["assignments", "solutions", "autograder", "data", "course.toml", "nbgrader_config.py"]


def environment(home: Path) -> dict[str, str]:
    """Return the environment of an instructor's shell with the virtual environment active."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {name: str(home / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    return {**os.environ, **own, "HOME": str(home), "PATH": programs}


def run(
    course: Path, *command: str, check: bool = True, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command,
        cwd=folder or course,
        env=environment(course / "home"),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0 or not check, done.stdout + done.stderr
    return done


def copy_of_the_course(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in COURSE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    (folder / "home").mkdir()
    return folder


def hand_in(course: Path, student: str, content: bytes) -> Path:
    path = course / "submitted" / student / "svm" / "svm.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def scores(database: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{database}") as gradebook:
        return {one.student.id: one.score for one in gradebook.find_assignment("svm").submissions}


def notebook_of(student: str, course: Path):
    return nbformat.read(course / "autograded" / student / "svm" / "svm.ipynb", as_version=4)


def check_cells(notebook) -> dict[str, nbformat.NotebookNode]:
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
