"""`course.toml` is read whole, and what is wrong in it is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.course import ROOT, CourseError, Late, load_course

SOUND = """
name = "A course"
repository = "https://example.org/course"

[[assignments]]
name = "svm"
title = "The SVM loss"
due = 2027-01-22T23:59:00+00:00
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_left_out_have_defaults(tmp_path: Path) -> None:
    course = load_course(written(tmp_path, SOUND))
    assert (course.name, course.branch, course.late) == ("A course", "main", Late())
    assert course.assignment("svm").due == datetime(2027, 1, 22, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (SOUND + "\n[limits]\nseconds_per_check = 0\n", "seconds_per_check should be at least 0.5"),
        (SOUND + "\n[limits]\nmemory_megabytes = 10\n", "memory_megabytes should be at least 256"),
        (SOUND + "\n[limits]\nminutes_per_run = nan\n", "minutes_per_run should be a number"),
        (SOUND + '\n[limits]\nmemory_megabytes = "much"\n', "memory_megabytes"),
        (SOUND + "\n[late]\npenalty = 0.1\n", "penalty"),
        (SOUND + '\n[student]\npackages = "numpy"\n', "packages should be a list of names"),
        (SOUND + '\n[student]\npackages = ["numpy>=2"]\n', "packages should be a list of names"),
        (SOUND + '\n[student]\npython = "2.7"\n', "python should be one of 3.11, 3.12, 3.13"),
        (SOUND.replace("svm", "SVM loss", 1), "SVM loss"),
        (SOUND.replace('title = "The SVM loss"', ""), "title"),
        ('name = "A course"', "repository"),
        ("name = ", "TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CourseError, match=named):
        load_course(written(tmp_path, text))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"no course\.toml"):
        load_course(tmp_path / "course.toml")


def test_unknown_assignment_error_lists_the_known_ones() -> None:
    with pytest.raises(CourseError, match="svm"):
        load_course().assignment("knn2")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (SOUND.replace("2027-01-22T23:59:00+00:00", '"tomorrow"'), "due"),
        (SOUND.replace("2027-01-22T23:59:00+00:00", "2027-01-22"), "due"),
        (SOUND.replace("+00:00", ""), "due"),
        (SOUND + "\n[late]\npenalty_per_day = 10\n", "penalty_per_day"),
        (SOUND + "\n[late]\nmax_days = -1\n", "max_days"),
    ],
)
def test_due_dates_have_a_zone_and_late_policies_make_sense(
    tmp_path: Path, text: str, named: str
) -> None:
    with pytest.raises(CourseError, match=named):
        load_course(written(tmp_path, text))


def test_an_extension_leaves_what_answers_may_use_as_it_is(tmp_path):
    text = (ROOT / "course.toml").read_text(encoding="utf-8")
    more = '\n[[extensions]]\nstudent = "ada"\nassignment = "svm"\ndays = 1\n'
    (tmp_path / "course.toml").write_text(text + more, encoding="utf-8")
    assert load_course(tmp_path / "course.toml").student == load_course().student
