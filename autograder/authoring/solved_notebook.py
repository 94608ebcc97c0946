"""From the text of a notebook to the notebooks: the solved one, and the student's.

The text stands in ``solutions/notebooks/<assignment>.md``, the functions in
``solutions/<assignment>.py``. An empty cell marked ``:answer: name`` is filled with
the reference function, one marked ``:check: name`` with the call that checks it. One
marked ``:question: name`` declares a question, and becomes both its cells.
The student's notebook is made from the solved one by nbgrader's own steps, so that
``nbgrader generate_assignment`` makes the same.
"""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from textwrap import fill, indent
from typing import Any

import nbformat
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearOutput,
    ComputeChecksums,
    LockCells,
)

from autograder.assignments.question import Question
from autograder.assignments.registry import checks_of, points_by_role
from autograder.authoring.clear_solutions import ClearAnswers
from autograder.authoring.reading_text.notebook_text import NotebookText, TextError, read_text
from autograder.authoring.reading_text.points_in_prose import sources_with_points
from autograder.course import (
    USUAL_PACKAGES,
    Course,
    text_path,
)
from autograder.notebook.answers import MARKER
from coursework.expecting.number_or_letter import form
from coursework.scoring.partial_credit import Role

KEEP = "keep this line: the grader finds your work by it"
# What `coursework` is installed as: at the package index, its own name is somebody else's.
STUDENT_PACKAGE = "deep-learning-coursekit-student"
LANGUAGE = {"name": "python"}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


WIDTH = 85  # of a comment's line, in a cell as narrow as nbconvert's
# What checks are about, by their role, as students read it.
WORTH: dict[Role, str] = {
    "core": "for right values",
    "part": "for single terms and traps",
    "form": "for form, such as shapes",
}

Worth = Mapping[str, Mapping[Role, float]]  # of each answer, by role


