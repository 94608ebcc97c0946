"""Who knows the visible inputs by heart, and returns junk elsewhere, earns the visible points only.

The visible checks are in the students' hands, inputs and all, so a table of them is no solution:
no hidden check may be passed by it, whatever it returns on other inputs, and none may break. Nor
may feedback quote the junk, which could spell the hidden inputs out.
"""

import copy
import re
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import chain
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.assignments.registry import all_checks, questions
from autograder.course import load_course
from autograder.grading.recognising_mistakes import recogniser
from coursework.asking.asked import Call
from coursework.asking.calling import call_function
from coursework.expecting.unchanged import expect_unchanged
from coursework.faults.failures import Failure, StudentError
from coursework.scoring.judge import run_checks, seeded

ASSIGNMENTS = [one.name for one in load_course().assignments]


def of_each(make):
    """Return what makes junk of every array in a value, and leaves its form as it is."""

    def junk(value):
        if isinstance(value, tuple | list):
            return type(value)(map(junk, value))
        if isinstance(value, dict):
            return {key: junk(item) for key, item in value.items()}
        return value if isinstance(value, bool | str | None) else make(np.asarray(value, float))

    return junk


JUNK = {
    "None": lambda _: None,
    "a text": lambda _: "x",
    "an endless number": lambda _: 10**400,
    "an empty list": lambda _: [],
    "an empty dictionary": lambda _: {},
    "a dictionary in a dictionary": lambda _: {"a": {"b": np.zeros(2)}},
    "a namespace": lambda _: SimpleNamespace(a=1),
    "a generator": lambda _: np.random.default_rng(0),
    "NaN": of_each(lambda array: np.full(array.shape, np.nan)),
    "infinite numbers": of_each(lambda array: np.full(array.shape, np.inf)),
    "numbers near the largest": of_each(lambda array: np.full(array.shape, 1e308)),
    "lists of an endless number": of_each(lambda _: [10**400]),
    "zeros": of_each(lambda array: np.zeros(array.shape)),
    "zeros that are integers": of_each(lambda array: np.zeros(array.shape, int)),
    "ones": of_each(lambda array: np.ones(array.shape)),
    "numbers of the other sign": of_each(lambda array: -array),
    "nothing in a row": of_each(lambda _: np.zeros(0)),
    "rows with nothing in them": of_each(lambda array: np.zeros(((*array.shape, 3)[0], 0))),
}
RAISED = StudentError("ValueError", "There is nothing in the table.")

# They look at nothing but calls of the function that is handed over: there, what an answer
# returns is of no interest, and one that makes all calls as it should has done its work.
BY_CALLS_ALONE = {
    "random_search.weights_are_normal",
    "random_search.search_takes_its_numbers_from_rng",
    "numerical_gradient.one_weight_at_a_time",
    "gradient_descent.one_call_a_step",
    "sgd.new_batch_each_step",
    "sgd.sgd_takes_its_numbers_from_rng",
    "ComputationalGraph.each_gate_once",
}


def as_key(value):
    """Return a value as what a table can be searched for; functions are all the same to it."""
    if isinstance(value, tuple | list):
        return tuple(map(as_key, value))
    if isinstance(value, dict):
        return tuple((key, as_key(item)) for key, item in value.items())
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state)
    if callable(value) or isinstance(value, SimpleNamespace):
        return "function"
    return type(value).__name__, repr(value)


class ByHeart:
    """A student whose answers are right on the inputs in a table, and junk on all others.

    Without a table everything is right, and the inputs are noted down in `seen`. With
    `calls`, functions that are handed over are called as a right answer calls them.
    """

    def __init__(self, assignment, table=None, junk=None, calls=False):
        self.right = import_module(f"solutions.{assignment}")
        self.choices = questions(assignment)
        self.table, self.junk, self.makes_calls = table, junk, calls
        self.seen, self.calls = set(), []

    def begin(self, check, question):
        self.calls, self.rng = [], seeded("junk", check)

    def call(self, function, *arguments, count=False, methods=()):
        answer = getattr(self.right, function)
        call = call_function(answer, function, arguments, count, methods)
        key = as_key((function, arguments, methods))
        self.seen.add(key)
        if self.table is not None and key not in self.table:
            return self._junk_for(call)
        return call

    def _junk_for(self, call):
        called_back = call.called_back if self.makes_calls else []
        given = dict(methods=call.methods, called_back=called_back)
        if self.junk is RAISED:
            return Call(call.function, call.arguments, error=copy.copy(RAISED), **given)
        value = call.value
        junk = [self.junk(one) for one in value] if call.methods else self.junk(value)
        of_methods = chain.from_iterable(arguments for _, arguments in call.methods)
        untouched = tuple(copy.deepcopy([*call.arguments, *of_methods]))
        after = call.arguments_after if self.makes_calls else untouched
        return Call(call.function, call.arguments, junk, None, after, call.steps, **given)

    def value(self, name):
        return self.choices[name].right

    @contextmanager
    def lending(self, names):
        yield []


