"""`course.toml` is read whole, and what is wrong in it is named."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from autograder.course import CourseError, Late, grading_secret, load_course

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
        (SOUND + "\n[limits]\nseconds_per_check = 0\n", "seconds_per_check should be 0.5 at"),
        (SOUND + "\n[limits]\nmemory_megabytes = 10\n", "memory_megabytes should be 256 at"),
        (SOUND + "\n[limits]\nminutes_per_run = nan\n", "minutes_per_run should be a number"),
        (SOUND + '\n[limits]\nmemory_megabytes = "much"\n', "memory_megabytes"),
        (SOUND + "\n[late]\npenalty = 0.1\n", "penalty"),
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


def test_secret_is_made_once_and_readable_only_by_its_owner(tmp_path: Path) -> None:
    secret = grading_secret(tmp_path)
    assert len(secret) >= 32
    assert grading_secret(tmp_path) == secret
    assert (tmp_path / ".grading-secret").stat().st_mode & 0o077 == 0
    assert os.listdir(tmp_path) == [".grading-secret"]


@pytest.mark.parametrize("links", [True, False])
def test_graders_that_begin_at_once_have_one_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    start, link = Barrier(4, timeout=60), os.link

    def at_once(made: str, path: Path) -> None:
        start.wait()  # each has found that there is no secret
        if not links:
            raise OSError(errno.EPERM, "no links on this disk")
        link(made, path)

    monkeypatch.setattr(os, "link", at_once)
    with ThreadPoolExecutor(4) as graders:
        made = [graders.submit(grading_secret, tmp_path) for _ in range(4)]
    # Where there are no links, one that comes between is told so and makes none of its own.
    secrets = {one.result() for one in made if one.exception() is None}
    assert secrets == {grading_secret(tmp_path)}
    assert not links or not any(one.exception() for one in made)
    assert os.listdir(tmp_path) == [".grading-secret"]
    assert (tmp_path / ".grading-secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "\n", "abc\n"])
def test_an_empty_or_short_secret_is_refused_and_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / ".grading-secret"
    path.write_text(content)
    with pytest.raises(CourseError, match=r"\.grading-secret is (empty|too short).*backup"):
        grading_secret(tmp_path)
    assert path.read_text() == content


def test_a_secret_that_the_disk_has_no_room_for_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CourseError, match=r"\.grading-secret can't be made.*No space left"):
            grading_secret(tmp_path)
        assert os.listdir(tmp_path) == []
    assert len(grading_secret(tmp_path)) >= 32


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
