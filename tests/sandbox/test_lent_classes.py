"""A lent class is used like any other, and does no more than an honest answer asks."""

import numpy as np
import pytest
from lent import student_of

from coursework.faults.failures import StudentDied
from solutions import backprop

pytestmark = pytest.mark.slow


# What an answer may do with a lent gate, and what comes of it.
USES = {
    "two objects know nothing of each other": (
        "a, b = MultiplyGate(), MultiplyGate(); a.forward(2.0, 3.0); b.forward(5.0, 7.0); "
        "return a.backward(1.0)",
        (3.0, 2.0),
    ),
    "named arguments": ("return MultiplyGate().forward(y=2.0, x=3.0)", 6.0),
    "arrays": ("return MultiplyGate().forward(np.arange(3), 2.0)", [0, 2, 4]),
    "an own gate in a lent graph": (
        "return ComputationalGraph([('s', Half(), ('p',)), ('p', MultiplyGate(), 'xx')])"
        ".forward({'x': 4.0})",
        8.0,
    ),
    "an own gate in a lent graph that uses a lent one": (
        "return ComputationalGraph([('s', Twice(), ('p',))]).forward({'p': 4.0})",
        8.0,
    ),
}

OWN_GATES = """
class Half:
    def forward(self, x): return x / 2
class Twice:
    def forward(self, x): return AddGate().forward(x, x)
class Fails:
    def forward(self, x): return [1][5]
class Large:
    def forward(self, x): return np.zeros(5_000)
class Again:
    def forward(self, x):
        return ComputationalGraph([("a", Again(), ("x",))]).forward({"x": x})
"""

LENT = ["AddGate", "MultiplyGate", "ComputationalGraph", "SigmoidGate"]


def use(grader, code, **limits):
    answers = {"use": f"{OWN_GATES}\ndef use():\n    {code}\n"}
    with student_of(answers, grader, backprop, **limits) as student, student.lending(LENT):
        return student.call("use")


@pytest.mark.parametrize("kind", USES)
def test_a_lent_class_is_used_like_any_other(grader, kind):
    code, expected = USES[kind]
    call = use(grader, code)
    assert call.error is None
    np.testing.assert_equal(np.asarray(call.value), np.asarray(expected))


REFUSED = {
    "too many objects": ("[AddGate() for _ in range(600)]", "much larger"),
    "an array of gigabytes": ("AddGate().forward(np.zeros((9000, 1)), 1.0)", "much larger"),
    "a table of two columns": (
        "AddGate().forward(np.zeros((1, 2000)), np.zeros((2000, 1)))",
        "much larger",
    ),
    "the same in two calls": (
        "g = MultiplyGate(); g.forward(np.zeros((1, 1500)), 1.0); g.backward(np.zeros((1500, 1)))",
        "much larger",
    ),
    "the same in two objects": (
        "AddGate().forward(np.zeros((1, 500)), 1.0); AddGate().forward(np.zeros((500, 1)), 1.0)",
        "much larger",
    ),
    "the same as lists": (
        "AddGate().forward([[1.0] * 300], np.zeros((300, 1)))",
        "much larger",
    ),
    "a bit in each of many calls": (
        "g = AddGate(); [g.forward(np.zeros(100), 1.0) for _ in range(50)]",
        "much larger",
    ),
    "a long text": ("MultiplyGate().forward('x' * 10**6, 1000)", "much larger"),
    "a large number": ("MultiplyGate().forward([0.0], 10**9)", "much larger"),
    "without an end": (
        "g = AddGate()\n    for _ in range(10**6): g.forward(1.0, 1.0)",
        "much larger",
    ),
    "large values of an own gate": (
        "ComputationalGraph([('s', Large(), ('x',))]).forward({'x': 1.0})",
        "much larger",
    ),
    "an own gate that fails": (
        "ComputationalGraph([('s', Fails(), ('x',))]).forward({'x': 1.0})",
        "IndexError",
    ),
    "graphs within graphs": ("Again().forward(1.0)", "too deeply"),
    "what is private": ("AddGate().__dict__['_ask']('__init__')", "'_ask'"),
    "a method that there isn't": ("AddGate().order()", "no attribute 'order'"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_lent_class_does_no_more_than_an_honest_answer_asks(grader, kind):
    code, said = REFUSED[kind]
    error = use(grader, code).error
    assert error is not None and said in error.detail


# Straight to the grader's side, past the stand-in, as a hostile answer can.
FIND = """
def find(name):
    ask = vars(type(AddGate()))[name]
    return dict(zip(ask.__code__.co_freevars, ask.__closure__))["lent"].cell_contents
"""

FORGED = {
    "a private method": ("lent.ask(0, '__init__')", "no attribute '__init__'"),
    "an attribute": ("lent.ask(0, '__class__')", "no attribute '__class__'"),
    "an object of no number": ("lent.ask(99, 'forward', 1.0, 1.0)", "no such object"),
    "an object before the first": ("lent.ask(-1, 'forward', 1.0, 1.0)", "no such object"),
    "a number that is none": ("lent.ask(True, 'forward', 1.0, 1.0)", "no such object"),
    "another kind of reference": (
        "lent.ask(0, 'forward', __import__('types').SimpleNamespace(lent='x'), 1.0)",
        "no such object",
    ),
}


@pytest.mark.parametrize("kind", FORGED)
def test_past_the_stand_in_nothing_else_can_be_asked_for(grader, kind):
    code, said = FORGED[kind]
    answers = {"use": f"{FIND}\ndef use():\n    lent = find('forward')\n    return {code}\n"}
    with student_of(answers, grader, backprop) as student, student.lending(["AddGate"]):
        error = student.call("use").error
    assert error is not None and said in error.detail


def test_an_own_object_that_never_answers_is_out_of_time(grader):
    loops = """
class Loops:
    def forward(self, x):
        while True:
            pass
def use():
    return ComputationalGraph([("s", Loops(), ("x",))]).forward({"x": 1.0})
"""
    with student_of({"use": loops}, grader, backprop, seconds_per_check=1) as student:
        with student.lending(LENT), pytest.raises(StudentDied) as caught:
            student.call("use")
        assert caught.value.kind == "Timeout"


def test_only_what_was_asked_is_told_as_lent(grader):
    code = "def use():\n    return AddGate().forward(1.0, 2.0)\n"
    with student_of({"use": code}, grader, backprop) as student:
        with student.lending(LENT) as lent:
            assert student.call("use").value == 3.0
        assert lent == ["AddGate"]
