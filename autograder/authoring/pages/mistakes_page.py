"""The page that lists the mistakes which are recognised, made from the catalogue itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.question import Question
from autograder.course import Course
from autograder.grading.scaled import SCALED
from autograder.sandbox.absent import what_may_be_absent
from coursework.expecting.loops import LOOPS
from coursework.expecting.unchanged import ARGUMENT_CHANGED
from coursework.faults.failures import MISHAPS

ANYWHERE = (
    (LOOPS, "answers that should work on whole arrays"),
    (ARGUMENT_CHANGED, "answers that are given arrays"),
    (SCALED, "answers that return numbers"),
)


def mistakes_page(course: Course, questions: Mapping[str, Mapping[str, Question]]) -> str:
    """Return `docs/mistakes.md`: every known mistake with the hint that it earns.

    Parameters
    ----------
    course
        The course.
    questions
        The questions of each assignment by their names.
    """
    by_kind = MISHAPS | what_may_be_absent()
    parts = [
        "# Mistakes that are recognised\n",
        "Made by `autograder build` from what `autograder/assignments/` holds. When a check fails, "
        "each mistake is run on the same inputs; the one that gives what the student's "
        "function gave is named, with its hint. What each costs is told in "
        "[`points.md`](points.md).\n",
        "## In any code\n",
        _table((one.name, kind, one.hint) for kind, one in by_kind.items()),
        _table((one.name, where, one.hint) for one, where in ANYWHERE),
    ]
    for assignment in course.assignments:
        parts += [
            f"## {assignment.title}\n",
            _table(
                (one.name, _answers(one.functions), one.hint)
                for one in known_mistakes(assignment.name)
            ),
            f"### {assignment.title}: wrong answers to questions\n",
            _table(
                (wrong.name, f"`{question.name}` = {_value(wrong.value)}", wrong.hint)
                for question in questions[assignment.name].values()
                for wrong in question.wrong
            ),
        ]
    return "\n".join(parts)


def _answers(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _value(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def _table(rows: Iterable[tuple[str, str, str]]) -> str:
    lines = ["| mistake | where | hint |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {where} | {hint.replace('|', chr(92) + '|')} |"
        for name, where, hint in dict.fromkeys(rows)  # a slip that can be written in two ways
    ]
    return "\n".join(lines) + "\n"
