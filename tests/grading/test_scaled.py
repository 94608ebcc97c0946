"""Values that are right but for one factor are told from those that are wrong otherwise."""

import numpy as np
import pytest

from autograder.grading.scaled import are_scaled

RIGHT = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 7.0]])


@pytest.mark.parametrize("factor", [-1.0, 2.0, 1 / 3])
def test_one_factor_is_seen_in_numbers_arrays_and_tuples(factor):
    assert are_scaled([(factor * RIGHT, RIGHT)])
    assert are_scaled([(factor * one, one) for one in (1.0, -2.0, 3.0, 7.0)])
    assert are_scaled([((factor, factor * RIGHT), (1.0, RIGHT))])


WRONG = {
    "right": RIGHT,
    "zero": 0 * RIGHT,
    "a constant": np.ones((2, 3)),
    "another factor for each row": RIGHT * [[2.0], [3.0]],
    "a number added": RIGHT + 1,
    "not finite": np.full((2, 3), np.inf),
    "another shape": RIGHT[:1],
    "whole numbers": np.arange(6).reshape(2, 3),
    "nothing": None,
}


@pytest.mark.parametrize("got", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_otherwise_is_no_factor(got):
    assert not are_scaled([(got, RIGHT)])


def test_few_numbers_share_a_factor_by_chance():
    assert not are_scaled([(2.0, 1.0), (4.0, 2.0)])
