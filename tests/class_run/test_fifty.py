"""The same class graded fifty times: the same bytes, whatever else happens, in flat memory."""

import os
import random
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest
from fencing import each_graded, graded_by, number_of_this_process, resident

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.handin.collect import find_handins
from autograder.machine.fence import fence

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
    return {one.result.student: one.result.to_json() for _, one in graded_by(1, handins, grader)}


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
    with fence(grader.limits, workers) as inside:
        for handin, graded in each_graded(heap, grader, inside):
            assert graded.result.to_json() == first[handin.student]
            count[handin.student] += 1
    assert set(count.values()) == {times}


def test_in_any_order_by_one_worker_in_flat_memory(first, handins, grader):
    heap = handins * ALONE
    random.Random(ALONE).shuffle(heap)
    with fence(grader.limits) as inside:
        process, megabytes = inside.call(number_of_this_process, None), []
        for begin in range(0, len(heap), 20):
            for handin, graded in each_graded(heap[begin : begin + 20], grader, inside):
                assert graded.result.to_json() == first[handin.student]
            megabytes.append(resident() + inside.call(resident, None))
        assert inside.call(number_of_this_process, None) == process
    assert megabytes[-1] - megabytes[0] < 20


def test_by_four_workers(first, handins, grader):
    expect_the_same(first, handins, grader, BY_FOUR, workers=4)


@pytest.mark.parametrize(("times", "workers"), BUSY)
def test_on_a_busy_machine(first, handins, grader, times, workers):
    with other_load():
        expect_the_same(first, handins, grader, times, workers)


def test_the_class_is_one_in_which_much_can_differ(first):
    assert len(set(first.values())) == len(CLASS)
    assert "half_lambda_convention" in first["bob"]
    assert "0x…" in first["cyd"] and "ValueError" in first["cyd"]
