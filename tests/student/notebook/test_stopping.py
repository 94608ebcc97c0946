"""What has no end is stopped in the notebook, in the words of the graded result."""

import threading
import time
from contextlib import suppress

import numpy as np
import pytest

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.submission import grade
from coursework import check, needs
from coursework.faults.failures import ENDLESS
from coursework.instant_feedback import stopping
from coursework.instant_feedback.stopping import Interrupted, Timeout, in_time

HEAD = "def hinge_loss(scores, label, delta=1.0):\n"
ENDLESS_ANSWERS = {
    "pass": "    while True:\n        pass\n",
    "bare except": "    while True:\n        try:\n            1 / 0\n"
    "        except:\n            pass\n",
    "exception caught": "    while True:\n        try:\n            np.sum(scores)\n"
    "        except Exception:\n            pass\n",
    "waits": "    import time\n    while True:\n        time.sleep(0.001)\n",
    "in compiled code's callback": "    return sum(1 for _ in iter(int, 1))\n",
}


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(stopping, "SECONDS", 0.3)


@pytest.fixture
def shown(monkeypatch):
    tables = []
    monkeypatch.setattr("coursework.instant.show", tables.append)
    return tables


def run(source, question="hinge_loss"):
    namespace = {"check": check, "np": np}
    exec(source, namespace)
    exec(f"check({question!r})", namespace)


@pytest.mark.parametrize("kind", ENDLESS_ANSWERS)
def test_an_endless_loop_is_stopped_and_named(shown, kind):
    run(HEAD + ENDLESS_ANSWERS[kind])
    (verdict,) = shown[0].verdicts
    assert verdict.message.startswith(ENDLESS) and verdict.mistake == "endless_loop"


def test_an_endless_loop_is_stopped_in_a_thread_that_is_not_the_main_one(shown):
    thread = threading.Thread(target=run, args=(HEAD + ENDLESS_ANSWERS["pass"],))
    thread.start()
    thread.join()
    assert shown[0].verdicts[0].message.startswith(ENDLESS)


def test_an_answer_that_hangs_is_asked_twice_and_not_in_each_of_its_checks(shown):
    run(
        "count = []\n"
        "def svm_loss_naive(W, X, y, reg):\n    count.append(1)\n    assert len(count) < 3\n"
        "    while True:\n        pass\n",
        "svm_loss_naive",
    )
    tried = [one for one in shown[0].verdicts if one.status == "failed"]
    assert len(tried) > 2 and all(one.message.startswith(ENDLESS) for one in tried)


@pytest.mark.slow
def test_the_graded_result_says_the_same_of_what_never_gives_a_value(shown, grader):
    for source in (
        HEAD + ENDLESS_ANSWERS["pass"],
        f"async {HEAD}    return 1.0\n",
        f"{HEAD}    yield 1.0\n",
        f"{HEAD}    return map(abs, scores)\n",
        f"{HEAD}    return 1.0\nhinge_loss = hinge_loss(np.ones(3), 0)\n",
        f"class Odd(Exception):\n    def __str__(self):\n        return self.x\n{HEAD}"
        "    raise Odd\n",
    ):
        run(source)
        graded = grade(
            filled("svm", {**reference_answers("svm"), "hinge_loss": source}), "ada", grader
        )
        message = graded.result.of_question("hinge_loss")[0].message
        instant = shown[-1].verdicts[0]
        # The line of the answer is known in a real notebook only.
        assert instant.message == message.partition(" in line")[0]
        assert instant.status == "failed"


def test_nothing_arrives_after_the_end_of_what_ends_just_when_its_time_is_up(monkeypatch):
    monkeypatch.setattr(stopping, "SECONDS", stopping.TICK)
    for wait in np.linspace(0.9, 1.1, 30) * stopping.TICK:
        with suppress(Timeout):
            in_time(lambda wait=wait: time.sleep(wait))
    time.sleep(2 * stopping.TICK)


def test_time_in_a_debugger_is_not_counted():
    waiting = {"__name__": "bdb", "time": time}
    exec("def wait():\n    time.sleep(0.6)\n    return 'went on'", waiting)
    assert in_time(waiting["wait"]) == "went on"


@pytest.mark.parametrize("block", ["check", "needs"])
def test_an_interrupt_is_one_line_without_a_traceback(shown, block):
    def stops(scores, label, delta=1.0):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        if block == "check":
            exec("check('hinge_loss')", {"check": check, "hinge_loss": stops})
        else:
            with needs("hinge_loss"):
                stops(1, 2)
    assert isinstance(caught.value, Interrupted)
    assert caught.value._render_traceback_() == [str(caught.value)]
