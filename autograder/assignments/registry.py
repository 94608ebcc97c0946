"""The checks of each assignment: the visible ones of `coursework` and the hidden ones."""

from collections.abc import Iterable
from importlib import import_module

from autograder.assignments.asked_for import AskedFor, asked_for
from autograder.assignments.parts import content_of
from autograder.assignments.question import Question
from coursework.scoring.check import Check
from coursework.scoring.partial_credit import Role


def all_checks(assignment: str) -> list[Check]:
    """Return an assignment's checks in the order of its answers, foundations first."""
    return checks_of(assignment, asked_for(assignment))


def checks_of(assignment: str, asked: AskedFor) -> list[Check]:
    """Return an assignment's checks where its text asks for these answers, in their order.

    Checks of what the text doesn't ask for come last.
    """
    visible = import_module(f"coursework.checks.{assignment}").CHECKS
    hidden = content_of(assignment, "checks").CHECKS
    # A question's visible check tells only whether there is an answer; its own check says more.
    own = [question.check() for question in asked.questions.values()]
    places = {name: place for place, name in enumerate(asked.order)}
    checks: list[Check] = [*own, *visible, *hidden]
    return sorted(checks, key=lambda check: places.get(check.question, len(places)))


def questions(assignment: str) -> dict[str, Question]:
    """Return an assignment's numeric and multiple-choice questions by name."""
    return dict(asked_for(assignment).questions)


def points(assignment: str) -> dict[str, float]:
    """Return what each answer of an assignment is worth."""
    by_role = points_by_role(all_checks(assignment))
    return {name: sum(parts.values()) for name, parts in by_role.items()}


def points_by_role(checks: Iterable[Check]) -> dict[str, dict[Role, float]]:
    """Return what the checks of each role are worth, by answer."""
    worth: dict[str, dict[Role, float]] = {}
    for check in checks:
        parts = worth.setdefault(check.question, {})
        parts[check.role] = parts.get(check.role, 0.0) + check.points
    return worth
