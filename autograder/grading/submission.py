"""Grading one submission: its answers in a sandbox, the verdicts out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from autograder.assignments.registry import all_checks, questions
from autograder.course import Limits
from autograder.grading.provenance.origin import of_notebook, of_unread, origin
from autograder.grading.recognising_mistakes import recogniser
from autograder.grading.result import ByHand, Origin, Result
from autograder.notebook.answers import (
    Submission,
    UnreadableNotebook,
    is_answered,
    points_by_hand,
    pristine_notebook,
    read_submission,
)
from autograder.notebook.definitions import data_of, given_names, imports_of
from autograder.notebook.own_code import Helper
from autograder.notebook.syntax import forget_texts
from autograder.sandbox.absent import OF_THE_NOTEBOOK, UNREADABLE
from autograder.sandbox.student import SandboxedStudent
from autograder.sandbox.student_python.environment import StudentEnvironment
from coursework.scoring.check import Check, Verdict
from coursework.scoring.judge import run_checks


@dataclass(frozen=True)
class Grader:
    """How submissions of an assignment are graded in this run: everything except the submission.

    ``origin`` is what results are made from, as the run found it when it began.
    """

    assignment: str
    environment: StudentEnvironment
    level: str
    limits: Limits
    secret: str
    origin: Origin | None = None

    def for_a_run(self) -> Grader:
        """Return the same grader, which takes no change for known that comes while it works."""
        return replace(self, origin=self.usual_origin())

    def made_from(self, content: bytes) -> Origin:
        """Return what the result of these bytes is made from."""
        return of_notebook(self.usual_origin(), content, self.assignment)

    def made_from_unread(self, reason: str) -> Origin:
        """Return what the result of a file is made from that isn't read, for that reason."""
        return of_unread(self.usual_origin(), reason)

    def usual_origin(self) -> Origin:
        """Return what results are made from, but for the notebook."""
        return self.origin or origin(self.assignment, self.limits, self.secret)


@dataclass(frozen=True)
class Graded:
    """A result, and the student's own text that goes with it on the feedback page."""

    result: Result
    submission: Submission


def grade(content: bytes, student: str, grader: Grader, only: str = "") -> Graded:
    """Grade the bytes of one notebook.

    What can't be read gets a result that says so, with no points.

    Parameters
    ----------
    only
        An answer whose checks alone are run, of a whole notebook.
    """
    assignment = grader.assignment
    checks = [one for one in all_checks(assignment) if not only or one.question == only]
    try:
        submission = read_answers(content, assignment)
    except UnreadableNotebook as error:
        return unreadable(student, grader, str(error), grader.made_from(content))
    # Questions come first: a function that has seen hidden inputs could put them into a
    # variable, whose value feedback repeats.
    asked = questions(assignment)
    in_turn = sorted(checks, key=lambda one: one.question not in asked)
    with in_sandbox(submission, student, grader) as sandboxed:
        verdicts = run_checks(in_turn, sandboxed, recogniser(assignment))
    places = {one.name: place for place, one in enumerate(checks)}
    verdicts.sort(key=lambda verdict: places[verdict.name])
    warnings = [*submission.warnings, *sandboxed.warnings]
    # Where a check broke, the result isn't one to be kept.
    sound = all(verdict.status != "error" for verdict in verdicts)
    made_from = grader.made_from(content) if sound else None
    result = Result.of(assignment, student, grader.level, verdicts, warnings, made_from=made_from)
    result = replace(result, by_hand=by_hand(assignment, submission))
    return Graded(result, submission)


def read_answers(content: bytes, assignment: str) -> Submission:
    """Return the answers that the bytes of a notebook hold.

    Raises
    ------
    UnreadableNotebook
        If they are no notebook of this assignment.
    """
    try:
        return read_submission(content, pristine_notebook(assignment))
    finally:
        forget_texts()


def by_hand(assignment: str, submission: Submission) -> list[ByHand]:
    """Return what a person grades: nothing is to be read where a text wasn't answered."""
    return [
        ByHand(name, points, None if is_answered(name, submission, assignment) else 0.0)
        for name, points in points_by_hand(assignment).items()
    ]


def in_sandbox(submission: Submission, student: str, grader: Grader) -> SandboxedStudent:
    """Return a submission's answers as checks ask for them, in a sandbox of their own."""
    assignment = grader.assignment
    data, imports, names = _given_out(assignment)
    return SandboxedStudent(
        submission.answers,
        [*data, *submission.helpers],
        imports,
        grader.environment,
        grader.level,
        grader.limits,
        # Bound to what was handed in: whatever a student learns of hidden inputs, by feedback
        # or by guessing, the next hand-in gets others.
        seed=(grader.secret, assignment, student, submission.digest),
        reference=import_module(f"solutions.{assignment}"),
        elsewhere={
            **dict.fromkeys(names, OF_THE_NOTEBOOK),
            **dict.fromkeys(submission.unread, UNREADABLE),
        },
    )


@cache
def _given_out(
    assignment: str,
) -> tuple[list[Helper], list[tuple[str, str, str | None]], set[str]]:
    """Return what a notebook brings along: its data, its imports, and all names with a value."""
    pristine = pristine_notebook(assignment)
    data = [Helper(one) for one in data_of(pristine)]
    return data, imports_of(pristine), given_names(pristine)


def unreadable(
    student: str, grader: Grader, reason: str, made_from: Origin | None = None
) -> Graded:
    """Return the result of a submission that can't be read: no points, and the reason."""
    verdicts = not_tried(all_checks(grader.assignment), "The notebook could not be read.")
    result = Result.of(grader.assignment, student, grader.level, verdicts, [], reason, made_from)
    nothing = Submission({})
    return Graded(replace(result, by_hand=by_hand(grader.assignment, nothing)), nothing)


def not_tried(checks: Sequence[Check], reason: str) -> list[Verdict]:
    """Return a verdict of 0 points for each check, for the same reason."""
    return [
        Verdict(one.name, one.question, one.description, one.points, 0.0, "skipped", reason)
        for one in checks
    ]
