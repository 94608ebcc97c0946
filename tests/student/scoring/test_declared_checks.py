"""A check is declared, gets its inputs and calls an answer, on copies and on the record."""

import numpy as np

from coursework.asking.calling import call_function
from coursework.faults.failures import shown
from coursework.scoring.check import check, checks_in
from coursework.scoring.judge import seeded


def test_the_decorator_makes_a_check_for_each_question():
    @check("f", "g", points=3, builds_on=["basic"], hint="h")
    def is_right(asked):
        """It is right."""

    assert [c.name for c in is_right] == ["f.is_right", "g.is_right"]
    assert is_right[1].builds_on == ("g.basic",) and is_right[0].description == "It is right."
    assert [c.visible for c in checks_in({"x": is_right, "y": [1], "z": 2}, True)] == [True, True]


def test_random_inputs_depend_on_every_word_and_on_where_one_ends():
    draws = [seeded(*words).random() for words in (("a", "bc"), ("ab", "c"), ("a", "bc", ""))]
    assert len(set(draws)) == 3 and seeded("a", "bc").random() == draws[0]


def test_long_values_are_shown_short():
    assert shown(np.zeros((2, 3))) == "an array of float64 with shape (2, 3)"
    assert shown([1, 2]) == "[1, 2]" and len(shown(list(range(10**5)))) < 80


def test_calling_is_on_copies_and_records_every_way_to_end():
    def spoils(a):
        a[0] = 5
        raise SystemExit("bye")

    given = np.zeros(2)
    call = call_function(spoils, "f", (given,))
    assert given[0] == 0 and (call.error.kind, call.error.detail) == ("SystemExit", "bye")
    call = call_function(lambda a: a.sort(), "f", ([3, 1],))
    assert call.arguments == ([3, 1],) and call.arguments_after == ([1, 3],)
