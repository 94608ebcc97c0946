"""Comparing is tolerant of form and strict about values."""

import re
from collections import deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursework.expecting.number_or_letter import NUMBER, form, read_answer
from coursework.expecting.values import (
    TOLERANCE,
    as_array,
    as_number,
    close,
    digits,
    expect_array,
    expect_keys,
    expect_number,
    expect_value,
    is_right,
)
from coursework.scoring.check import Failure, NotDone

numbers = st.floats(-1e6, 1e6)
FORMS = [
    *(float, np.float64, np.float32, np.array, lambda x: np.array([x]), lambda x: [x]),
    *(lambda x: (x,), lambda x: np.array([[x]]), lambda x: np.float16(x)),
    *(Decimal, Fraction, complex, np.complex64, lambda x: np.array(Decimal(x)), np.ma.array),
]


@pytest.mark.parametrize("make", FORMS)
def test_a_number_is_right_in_every_form(make):
    expect_number(make(2.5), 2.5, "loss")


@given(numbers)
def test_a_number_is_right_in_float32(number):
    expect_number(np.float32(number), number, "loss")


@given(numbers, st.sampled_from([-1, 1]), st.floats(1.001, 100))
def test_a_number_beyond_the_tolerance_is_wrong(number, sign, factor):
    off = number + sign * factor * TOLERANCE * max(1.0, abs(number))
    assert not close(off, number)
    with pytest.raises(Failure, match="expected"):
        expect_number(off, number, "loss")


def of_objects(kind):
    return lambda array: np.vectorize(kind, otypes=[object])(array)


ARRAY_FORMS = [
    *(np.asarray, np.ndarray.tolist, np.asfortranarray, np.float32, np.complex128),
    *(of_objects(Decimal), of_objects(Fraction), of_objects(complex)),
    *(np.ma.masked_array, lambda array: np.ma.masked_array(array, mask=False)),
    *(lambda array: [np.ma.masked_array(row) for row in array], lambda array: deque(array)),
    *(lambda array: [[Decimal(x) for x in row] for row in array],),
    *(lambda array: np.fft.ifft2(np.fft.fft2(array)),),
]


@pytest.mark.parametrize("make", ARRAY_FORMS)
def test_an_array_is_right_in_every_form(make):
    expected = np.arange(6.0).reshape(2, 3)
    expect_array(make(expected), expected, "gradient")


@pytest.mark.parametrize(
    "value",
    [
        *(True, np.True_, "2.5", b"2", 1j, object(), {1: 2}, {1}, print, [[1], [1, 2]]),
        *(np.array(["1"]), np.array([None]), np.array(["1"], dtype=object), [object()]),
        *(1 + 1j, np.array([1 + 1e-3j]), np.ma.masked, np.ma.array([1, 2], mask=[0, 1])),
        *([np.ma.array([1, 2], mask=[0, 1])], np.array([1j, Decimal(1)])),
    ],
    ids=lambda value: re.sub(r" at 0x\w+", "", repr(value)),
)
def test_what_is_no_number_is_a_failure_that_says_so(value):
    for ask in (as_array, as_number):
        with pytest.raises(Failure, match="Your loss should be made of numbers") as caught:
            ask(value, "loss")
        assert not isinstance(caught.value, NotDone)


def test_a_list_that_holds_itself_is_no_number():
    endless = []
    endless.append(endless)
    with pytest.raises(Failure, match="should be made of numbers"):
        as_array(endless, "loss")


def test_none_is_a_failure_and_a_placeholder_is_not_done():
    with pytest.raises(Failure, match="Did you forget to return it") as caught:
        as_array(None, "loss")
    assert not isinstance(caught.value, NotDone)  # its other part may be done
    for placeholder in (..., NotImplemented):
        with pytest.raises(NotDone):
            as_array(placeholder, "loss")


def test_nan_and_infinity_are_never_close_to_a_number():
    for wrong in (np.nan, np.inf, -np.inf):
        assert not close(wrong, 1.0) and not close([1.0, wrong], [1.0, 1.0])
        with pytest.raises(Failure):
            expect_number(wrong, 1.0, "loss")
        with pytest.raises(Failure):
            expect_array([1.0, wrong], [1.0, 2.0], "gradient")
    expect_number(np.inf, np.inf, "loss")
    assert not close(-np.inf, np.inf) and not close(1.0, np.inf)
    assert not close([np.inf, 1.0], [np.inf, 2.0])


