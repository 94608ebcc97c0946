"""Grading one submission: its answers in a sandbox, the verdicts out here."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from autograder.content.registry import all_checks, questions
from autograder.course import Limits
from autograder.grading.origin import of_notebook, of_unread, origin
from autograder.grading.recognising import recogniser
from autograder.grading.result import ByHand, Origin, Result
from autograder.handin.files.careful_zip import TooLarge
from autograder.handin.one_handin import Handin, some
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
from autograder.notebook.syntax import compiles
from autograder.sandbox.absent import OF_THE_NOTEBOOK, UNREADABLE
from autograder.sandbox.student import SandboxedStudent
from autograder.sandbox.student_python.environment import StudentEnvironment
from coursework.faults.failures import NoSandbox
from coursework.judging.check import Check, Verdict
from coursework.judging.judge import run_checks

if TYPE_CHECKING:  # grading itself needs nothing that makes pages
    from markupsafe import Markup

MOST_TO_COMPARE = 5 << 20  # bytes of a notebook that is one of several: without its pictures


@dataclass(frozen=True)
class Grader:
    """How submissions of an assignment are graded in this run: all but the submission.

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
    """A result, and the student's own text that goes with it on the feedback page, also as HTML."""

    result: Result
    submission: Submission
    html: Mapping[str, Markup] = field(default_factory=dict, hash=False)


def grade(content: bytes, student: str, grader: Grader) -> Graded:
    """Grade the bytes of one notebook.

    What can't be read gets a result that says so, with no points.
    """
    assignment = grader.assignment
    checks = all_checks(assignment)
    try:
        submission = _read(content, assignment)
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


def _read(content: bytes, assignment: str) -> Submission:
    try:
        return read_submission(content, pristine_notebook(assignment))
    finally:
        compiles.cache_clear()  # it holds texts of this student's


def by_hand(assignment: str, submission: Submission) -> list[ByHand]:
    """Return what a person grades: nothing is to be read where a text wasn't answered."""
    return [
        ByHand(name, points, None if is_answered(name, submission, assignment) else 0.0)
        for name, points in points_by_hand(assignment).items()
    ]


def in_sandbox(submission: Submission, student: str, grader: Grader) -> SandboxedStudent:
    """Return a submission's answers as checks ask for them, in a sandbox of their own."""
    assignment = grader.assignment
    pristine = pristine_notebook(assignment)
    return SandboxedStudent(
        submission.answers,
        [*map(Helper, data_of(pristine)), *submission.helpers],
        imports_of(pristine),
        grader.environment,
        grader.level,
        grader.limits,
        # Bound to what was handed in: whatever a student learns of hidden inputs, by feedback
        # or by guessing, the next hand-in gets others.
        seed=(grader.secret, assignment, student, submission.digest),
        reference=import_module(f"solutions.{assignment}"),
        elsewhere={
            **dict.fromkeys(given_names(pristine), OF_THE_NOTEBOOK),
            **dict.fromkeys(submission.unread, UNREADABLE),
        },
    )


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


def grade_one(handin: Handin, grader: Grader) -> Graded:
    """Read and grade one submission; whatever goes wrong becomes its result."""
    handin = the_one_that_counts(handin, grader)
    return _of(handin, _read_and_graded(handin, grader))


def the_one_that_counts(handin: Handin, grader: Grader) -> Handin:
    """Return a hand-in with one notebook: of several that nothing orders the fullest."""
    if not handin.rivals:
        return handin
    rivals = [handin, *handin.rivals]
    answers = [_answers_in(one, grader) for one in rivals]
    most = max(range(len(rivals)), key=lambda place: answers[place])
    others = [one.handed_in.place for place, one in enumerate(rivals) if place != most]
    note = (
        f"{rivals[most].handed_in.place} counts, as it has the most answers; "
        f"{some(others)} was left out."
    )
    return handin.that_counts(rivals[most], note)


def _answers_in(handin: Handin, grader: Grader) -> int:
    """Return how many answers a notebook holds; a file that can't be read has fewer than none."""
    assignment = grader.assignment
    try:
        content = handin.read(MOST_TO_COMPARE)
        submission = _read(content, assignment)
    except MemoryError:
        raise
    except Exception:  # whatever is wrong with it, it's said when it is the one that counts
        return -1
    names = [*submission.answers, *submission.texts]
    return sum(is_answered(name, submission, assignment) for name in names)


def _read_and_graded(handin: Handin, grader: Grader) -> Graded:
    try:
        content = _content(handin, grader)
        return grade(content, handin.student, grader)
    except (NoSandbox, MemoryError):  # the end of the run, and of this process
        raise
    except (TooLarge, OSError, BadZipFile) as error:
        reason = _why_unread(handin, error)
        return unreadable(handin.student, grader, reason, _from_unread(handin, error, grader))
    except Exception as error:  # a fault of the grader, for the instructor to report
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = (
            f"The grader failed ({type(error).__name__}: {error}, {place.name} in line "
            f"{place.lineno} of {Path(place.filename).name}). This is not the student's fault."
        )
        return unreadable(handin.student, grader, reason)


def _content(handin: Handin, grader: Grader) -> bytes:
    try:
        return handin.read(grader.limits.notebook_megabytes << 20)
    except RuntimeError as error:  # a zip that needs a password
        raise BadZipFile(str(error)) from None


def _why_unread(handin: Handin, error: Exception) -> str:
    """Say why a file isn't read, without its path: the student reads this, too."""
    if isinstance(error, TooLarge):
        return str(error)
    why = str(getattr(error, "strerror", None) or error)
    file = handin.member or handin.path.name
    return why if handin.refused and why.endswith(".") else f"{file} can't be read: {why}"


def _from_unread(handin: Handin, error: Exception, grader: Grader) -> Origin | None:
    """Return what the result of a file that isn't read is made from.

    That is None where the reason is none of the file's: a disk may be sound the next time.
    """
    if isinstance(error, OSError) and handin.refused is None:
        return None
    return grader.made_from_unread(_why_unread(handin, error))


def grade_before(end: float, handin: Handin, grader: Grader) -> Graded | None:
    """Grade one submission, unless the time of the run is over."""
    return grade_one(handin, grader) if time.time() < end else None


def look_at(handin: Handin, grader: Grader) -> tuple[Handin, Origin | None]:
    """Return a hand-in with the one notebook that counts, and what its result is made from.

    That is None where only grading it tells.
    """
    handin = the_one_that_counts(handin, grader)
    try:
        content = _content(handin, grader)
    except MemoryError:
        raise
    except (TooLarge, OSError, BadZipFile) as error:
        return handin, _from_unread(handin, error, grader)
    except Exception:  # grading it tells what is wrong
        return handin, None
    return handin, grader.made_from(content)


def stopped(handin: Handin, grader: Grader, reason: str) -> Graded:
    """Return the result of a submission on which the grader's own process was ended."""
    return _of(handin, unreadable(handin.student, grader, reason))


def _of(handin: Handin, graded: Graded) -> Graded:
    """Return a result with what is known of how the submission came in."""
    warnings = [*handin.notes, *graded.result.warnings]
    notes = len(handin.notes)
    result = replace(graded.result, warnings=warnings, notes=notes, handed_in=handin.handed_in)
    return replace(graded, result=result)
