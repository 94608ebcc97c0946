"""The same class graded fifty times: the same bytes, whatever else happens, in flat memory."""

import os
import random
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from autograder.batch import grade_all
from autograder.fill import answer_with_mistake, filled, reference_answers
from autograder.handin.find import find_handins
from autograder.mistakes import known_mistakes

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
# How often the class is graded: by one worker, by four, and on a busy machine by one and by four.
ALONE, BY_FOUR, BUSY = 20, 14, [(8, 1), (8, 4)]
HALF = next(one for one in known_mistakes("svm") if one.name == "half_lambda_convention")
# Whatever could differ from one time to the next: addresses, hashes, random numbers, the time.
FICKLE = """
import os, random, time, threading
def hinge_loss(scores, label, delta=1.0):
    names = {object(), repr(object()), str(hash("a")), str(random.random()), str(np.random.rand())}
    raise ValueError(f"{names} {id(scores)} {np.random.default_rng().random()} {{'a', 'b', 'c'}}")
"""
NOISY = """
def hinge_loss(scores, label, delta=1.0):
    print("x" * 10**6)
    return np.zeros((300, 300))
"""
CLASS = {
    "ada": {},
    "bob": {"svm_loss_naive": answer_with_mistake("svm_loss_naive", HALF, "svm")},
    "cyd": {"hinge_loss": FICKLE, "mean_loss": "mean_loss = 4.6"},
    "dan": {"hinge_loss": NOISY, "loss_of_frog": "import os\nos._exit(1)"},
}


@pytest.fixture(scope="module")
def handins(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for student, answers in CLASS.items():
        (folder / f"{student}.ipynb").write_bytes(filled("svm", {**RIGHT, **answers}))
    return find_handins([folder], "svm")


@pytest.fixture(scope="module")
def first(handins, grader):
    return {one.result.student: one.result.to_json() for _, one in grade_all(handins, grader, 1)}


def resident_megabytes():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def other_load():
    """Keep all processors busy with something else."""
    with ExitStack() as stack:
        for _ in range(os.cpu_count() or 1):
            busy = subprocess.Popen([sys.executable, "-c", "while True: sum(range(10**6))"])
            stack.callback(busy.wait)
            stack.callback(busy.kill)
        yield


def expect_the_same(first, handins, grader, times, workers):
    """Grade a class a number of times, all in one heap and out of order."""
    heap = handins * times
    random.Random(times + workers).shuffle(heap)
    count = dict.fromkeys(first, 0)
    for handin, graded in grade_all(heap, grader, workers):
        assert graded.result.to_json() == first[handin.student]
        count[handin.student] += 1
        yield
    assert set(count.values()) == {times}


def test_in_any_order_by_one_worker_in_flat_memory(first, handins, grader):
    megabytes = []
    for _ in expect_the_same(first, handins, grader, ALONE, workers=1):
        megabytes.append(resident_megabytes())
    assert megabytes[-1] - megabytes[10] < 20


def test_by_four_workers(first, handins, grader):
    graded = list(expect_the_same(first, handins, grader, BY_FOUR, workers=4))
    assert len(graded) == BY_FOUR * len(CLASS)


@pytest.mark.parametrize(("times", "workers"), BUSY)
def test_on_a_busy_machine(first, handins, grader, times, workers):
    with other_load():
        list(expect_the_same(first, handins, grader, times, workers))


def test_the_class_is_one_in_which_much_can_differ(first):
    assert len(set(first.values())) == len(CLASS)
    assert "half_lambda_convention" in first["bob"]
    assert "0x…" in first["cyd"] and "ValueError" in first["cyd"]
