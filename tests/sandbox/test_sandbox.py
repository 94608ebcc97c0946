"""Answers are asked in a real sandbox: what they do there costs only them."""

import os
from dataclasses import replace

import numpy as np
import pytest
from plain_answers import plain

from coursework.scoring.check import NotDone

pytestmark = pytest.mark.slow


def test_values_travel_both_ways_at_each_level(student, grader_at_each_level):
    one = student(at=grader_at_each_level, answers=plain(echo="return args"))
    call = one.call("echo", np.eye(2), [1, 2.5], {"a": (True, None, "text")})
    array, numbers, dictionary = call.value
    assert np.array_equal(array, np.eye(2)) and array.dtype == float
    assert (numbers, dictionary) == ([1, 2.5], {"a": (True, None, "text")})
    assert (call.error, call.steps) == (None, None)


def test_names_of_the_import_cell_are_known(student):
    one = student(
        plain(
            numpy="return np.arange(3)",
            pyplot="return plt.figure().number",
            attribute="return tau * 1",
            coursework="return load_digits().X_train.shape[1]",
        )
    )
    one.process.budget.limits = replace(
        one.process.budget.limits, seconds_per_check=30
    )  # as importing may take long
    assert one.call("numpy").value.tolist() == [0, 1, 2]
    assert one.call("coursework").value == 64
    assert one.call("pyplot").value == 1


@pytest.mark.parametrize(
    "module",
    [
        *("autograder", "solutions", "solutions.svm", "nbgrader"),
        *("wire", "limits", "cells", "notebook_python", "stand_ins", "worker"),
        *("answering", "template"),
    ],
)
def test_nothing_of_the_grader_can_be_imported(student, grader_at_each_level, module):
    found = f"importlib.import_module('{module}')"
    one = student({"f": f"import importlib\ndef f():\n {found}"}, at=grader_at_each_level)
    with_path = student(
        {"f": f"import importlib, sys\ndef f(path):\n sys.path.insert(0, path)\n {found}"},
        at=grader_at_each_level,
    )
    assert one.call("f").error.kind == "ModuleNotFoundError"
    kit = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    assert with_path.call("f", kit).error.kind == "ModuleNotFoundError"


def test_arguments_are_copies_and_what_became_of_them_is_told(student):
    one = student({"f": "def f(a):\n    a[0] = 9\n    return a\n"})
    given = np.zeros(2)
    call = one.call("f", given)
    assert given.tolist() == [0, 0] and call.arguments_after[0].tolist() == [9, 0]


def test_an_exception_tells_kind_line_and_code(student):
    one = student({"f": "def f(x):\n    y = 1\n    return y / x\n"})
    error = one.call("f", 0).error
    assert (error.kind, error.line, error.code) == ("ZeroDivisionError", 3, "return y / x")
    assert str(error).endswith("in line 3 of your answer: return y / x")


def test_an_exception_in_another_answer_names_that_one(student):
    one = student(f="def f(x):\n    return 1 / x\n", g="def g(x):\n    return f(x)\n")
    one.answers["f"] = one.answers["g"] = ""
    error = one.call("g", 0).error
    assert str(error).endswith("in line 2 of your `f`: return 1 / x")


def test_an_exception_in_a_library_names_the_line_that_called_it(student):
    one = student(f="def f(x):\n    return np.stack([x, x[1:]])\n")
    error = one.call("f", np.ones(3)).error
    assert str(error).endswith("in line 2 of your answer: return np.stack([x, x[1:]])")


@pytest.mark.parametrize("kind", ["np.longdouble", "object"])
def test_numbers_of_unusual_kinds_travel(student, kind):
    one = student(plain(f=f"return np.array([[1.5, 2.0]], dtype={kind})"))
    assert np.array_equal(one.call("f").value, [[1.5, 2.0]])


def test_an_answer_is_asked_in_the_state_that_its_cell_left(student):
    one = student(
        helpers=["total = 1"],
        f="def f():\n    return np.ones(total) + sum([1]) + helper()\n",
        g="del np\nsum = 3\ndef helper(): return 10\ndef g(): return sum\n",
        h="total = 5\ndef h(): return float(np.sum([sum([1]), total]))\n",
    )
    assert one.call("f").value.tolist() == [12]
    assert one.call("g").value == 3
    assert one.call("h").value == 6  # a number in the place of a function is of no use to it
    assert one.call("f").value.tolist() == [12]


def test_what_an_answer_keeps_in_a_global_is_there_at_the_next_call(student):
    one = student(
        f="calls = 0\ndef f():\n    global calls\n    calls += 1\n    return calls\n",
        g="def g(): return calls\n",
    )
    assert [one.call(name).value for name in "ffgf"] == [1, 2, 0, 3]


def test_help_and_exit_are_there_as_in_a_notebook(student):
    one = student({"f": "help(np.sum)\ndef f():\n    return 5\nexit()\n"}, **plain(g="quit()"))
    assert one.call("f").value == 5 and "SystemExit in line 4" in one.warnings[0]
    assert one.call("g").error.kind == "SystemExit"


def test_the_stub_is_not_done_and_an_absent_answer_too(student):
    one = student({"f": "def f():\n    raise NotImplementedError\n", "g": "pass\n"})
    with pytest.raises(NotDone, match="Not done yet"):
        raise one.call("f").failure
    with pytest.raises(NotDone, match="doesn't define `g`"):
        one.call("g")
    with pytest.raises(NotDone, match="no answer for `h`"):
        one.value("h")
