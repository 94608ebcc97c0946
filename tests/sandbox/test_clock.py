"""A limit is counted in the time that a process had, on a busy machine and on a calm one."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox.process.clock import PATIENCE, OwnTime, youngest

BUSY = [sys.executable, "-c", "while True: pass"]
linux = pytest.mark.skipif(sys.platform != "linux", reason="the scheduler is asked on Linux")


@pytest.fixture
def started():
    processes = []

    def start(command, **named):
        processes.append(subprocess.Popen(command, **named))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


def on_one_processor():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@linux
def test_waiting_for_a_processor_is_not_counted(started):
    processes = [started(BUSY, preexec_fn=on_one_processor) for _ in range(4)]
    clock = OwnTime(processes[0].pid)
    time.sleep(2)
    assert clock.seconds() < 1.2  # a quarter of them, or less where others are at work, too


@linux
def test_only_the_beginning_is_counted_plainly(started):
    processes = [started(BUSY, preexec_fn=on_one_processor) for _ in range(4)]
    clock = OwnTime(processes[0].pid, plainly=0.2)
    for _ in range(20):
        time.sleep(0.1)
        clock.left(10)
    assert 0.2 <= clock.seconds() < 1.4


@linux
def test_sleeping_is_counted(started):
    clock = OwnTime(started(["sleep", "60"]).pid)
    time.sleep(0.5)
    assert clock.seconds() > 0.4


@linux
def test_the_youngest_of_a_line_of_processes_counts(started):
    shell = started(
        ["sh", "-c", f"{sys.executable} -c 'while True: pass' & wait"], start_new_session=True
    )
    try:
        time.sleep(0.3)
        found = youngest(shell.pid)
        assert "while True" in Path(f"/proc/{found}/cmdline").read_text().split("\0")[2]
        assert found != shell.pid
    finally:
        os.killpg(shell.pid, 9)


@linux
def test_threads_that_keep_each_other_waiting_are_counted(started):
    spin = "import threading, hashlib\nbig = bytes(10**8)\n"
    spin += "for _ in range(8): threading.Thread(target=lambda: [hashlib.sha256(big) for _ in big])"
    clock = OwnTime(started([sys.executable, "-c", spin + ".start()"]).pid)
    time.sleep(2)
    assert clock.seconds() > 1


def test_what_the_grader_does_meanwhile_is_not_counted():
    clock = OwnTime(os.getpid())
    with clock.excused():
        time.sleep(0.5)
    assert clock.seconds() < 0.3


def test_a_process_that_ended_counts_by_the_plain_clock(started):
    process = started(["true"])
    process.wait()
    clock = OwnTime(process.pid)
    time.sleep(0.2)
    assert clock.seconds() >= 0.19


def test_however_long_it_waited_a_limit_ends_at_last():
    clock = OwnTime(os.getpid())
    clock._begun -= 100
    with clock.excused():
        clock._begun -= 900
        clock._excused = 999
    assert clock.seconds() >= 1000 / PATIENCE
