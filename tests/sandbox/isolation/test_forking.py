"""Processes forked from one template see neither it nor one another, nor what others left."""

import json
import os
import select
import signal
import threading
from pathlib import Path

import pytest
from launches import exchange, run, running

from autograder.sandbox.isolation import forking, levels
from autograder.sandbox.isolation.bubblewrap import behind_bubblewrap, files_of_a_fork
from autograder.sandbox.isolation.forking import Forked, forget, has_template
from autograder.sandbox.isolation.launch import stop
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment

pytestmark = pytest.mark.slow

LOOK = """
def found():
    seen = {}
    for folder, folders, files in os.walk("/tmp", followlinks=False):
        if "autograder" not in folder:
            seen[folder] = sorted(folders + files)
    seen["shm"] = os.listdir("/dev/shm")
    seen["processes"] = [one for one in os.listdir("/proc") if one.isdigit()]
    seen["own"] = [os.getpid(), os.getppid(), os.listdir("."), os.getcwd()]
    seen["address"] = id(object())
    seen["modules"] = sorted(sys.modules)
    seen["variables"] = dict(os.environ)
    return seen
print(json.dumps(found()))
"""
LEAVE = """
import coursework.faults.failures, numpy
sys.modules["left"] = sys
os.environ["LEFT"] = "yes"
numpy.left = coursework.faults.failures.left = builtins_left = [0] * 10**6
numpy.random.seed(7), numpy.random.rand(5)
os.makedirs("a/b/c/d")
for name in ("a/left", "/tmp/left", "/tmp/matplotlib/left", "/tmp/work/.left"):
    open(name, "w").write("left")
os.mkdir("/tmp/closed", 0)
os.umask(0o777)
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))
"""


@pytest.fixture
def environment():
    with student_environment() as made:
        found = probe("bubblewrap", made)
        if not found.holds or not has_template(made):
            pytest.skip(found.reason or "this kernel doesn't let a template make namespaces")
        yield made
        forget()


def test_one_finds_nothing_of_the_one_before(environment):
    before = run("bubblewrap", environment, LOOK)
    assert run("bubblewrap", environment, LEAVE + "print('left')") == "left\n"
    assert run("bubblewrap", environment, LOOK) == before
    seen = json.loads(before)
    assert seen["processes"] == ["1"] and seen["own"] == [1, 0, [], "/tmp/work"]


def test_two_at_the_same_time_are_out_of_each_others_reach(environment):
    with running(
        "bubblewrap", environment, LEAVE + "print(1, flush=True)\nsys.stdin.read()"
    ) as one:
        assert isinstance(one, Forked) and one.stdout.read(2) == b"1\n"
        with running("bubblewrap", environment, LOOK) as other:
            seen = json.loads(exchange(other, b"", seconds=60))
        assert one.poll() is None
    assert seen["processes"] == ["1"] and seen["own"][2] == []
    assert "LEFT" not in seen["variables"] and "left" not in seen["modules"]


def test_each_begins_with_the_same_memory(environment):
    looks = {run("bubblewrap", environment, LOOK) for _ in range(12)}
    assert len(looks) == 1


def test_the_process_of_the_template_is_nowhere_to_be_seen(environment):
    template = forking._kept.template._process.pid
    with running("bubblewrap", environment, "sys.stdin.read()") as one:
        own, outside = (
            os.readlink(f"/proc/{process}/ns/{kind}")
            for kind in ("pid",)
            for process in (one.pid, template)
        )
        assert own != outside
        for kind in ("mnt", "ipc"):
            below = Path(f"/proc/{one.pid}/ns/{kind}")
            assert os.readlink(below) != os.readlink(f"/proc/{template}/ns/{kind}")


def test_a_template_that_was_killed_is_replaced(environment):
    before = forking._kept.template
    end_of(before)
    with running("bubblewrap", environment, "print(1)") as one:
        assert isinstance(one, Forked) and exchange(one, b"", seconds=60) == b"1\n"
    assert forking._kept.template is not before


