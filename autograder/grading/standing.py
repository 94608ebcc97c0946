"""What the gradebook adds to a result: points by hand, lateness, the student's own due date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from nbgrader.api import Gradebook

from autograder.grading.gradebook_rows import Cells, Entry, cells_of, entries_of, score_of
from autograder.grading.result import ByHand, Result, rounded


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
    cells = cells_of(gradebook.db(), result.assignment)
    found = cells and entries_of(gradebook.db(), cells, [result.student]).get(result.student)
    return standing_in(found, cells, result) if cells and found else None


def standing_in(entry: Entry, cells: Cells, result: Result) -> Standing:
    """Return how a submission stands by its rows in the gradebook."""
    by_hand = []
    for grade in entry.grades:
        question, score = cells.names[grade["cell_id"]].removeprefix("check_"), score_of(grade)
        if verdicts := result.of_question(question):
            change = rounded(score - sum(verdict.earned for verdict in verdicts))
            if change:
                by_hand.append(ByHand(question, 0.0, change))
        else:
            waits = grade["manual_score"] is None and grade["auto_score"] is None
            earned = None if waits else rounded(score)
            by_hand.append(ByHand(question, cells.most[grade["cell_id"]], earned))
    due = cells.due and cells.due + (entry.submission["extension"] or timedelta(0))
    return Standing(
        by_hand,
        rounded(sum(one["late_submission_penalty"] or 0.0 for one in entry.notebooks)),
        due and due.replace(tzinfo=UTC),
    )


def share_by_hand(gradebook: Gradebook, results: Iterable[Result]) -> None:
    """Give a group's other members what a person gave one of them for their common text.

    Points that one member has now and had not before, by the results, are the newest. Where
    several members got different points, the person meant that: nobody gets another's.
    """
    groups: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    for result in results:
        known, files = result.handed_in, result.made_from
        if known and known.members and files and standing(gradebook, result):
            one_text = (result.assignment, known.group, known.place, files.notebook)
            groups[one_text].append(result)
    for (assignment, *_), members in groups.items():
        for text in {one.question for result in members for one in result.by_hand}:
            cells = [
                (
                    gradebook.find_grade(text, assignment, assignment, one.student),
                    gradebook.find_comment(text, assignment, assignment, one.student),
                    next((by.earned for by in one.by_hand if by.question == text), None),
                )
                for one in members
                if not one.of_question(text)
            ]
            before = {earned for _, _, earned in cells}
            new = [cell for cell in cells if cell[0].manual_score not in (None, cell[2])]
            if len(before) > 1 or len({grade.manual_score for grade, _, _ in new}) != 1:
                continue
            first, remark, _ = new[0]
            for grade, comment, _ in cells:
                grade.manual_score, grade.needs_manual_grade = first.manual_score, False
                comment.manual_comment = remark.manual_comment or comment.manual_comment
    gradebook.db.commit()


def hand_over(gradebook: Gradebook, assignment: str, before: str, now: str) -> None:
    """Give a student what a person decided on when the hand-in stood under another id."""
    old, new = (gradebook.find_submission(assignment, one) for one in (before, now))
    for old_notebook, new_notebook in zip(old.notebooks, new.notebooks, strict=True):
        grades = {one.name: one for one in new_notebook.grades}
        for one in old_notebook.grades:
            mine = grades[one.name]
            if mine.manual_score is None and one.manual_score is not None:
                mine.manual_score, mine.needs_manual_grade = one.manual_score, False
            mine.extra_credit = mine.extra_credit or one.extra_credit
        comments = {one.name: one for one in new_notebook.comments}
        for comment in old_notebook.comments:
            mine = comments[comment.name]
            mine.manual_comment = mine.manual_comment or comment.manual_comment
    gradebook.db.commit()
    gradebook.remove_submission(assignment, before)
    if not gradebook.student_submissions(before):
        gradebook.remove_student(before)
