"""A notebook that builds on another takes the student's own answers, and no one else's."""

import json

import numpy as np
import pytest

from autograder.assignments.written_answers.filling import filled, reference_answers
from coursework.earlier import earlier_answer
from coursework.scoring.check import Failure, NotDone


@pytest.fixture(params=["svm.ipynb", "../svm/svm.ipynb"])
def place(request, tmp_path):
    """The folder of the running notebook, and where the earlier one lies."""
    here = tmp_path / "sgd"
    here.mkdir()
    there = here / request.param
    there.parent.mkdir(exist_ok=True)
    return here, there


def cell(source):
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}


def write(path, *sources):
    path.write_text(json.dumps({"cells": [cell(source) for source in sources]}))


def test_the_students_function_is_found_and_works(place):
    here, there = place
    there.write_bytes(filled("svm", reference_answers("svm")))
    loss = earlier_answer("svm", "svm_loss_vectorized", here)
    assert loss(np.zeros((3, 4)), np.ones((2, 4)), np.array([0, 1]), 0.0)[0] == 2


def test_the_last_definition_counts_and_helpers_come_along(place):
    here, there = place
    write(
        there,
        ["from math import tau\n", "def two():\n", "    return 2"],
        "def f():\n    return 1",
        "print(this would raise",
        "raise SystemExit\nnot_run = 1",
        "def f():\n    return two() * tau",
    )
    assert earlier_answer("svm", "f", here)() == pytest.approx(4 * np.pi)


def test_what_is_not_there_or_not_done_is_said_with_the_place(place):
    here, there = place
    with pytest.raises(NotDone, match=r"no svm\.ipynb here or in \.\./svm.*paste your `f`"):
        earlier_answer("svm", "f", here)
    there.write_bytes(filled("svm", {}))
    with pytest.raises(NotDone, match="`svm_loss_naive` isn't done yet in .*svm.ipynb"):
        earlier_answer("svm", "svm_loss_naive", here)
    there.write_text("no notebook")
    with pytest.raises(Failure, match="can't be read as a notebook"):
        earlier_answer("svm", "svm_loss_naive", here)


def test_a_number_that_python_can_read_and_not_write_is_no_hindrance(place):
    here, there = place
    write(there, f"def f():\n    return 0x{'f' * 5000}", "x = " + "-" * 50_000 + "1")
    assert earlier_answer("svm", "f", here)() == 16**5000 - 1
