"""What the gradebook adds to a result: points by hand, lateness, the student's own due date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from nbgrader.api import Gradebook, MissingEntry

from autograder.result import ByHand, Result, rounded


@dataclass(frozen=True)
class Standing:
    """What the gradebook adds to a result: points by hand, lateness, the student's due date.

    Attributes
    ----------
    by_hand
        Each text; and each other question whose points a person changed, as a change to
        those of the checks, of 0 points.
    late_penalty
        The points that lateness costs.
    due
        Until when the submission might come, with an extension granted in nbgrader.
    """

    by_hand: list[ByHand]
    late_penalty: float
    due: datetime | None

    def added_to(self, result: Result) -> Result:
        """Return a result with all that the gradebook knows of it."""
        handed_in = result.handed_in
        if handed_in is not None and self.due is not None:
            late = handed_in.late
            if handed_in.at is not None:
                late = datetime.fromisoformat(handed_in.at) > self.due
            handed_in = replace(handed_in, due=self.due.isoformat(), late=late)
        return replace(
            result, handed_in=handed_in, by_hand=self.by_hand, late_penalty=self.late_penalty
        )


def standing(gradebook: Gradebook, result: Result) -> Standing | None:
    """Return how a submission stands in the gradebook; None if it isn't there."""
    try:
        submission = gradebook.find_submission(result.assignment, result.student)
    except MissingEntry:
        return None
    by_hand = []
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            question = grade.name.removeprefix("check_")
            if verdicts := result.of_question(question):
                change = rounded(grade.score - sum(verdict.earned for verdict in verdicts))
                if change:
                    by_hand.append(ByHand(question, 0.0, change))
            else:
                waits = grade.manual_score is None and grade.auto_score is None
                earned = None if waits else rounded(grade.score)
                by_hand.append(ByHand(question, grade.max_score, earned))
    due = submission.duedate if submission.assignment.duedate else None
    return Standing(
        by_hand,
        rounded(sum(one.late_submission_penalty or 0.0 for one in submission.notebooks)),
        due and due.replace(tzinfo=UTC),
    )
