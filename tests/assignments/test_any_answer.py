"""What checks of any answer, and of any loss with its gradient, ask for."""

from functools import partial

import numpy as np
import pytest

from autograder.assignments.any_answer.checks import expect_parts, expect_values
from autograder.assignments.any_loss.checks import checks_of_losses
from coursework.asking.asked import Asked
from coursework.instant import NotebookStudent
from coursework.scoring.check import Failure, check

CASES = {"for two numbers": (np.array([1.0, 2.0]),), "for one": (np.array([3.0]),)}


def asked(answer):
    return Asked(NotebookStudent({"answer": answer}), "answer")


def test_all_values_are_asked_for_before_one_is_judged():
    student = asked(lambda x: 0.0)
    with pytest.raises(Failure, match=r"Your sum for two numbers is 0; expected 3\."):
        expect_values(student, np.sum, "sum", CASES)
    assert [call.value for call in student.calls] == [0.0, 0.0]


def test_a_failure_tells_of_a_case_by_its_arguments():
    with pytest.raises(Failure, match=r"Your sum of 2 is 0; expected 3\."):
        expect_values(
            asked(lambda x: 0.0), np.sum, "sum", [*CASES.values()], lambda x: f"of {len(x)}"
        )


def test_of_a_tuple_only_the_part_in_question_counts():
    def right(x):
        return np.sum(x), 2 * x

    def wrong(x):
        return np.sum(x), x

    expect_parts(asked(wrong), right, "(sum, twice)", [0], CASES)
    with pytest.raises(Failure, match="Your twice for two numbers is wrong in 2 of 2 entries"):
        expect_parts(asked(wrong), right, "(sum, twice)", [0, 1], CASES)


SUM_AND_SHAPE = {"sum": 3.0, "doubled": np.array([2.0, 4.0])}
OF_ANOTHER_FORM = {
    "no dictionary": (3.0, "should return a dictionary"),
    "another key": ({"sum": 3.0}, "keys"),
    "a text for an array": (SUM_AND_SHAPE | {"doubled": "2, 4"}, "value of doubled"),
    "another array": (SUM_AND_SHAPE | {"doubled": [2.0, 3.0]}, "value of doubled is wrong in 1"),
}


@pytest.mark.parametrize("name", OF_ANOTHER_FORM)
def test_a_dictionary_of_arrays_is_compared_entry_by_entry(name):
    value, message = OF_ANOTHER_FORM[name]
    expect_values(asked(lambda: SUM_AND_SHAPE), lambda: SUM_AND_SHAPE, "value", [()])
    with pytest.raises(Failure, match=message):
        expect_values(asked(lambda: value), lambda: SUM_AND_SHAPE, "value", [()])


NOT_TWO_SUCH_PARTS = {
    "an array": (np.zeros(2), "Your gradient should have 2 parts"),
    "one part": ((np.zeros(2),), "Your gradient should have 2 parts"),
    "a wrong part": ((np.zeros(2), np.ones(3)), "part 2 of the gradient for a net is wrong in 3"),
}


@pytest.mark.parametrize("name", NOT_TWO_SUCH_PARTS)
def test_a_tuple_of_arrays_of_several_shapes_is_compared_part_by_part(name):
    right = (np.zeros(2), np.zeros(3))
    expect_values(asked(lambda: right), lambda: right, "gradient", [()], "for a net")
    value, message = NOT_TWO_SUCH_PARTS[name]
    with pytest.raises(Failure, match=message):
        expect_values(asked(lambda: value), lambda: right, "gradient", [()], "for a net")


def net_loss(W1, W2, X, y, reg):
    """A net of two layers, which stands for any loss that isn't one of linear scores."""
    hidden = np.maximum(0, X @ W1.T)
    errors = (hidden @ W2.T)[np.arange(len(X)), y] - 1
    loss = np.mean(errors**2) + reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
    pull = np.zeros((len(X), len(W2)))
    pull[np.arange(len(X)), y] = 2 * errors / len(X)
    back = (pull @ W2) * (hidden > 0)
    return loss, {"W1": back.T @ X + 2 * reg * W1, "W2": pull.T @ hidden + 2 * reg * W2}


def draw(rng, N=6, C=4, D=5):
    y = rng.integers(0, C, N)
    return rng.normal(size=(7, D)), rng.normal(size=(C, 7)), rng.normal(size=(N, D)), y


ANSWERS = {
    "the reference": (net_loss, set()),
    "without λ": (
        lambda *given: net_loss(*given[:-1], 0.0),
        {"random_penalty_in_loss", "random_penalty_in_gradient"},
    ),
    "a gradient with another key": (
        lambda *given: (net_loss(*given)[0], {"W": net_loss(*given)[1]["W1"]}),
        {
            *("random_gradient", "random_penalty_in_gradient"),
            *("other_shapes", "classes_without_examples"),
        },
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_loss_of_two_matrices_gets_its_usual_checks_from_one_call(name):
    answer, wrong = ANSWERS[name]
    checks = checks_of_losses(
        partial(check, "net_loss"),
        net_loss,
        draw,
        ("W1", "W2", "X", "y"),
        random_loss=3,
        random_gradient=3,
        random_penalty_in_loss=2,
        random_penalty_in_gradient=2,
        other_shapes=1,
        classes_without_examples=1,
        inputs_unchanged=1,
    )
    assert checks[-1].description == "The function leaves W1, W2, X and y as they were."
    student, failed = NotebookStudent({"net_loss": answer}), set()
    for one in checks:
        student.begin(one.name, one.question)
        try:
            one.run(Asked(student, one.question))
        except Failure:
            failed.add(one.name.removeprefix("net_loss."))
    assert failed == wrong


def test_an_unknown_usual_check_is_an_error():
    with pytest.raises(TypeError, match="no usual check random_lost"):
        checks_of_losses(partial(check, "net_loss"), net_loss, draw, random_lost=3)