def written(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as the text of its file."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return text + "\n"


def solved_notebook(
    assignment: str, course: Course, text: NotebookText | None = None
) -> nbformat.NotebookNode:
    """Return an assignment's notebook with all answers filled in.

    Raises
    ------
    TextError
        If the text names an answer that neither the reference nor the checks know.
    """
    text = text or read_text(text_path(assignment))
    parts = points_by_role(checks_of(assignment, text.asked))
    worth = {name: sum(of_answer.values()) for name, of_answer in parts.items()}
    sources = sources_with_points(text, worth)
    cells = [
        filled
        for cell, source in zip(text.cells, sources, strict=True)
        for filled in _filled(cell, source, assignment, text, parts)
    ]
    badge, install = _opening(assignment, course)
    first_code = next(i for i, cell in enumerate(cells) if cell.cell_type == "code")
    cells = [badge, *cells[:first_code], install, *cells[first_code:]]
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": KERNEL, "language_info": LANGUAGE}
    )
    for number, cell in enumerate(cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.id = name or f"{assignment}-{number:02d}"
        cell.metadata["id"] = cell.id  # Colab drops cell.id, but keeps this one
    _complain_of_gaps(text.file, cells, worth)
    locked: nbformat.NotebookNode = LockCells().preprocess(notebook, {})[0]
    return locked


def released(solved: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the student's version: answers taken out, hidden tests removed."""
    notebook = copy.deepcopy(solved)
    for step in (ClearAnswers, ClearOutput, ComputeChecksums, ClearHiddenTests, ComputeChecksums):
        notebook, _ = step().preprocess(notebook, {})
    return notebook


def _filled(cell: Any, source: str, assignment: str, text: NotebookText, parts: Worth) -> list[Any]:
    """Return a cell of the text as the cells of the solved notebook that it becomes."""
    marks = dict(cell.metadata)
    answer, asked = marks.pop("answer", None), marks.pop("check", None)
    if question := marks.pop("question", None):
        solution = _question(text.asked.questions[question])
        return [_answer_cell(question, solution), _check_cell(question, text.file, parts)]
    if asked:
        return [_check_cell(asked, text.file, parts)]
    if answer and cell.cell_type == "markdown":
        nbgrader = _nbgrader(answer, solution=True, grade=True, points=marks.pop("points"))
        return [_cell("markdown", source, nbgrader)]
    if answer:
        return [_answer_cell(answer, _reference(answer, assignment, text.file))]
    return [_cell(cell.cell_type, source, None, marks)]


def _answer_cell(name: str, solution: str) -> Any:
    source = f"{MARKER}{name} ({KEEP})\n{solution}"
    return _cell("code", source, _nbgrader(name, solution=True))


def _check_cell(name: str, file: str, parts: Worth) -> Any:
    if name not in parts:
        raise TextError(
            f"{file} asks for the check “{name}”, but no check asks for an answer of that name."
        )
    worth = sum(parts[name].values())
    nbgrader = _nbgrader(f"check_{name}", grade=True, points=worth)
    return _cell("code", _check(name, parts[name]), nbgrader)


def _cell(kind: str, source: str, nbgrader: Any = None, metadata: Any = None) -> Any:
    v4 = nbformat.v4
    make: Callable[..., Any] = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    return make(source, metadata={"nbgrader": nbgrader} if nbgrader else dict(metadata or {}))


def _nbgrader(
    name: str, solution: bool = False, grade: bool = False, points: float | None = None
) -> dict[str, Any]:
    fields = {
        "grade_id": name,
        "solution": solution,
        "grade": grade,
        "locked": not solution,
        "task": False,
        "schema_version": 3,
        "cell_type": "markdown" if solution and grade else "code",
    }
    return {**fields, "points": points} if grade else fields


def _question(question: Question) -> str:
    """Return the source of a question's answer, the solution between nbgrader's marks."""
    right = question.right
    solution = f'"{right}"' if isinstance(right, str) else f"{right:.6g}"
    return (
        f"{question.name} = None  # replace None by {form(question.choices)}\n"
        f"### BEGIN SOLUTION\n{question.name} = {solution}\n### END SOLUTION"
    )


def _reference(name: str, assignment: str, file: str) -> str:
    """Return the source of a function or class, the solution between nbgrader's marks."""
    function = getattr(import_module(f"solutions.{assignment}"), name, None)
    if function is None:
        raise TextError(
            f"{file} asks for the answer “{name}”, but solutions/{assignment}.py has no such "
            "function or class. (A question is marked `:question:`.)"
        )
    return _between_marks(inspect.getsource(function).rstrip())


def _between_marks(source: str) -> str:
    """Put nbgrader's solution marks around the body of a function, below its docstring.

    Of a class, around the body of each method but its constructor: that one is given.
    """
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    lines = source.splitlines()
    asked: list[ast.stmt] = (
        definition.body if isinstance(definition, ast.ClassDef) else [definition]
    )
    for function in reversed(asked):  # from below, so that line numbers stay right
        if isinstance(function, ast.FunctionDef) and function.name != "__init__":
            first, last = function.body[0].end_lineno or 0, function.end_lineno
            indent = " " * function.body[0].col_offset
            lines[last:last] = [f"{indent}### END SOLUTION"]
            lines[first:first] = [f"{indent}### BEGIN SOLUTION"]
    return "\n".join(lines)


def _check(name: str, parts: Mapping[Role, float]) -> str:
    # nbgrader's own autograder runs the hidden part, in the student's process; the
    # kit's grader doesn't need it.
    return (
        "### BEGIN HIDDEN TESTS\n"
        "from autograder.nbgrader.without_sandbox import check\n"
        "### END HIDDEN TESTS\n"
        f'{_worth(parts)}check("{name}")'
    )


def _worth(parts: Mapping[Role, float]) -> str:
    """Return a comment that tells what the parts of an answer are worth, if it has some."""
    if len(parts) == 1:
        return ""
    told = [f"{parts[role]:g} {words}" for role, words in WORTH.items() if role in parts]
    return f"# {sum(parts.values()):g} points: {', '.join(told)}\n"


def _opening(assignment: str, course: Course) -> tuple[Any, Any]:
    """Return the Colab badge and the cell that installs `coursework` where it is missing."""
    repository, branch = course.repository.rstrip("/"), course.branch
    path = repository.removeprefix("https://github.com/")
    link = (
        f"https://colab.research.google.com/github/{path}/blob/{branch}"
        f"/assignments/{assignment}/{assignment}.ipynb"
    )
    badge = (
        f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({link})\n\n"
        "In Colab, keep your own copy first: *File → Save a copy in Drive*."
    )
    package = f"{STUDENT_PACKAGE} @ git+{repository}@{branch}#subdirectory=assignments"
    usable = course.student.packages
    others = "".join(f', "{one}"' for one in usable if one not in USUAL_PACKAGES)
    told = indent(fill(may_use(usable), WIDTH), "# ")
    install = f"""\
# Run this cell first. It installs the course's package where it is missing, as in Colab.
{told}
import importlib.util
import subprocess
import sys
from pathlib import Path

found = importlib.util.find_spec("coursework")
folders = (found and found.submodule_search_locations) or []
if not any(Path(folder, "instant.py").is_file() for folder in folders):  # or a stranger's
    package = "{package}"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-color", package{others}]
    installed = subprocess.run(pip, capture_output=True, text=True)
    if installed.returncode:
        print(installed.stderr)
        print(
            "`coursework` could not be installed. Is there a network? If the repository is "
            "private, ask for its folder `assignments` as a zip, upload it here (folder icon "
            "on the left), and run: !unzip -q assignments.zip && pip install -q ./assignments"
        )
    importlib.invalidate_caches()  # so that Python sees what was installed just now"""
    return _cell("markdown", badge), _cell("code", install)


def may_use(packages: Sequence[str]) -> str:
    """Tell students which packages their answers may use."""
    *first, last = [*packages, "Python's own modules"]
    named = f"{', '.join(first)} and {last}" if first else last
    return f"Your answers may use {named}: nothing else is there when they are graded."


def _complain_of_gaps(file: str, cells: list[Any], worth: Mapping[str, float]) -> None:
    ids = [cell.metadata["nbgrader"].grade_id for cell in cells if "nbgrader" in cell.metadata]
    for name in worth:
        for needed in (name, f"check_{name}"):
            if ids.count(needed) != 1:
                raise TextError(
                    f"{file} should have one cell “{needed}”, but has {ids.count(needed)}."
                )
