"""The grader dies at any moment, a hundred times: nothing is lost, doubled or half-written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.machine.leftovers import IN_USE, lock, temporary_folder

KILLS = 100


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies its process to kill the copy")
def test_a_hundred_kills_lose_nothing_double_nothing_and_leave_nothing_half_written(
    grader, tmp_path
):
    script = Path(__file__).parent / "killing.py"
    command = [sys.executable, script, tmp_path / "class", grader.level, str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"killed {KILLS} times" in done.stdout


def test_the_folder_of_a_run_that_was_killed_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("autograder-killed", "autograder-running", "autograder-new", "other"):
        (tmp_path / name).mkdir()
    for name in ("autograder-killed", "autograder-running"):
        (tmp_path / name / IN_USE).touch()
    with (tmp_path / "autograder-running" / IN_USE).open("w") as file:
        lock(file)
        with temporary_folder() as folder:
            assert folder.is_dir()
            left = {path.name for path in tmp_path.iterdir()} - {folder.name}
    assert left == {"autograder-running", "autograder-new", "other"}
    assert not folder.exists()
