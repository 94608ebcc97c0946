"""Grading what a student handed in: the file that counts, read; what goes wrong is its result."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

from autograder.grading.result import Origin
from autograder.grading.submission import Graded, Grader, grade, read_answers, unreadable
from autograder.handin.one_handin import Handin
from autograder.handin.unpacking.bounded_reading import TooLarge
from autograder.machine.fence import Ended, Fence
from autograder.notebook.answers import is_answered
from autograder.readable_text import first_few
from coursework.faults.failures import NoSandbox

MOST_TO_COMPARE = 5 << 20  # bytes of a notebook that is one of several: without its pictures


def grade_handin(handin: Handin, grader: Grader) -> Graded:
    """Read and grade one hand-in; whatever goes wrong becomes its result."""
    handin = the_one_that_counts(handin, grader)
    return _as_handed_in(handin, _read_and_graded(handin, grader))


def grade_inside(handin: Handin, grader: Grader, inside: Fence) -> Graded:
    """Grade one hand-in inside a fence; if that comes to its end, this is the result."""
    try:
        return inside.call(partial(grade_handin, grader=grader), handin)
    except Ended as ended:
        return ended_result(handin, grader, ended)


def ended_result(handin: Handin, grader: Grader, ended: Ended) -> Graded:
    """Return the result of a hand-in on which the grader's own process came to its end."""
    return _as_handed_in(handin, unreadable(handin.student, grader, str(ended)))


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
        f"{first_few(others)} was left out."
    )
    return handin.that_counts(rivals[most], note)


def _answers_in(handin: Handin, grader: Grader) -> int:
    """Return how many answers a notebook holds; a file that can't be read has fewer than none."""
    assignment = grader.assignment
    try:
        content = handin.read(MOST_TO_COMPARE)
        submission = read_answers(content, assignment)
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


def look_at_some(handins: Sequence[Handin], grader: Grader) -> list[tuple[Handin, Origin | None]]:
    """Do the same for several hand-ins."""
    return [look_at(one, grader) for one in handins]


def _as_handed_in(handin: Handin, graded: Graded) -> Graded:
    """Return a result with what is known of how the submission came in."""
    warnings = [*handin.notes, *graded.result.warnings]
    notes = len(handin.notes)
    result = replace(graded.result, warnings=warnings, notes=notes, handed_in=handin.handed_in)
    return replace(graded, result=result)
