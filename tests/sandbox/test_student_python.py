"""Answers run with the Python and the packages that course.toml names."""

import compileall
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from other_pythons import pythons

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.course import PYTHONS, Student, load_course
from autograder.grading.submission import grade
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python import interpreter
from autograder.sandbox.student_python.environment import IsolationError, student_environment

OURS = "{}.{}".format(*sys.version_info)


@pytest.fixture
def course_with(monkeypatch, tmp_path):
    """Let course.toml say something else on the students' Python."""

    def say(**student):
        course = replace(load_course(), student=Student(**student))
        monkeypatch.setattr(interpreter, "load_course", lambda: course)

    monkeypatch.setattr(interpreter, "_PLACE", tmp_path / "student")
    interpreter.student_python.cache_clear()
    yield say
    interpreter.student_python.cache_clear()


@pytest.fixture
def another_python(monkeypatch):
    """Another version than the grader's, put where uv finds it."""
    for version in reversed(PYTHONS):
        major, minor = map(int, version.split("."))
        if version != OURS and (found := next(pythons((major, minor)), None)):
            monkeypatch.setenv(
                "PATH", os.pathsep.join([str(Path(found).parent), os.environ["PATH"]])
            )
            return version
    pytest.skip("there is no other Python on this machine")


@pytest.mark.parametrize("version", ["", OURS])
def test_without_another_version_it_is_the_graders_own(course_with, version):
    course_with(python=version)
    assert interpreter.student_python().is_graders


def test_a_package_that_is_not_installed_is_named(course_with):
    course_with(packages=("numpy", "no-such-package"))
    with pytest.raises(IsolationError, match="“no-such-package”, which students have"):
        interpreter.versions()


def test_a_version_that_can_not_be_had_is_said_in_one_line(course_with, monkeypatch):
    course_with(python=next(one for one in PYTHONS if one != OURS))
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("UV_PYTHON_PREFERENCE", "only-managed")
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", "/nonexistent")
    with pytest.raises(
        IsolationError, match=r"\[student\] python\) can't be had by uv: \S"
    ) as told:
        interpreter.student_python()
    assert "\n" not in str(told.value)


def test_a_package_installed_without_compiling_is_named_until_it_is_compiled(
    course_with, monkeypatch, tmp_path
):
    course_with()
    monkeypatch.setattr(interpreter, "student_packages", lambda: ["three"])
    package, information = tmp_path / "three", tmp_path / "three-1.0.dist-info"
    for folder, files in (
        (package, {"__init__.py": "", "nearest.py": ""}),
        (information, {"METADATA": "Name: three\nVersion: 1.0\n"}),
    ):
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
    (information / "RECORD").write_text("three/__init__.py,,\nthree/nearest.py,,\n../x.py,,\n")
    python = replace(interpreter.student_python(), packages=str(tmp_path))
    assert interpreter.uncompiled(python) == [package]
    compileall.compile_dir(tmp_path, quiet=2)
    assert interpreter.uncompiled(python) == []


@pytest.mark.slow
@pytest.mark.parametrize("level", ["bubblewrap", "self-limited"])
def test_answers_run_with_another_python_than_the_grader(
    course_with, another_python, grader, level
):
    course_with(python=another_python)
    try:
        interpreter.student_python()
    except IsolationError as error:
        pytest.skip(f"no network for the packages: {error}")
    right = reference_answers("svm")
    version = f"'{another_python}' == '{{}}.{{}}'.format(*sys.version_info)"
    answer = f"import sys, pandas, tqdm\nassert {version}\n{right['hinge_loss']}"
    with student_environment() as environment:
        if not (found := probe(level, environment)).holds:
            pytest.skip(found.reason)
        there = replace(grader, environment=environment, level=level)
        graded = grade(filled("svm", {**right, "hinge_loss": answer}), "ada", there)
        assert environment.version == tuple(map(int, another_python.split(".")))
    assert graded.result.warnings == []
    assert sum(one.earned for one in graded.result.checks) == sum(
        one.points for one in graded.result.checks
    )
    assert interpreter.versions()["Python"].startswith(another_python)
    assert interpreter.uncompiled(interpreter.student_python()) == []
