"""The notebooks are built from text and reference, the same each time, and valid."""

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from built_notebooks import ASSIGNMENTS, COURSE
from nbgrader.nbgraderformat import MetadataValidator

from autograder.assignments.registry import points, questions
from autograder.authoring.build import build_all, differing
from autograder.authoring.solved_notebook import STUDENT_PACKAGE, released, solved_notebook
from autograder.course import ROOT
from autograder.notebook.answers import MARKER, answer_cells

FUNCTIONS = [
    (assignment, name)
    for assignment in ASSIGNMENTS
    for name in points(assignment)
    if name not in questions(assignment)
]


def test_building_twice_gives_the_same_files():
    assert build_all() == build_all()


def test_committed_files_are_as_they_would_be_built():
    assert differing(build_all()) == []


TEXT = "solutions/notebooks/svm.md"
SOLVED = "solutions/notebooks/svm/svm.ipynb"
STUDENT = "assignments/svm/svm.ipynb"
GIVEN = "assignments/coursework/worked_examples.json"
ASKED = "autograder/assignments/generated_questions/svm.json"
CHOICES = "assignments/coursework/questions.json"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    copy = tmp_path_factory.mktemp("checkout")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in ("assignments", "autograder", "data", "docs", "solutions"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=leave_out)
    shutil.copy(ROOT / "course.toml", copy)
    return copy


@pytest.mark.parametrize(
    ("edited", "old", "new", "stale"),
    [
        (TEXT, "How bad", "How mad", [SOLVED, STUDENT]),
        ("solutions/svm.py", "loss = 0.0", "loss = 0.1", [SOLVED]),
        (SOLVED, "How bad", "How mad", [SOLVED]),
        (STUDENT, "How bad", "How mad", [STUDENT]),
        (GIVEN, "12.9", "12.8", [GIVEN]),
        (TEXT, 'right: IMAGES["mean"]', "right: 5.2", [SOLVED, ASKED]),
        (ASKED, "don't lose", "keep", [ASKED]),
        (CHOICES, '"loss_range": "ABC"', '"loss_range": "AB"', [CHOICES]),
    ],
)
@pytest.mark.slow
def test_check_names_what_is_stale_after_one_byte_has_changed(checkout, edited, old, new, stale):
    before = (checkout / edited).read_text(encoding="utf-8")
    assert before.count(old) == 1
    (checkout / edited).write_text(before.replace(old, new), encoding="utf-8")
    try:
        run = build_check(checkout)
    finally:
        (checkout / edited).write_text(before, encoding="utf-8")
    assert run.returncode == 2
    told = re.findall(r"^(\S+) is not as it would be built$", run.stdout, re.M)
    assert sorted(told) == sorted(stale)
    assert "autograder build" in run.stderr


def build_check(checkout: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, (checkout, checkout / "assignments")))
    return subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "build", "--check"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


def methods(source: str) -> dict[str, ast.FunctionDef]:
    """Return the functions that an answer defines, those of a class by their methods' names."""
    (definition,) = ast.parse(source).body
    parts = definition.body if isinstance(definition, ast.ClassDef) else [definition]
    return {part.name: part for part in parts if isinstance(part, ast.FunctionDef)}


def body_below_docstring(function: ast.FunctionDef) -> list[str]:
    return [ast.unparse(line) for line in function.body[1:]]


@pytest.mark.parametrize(("assignment", "name"), FUNCTIONS)
def test_stub_is_the_reference_with_its_body_taken_out(assignment, name):
    reference = inspect.getsource(getattr(import_module(f"solutions.{assignment}"), name))
    stub = answer_cells(released(solved_notebook(assignment, COURSE)))[name].source
    right, given = methods(reference), methods(stub)
    assert list(right) == list(given)
    for part, function in given.items():
        if part == "__init__":  # a constructor is given
            assert ast.unparse(function) == ast.unparse(right[part])
            continue
        assert ast.unparse(function.args) == ast.unparse(right[part].args)
        assert ast.get_docstring(function) == ast.get_docstring(right[part]) is not None
        assert body_below_docstring(function) == ["raise NotImplementedError"]


@pytest.mark.parametrize(("assignment", "name"), FUNCTIONS)
def test_solved_cell_holds_the_reference_between_marks(assignment, name):
    reference = inspect.getsource(getattr(import_module(f"solutions.{assignment}"), name))
    lines = answer_cells(solved_notebook(assignment, COURSE))[name].source.splitlines()
    kept = [line for line in lines if "### " not in line and MARKER not in line]
    assert "\n".join(kept) == reference.rstrip()


def test_notebooks_are_valid_nbformat_4_5_with_ids_that_colab_keeps(solved, student):
    for notebook in (solved, student):
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)
        assert ids == [cell.metadata["id"] for cell in notebook.cells]


def test_nbgrader_metadata_is_valid(solved, student):
    for notebook in (solved, student):
        MetadataValidator().validate_nb(notebook)
        graded = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
        assert {one.schema_version for one in graded} == {3}
        assert all(one.locked != one.solution for one in graded)


def test_check_cells_are_worth_what_the_checks_are(assignment, student):
    worth = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in student.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    by_checks = {f"check_{name}": value for name, value in points(assignment).items()}
    assert {name: worth[name] for name in by_checks} == by_checks


def test_table_of_parts_tells_the_points_of_each_part(student):
    """The heading of each part is numbered as its row in the table at the top."""
    told: dict[str, float] = {}
    counted: dict[str, float] = {}
    part = ""
    for cell in student.cells:
        for number, value in re.findall(r"^\| (\d)\. .*\| (\d+) \|$", cell.source, re.M):
            told[number] = float(value)
        if cell.cell_type == "markdown" and (
            heading := re.search(r"^## (\d)\.", cell.source, re.M)
        ):
            part = heading[1]
            counted[part] = 0
        if part:
            counted[part] += cell.metadata.get("nbgrader", {}).get("points", 0)
    assert told == counted


def test_every_answer_cell_begins_with_its_marker(assignment, student):
    cells = {
        name: cell for name, cell in answer_cells(student).items() if name in points(assignment)
    }
    assert set(cells) == set(points(assignment))
    for name, cell in cells.items():
        assert cell.source.startswith(f"{MARKER}{name} ")


def test_questions_are_released_unanswered(assignment, student):
    for name in questions(assignment):
        code = ast.unparse(ast.parse(answer_cells(student)[name].source))
        assert code == f"{name} = None"


def test_badge_and_first_cell_come_from_the_courses_repository(assignment):
    course = replace(COURSE, repository="https://github.com/some/where/", branch="autumn")
    badge, *_ = cells = released(solved_notebook(assignment, course)).cells
    link = "https://colab.research.google.com/github/some/where/blob/autumn/assignments/"
    assert f"({link}{assignment}/{assignment}.ipynb)" in badge.source
    first = next(cell for cell in cells if cell.cell_type == "code")
    package = "git+https://github.com/some/where@autumn#subdirectory=assignments"
    assert f'"{STUDENT_PACKAGE} @ {package}"' in first.source
    assert "your-course" not in nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def test_the_first_cell_knows_the_course_package_by_a_file_that_it_has():
    # Notebooks that were released before look for it, too: it has to stay where it is.
    install = solved_notebook("svm", COURSE).cells[2].source
    (file,) = re.findall(r'Path\(folder, "(.+)"\)', install)
    assert file == "instant.py"
    assert (ROOT / "assignments" / "coursework" / file).is_file()
