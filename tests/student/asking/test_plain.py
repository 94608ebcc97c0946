"""What equals a plain number arrives as one, in the notebook and from the sandbox alike."""

import numpy as np
import pytest

from autograder.sandbox.student import SandboxedStudent
from coursework.asking.asked import Asked
from coursework.asking.plain import plain
from coursework.faults.failures import StudentError
from coursework.instant import NotebookStudent

IMPORTS = "from decimal import Decimal\nfrom fractions import Fraction\nimport numpy as np\n"
FORMS = {
    "Decimal('0.5')": 0.5,
    "Fraction(1, 2)": 0.5,
    "0.5 + 0j": 0.5,
    "np.complex64(0.5)": 0.5,
    "(Fraction(1, 2), {'best': [Decimal(2)]})": (0.5, {"best": [2.0]}),
    "np.array([Decimal('0.5'), Fraction(1, 4)])": [0.5, 0.25],
    "np.array([1 + 0j, 2])": [1.0, 2.0],
    "np.ma.masked_array([1.5, 2.5], mask=False)": [1.5, 2.5],
    "np.array([[1 + 0j], [2]], dtype=object)": [[1.0], [2.0]],
    "range(3)": [0, 1, 2],
}


def in_notebook(source, grader):
    namespace = {"__name__": "__main__"}
    exec(source, namespace)
    return NotebookStudent(namespace)


def in_sandbox(source, grader):
    return SandboxedStudent(
        {"answer": source, "number": "", "asks": ""},
        (),
        (),
        grader.environment,
        grader.level,
        grader.limits,
        seed=("secret", "ada"),
    )


@pytest.fixture(params=[in_notebook, in_sandbox], ids=["notebook", "sandbox"])
def asking(request, grader):
    made = []

    def ask(source, name="answer"):
        student = request.param(IMPORTS + source, grader)
        made.append(student)
        student.begin("any", "any")
        return Asked(student, name)

    yield ask
    for student in made:
        if isinstance(student, SandboxedStudent):
            student.close()


def same(one, other):
    if isinstance(other, dict):
        return isinstance(one, dict) and same(list(one.items()), list(other.items()))
    if isinstance(other, tuple):
        return isinstance(one, tuple) and all(map(same, one, other))
    if isinstance(other, str):
        return one == other
    if isinstance(other, list) and any(isinstance(part, tuple) for part in other):
        return len(one) == len(other) and all(map(same, one, other))
    array = np.asarray(one)
    return array.dtype.kind in "if" and np.array_equal(array, other)


@pytest.mark.parametrize("form", FORMS)
def test_what_equals_a_plain_number_arrives_as_one(form, asking):
    assert same(asking(f"def answer(): return {form}").answer(), FORMS[form])


def test_what_a_given_function_is_called_with_arrives_as_plain_numbers(asking):
    source = "def answer(): return 0\ndef asks(f): return f(Decimal(2), np.array([1 + 0j]))"
    call = asking(source, "asks").call(lambda x, y: float(x + y[0]))
    assert call.value == 3.0


@pytest.mark.parametrize("form", ["1 + 1j", "np.array([1, 1j])", "np.ma.masked"])
def test_what_equals_no_number_is_not_taken_for_one(form, asking):
    question = asking(f"def answer(): return {form}")
    try:
        value = question.answer()
    except StudentError as error:  # it doesn't travel
        assert "where numbers or arrays are expected" in str(error)
    else:
        assert np.iscomplexobj(value) or value is np.ma.masked


def test_whole_numbers_stay_whole():
    assert plain([np.int64(1), True]) == [1, True]
    assert isinstance(plain([np.int64(1)])[0], np.integer)