def end_of(template):
    """Kill a template from outside, and wait until the kernel has ended all that it is made of."""
    last = template._process.pid
    while children := Path(f"/proc/{last}/task/{last}/children").read_text().split():
        last = children[-1]
    innermost = os.pidfd_open(int(last))
    os.kill(template._process.pid, signal.SIGKILL)
    ready = select.poll()
    ready.register(innermost, select.POLLIN)
    assert ready.poll(30_000)
    os.close(innermost)


def test_what_was_forked_ends_with_its_template(environment):
    with running("bubblewrap", environment, "print(1, flush=True)\nwhile True: pass") as one:
        assert one.stdout.read(2) == b"1\n"
        forget()
        assert one.wait(timeout=30) is not None


def test_each_thread_has_a_template_of_its_own_that_ends_with_it(environment):
    templates = []

    def grade():
        run("bubblewrap", environment, "print(1)")
        templates.append(forking._kept.template._process)

    thread = threading.Thread(target=grade)
    thread.start()
    thread.join()
    assert templates[0] is not forking._kept.template._process
    templates[0].wait(timeout=30)


def test_a_copy_of_the_grader_leaves_the_graders_template_alone(environment):
    before = forking._kept.template
    child = os.fork()
    if child == 0:
        good = run("bubblewrap", environment, "print(1)") == "1\n"
        forget()
        os._exit(0 if good else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert run("bubblewrap", environment, "print(2)") == "2\n"
    assert forking._kept.template is before


def test_one_that_is_killed_before_it_goes_on_costs_the_next_one_nothing(environment, monkeypatch):
    def killed(pid):
        os.kill(pid, signal.SIGKILL)
        raise ProcessLookupError

    monkeypatch.setattr(os, "pidfd_open", killed)
    before = forking._kept.template
    with pytest.raises(forking.CannotFork):
        before.fork(told_to_print(environment), 2)
    monkeypatch.undo()
    process = before.fork(told_to_print(environment), 2)
    assert exchange(process, b"", seconds=20) == b"1\n"
    stop(process)


def told_to_print(environment):
    """Return what a template is told to run a script that prints 1."""
    script = environment.scripts / "printing.py"
    script.write_text("print(1)", encoding="ascii")
    script.chmod(0o644)
    files = files_of_a_fork(environment)
    return {"script": str(script), "settings": {}, "waits": False, **files}


def test_what_is_drawn_without_a_seed_is_the_same_as_where_it_is_started(environment, monkeypatch):
    draw = """
sys.path.append(os.path.dirname(limits.__file__))
import notebook_python
notebook_python.prepare(settings["site"])
import random, numpy as np
print(np.random.rand(), np.random.RandomState().rand(), np.random.default_rng().random())
print(random.random(), os.urandom(4), random.SystemRandom().random())
"""
    drawn = run("bubblewrap", environment, draw)
    assert len(set(drawn.split())) == 6 and drawn == run("bubblewrap", environment, draw)
    monkeypatch.setattr("autograder.sandbox.isolation.launch.forked", lambda *_: None)
    assert run("bubblewrap", environment, draw) == drawn


def test_where_a_template_has_no_right_to_namespaces_each_process_is_started(monkeypatch):
    def without_rights(environment, as_template=False):
        return behind_bubblewrap(environment)

    monkeypatch.setattr("autograder.sandbox.isolation.launch.behind_bubblewrap", without_rights)
    with student_environment() as made:
        if not probe("bubblewrap", made).holds:
            pytest.skip("bubblewrap doesn't hold here")
        assert not has_template(made)
        monkeypatch.setattr(forking, "Template", lambda _: pytest.fail("it was tried again"))
        with running("bubblewrap", made, "print(1)") as one:
            assert not isinstance(one, Forked) and exchange(one, b"", seconds=60) == b"1\n"


def test_a_level_on_which_one_sees_what_another_left_doesnt_hold(environment, monkeypatch):
    script = environment.scripts / "probe.py"
    text = script.read_text(encoding="utf-8")
    # As if what one wrote were kept.
    text = text.replace("mark in os.listdir(folder)", "mark not in os.listdir(folder)")
    script.write_text(text, encoding="utf-8")
    found = levels.probe("bubblewrap", environment)
    assert not found.holds and "see what another submission left" in found.reason
