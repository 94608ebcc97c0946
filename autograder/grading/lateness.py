"""What lateness costs, and how nbgrader's gradebook keeps to it whatever is changed there.

nbgrader works out a penalty once, when it grades. Points that a person gives later, a longer
extension or a later due date would leave it as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import bindparam, event, func, or_, select, update
from sqlalchemy.orm import Session

from autograder.course import Course, Late
from autograder.grading.result import rounded


def late_penalty(score: float, seconds_late: float, late: Late) -> float | None:
    """Return the points that a submission loses by being late, or None if it is in time.

    Days are counted from the due date and rounded up; the grace period excuses
    a short delay altogether.
    """
    if seconds_late <= late.grace_hours * 3600:
        return None
    days = -(-seconds_late // 86400)
    part = 1.0 if days > late.max_days else min(1.0, late.penalty_per_day * days)
    return rounded(max(score, 0.0) * part)


def penalty_in_gradebook(
    score: float,
    timestamp: datetime | None,
    due: datetime | None,
    extension: timedelta | None,
    late: Late,
) -> float | None:
    """Return the late penalty that belongs to what a gradebook holds; None if there is none."""
    if timestamp is None or due is None:
        return None
    seconds = (timestamp - due - (extension or timedelta(0))).total_seconds()
    return late_penalty(score, seconds, late)


def due_in_course(course: Course, assignment: str, *students: str) -> datetime | None:
    """Return the due date that an extension in `course.toml` gives; None where it has none.

    Of several students, who handed in as a group, the latest date counts.
    """
    if any(one.is_for(assignment, students) for one in course.extensions):
        return course.due(assignment, *students)
    return None


def extension_until(own: datetime | None, due: datetime | None) -> timedelta | None:
    """Return the time from an assignment's due date in the gradebook to one's own."""
    if own is None or due is None:
        return None
    more: timedelta = own.astimezone(UTC).replace(tzinfo=None) - due
    return more if more > timedelta(0) else None


def settle(
    gradebook: Gradebook,
    course: Course,
    assignment: str | None = None,
    student: str | None = None,
) -> None:
    """Bring extensions and late penalties in step with `course.toml` and with the points.

    For a gradebook that was changed where the kit's configuration wasn't loaded, or before
    `course.toml` was changed. What was granted in nbgrader itself stays where `course.toml`
    says nothing.

    Parameters
    ----------
    assignment, student
        Only this one's submissions; all by default.
    """
    for one in course.extensions:
        if assignment in (None, one.assignment) and student in (None, one.student):
            _settle_extension(gradebook, course, one.assignment, one.student)
    which = []
    if assignment is not None:
        which.append(Assignment.name == assignment)
    if student is not None:
        which.append(SubmittedAssignment.student_id == student)
    gradebook.db.flush()
    settle_penalties(gradebook.db(), course.late, *which)
    gradebook.db.commit()


def _settle_extension(gradebook: Gradebook, course: Course, assignment: str, student: str) -> None:
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return
    due = submission.assignment.duedate
    own = extension_until(due_in_course(course, assignment, student), due)
    others = {
        extension_until(course.due(assignment, one.student), due)
        for one in course.extensions
        if one.assignment == assignment
    }
    # A group has the longest extension of its members, and who they are isn't known here.
    longer = (submission.extension or timedelta(0)) > (own or timedelta(0))
    if not (longer and submission.extension in others):
        submission.extension = own


def keep_in_step(sessions: Any, late: Callable[[], Late]) -> None:
    """Let penalties follow at once whenever points, hand-in times or due dates are changed.

    Parameters
    ----------
    sessions
        SQLAlchemy's `Session` for all of a process, or one gradebook's ``db``.
    late
        Returns the policy; asked each time.
    """

    def after_flush(session: Session, _: Any) -> None:
        changed = [*session.new, *session.dirty]
        notebooks = {one.notebook_id for one in changed if isinstance(one, Grade)}
        submissions = {one.id for one in changed if isinstance(one, SubmittedAssignment)}
        assignments = {one.id for one in changed if isinstance(one, Assignment)}
        if notebooks or submissions or assignments:
            settle_penalties(
                session,
                late(),
                or_(
                    SubmittedNotebook.id.in_(notebooks),
                    SubmittedAssignment.id.in_(submissions),
                    Assignment.id.in_(assignments),
                ),
            )

    event.listen(sessions, "after_flush", after_flush)


def settle_penalties(session: Session, late: Late, *which: Any) -> None:
    """Write the penalties of the submissions that meet the conditions, where they changed."""
    rows: Sequence[Any] = session.execute(
        select(
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
            func.coalesce(func.sum(Grade.score), 0.0),
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            Assignment.duedate,
        )
        .join_from(SubmittedNotebook, SubmittedNotebook.assignment)
        .join(SubmittedAssignment.assignment)
        .outerjoin(SubmittedNotebook.grades)
        .where(*which)
        .group_by(SubmittedNotebook.id)
    ).all()
    changed = []
    for notebook, before, score, timestamp, extension, due in rows:
        penalty = penalty_in_gradebook(score, timestamp, due, extension, late)
        if penalty != before:
            changed.append({"notebook": notebook, "penalty": penalty})
    if changed:
        table = SubmittedNotebook.__table__
        session.execute(
            update(table)
            .where(table.c.id == bindparam("notebook"))
            .values(late_submission_penalty=bindparam("penalty")),
            changed,
        )
    # What the session has read of it before isn't so any more.
    stale = {one["notebook"] for one in changed}
    for one in list(session.identity_map.values()):
        if isinstance(one, SubmittedNotebook) and one.id in stale:
            session.expire(one, ["late_submission_penalty"])
