"""What a student is told of how checks ended: the words, and the points beside them."""

from __future__ import annotations

from collections.abc import Sequence

from coursework.faults.failures import words_of
from coursework.scoring.check import Check, Status, Verdict
from coursework.scoring.outcome import Outcome
from coursework.scoring.partial_credit import Seen, earned

# More than any honest message; a student's value may be in it.
LONGEST_MESSAGE = 2000
COUNTED_ALREADY = "Right but for a slip that is counted already."
ONLY_A_SLIP = "As it is only a slip, you keep a part of the points."
NO_FORM_WITHOUT_VALUE = "This counts as soon as a value of this answer is right."


def verdicts_on(outcomes: Sequence[Outcome]) -> list[Verdict]:
    """Return the verdicts of a submission: how its checks ended, in words and in points."""
    points = earned(
        [
            Seen(
                one.check.question, one.check.points, one.ended == "right", one.check.role, one.slip
            )
            for one in outcomes
        ]
    )
    return [_verdict(one, kept) for one, kept in zip(outcomes, points, strict=True)]


def _verdict(outcome: Outcome, kept: float) -> Verdict:
    check, mistake = outcome.check, outcome.mistake
    message = _message(outcome, kept)
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}…"
    return Verdict(
        check.name,
        check.question,
        check.description,
        check.points,
        kept,
        _status(outcome, kept),
        message,
        mistake.name if mistake else None,
    )


def _status(outcome: Outcome, kept: float) -> Status:
    if outcome.ended == "right":
        if kept < outcome.check.points:
            return "skipped"
        return "forgiven" if outcome.lent else "passed"
    if outcome.slip and kept:
        return "forgiven"
    return "failed" if outcome.ended == "wrong" else outcome.ended


def _message(outcome: Outcome, kept: float) -> str:
    said, points = outcome.said, outcome.check.points
    if outcome.ended == "right":
        if kept < points:
            return NO_FORM_WITHOUT_VALUE
        return f"Right, when it is given a right {_listed(outcome.lent)}." if outcome.lent else ""
    if outcome.slip and kept:
        said = COUNTED_ALREADY if kept == points else f"{said} {ONLY_A_SLIP}"
    return f"{said}\n{outcome.hint}".strip()


def not_tried(foundation: Check) -> str:
    """Say why a check was skipped, by the one on which it builds."""
    return f"Not tried. First make this one right: “{foundation.description}”"


def with_right_ones(lent: Sequence[str], said: str) -> str:
    """Say what is wrong with an answer even when those that it uses are right."""
    return f"When it is given a right {_listed(lent)}: {said}"


def broken(error: Exception) -> str:
    """Say that a check failed by its own fault."""
    return (
        f"The check itself broke ({type(error).__name__}: {words_of(error)}). This is not your "
        "fault: please tell your instructor."
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
