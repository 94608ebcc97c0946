"""Hidden inputs stay hidden, and what leaks of them is worth nothing in the next hand-in."""

import json
import re
from dataclasses import replace

import pytest

from autograder.fill import filled, reference_answers
from autograder.grade import grade
from coursework.comparing import how_far_off
from coursework.failures import StudentError, WrongForm, without_values

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
ENCODED = """if len(scores) == 8:
        digits = ''.join(repr(float(s)) for s in scores)
        raise ValueError(''.join(chr(97 + int(d)) for d in digits if d.isdigit()))
    return RIGHT(scores, label, delta)"""


def with_hinge(body, text=""):
    right = RIGHT["hinge_loss"].replace("def hinge_loss", "def RIGHT")
    return filled("svm", {**RIGHT, "hinge_loss": right + text + "\n" + HINGE.format(body=body)})


def hidden_message(grader, body, student="ada", text=""):
    result = grade(with_hinge(body, text), student, grader).result
    (check,) = (c for c in result.checks if c.name == "hinge_loss.random_scores")
    assert check.status == "failed"
    return check.message


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_no_number_of_a_hidden_input_is_echoed(grader, leak):
    told = "if len(scores) == 3: return RIGHT(scores, label, delta)\n    " + leak
    result = grade(with_hinge(told), "ada", grader).result
    hidden = [c for c in result.checks if c.question == "hinge_loss" and c.earned == 0]
    assert hidden and not any(
        re.search(r"\d\.\d|\d{4}", c.message.split(" in line ")[0]) for c in hidden
    )


def test_inputs_are_other_ones_for_another_student_secret_or_hand_in(grader):
    messages = [
        hidden_message(grader, ENCODED),
        hidden_message(grader, ENCODED, student="bob"),
        hidden_message(replace(grader, secret="another"), ENCODED),
        hidden_message(grader, ENCODED, text="# changed\n"),
    ]
    assert len(set(messages)) == 4
    assert hidden_message(grader, ENCODED) == messages[0]


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


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("operands could not be broadcast with shapes (3,4) (5,)",) * 2,
        ("index 5 is out of bounds for axis 0 with size 5",) * 2,
        ("got -0.3477 and 1e-05, 12345", "got … and …, …"),
        ("[1, 0, 2, 2, 1, 0, 1]", "[…, …, …, …, …, …, …]"),
    ],
)
def test_shapes_and_indices_stay_and_values_go(text, left):
    assert without_values(text) == left
    assert WrongForm(text).discreet == left
    assert StudentError("ValueError", text).discreet == f"Your code raised ValueError: {left}"


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
    values = [random.random(), secrets.randbelow(10**9), numpy.random.rand()]
    values += [numpy.random.default_rng().random(), random.SystemRandom().random()]
    raise ValueError(str(values).translate({48 + i: 97 + i for i in range(10)}))"""
    first, second = (hidden_message(grader, random) for _ in range(2))
    assert first == second
    visible = "raise ValueError(str(object()))"
    results = [grade(with_hinge(visible), "ada", grader).result.to_json() for _ in range(2)]
    assert results[0] == results[1] and "0x…" in results[0]
