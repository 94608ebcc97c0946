"""What the tests of giving grades back share: a folder of results beside a real gradebook."""

import shutil
from pathlib import Path

import pytest
from graded_class import COURSE, graded, record
from nbgrader.api import Gradebook

from autograder.grading.result import file_name


@pytest.fixture
def class_of(new_gradebook, tmp_path):
    """Return a function that makes a folder of results: shares of the points, by student."""

    def make(students, results=True):
        path = Path(shutil.copy(new_gradebook, tmp_path / "gradebook.db"))
        (tmp_path / "feedback").mkdir()
        with Gradebook(f"sqlite:///{path}") as gradebook:
            for student, (share, handed_in) in students.items():
                one = graded(student, share, text=None, **handed_in)
                record(gradebook, one, COURSE)
                name = file_name(student)
                (tmp_path / "feedback" / f"{name}.html").write_text(f"page of {student}")
                if results:
                    text = one.result.to_json()
                    (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        return path

    return make
