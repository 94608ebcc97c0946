"""A sandbox has a control group of its own, where the machine lends the grader some."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import Limits
from autograder.sandbox.isolation.cgroups import WAITING, confine, divided, end, lent_group, limited
from autograder.sandbox.isolation.launch import Started, launch, stop
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux has control groups")


def waiting(*command):
    return subprocess.Popen(
        [*WAITING, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


@pytest.fixture
def lent():
    group = lent_group()
    if group is None:
        pytest.skip("no control group is to be had here")
    return group


def in_group(lent, code, limits=None):
    """Run Python code in a group; return how it ended and what it said."""
    process = waiting(sys.executable, "-c", code)
    group = confine(process, lent, limits or Limits())
    assert group is not None
    output, _ = process.communicate()
    end(group)
    assert not group.exists()
    return process.returncode, output.decode()


def test_its_limits_are_written_before_the_process_goes_on(tmp_path):
    process = waiting("/bin/sh", "-c", 'cat "$0"/*/memory.max "$0"/*/cgroup.procs', str(tmp_path))
    group = confine(process, tmp_path, Limits(memory_megabytes=1000))
    said, _ = process.communicate()
    assert said.decode() == f"{1128 << 20}{process.pid}"
    assert (group / "pids.max").read_text() == "256"
    assert (group / "cpu.max").read_text() == "100000 100000"


def test_without_a_group_a_process_goes_on_all_the_same(tmp_path):
    process = waiting("/bin/echo", "went on")
    assert confine(process, tmp_path / "missing", Limits()) is None
    assert process.communicate()[0] == b"went on\n"


def test_a_process_doesnt_begin_where_the_grader_ended_before_it_had_its_group():
    process = waiting("/bin/echo", "went on")
    assert process.communicate()[0] == b""
    assert process.returncode != 0


def test_a_folder_that_is_no_group_is_left_as_it_was(tmp_path):
    assert divided(None) is None
    closed = tmp_path / "group"
    closed.mkdir()
    (closed / "grader").write_text("")  # what can't be made can't be entered
    assert divided(closed) is None and limited(closed) == []
    assert [path.name for path in closed.iterdir() if path.name != "cgroup.procs"] == ["grader"]


def test_the_grader_itself_is_in_a_group_beside_those_of_submissions(lent):
    own = Path("/proc/self/cgroup").read_text().strip().partition("::")[2]
    assert own.endswith(f"/{lent.name}/grader")


def test_memory_is_limited_for_a_process_that_limits_nothing_itself(lent):
    code = "kept = [bytearray(b'x' * (1 << 20)) for _ in range({})]; print(len(kept))"
    assert in_group(lent, code.format(100), Limits(memory_megabytes=100)) == (0, "100\n")
    assert in_group(lent, code.format(400), Limits(memory_megabytes=100)) == (-9, "")


def test_processes_are_limited_for_one_that_may_start_some(lent):
    code = """
import os, time
started = 0
try:
    while started < 1000:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        started += 1
except BlockingIOError:
    print(started < 256, flush=True)
os._exit(0)
"""
    assert in_group(lent, code) == (0, "True\n")


def test_one_processor_is_what_it_gets(lent):
    if "processor" not in limited(lent):
        pytest.skip("time isn't lent here")
    process = waiting(sys.executable, "-c", "print(1)")
    group = confine(process, lent, Limits())
    assert (group / "cpu.max").read_text() == "100000 100000\n"
    process.communicate()
    end(group)


def test_whatever_is_left_in_a_group_ends_with_it(lent):
    code = """
import os, time
if os.fork() == 0:
    os.setsid()
    print("here", flush=True)
    time.sleep(600)
os._exit(0)
"""
    process = waiting(sys.executable, "-c", code)
    group = confine(process, lent, Limits())
    assert process.stdout.read(5) == b"here\n"
    process.wait()
    end(group)
    assert process.stdout.read() == b""  # nobody has the pipe any more
    assert not group.exists()


@pytest.mark.parametrize("level", ["bubblewrap", "self-limited"])
def test_a_sandbox_is_in_a_group_of_its_own_as_a_whole(lent, level):
    with student_environment(lent) as environment:
        found = probe(level, environment)
        if not found.holds:
            pytest.skip(found.reason)
        script = environment.scripts / "tried.py"
        code = (
            "import json, sys, limits\n"
            "limits.restrict(json.loads(sys.argv[1]))\n"
            "try:\n    bytearray(2 << 30)\n"
            "except MemoryError:\n    print('MemoryError', flush=True)\n"
            "sys.stdin.read()\n"
        )
        script.write_text(code, encoding="ascii")
        script.chmod(0o644)
        process = launch(level, script, Limits(), environment)
        try:
            # The process's own limit comes first, and so does the error that students know.
            assert process.stdout.readline() == b"MemoryError\n"
            inside = {
                int(number) for number in (process.group / "cgroup.procs").read_text().split()
            }
            assert process.pid in inside and os.getpid() not in inside
            # bubblewrap and what it starts; what was forked is a process by itself.
            around = level == "bubblewrap" and isinstance(process, Started)
            assert len(inside) > (1 if around else 0)
            assert "oom_kill 0\n" in (process.group / "memory.events").read_text()
        finally:
            stop(process)
        assert not process.group.exists()
        assert list(lent.glob("submission-*")) == []
