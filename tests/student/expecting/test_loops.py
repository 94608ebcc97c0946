"""A loop over the examples is seen in the steps of the interpreter, in whatever shape."""

import sys

import numpy as np
import pytest

from coursework.asking.steps import Tampered, count_steps
from coursework.expecting.loops import expect_no_loop
from coursework.instant import NotebookStudent
from coursework.scoring.check import Asked, Failure


def arguments(size):
    return (np.arange(float(size)),)


def judged(function):
    return expect_no_loop(Asked(NotebookStudent({"f": function}), "f"), arguments, 40, 400)


def a_for_loop(X):
    total = 0.0
    for x in X:
        total += x
    return total


namespace = {}
exec("def in_one_line(X):\n    for x in X: last = x\n    return last\n", namespace)
in_one_line = namespace["in_one_line"]


def a_while_loop(X):
    i = 0
    while i < len(X):
        i += 1
    return i


def a_comprehension(X):
    return sum([x * x for x in X])


def a_generator(X):
    return sum(x * x for x in X)


def a_dictionary(X):
    return {i: x for i, x in enumerate(X)}


def a_map(X):
    return sum(map(lambda x: x * x, X))


def vectorize(X):
    return np.vectorize(lambda x: x * x)(X)


def apply_along_axis(X):
    return np.apply_along_axis(lambda x: x * x, 1, X[:, None])


def fromiter(X):
    return np.fromiter((x * x for x in X), float)


def recursion(X):
    return X[0] + recursion(X[1:]) if len(X) > 1 else X[0]


def a_helper(X):
    return a_for_loop(X)


def a_sort_key(X):
    return sorted(X, key=lambda x: -x)


LOOPS = [a_for_loop, in_one_line, a_while_loop, a_comprehension, a_generator, a_dictionary, a_map]
LOOPS += [vectorize, apply_along_axis, fromiter, recursion, a_helper, a_sort_key]


@pytest.mark.parametrize("function", LOOPS, ids=lambda function: function.__name__)
def test_a_loop_over_examples_is_seen(function):
    with pytest.raises(Failure, match="still loops over the examples: 40 examples take"):
        judged(function)


def whole_array(X):
    return (X * X).sum()


def over_classes(X):
    return sum(np.maximum(0, X * c).sum() for c in range(50))


def with_imports(X):
    import fractions  # noqa: F401

    return np.einsum("i,i->", X, X)


def by_chunks(X):
    return sum(chunk.sum() for chunk in np.array_split(X, 10))


FINE = [whole_array, over_classes, with_imports, by_chunks]


@pytest.mark.parametrize("function", FINE, ids=lambda function: function.__name__)
def test_a_loop_over_anything_else_is_fine(function):
    judged(function)


@pytest.mark.parametrize("replacement", [None, lambda *_: None])
def test_a_function_that_replaces_the_counter_is_refused(replacement):
    def tampers(X):
        sys.settrace(replacement)
        return a_for_loop(X)

    before = sys.gettrace()
    with pytest.raises(Tampered):
        count_steps(tampers, np.ones(3))
    assert sys.gettrace() is before
    with pytest.raises(Failure, match="replaced the interpreter's trace function"):
        judged(tampers)


def test_counting_ends_with_the_call_even_if_it_raises():
    before = sys.gettrace()
    with pytest.raises(ZeroDivisionError):
        count_steps(lambda: 1 / 0)
    assert sys.gettrace() is before


def test_the_same_call_takes_the_same_steps_and_gives_its_value():
    first, second = (count_steps(a_for_loop, np.ones(7)) for _ in range(2))
    assert first == second and first[0] == 7
    more, _ = count_steps(a_for_loop, np.ones(8)), None
    assert more[1] > first[1]