@cache
def visible_inputs(assignment):
    student = ByHeart(assignment)
    run_checks([check for check in all_checks(assignment) if check.visible], student)
    return student.seen


def earned_in_hidden_checks(assignment, junk, calls):
    """Grade; return the hidden checks that gave points. None may break, and no visible one fail."""
    checks, asked = all_checks(assignment), questions(assignment)
    student = ByHeart(assignment, visible_inputs(assignment), junk, calls)
    verdicts = run_checks(checks, student, recogniser(assignment))
    assert [verdict for verdict in verdicts if verdict.status == "error"] == []
    told = {check.name for check in checks if check.visible or check.question in asked}
    assert [one for one in verdicts if one.name in told and one.status != "passed"] == []
    return {one.name for one in verdicts if one.earned and one.name not in told}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_reference_passes_all_as_a_student_of_this_kind(assignment):
    verdicts = run_checks(all_checks(assignment), ByHeart(assignment), recogniser(assignment))
    assert {verdict.status for verdict in verdicts} == {"passed"}


@pytest.mark.slow
@pytest.mark.parametrize("junk", [*JUNK, "an error"])
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_by_heart_with_junk_elsewhere_earns_the_visible_points_only(assignment, junk):
    assert earned_in_hidden_checks(assignment, JUNK.get(junk, RAISED), calls=False) == set()


@pytest.mark.slow
@pytest.mark.parametrize("junk", [*JUNK, "an error"])
@pytest.mark.parametrize("assignment", ["regularization", "sgd", "backprop"])
def test_right_calls_with_junk_returned_earn_nothing_but_for_calls(assignment, junk):
    earned = earned_in_hidden_checks(assignment, JUNK.get(junk, RAISED), calls=True)
    assert earned <= BY_CALLS_ALONE


NUMBER, MANY = 590462.1375, 59
TELLING = {
    "a number": of_each(lambda array: np.full(array.shape, NUMBER)),
    "a shape": of_each(lambda _: np.zeros((int(NUMBER), 0))),
    "texts": lambda _: [str(NUMBER), str(NUMBER)],
    "keys": lambda _: {str(NUMBER): 0.0, int(NUMBER): 1.0},
}


class Telling(ByHeart):
    """A student who tells something by junk: by what is returned, handed over, or how often."""

    def _junk_for(self, call):
        made = call.called_back
        call = super()._junk_for(call)
        telling = [replace(one, arguments=tuple(map(self.junk, one.arguments))) for one in made]
        return replace(call, called_back=(made[:-1] + telling[-1:]) * MANY if made else [])


@pytest.mark.slow
@pytest.mark.parametrize("kind", TELLING)
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_feedback_on_hidden_inputs_quotes_no_junk(assignment, kind):
    checks = all_checks(assignment)
    for calls in (False, True):
        student = Telling(assignment, visible_inputs(assignment), TELLING[kind], calls)
        verdicts = run_checks(checks, student, recogniser(assignment))
        told = {one.name: one.message for one in verdicts}
        numbers = {n for c in checks if not c.visible for n in re.findall(r"\d+", told[c.name])}
        counts = {str(n * MANY) for n in range(1, 100)}  # of calls
        assert not numbers & ({"590462", "1375"} | counts)


@pytest.mark.parametrize("junk", [*JUNK, "an error"])
def test_an_argument_filled_with_junk_is_a_changed_one(junk):
    filled = JUNK.get(junk, lambda _: [RAISED])([3.0, 2.0])
    with pytest.raises(Failure, match="changed its argument ks"):
        expect_unchanged([filled], [[3.0, 2.0]], ["ks"])
