"""The grader's own work can be ended from outside, and costs nothing but its own result."""

import gc
import os
import signal
import sys
import time
from dataclasses import dataclass, replace
from functools import partial

import pytest
from fencing import compute, fail, graded_by, number_of_this_process, take, wait
from hostile_code.scene import still_running

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.course import Limits
from autograder.grading.one_file import grade_handin
from autograder.handin.one_handin import Handin
from autograder.machine.fence import Ended, fence

LIMITS = Limits(grader_seconds=1, grader_megabytes=300)
RIGHT = filled("svm", reference_answers("svm"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits are the kernel's"),
]


@pytest.fixture(scope="module")
def inside():
    with fence(LIMITS) as made:
        yield made


@pytest.mark.parametrize(
    ("work", "item", "limit"),
    [
        (take, 400, "300 MB of memory"),
        (compute, None, "1 seconds of processor time"),
    ],
)
def test_work_beyond_a_limit_is_ended_and_what_comes_next_is_done(inside, work, item, limit):
    with pytest.raises(Ended, match=f"took more than {limit}.*hand that in.*in course.toml"):
        inside.call(work, item)
    assert inside.call(take, 100) == 100 << 20


def test_work_that_waits_for_ever_is_ended_by_the_clock():
    limits = replace(LIMITS, minutes_per_submission=0.02)
    with (
        fence(limits) as inside,
        pytest.raises(Ended, match="took more than 0.02 minutes.*raise minutes_per_submission"),
    ):
        inside.call(wait, None)


def test_each_piece_of_work_has_the_whole_processor_time(inside):
    first = inside.call(number_of_this_process, None)
    for _ in range(4):
        assert inside.call(burn, 0.6) == first


def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def test_what_the_work_raises_is_raised(inside):
    with pytest.raises(LookupError, match="nothing there"):
        inside.call(fail, "nothing there")


def test_a_process_that_dies_with_nothing_to_do_is_replaced(inside):
    for _ in range(2):
        os.kill(inside.call(number_of_this_process, None), signal.SIGKILL)
        time.sleep(0.5)
    assert inside.call(take, 1) == 1 << 20


@dataclass(frozen=True)
class Endless(Handin):
    """A notebook that the reader would never be done with."""

    def read(self, limit=None):
        return compute(None)


@dataclass(frozen=True)
class Bloating(Handin):
    """One that it would need all memory for."""

    def read(self, limit=None):
        return [bytearray(64 << 20) for _ in range(1000)]


def test_a_class_goes_on_when_reading_one_is_ended(grader, tmp_path):
    path = tmp_path / "svm.ipynb"
    path.write_bytes(RIGHT)
    limits = replace(grader.limits, grader_seconds=2, grader_megabytes=400)
    handins = [
        Handin("ada", path),
        Endless("bob", path),
        Bloating("cyd", path),
        Handin("dan", path),
    ]
    found = {
        handin.student: got.result
        for handin, got in graded_by(1, handins, replace(grader, limits=limits))
    }
    assert found["ada"].score == found["dan"].score == found["ada"].max_score
    assert "2 seconds of processor time" in found["bob"].error
    assert "400 MB of memory" in found["cyd"].error
    for name in ("bob", "cyd"):
        assert found[name].score == 0 and found[name].made_from is None
        assert found[name].max_score == found["ada"].max_score


def test_the_sandbox_ends_with_the_process_that_watches_it(grader, tmp_path):
    path = tmp_path / "svm.ipynb"
    sleeps = {"hinge_loss": "import time\ntime.sleep(600)\n"}
    path.write_bytes(filled("svm", {**reference_answers("svm"), **sleeps}))
    limits = replace(grader.limits, seconds_per_check=60, minutes_per_submission=0.05)
    ((_, graded),) = graded_by(1, [Handin("ada", path)], replace(grader, limits=limits))
    assert "0.05 minutes" in graded.result.error
    assert still_running(grader.environment) == []


def test_nothing_of_a_submission_is_kept_for_the_next(grader, tmp_path):
    path = tmp_path / "svm.ipynb"
    own = {"mean_loss": f"def {WORD[0]}{WORD[1]}(x):\n    return x +\n"}
    path.write_bytes(filled("svm", {**reference_answers("svm"), **own}))
    with fence(grader.limits) as inside:
        assert inside.call(partial(grade_and_search, grader=grader), Handin("ada", path)) > 0
        assert inside.call(texts_with, WORD) == 0


WORD = ("remembered", "_of_ada")  # the whole word stands in the notebook alone


def grade_and_search(handin, grader):
    graded = grade_handin(handin, grader)
    return texts_with(WORD) if graded else 0


def texts_with(word):
    """Return how many texts that can still be reached in this process hold a word."""
    gc.unfreeze()
    seen, left, found = set(), gc.get_objects(), 0
    while left:
        some, left[-1000:] = left[-1000:], []
        for one in gc.get_referents(*some):
            if id(one) not in seen and not isinstance(one, int | float):
                seen.add(id(one))
                found += isinstance(one, str) and "".join(word) in one
                left.append(one)
    return found