def test_shapes_are_compared_and_never_broadcast():
    for got in (1.0, [1.0], [[1.0, 1.0]], np.ones((2, 1)), []):
        assert not close(got, [1.0, 1.0])
        with pytest.raises(Failure, match=r"has shape .*; expected shape \(2,\)"):
            expect_array(got, [1.0, 1.0], "gradient")
    for got in ([1.0, 1.0], []):
        with pytest.raises(Failure, match="single number"):
            expect_number(got, 1.0, "loss")


def test_a_wrong_entry_is_counted_and_the_first_one_shown():
    with pytest.raises(Failure) as caught:
        expect_array([[1, 2], [3, 5]], [[1.0, 2.0], [3.0, 4.0]], "gradient", "on paper")
    assert str(caught.value) == (
        "Your gradient on paper is wrong in 1 of 4 entries. The first is at [1, 1]: 5; expected 4."
    )


def test_on_hidden_inputs_no_label_is_a_multiple_of_another():
    for expected, words in ((np.array([2, 4]), "it is too small"), ([2.0, 4.0], "it is 1/2 of")):
        with pytest.raises(Failure) as caught:
            expect_array([2, 2], expected, "array of labels")
        assert words in caught.value.discreet


def test_a_small_entry_beside_a_large_one_has_the_large_ones_rounding():
    assert close([1000.0, 0.05], [1000.0, 0.0]) and not close([1.0, 0.05], [1.0, 0.0])


def test_an_empty_array_is_right_where_one_is_expected():
    expect_array([], np.empty(0), "labels")


def test_numbers_are_written_as_a_student_would():
    assert [digits(x) for x in (2.9000000000000004, 3.0, 1 / 3)] == ["2.9", "3", "0.333333"]


@pytest.mark.parametrize("answer", ["b", " B ", "B\n"])
def test_a_letter_is_read_however_it_is_written(answer):
    assert read_answer(answer, "ABC") == "B"


@pytest.mark.parametrize("answer", ["D", "", "AB", 2, ["B"], True, np.array(["B"])])
def test_what_is_no_choice_is_told_the_choices(answer):
    with pytest.raises(Failure, match='"A", "B" or "C"'):
        read_answer(answer, "ABC")


def test_a_number_is_read_and_an_open_question_is_not_done():
    assert read_answer(np.array([12.9]), NUMBER) == 12.9
    for choices in (NUMBER, "ABC"):
        for answer in (None, ...):
            with pytest.raises(NotDone):
                read_answer(answer, choices)
    assert form(NUMBER) == "your number" and form("AB") == '"A" or "B"'


@pytest.mark.parametrize("value", [None, "0.5", [[1], [2, 3]], {1: 2}, ..., object()])
def test_a_value_of_the_wrong_form_is_not_right_and_breaks_nothing(value):
    assert not is_right(value, np.array([1.0, 2.0]))


def test_a_value_is_compared_as_what_is_expected_is():
    expect_value(np.array([2.5]), 2.5, "loss")
    expect_value([1, 2], np.array([1.0, 2.0]), "gradient")
    with pytest.raises(Failure, match=r"has shape \(1,\); expected shape \(2,\)"):
        expect_value([1], np.array([1.0, 2.0]), "gradient")


class Nameless:
    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "words", "discreet"),
    [
        (
            {1: 0, 5: 0},
            "has the keys [1, 5]; expected the values of k: [1, 3].",
            "keys should be the values of k: [1, 3].",
        ),
        ({Nameless(): 0, 1: 0}, "expected the values of k: [1, 3].", "should be the values of k"),
        ([0, 0], "should return a dictionary, but returned [0, 0].", "return a dictionary."),
        (None, "returned None. It should return a dictionary.", "should return a dictionary."),
    ],
)
def test_a_dictionary_has_just_the_keys_expected(value, words, discreet):
    assert expect_keys({3: 0, 1: 1}, [1, 3], "the values of k") == {1: 1, 3: 0}
    with pytest.raises(Failure) as caught:
        expect_keys(value, [1, 3], "the values of k")
    assert words in str(caught.value) and discreet in caught.value.discreet
