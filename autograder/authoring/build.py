"""All that is generated: the notebooks, and what students and grader read beside them.

A notebook's text stands in ``solutions/notebooks/<assignment>.md``, its functions in
``solutions/<assignment>.py``; `autograder.authoring.solved_notebook` makes one of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from autograder.assignments.asked_for import asked_for_path, written_down
from autograder.assignments.question import Question
from autograder.assignments.worked_examples import given_examples
from autograder.authoring.pages.mistakes_page import mistakes_page
from autograder.authoring.reading_text.notebook_text import NotebookText, read_text
from autograder.authoring.solved_notebook import released, solved_notebook, written
from autograder.course import (
    ROOT,
    Course,
    load_course,
    solved_path,
    student_path,
    text_path,
)
from autograder.notebook.definitions import bound

COURSEWORK = ROOT / "assignments" / "coursework"

Texts = Mapping[str, NotebookText]


def build_all(course: Course | None = None) -> dict[Path, str]:
    """Return the text of every generated file of the course, by path."""
    course = course or load_course()
    texts = read_texts(course)
    files = {
        **_shared_files(texts),
        ROOT / "docs" / "mistakes.md": mistakes_page(course, _questions(texts)),
    }
    for assignment, text in texts.items():
        files |= _files_of(assignment, text, course)
    return files


def build_one(assignment: str, course: Course) -> dict[Path, str]:
    """Return the text of every generated file that an assignment needs, by path."""
    texts = read_texts(course)
    return {**_shared_files(texts), **_files_of(assignment, texts[assignment], course)}


def read_texts(course: Course) -> dict[str, NotebookText]:
    """Return the texts of all notebooks by their assignments."""
    return {one.name: read_text(text_path(one.name)) for one in course.assignments}


def _questions(texts: Texts) -> dict[str, Mapping[str, Question]]:
    return {name: text.asked.questions for name, text in texts.items()}


def _shared_files(texts: Texts) -> dict[Path, str]:
    """Return the text of the files that are made from the texts of all assignments, by path."""
    return {**examples_file(), **names_file(texts), **choices_file(texts)}


def _files_of(assignment: str, text: NotebookText, course: Course) -> dict[Path, str]:
    solved = solved_notebook(assignment, course, text)
    return {
        asked_for_path(assignment): written_down(text.asked),
        solved_path(assignment): written(solved),
        student_path(assignment): written(released(solved)),
    }


def examples_file() -> dict[Path, str]:
    """Return the text of the students' worked examples, by path.

    The visible checks read this file when they are imported, so it is to be in order
    before a notebook is built.
    """
    return {COURSEWORK / "worked_examples.json": given_examples()}


def names_file(texts: Texts) -> dict[Path, str]:
    """Return the text of the file by which instant checks know each notebook's names, by path."""
    names = {assignment: _names_in(text) for assignment, text in texts.items()}
    return {COURSEWORK / "notebook_names.json": json.dumps(names, indent=1) + "\n"}


def _names_in(text: NotebookText) -> list[str]:
    """Return the names that the cells of a notebook's text define, from top to bottom."""
    names: dict[str, None] = {}
    for cell in text.cells:
        if cell.cell_type == "code":
            answer = cell.metadata.get("answer") or cell.metadata.get("question")
            names |= dict.fromkeys([answer] if answer else sorted(bound(cell.source)))
    return list(names)


def choices_file(texts: Texts) -> dict[Path, str]:
    """Return the text of the file that tells students' checks of the questions, by path.

    It has names and letters to choose from, and nothing of what is right.
    """
    choices = {
        assignment: {one.name: one.choices for one in questions.values()}
        for assignment, questions in _questions(texts).items()
    }
    return {COURSEWORK / "questions.json": json.dumps(choices, indent=1) + "\n"}


def write(files: dict[Path, str]) -> list[Path]:
    """Write the generated files that differ from what is there, and return their paths."""
    changed = differing(files)
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
    return changed


def differing(files: dict[Path, str]) -> list[Path]:
    """Return the generated files that are missing or not as they would be generated."""
    return [
        path
        for path, text in files.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
