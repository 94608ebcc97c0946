"""An answer that dies, hangs, returns no data or sends too much costs that one and not the next."""

import subprocess
import time
from dataclasses import replace

import pytest
from plain_answers import plain

from autograder.sandbox.isolation.launch import Started
from autograder.sandbox.process import kept_running as module
from autograder.sandbox.process.clock import OwnTime
from autograder.sandbox.process.connection import Connection, Died
from autograder.sandbox.process.kept_running import SandboxError
from coursework.expecting.number_or_letter import NUMBER, read_answer
from coursework.faults.failures import STRIKES, StudentDied
from coursework.scoring.check import Failure

pytestmark = pytest.mark.slow

CATASTROPHES = {
    "ends the process": ("import os; os._exit(0)", "Crash"),
    "crashes": ("import ctypes; ctypes.string_at(0)", "Crash"),
    "aborts": ("import os; os.abort()", "Crash"),
    "closes its descriptors": ("import os; os.closerange(0, 60); return 1", "Crash"),
    "hangs": ("while True: pass", "Timeout"),
    "sleeps": ("import time; time.sleep(100)", "Timeout"),
    "hangs in finally": (
        "\n    while True:\n        try:\n            1 / 0\n        except BaseException:\n"
        "            continue",
        "Timeout",
    ),
}


@pytest.mark.parametrize(("body", "kind"), CATASTROPHES.values(), ids=CATASTROPHES)
def test_an_answer_that_dies_is_told_so_and_the_next_one_is_right(student, body, kind):
    one = student(plain(bad=body, good="return 5"))
    with pytest.raises(StudentDied) as caught:
        one.call("bad")
    assert caught.value.kind == kind
    assert (caught.value.mistake is not None) == (kind == "Timeout")
    assert one.call("good").value == 5


ERRORS = {
    "SystemExit": "raise SystemExit",
    "exit": "import sys; sys.exit(0)",
    "RecursionError": "return bad()",
    "MemoryError": "return np.ones((100_000, 100_000))",
    "bytearray": "return len(bytearray(4 << 30))",
    "GeneratorExit": "raise GeneratorExit",
    "BaseException": "raise BaseException('all')",
}


# Each returns first what ends the process once nobody needs it any more.
LEAVINGS = {
    "ends when deleted": "class Last:\n"
    "    def __del__(self):\n"
    "        import os; os._exit(0)\n"
    "def bad():\n"
    "    global last\n"
    "    last = Last()\n"
    "    import threading; threading.Timer(0.2, exec, ['last = None', globals()]).start()\n"
    "    return 1\n",
    "sends a word too many": "def bad():\n"
    "    import os, threading\n"
    "    def late():\n"
    "        for number in range(3, 20):\n"
    "            try: os.write(number, b'x' * 10)\n"
    "            except OSError: pass\n"
    "    threading.Timer(0.2, late).start()\n"
    "    return 1\n",
}


@pytest.mark.parametrize("bad", LEAVINGS.values(), ids=LEAVINGS)
def test_what_an_answer_leaves_behind_costs_that_one_and_not_the_next(student, bad):
    one = student(bad=bad, good="def good():\n    return 5\n")
    for _ in range(STRIKES):
        assert one.call("bad").value == 1
        time.sleep(0.5)
        assert one.call("good").value == 5
    with pytest.raises(StudentDied):
        one.call("bad")
    assert one.call("good").value == 5


@pytest.mark.parametrize("body", ERRORS.values(), ids=ERRORS)
def test_an_answer_that_raises_anything_at_all_is_only_wrong(student, body):
    one = student(plain(bad=body, good="return 5"))
    assert one.call("bad").error.kind in (*ERRORS, "_ArrayMemoryError")
    assert one.call("good").value == 5


@pytest.mark.parametrize("body", ["while True: pass", "import os; os._exit(0)"])
def test_a_cell_that_dies_is_left_out_and_the_others_run(student, body):
    one = student(bad=body, good="good = 5")
    assert one.value("good") == 5
    with pytest.raises(StudentDied):
        one.value("bad")
    assert one.value("good") == 5


def test_a_function_that_dies_again_and_again_is_not_asked_any_more(student, monkeypatch):
    one = student(plain(bad="import os; os._exit(0)"))
    for _ in range(STRIKES):
        with pytest.raises(StudentDied):
            one.call("bad")
    monkeypatch.setattr(module, "launch", None)  # no sandbox is started for it any more
    with pytest.raises(StudentDied):
        one.call("bad")


