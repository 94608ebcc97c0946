"""A check judges by the calls that it says, and none of them is ever taken away or changed."""

from contextlib import nullcontext

import numpy as np
import pytest

from coursework.asking.asked import Asked
from coursework.asking.calling import call_function
from coursework.faults.failures import NotDone, StudentError, WrongForm


class Student:
    """One answer, the function given."""

    def __init__(self, function):
        self.function, self.calls, self.rng = function, [], np.random.default_rng(0)

    def call(self, function, *arguments, count=False, methods=()):
        return call_function(self.function, function, arguments, count, methods)

    def lending(self, names):
        return nullcontext([])


def asked(function):
    return Asked(Student(function), "f")


def test_an_attempt_is_judged_by_only_when_a_check_says_so():
    check = asked(lambda x: 2 * x)
    call = check.attempt(3)
    assert call.value == 6 and check.calls == ()
    check.judge_by(call)
    assert [one.value for one in check.calls] == [6]


def test_an_attempt_that_fails_is_no_more_than_that():
    check = asked(lambda x: 1 / x)
    assert check.attempt(0).error.kind == "ZeroDivisionError"
    assert check.calls == ()


def test_a_call_that_fails_is_judged_by_and_raises():
    check = asked(lambda x: 1 / x)
    with pytest.raises(StudentError, match="ZeroDivisionError"):
        check.answer(0)
    assert [one.error.kind for one in check.calls] == ["ZeroDivisionError"]


def test_a_stub_is_not_done_whoever_calls_it():
    def stub():
        raise NotImplementedError

    with pytest.raises(NotDone):
        asked(stub).answer()
    assert isinstance(asked(stub).attempt().failure, NotDone)


def test_a_check_is_about_the_part_for_which_it_asked():
    check = asked(lambda x: (x, 10 * x))
    assert check.call_for_part(1, "(loss, gradient)", 2).value == (2, 20)
    assert [one.part for one in check.calls] == [1]


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (None, NotDone, "Your function returned None. It should return (loss, gradient)."),
        (2.5, WrongForm, "Your function should return (loss, gradient), but returned 2.5."),
        ((1, 2, 3), WrongForm, "should return (loss, gradient), but returned (1, 2, 3)."),
    ],
)
def test_where_no_such_part_is_returned_a_check_is_about_no_part(value, error, words):
    check = asked(lambda: value)
    with pytest.raises(error) as caught:
        check.loss()
    assert words in str(caught.value)
    assert [one.part for one in check.calls] == [None]


def test_the_last_method_is_what_a_check_is_about():
    class Model:
        def train(self, x):
            self.x = x
            return "nothing of interest"

        def predict(self):
            return self.x

    check = asked(Model)
    assert check.use_for_last(("train", 7), ("predict",)) == 7
    assert [one.part for one in check.calls] == [1]


def test_calls_are_read_and_not_written():
    check = asked(lambda: 1)
    check.answer()
    assert isinstance(check.calls, tuple)
    with pytest.raises(AttributeError, match="cannot assign"):
        check.calls[0].part = 1
