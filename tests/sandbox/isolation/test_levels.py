"""The strongest level that holds is chosen, and where none holds grading stops with the reasons."""

import os
import pickle
from pathlib import Path

import pytest

from autograder.sandbox.isolation import launch as launching
from autograder.sandbox.isolation import levels
from autograder.sandbox.isolation.levels import FORCE, Probe, probe, strongest
from autograder.sandbox.isolation.probe_targets import laid_out
from autograder.sandbox.student_python.environment import IsolationError, student_environment

pytestmark = pytest.mark.slow


def test_the_environment_can_be_handed_to_other_processes(environment):
    assert pickle.loads(pickle.dumps(environment)) == environment


def test_the_environment_is_removed_after_use():
    with student_environment() as made:
        folder = made.folder
        assert (made.site / "numpy").is_dir()
    assert not folder.exists()


def test_the_environment_names_a_package_that_is_missing(monkeypatch):
    monkeypatch.setattr(
        "autograder.sandbox.student_python.interpreter.OF_COURSEWORK", ("numpy", "no-such-package")
    )
    with pytest.raises(IsolationError, match="no-such-package"), student_environment():
        pass


@pytest.mark.parametrize("level", ["bubblewrap", "self-limited"])
def test_a_level_does_not_hold_where_a_submission_could_do_something(
    monkeypatch, environment, level
):
    if not probe(level, environment).holds:
        pytest.skip("it doesn't hold here anyway")
    monkeypatch.setitem(launching._REQUIRED, level, [])
    found = probe(level, environment)
    assert not found.holds
    assert "start processes" in found.reason


def test_a_level_does_not_hold_where_a_part_of_it_is_missing(monkeypatch, level, environment):
    monkeypatch.setattr(launching, "seccomp_filter", lambda machine: b"")
    found = probe(level, environment)
    assert not found.holds
    assert "system-call filter" in found.reason


def test_nobody_else_can_change_what_the_probe_tries(environment):
    with laid_out(environment) as target:
        folder = Path(target["folder"])
        assert folder.parent.stat().st_mode & 0o777 == 0o711
        assert folder.stat().st_mode & 0o7777 == 0o1777  # a submission that gets there can do all
        # The system tells everybody the names of sockets.
        assert folder.name not in Path("/proc/net/unix").read_text()
        if os.geteuid() != 0:
            return
        os.seteuid(65533)
        try:
            with pytest.raises(PermissionError):
                os.listdir(folder.parent)
            for change in (os.remove, lambda path: os.rename(path, f"{path}2")):
                with pytest.raises(PermissionError):
                    change(folder / "canary")
            assert os.listdir(folder) == ["canary"]
        finally:
            os.seteuid(0)


def test_bubblewrap_names_the_package_to_install(monkeypatch, environment):
    monkeypatch.setattr(levels.sys, "platform", "linux")
    monkeypatch.setenv("PATH", "")
    assert "apt install bubblewrap" in probe("bubblewrap", environment).reason


def test_levels_need_linux(monkeypatch, environment):
    monkeypatch.setattr(levels.sys, "platform", "darwin")
    assert probe("bubblewrap", environment) == Probe("bubblewrap", False, "needs Linux")
    assert probe("self-limited", environment) == Probe("self-limited", False, "needs Linux")


def test_where_no_level_holds_grading_stops_with_each_reason(monkeypatch, environment):
    monkeypatch.delenv(FORCE, raising=False)
    monkeypatch.setattr(levels, "probe", lambda level, _: Probe(level, False, f"no {level}"))
    with pytest.raises(IsolationError, match=r"(?s)no bubblewrap.*no self-limited.*--trust-sub"):
        strongest(environment)


def test_where_no_level_holds_trusted_submissions_are_graded(monkeypatch, environment):
    monkeypatch.delenv(FORCE, raising=False)
    monkeypatch.setattr(levels, "_missing", lambda level: "not here")
    assert strongest(environment, trust_submissions=True).level == "trusted"


def test_the_strongest_level_is_chosen(monkeypatch, environment):
    monkeypatch.delenv(FORCE, raising=False)
    monkeypatch.setattr(levels, "probe", lambda level, _: Probe(level, True))
    assert strongest(environment, trust_submissions=True).level == "bubblewrap"


def test_a_level_can_be_forced(monkeypatch, level, environment):
    monkeypatch.setenv(FORCE, level)
    assert strongest(environment).level == level


def test_trust_can_not_be_forced_by_a_variable(monkeypatch, environment):
    monkeypatch.setenv(FORCE, "trusted")
    with pytest.raises(IsolationError, match="--trust-submissions"):
        strongest(environment)


def test_a_forced_level_has_to_exist(monkeypatch, environment):
    monkeypatch.setenv(FORCE, "docker")
    with pytest.raises(IsolationError, match="bubblewrap, self-limited, trusted"):
        strongest(environment)