def test_a_submission_that_used_up_its_time_is_not_asked_any_more(student):
    one = student(plain(f="return 1"))
    one.process.budget.spend(60.0)
    with pytest.raises(StudentDied, match="used up its 60 seconds"):
        one.call("f")


@pytest.mark.parametrize(
    "value",
    [
        "object()",
        "lambda: 0",
        "{1, 2}",
        "1j",
        "np.array([object()])",
        "type('T' * 999999, (), {})()",
    ],
)
def test_what_is_no_data_is_named_and_costs_only_this_call(student, value):
    one = student(plain(f=f"return {value}"))
    error = one.call("f").error
    assert "Your code returned a" in str(error) and "numbers or arrays are expected" in str(error)
    assert len(str(error)) < 1000
    assert error.discreet == (
        "Your code returned something else, where numbers or arrays are expected."
    )


def test_a_question_says_of_what_is_no_data_what_it_should_be(student):
    one = student(mean_loss="mean_loss = print\n")
    with pytest.raises(Failure, match="can't be read as an answer: a number .*builtin_function"):
        read_answer(one.value("mean_loss"), NUMBER)


def test_texts_of_a_student_are_cut(student):
    one = student(plain(f="raise type('K' * 10**6, (Exception,), {})('d' * 10**6)"))
    assert len(str(one.call("f").error)) < 1000


def test_too_large_a_value_is_refused(student):
    one = student(plain(array="return np.zeros(9_000_000)", texts="return ['abc' * 4_000_000]"))
    for name in ("array", "texts"):
        with pytest.raises(StudentDied, match="too large"):
            one.call(name)


def test_what_is_printed_and_warned_has_no_effect(student):
    body = """
    import os, sys, warnings
    print("x" * 10**6)
    sys.stderr.write("error")
    warnings.warn("careful")
    os.write(1, b"\\0" * 10**6)
    os.system("echo hello")
    np.float64(1) / 0
    return input() if args else 3"""
    one = student(plain(f=body), good="print('at the top')\ngood = 1")
    assert (one.call("f").value, one.value("good")) == (3, 1)


def test_a_sandbox_that_does_not_start_is_the_graders_fault(grader, student, tmp_path):
    (tmp_path / "work").mkdir()
    broken = replace(grader.environment, folder=tmp_path)
    one = student(plain(f="return 1"), at=replace(grader, environment=broken, level="trusted"))
    with pytest.raises(SandboxError, match="The sandbox doesn't start. Are the .limits."):
        one.call("f")


def test_closing_ends_the_process(student):
    one = student(plain(f="return 1"))
    one.call("f")
    process = one.process.connection.process
    one.close()
    assert process.returncode is not None and one.process.connection is None


class Announcing(Connection):
    """A connection whose other side takes back, each time, what it has announced."""

    def _wait(self, descriptor, event):
        pass


def test_a_reply_that_is_announced_and_taken_back_is_waited_for_no_longer_than_any_other():
    with Started(["sleep", "5"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        connection = Announcing(process, max_reply=1000)
        connection._clock, connection._allowed = OwnTime(process.pid), 0.2
        with pytest.raises(Died, match="in time"):
            connection._read(4)
        connection._clock = OwnTime(process.pid)  # the pipe is soon full, and nobody reads it
        with pytest.raises(Died, match="in time"):
            connection._write(bytes(1 << 20))
        process.kill()


def test_replies_count_towards_a_total(grader, student):
    limits = replace(grader.limits, replies_megabytes=40)
    one = student(f="def f():\n    return np.zeros(1_000_000)\n", at=replace(grader, limits=limits))
    assert one.call("f").value.size == one.call("f").value.size == 1_000_000
    with pytest.raises(StudentDied, match="too large"):
        one.call("f")
    with pytest.raises(StudentDied):
        [one.call("f") for _ in range(3)]


def test_an_answer_that_sends_too_much_leaves_enough_for_the_others(grader, student):
    limits = replace(grader.limits, replies_megabytes=1)
    answers = {f"f{n}": f"def f{n}():\n    return [0] * 30_000\n" for n in range(3)}
    one = student(answers, right="def right():\n    return 1\n", at=replace(grader, limits=limits))
    for name in answers:
        one.call(name)  # as objects, this takes more than its text
        with pytest.raises(StudentDied, match=f"`{name}` sent back more than its part of the 1 MB"):
            one.call(name)
        assert one.call("right").value == 1
