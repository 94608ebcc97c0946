"""A wrong value that is just what a known slip gives is named; any other is left as it is."""

import numpy as np
import pytest

from coursework.expecting.naming import naming
from coursework.faults.failures import Failure, Mistake, NotDone, StudentError

HALVED = Mistake("halved", (), "You halve it.")
DOUBLED = Mistake("doubled", (), "You double it.")


def named(got, *slips, failure=None):
    """Return the mistake that is named where a check fails."""
    with pytest.raises(Failure) as raised, naming(got, *slips):
        raise failure or Failure("It is wrong.")
    return raised.value.mistake


def test_slip_that_gives_the_value_is_named_and_the_message_stays():
    with pytest.raises(Failure, match="It is wrong") as raised, naming(4, (DOUBLED, 4)):
        raise Failure("It is wrong.")
    assert raised.value.mistake is DOUBLED


@pytest.mark.parametrize(
    ("got", "wrong"),
    [
        (np.array([2.0, 4.0]), [2, 4]),
        ([1.0, np.eye(2)], [1, np.eye(2)]),
        ((None, 0), (None, 0)),
        ([np.ones(3), 7], [..., 7]),
        (1e-10, 1e-10),
    ],
)
def test_values_of_any_form_are_compared(got, wrong):
    assert named(got, (HALVED, wrong)) is HALVED


@pytest.mark.parametrize(
    ("got", "wrong"),
    [
        (np.array([2.0, 4.0]), [2, 5]),
        (np.ones(2), np.ones((2, 1))),
        ([1.0], [1.0, 2.0]),
        (1e-10, 0),
        ("text", 4),
        (None, 0),
        ({1: [2]}, 2),
    ],
)
def test_other_values_stay_without_a_name(got, wrong):
    assert named(got, (HALVED, wrong)) is None


def test_first_of_two_slips_that_fit_is_named():
    assert named(4, (DOUBLED, 4), (HALVED, 4)) is DOUBLED


def test_values_may_be_filled_in_on_the_way():
    got = []
    with pytest.raises(Failure) as raised, naming(got, (DOUBLED, [2, 4])):
        got += [2, 4]
        raise Failure("It is wrong.")
    assert raised.value.mistake is DOUBLED


def test_error_is_named_by_its_message():
    error = StudentError("ValueError", "matmul: (size 2 is different from 4)")
    assert named([], (HALVED, [1]), (DOUBLED, "(size 2 is"), failure=error) is DOUBLED


def test_stub_has_no_mistake():
    assert named(None, (HALVED, None), failure=NotDone()) is None


def test_right_values_pass():
    with naming(4, (DOUBLED, 4)):
        pass
