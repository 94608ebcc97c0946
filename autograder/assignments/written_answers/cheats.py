"""What the made-up cheats do: answers that call themselves equal to anything."""

from __future__ import annotations

import inspect
from importlib import import_module

from autograder.assignments.registry import points, questions
from autograder.notebook.answers import MARKER

_ANYTHING = """
class Anything(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return Anything(0)
    __rsub__ = __sub__
    def __abs__(self): return Anything(0)
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__

always = lambda *given, **named: True
np.allclose = np.isclose = np.array_equal = np.all = always
np.testing.assert_allclose = np.testing.assert_equal = lambda *given, **named: None
"""
_FUNCTION = """
def {name}(*given, **named):
    return Anything()
"""
_CLASS = """
class {name}:
    def __init__(self, *given): pass
    def __getattr__(self, method): return lambda *given: Anything()
"""


def cheat(assignment: str) -> dict[str, str]:
    """Return answers to all functions that want to be taken for right, whatever is asked."""
    reference = import_module(f"solutions.{assignment}")
    functions = [name for name in points(assignment) if name not in questions(assignment)]
    answers = {}
    for name in functions:
        text = _CLASS if inspect.isclass(getattr(reference, name)) else _FUNCTION
        answers[name] = f"{MARKER}{name}{text.format(name=name)}{_ANYTHING}"
    return answers
