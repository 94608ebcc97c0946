"""Hidden inputs stay hidden, and what leaks of them is worth nothing in the next hand-in."""

import json
import re
from dataclasses import replace

import pytest

import autograder.grading.submission
from autograder.assignments.registry import all_checks
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.submission import grade
from coursework.expecting.values import how_far_off
from coursework.faults.discretion import discreet
from coursework.faults.failures import StudentError, WrongForm

RIGHT = reference_answers("svm")
HINGE = "def hinge_loss(scores, label, delta=1.0):\n    {body}\n"
# Right in the visible checks, which have three scores; then what it knows goes out.
LEAKS = {
    "returned": "return float(scores[0])",
    "returned as an array": "return scores",
    "returned as text": "return str(scores.tolist())",
    "returned in a dictionary": "return {repr(float(s)): float(s) for s in scores}",
    "raised": "raise ValueError(repr(scores.tolist()))",
    "raised as bytes": "raise ValueError(scores.tobytes().hex())",
    "raised as the kind": "raise type('E' + repr(scores[0])[-9:], (Exception,), {})",
    "raised as KeyError": "return {}[float(scores[0])]",
    "as a type's name": "return type(repr(scores.tolist()), (), {})()",
}


def with_hinge(body, text=""):
    right = RIGHT["hinge_loss"].replace("def hinge_loss", "def RIGHT")
    return filled("svm", {**RIGHT, "hinge_loss": right + text + "\n" + HINGE.format(body=body)})


def hidden_message(grader, body):
    result = grade(with_hinge(body), "ada", grader).result
    (check,) = (c for c in result.checks if c.name == "hinge_loss.random_scores")
    assert check.earned < check.points
    return check.message


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_no_number_of_a_hidden_input_is_echoed(grader, leak):
    told = "if len(scores) == 3: return RIGHT(scores, label, delta)\n    " + leak
    result = grade(with_hinge(told), "ada", grader).result
    hidden = [c for c in result.checks if c.question == "hinge_loss" and c.earned == 0]
    assert hidden and not any(
        re.search(r"\d\.\d|\d{4}", c.message.split(" in line ")[0]) for c in hidden
    )


def test_inputs_are_other_ones_for_another_student_secret_or_hand_in(grader, monkeypatch):
    seen = []
    check = next(c for c in all_checks("svm") if c.name == "hinge_loss.random_scores")

    def look(student):
        check.run(student)
        seen.append(tuple(call.arguments[0][0] for call in student.calls))

    monkeypatch.setattr(
        autograder.grading.submission, "all_checks", lambda _: [replace(check, run=look)]
    )
    for student, secret, text in (
        ("ada", "x", ""),
        ("bob", "x", ""),
        ("ada", "y", ""),
        ("ada", "x", "# changed\n"),
        ("ada", "x", ""),
    ):
        content = with_hinge("return RIGHT(scores, label, delta)", text)
        grade(content, student, replace(grader, secret=secret))
    assert len(set(seen)) == 4 and seen[0] == seen[-1]


def test_a_message_on_hidden_inputs_says_how_far_off_a_value_is(grader):
    message = hidden_message(grader, "return 2 * RIGHT(scores, label, delta)")
    assert "is 2 times what it should be" in message


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (4.0, 2.0, "is 2 times what it should be"),
        (2.0, 6.0, "is 1/3 of what it should be"),
        (-2.5, 2.5, "has the wrong sign"),
        (3.7, 2.7, "is too large by 1"),
        (2.71, 3.14, "is too small"),
        (0.0, 3.14, "is 0, but shouldn't be"),
        (3.14, 0.0, "should be 0, but isn't"),
        (float("inf"), 1.0, "is infinite"),
        (1.0, float("inf"), "should be infinite, but isn't"),
        (float("nan"), 1.0, "is NaN (not a number)"),
    ],
)
def test_how_far_off_is_said_without_the_numbers(got, expected, words):
    assert how_far_off(got, expected) == words


OWN_WORDS = [
    ("ValueError", "operands could not be broadcast together with shapes (3,4) (5,) "),
    ("IndexError", "index 5 is out of bounds for axis 0 with size 5"),
    ("TypeError", "unsupported operand type(s) for +: 'int' and 'NoneType'"),
    ("ZeroDivisionError", "division by zero"),
    ("AttributeError", "'list' object has no attribute 'shape'"),
]
MADE_UP = [
    ("ValueError", "-0.3477"),
    ("ValueError", "3 22 7"),
    ("ValueError", "ada index out of range"),
    ("IndexError", "index 34771 is out of bounds for axis 0 with size 5"),
    ("KeyError", "0.3477"),
    ("E3477", "division by zero at 3477"),
]


@pytest.mark.parametrize(("kind", "words"), OWN_WORDS)
def test_words_of_python_and_numpy_are_told(kind, words):
    assert discreet(kind, words) == f"{kind}: {words}"
    assert f"{kind}: {words.strip()}" in StudentError(kind, words).discreet


@pytest.mark.parametrize(("kind", "words"), MADE_UP)
def test_words_that_a_student_may_have_made_up_are_not(kind, words):
    assert discreet(kind, words) == (kind if kind[1:] != "3477" else "an exception of its own")


def test_of_a_value_of_a_wrong_kind_is_told_what_it_should_be():
    wrong = WrongForm("Your loss should be made of numbers", "is '0.3477'")
    assert wrong.discreet == "Your loss should be made of numbers."


def test_code_that_is_quoted_stands_in_the_notebook(grader):
    # A worker that was taken over can claim any line: only the student's own is shown.
    forged = """import sys
    main = sys.modules["__main__"]
    main.ACTIONS["call"] = lambda *_: ("error", "E", "", 1, "secret " * 9, "nobody")
    return 0"""
    result = grade(with_hinge(forged), "ada", grader).result
    assert "secret secret" not in json.dumps(result.to_json())


def test_addresses_and_unseeded_numbers_are_the_same_each_time(grader):
    random = """import random, secrets, numpy
    values = [random.random(), secrets.randbelow(10**9), numpy.random.rand(), object()]
    values += [numpy.random.default_rng().random(), random.SystemRandom().random()]
    raise ValueError(str(values))"""
    first, second = (grade(with_hinge(random), "ada", grader).result for _ in range(2))
    assert first == second and "0x…" in first.to_json()


def test_what_a_function_puts_into_a_variable_is_not_what_the_question_is_told(grader):
    kept = {"loss_after_shift": "# YOUR ANSWER: loss_after_shift\nloss_after_shift = [1.5]\n"}
    tells = "loss_after_shift[:] = scores.tolist()\n    return RIGHT(scores, label, delta)"
    right = RIGHT["hinge_loss"].replace("def hinge_loss", "def RIGHT")
    hinge = right + "\n" + HINGE.format(body=tells)
    result = grade(filled("svm", {**RIGHT, **kept, "hinge_loss": hinge}), "ada", grader).result
    (verdict,) = result.of_question("loss_after_shift")
    assert "[1.5]" in verdict.message
