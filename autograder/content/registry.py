"""The checks of each assignment: the visible ones of `coursework` and the hidden ones."""

from importlib import import_module

from autograder.content.parts import content_of
from autograder.content.question import Question
from coursework.judging.check import Check
from coursework.judging.points import Role


def all_checks(assignment: str) -> list[Check]:
    """Return an assignment's checks in the order of its answers, foundations first."""
    visible = import_module(f"coursework.checks.{assignment}").CHECKS
    hidden = content_of(assignment, "checks")
    asked = {question.name: question.check() for question in hidden.QUESTIONS}
    # A question's visible check tells only whether there is an answer; its own check says more.
    functions = [check for check in visible if check.question not in asked]
    checks = [*asked.values(), *functions, *hidden.CHECKS]
    order = hidden.ANSWERS
    return sorted(checks, key=lambda check: order.index(check.question))


def questions(assignment: str) -> dict[str, Question]:
    """Return an assignment's numeric and multiple-choice questions by name."""
    hidden = content_of(assignment, "checks")
    return {question.name: question for question in hidden.QUESTIONS}


def points(assignment: str) -> dict[str, float]:
    """Return what each answer of an assignment is worth."""
    return {name: sum(parts.values()) for name, parts in points_by_role(assignment).items()}


def points_by_role(assignment: str) -> dict[str, dict[Role, float]]:
    """Return what the checks of each role are worth, by answer."""
    worth: dict[str, dict[Role, float]] = {}
    for check in all_checks(assignment):
        parts = worth.setdefault(check.question, {})
        parts[check.role] = parts.get(check.role, 0.0) + check.points
    return worth
