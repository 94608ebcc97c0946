"""How results are put into words: the same in the page, the terminal, the picture and the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from autograder.grading.result import ByHand, Result, rounded
from autograder.handin.arrival import HandedIn
from autograder.readable_text import duration, points, shortened, visible
from coursework.instant_feedback.verdict_table import look
from coursework.scoring.check import Verdict


def mark_and_word(verdict: Verdict) -> tuple[str, str]:
    """Return a verdict's mark and word, the same that the notebook shows: ``✓``, ``passed``."""
    mark, word, _ = look(verdict)
    return mark, word


def how_late(handed_in: HandedIn | None) -> str:
    """Tell how late a submission came: ``1 day 10 h late``; empty where it is in time."""
    if handed_in is None or not handed_in.late:
        return ""
    if handed_in.at is None:
        return "late, time unknown"
    if handed_in.due is None:
        return "late"
    at, due = map(datetime.fromisoformat, (handed_in.at, handed_in.due))
    return f"{duration((at - due).total_seconds())} late" if at > due else ""


def lateness(result: Result) -> str:
    """Tell how late a submission came and what that costs; empty where it is in time.

    ``handed in 1 day 10 h late: −19.2 points``, or ``late, time unknown``.
    """
    late = how_late(result.handed_in)
    if late[:1].isdigit():
        late = f"handed in {late}"
    if result.late_penalty:
        unit = "point" if result.late_penalty == 1 else "points"
        return f"{late or 'late'}: −{points(result.late_penalty)} {unit}"
    return f"{late}: no points off" if late.startswith("handed in") else late


def of_the_roster(handed_in: HandedIn) -> str:
    """Tell an instructor what isn't as in the roster; empty where all is, or there is none."""
    unknown = "not in the roster" if handed_in.known is False else ""
    return handed_in.doubt or unknown


def still_to_grade(result: Result) -> str:
    """Tell how much a person still has to grade: ``4 points``; empty where nothing is left."""
    left = result.to_grade
    return f"{points(left)} {'point' if left == 1 else 'points'}" if left else ""


@dataclass(frozen=True)
class Message:
    """A check's message in its two parts."""

    what: str
    hint: str

    @classmethod
    def of(cls, verdict: Verdict, limit: int = 4000) -> Message:
        """Split a message: its first line tells what is wrong, the others are the hint."""
        text = visible(verdict.message).strip()
        # The lines of a student's own exception are no hint of ours.
        theirs = verdict.mistake is None and text.startswith("Your code raised")
        what, _, hint = (text, "", "") if theirs else text.partition("\n")
        return cls(shortened(what.strip(), limit), shortened(hint.strip(), limit))


@dataclass(frozen=True)
class Question:
    """The verdicts on one question and what a person decided on it, added up.

    A text that is graded by hand has no verdicts. What a person changed of the checks' points
    is by hand, too, and worth 0 points.
    """

    name: str
    verdicts: list[Verdict]
    by_hand: tuple[ByHand, ...] = ()

    @property
    def earned(self) -> float:
        by_hand = sum(one.earned or 0.0 for one in self.by_hand)
        return rounded(sum(verdict.earned for verdict in self.verdicts) + by_hand)

    @property
    def points(self) -> float:
        by_hand = sum(one.points for one in self.by_hand)
        return rounded(sum(verdict.points for verdict in self.verdicts) + by_hand)

    @property
    def waits(self) -> bool:
        """Whether a person still has to grade it."""
        return any(one.earned is None for one in self.by_hand)

    @property
    def share(self) -> str:
        """Tell whether it earned ``"full"``, ``"some"`` or ``"none"`` of its points, or waits."""
        if self.waits:
            return "waits"
        if self.earned >= self.points - 1e-9:
            return "full"
        return "some" if self.earned > 1e-9 else "none"


def first_to_look_at(result: Result) -> Verdict | None:
    """Return the first failed check; where there is none, one that lost points all the same.

    One that wasn't begun comes last.
    """
    failed = [verdict for verdict in result.checks if verdict.status == "failed"]
    begun = [verdict for verdict in failed if mark_and_word(verdict)[1] == "failed"]
    slips = [one for one in result.checks if one.status == "forgiven" and one.earned < one.points]
    return next(iter([*begun, *slips, *failed]), None)


def questions_of(result: Result) -> list[Question]:
    """Return a result's questions in the order of the assignment, texts at the end."""
    names = dict.fromkeys([*result.questions, *(one.question for one in result.by_hand)])
    return [
        Question(
            name,
            result.of_question(name),
            tuple(one for one in result.by_hand if one.question == name),
        )
        for name in names
    ]
