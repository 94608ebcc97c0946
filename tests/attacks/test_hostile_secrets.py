"""What a student's code gets to see of hidden inputs doesn't come back in any message."""

import re

import numpy as np
import pytest
from hostile_code.attack import Attack
from hostile_code.exfiltration import SILENT, WAYS

from autograder.assignments.registry import all_checks
from autograder.sandbox.student import SandboxedStudent

pytestmark = pytest.mark.slow

VISIBLE = {check.name for check in all_checks("svm") if check.visible}
LONG_NUMBER = re.compile(r"\d+\.?\d*(?:e[-+]?\d+)?", re.IGNORECASE)


@pytest.fixture
def inputs(monkeypatch):
    """Collect every number that a hidden check hands to the sandbox."""
    collected, check = [], []
    begin, call = SandboxedStudent.begin, SandboxedStudent.call

    def begun(self, name, question):
        check[:] = [name]
        begin(self, name, question)

    def called(self, function, *arguments, **named):
        if check[0] not in VISIBLE:
            for argument in arguments:
                collected.extend(np.abs(np.asarray(argument, float)).ravel().tolist())
        return call(self, function, *arguments, **named)

    monkeypatch.setattr(SandboxedStudent, "begin", begun)
    monkeypatch.setattr(SandboxedStudent, "call", called)
    return collected


def digits_of(number):
    """Return a number's first four digits, wherever its point is."""
    return f"{number:.12e}".replace(".", "").lstrip("0")[:4]


def told(message, inputs):
    """Return the numbers of four digits and more in a message that are among the inputs."""
    known = {digits_of(number) for number in inputs if number != round(number)}
    # As hexadecimal digits, too: an array's bytes.
    pieces = {np.float64(number).tobytes().hex() for number in inputs if number != round(number)}
    numbers = [one.replace(".", "").lstrip("0") for one in LONG_NUMBER.findall(message)]
    return [one for one in numbers if len(one) >= 4 and one[:4] in known] + [
        piece for piece in pieces if piece[:8] in message or piece[8:] in message
    ]


@pytest.mark.parametrize("way", WAYS)
def test_hidden_inputs_are_not_told(scene, grader, inputs, way):
    result, traces = scene.grade(Attack(way, "Tells the inputs.", WAYS[way]), grader)
    assert traces == [] and inputs
    hidden = [check for check in result.checks if check.name not in VISIBLE]
    assert any(check.status != "passed" for check in hidden)
    leaks = {check.name: told(check.message, inputs) for check in hidden}
    assert {name: leak for name, leak in leaks.items() if leak} == {}
    assert [warning for warning in result.warnings if told(warning, inputs)] == []


@pytest.mark.parametrize("way", [way for way in WAYS if way.startswith(SILENT)])
def test_the_same_is_said_whatever_the_inputs_are(scene, grader, way):
    messages = []
    for student in ("mallory", "trudy"):
        result, _ = scene.grade(Attack(way, "Tells the inputs.", WAYS[way]), grader, student)
        messages.append({c.name: c.message for c in result.checks if c.name not in VISIBLE})
    assert messages[0] == messages[1]


def test_a_leak_would_be_noticed():
    assert told("Your loss is 0.123456.", [0.1234561]) and told("E123456", [1.23456])
    assert told(np.float64(0.1).tobytes().hex(), [0.1])
    assert not told("an array with shape (7, 5) of 400 examples in line 12", [0.1234561])
