"""A course has one secret, which no full disk and no second grader can spoil."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from autograder.course import CourseError
from autograder.grading.course_secret import grading_secret


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
