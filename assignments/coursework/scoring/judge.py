"""Running checks one after the other, fairly; how each ended becomes a verdict elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from coursework.asking.asked import Asked, Call, Student
from coursework.faults.failures import NoSandbox, StudentError
from coursework.scoring.check import Check, Failure, Mistake, NotDone, Verdict, WrongForm
from coursework.scoring.outcome import Outcome
from coursework.scoring.verdicts import broken, not_tried, verdicts_on, with_right_ones

# From a failed check, its calls and those of the same answer before it, to the mistake that
# explains them.
Recognise = Callable[[Check, Sequence[Call], Sequence[Call]], Mistake | None]


def seeded(*words: str) -> np.random.Generator:
    """Return a random generator that the same words always seed in the same way."""
    digest = hashlib.sha256("\0".join(words).encode(errors="surrogatepass")).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def nothing_recognised(
    check: Check, calls: Sequence[Call], earlier: Sequence[Call]
) -> Mistake | None:
    """Recognise no mistake: in the notebook, where no catalogue is at hand."""
    return None


def run_checks(
    checks: Iterable[Check], student: Student, recognise: Recognise = nothing_recognised
) -> list[Verdict]:
    """Run checks in order and return a verdict for each, with the points that it earns.

    Parameters
    ----------
    checks
        In an order in which foundations come first.
    student
        The functions to ask.
    recognise
        Names the known mistake that explains a failed check.

    Raises
    ------
    MemoryError
        If what the student's functions returned is more than can be judged.
    """
    return verdicts_on(list(outcomes(checks, student, recognise)))


def outcomes(
    checks: Iterable[Check], student: Student, recognise: Recognise = nothing_recognised
) -> Iterator[Outcome]:
    """Run checks in order and yield how each ended; meanwhile the student holds its calls.

    A check whose foundation failed by more than a slip is skipped. Where an answer that this
    one uses is wrong, it is tried, if need be with a right one in its place.
    """
    checks = list(checks)
    done: dict[str, Outcome] = {}
    to_come = Counter(one.question for one in checks)
    earlier: dict[str, list[Call]] = {one.question: [] for one in checks}  # by question
    not_done: dict[str, str] = {}  # questions still open, and how that showed
    for one in checks:
        student.begin(one.name, one.question)
        # In the notebook, where one answer is checked at a time, others' outcomes are missing.
        shaky = [base for name in one.builds_on if (base := done.get(name)) and base.is_shaky]
        if one.question in not_done:
            outcome = Outcome(one, "skipped", not_done[one.question])
        elif shaky:
            outcome = Outcome(one, "skipped", not_tried(shaky[0].check))
        else:
            wrong = {its.check.question for its in done.values() if its.ended != "right"}
            others = [name for name in one.uses if name in wrong]
            outcome = _tried(one, student, recognise, earlier[one.question], others)
        if outcome.undone:
            not_done[one.question] = outcome.said
        done[one.name] = outcome
        yield outcome
        to_come[one.question] -= 1
        if to_come[one.question]:
            earlier[one.question] += [replace(call, arguments_after=()) for call in student.calls]
        else:  # what its calls returned may be large, and nobody needs it any more
            del earlier[one.question]


def _tried(
    one: Check,
    student: Student,
    recognise: Recognise,
    earlier: Sequence[Call],
    others: Sequence[str],
) -> Outcome:
    """Try a check; if it fails, with right answers in the place of others, which are wrong.

    So a wrong `predict_labels` costs its own points, and not those of a right
    `cross_validate` that calls it.
    """
    try:
        failure = _failure(one, student)
        if failure is None:
            return Outcome(one, "right")
        calls, second = student.calls, None
        with student.lending(others) as lent:
            if lent:
                student.begin(one.name, one.question)
                second = _failure(one, student)
                if second is None:
                    return Outcome(one, "right", lent=tuple(lent))
        said = _said(one, failure)
        # What is wrong with right ones, too, is this answer's own fault, and it is judged by that.
        # (Not by an error alone: with functions that the grader holds, time may run out.)
        if second and (isinstance(failure, StudentError | NotDone) or not _raised(second)):
            if _said(one, second) != said:
                said = with_right_ones(lent, _said(one, second))
            failure, calls = second, student.calls
        if isinstance(failure, NotDone):
            return Outcome(one, "wrong", said, undone=True)
        mistake = failure.mistake or _recognised(one, calls, earlier, recognise)
        unnamed = "" if isinstance(failure, StudentError | WrongForm) else one.hint
        hint = mistake.hint if mistake else unnamed
        return Outcome(one, "wrong", said, hint, mistake, raised=_raised(failure))
    except (NoSandbox, MemoryError):
        raise
    except Exception as error:  # the grader's own fault: say so, and never the student's
        return Outcome(one, "error", broken(error))


def _recognised(
    check: Check, calls: Sequence[Call], earlier: Sequence[Call], recognise: Recognise
) -> Mistake | None:
    try:
        return recognise(check, calls, earlier)
    except MemoryError:
        raise
    except Exception:  # odd values that no mistake was made for
        return None


def _failure(one: Check, student: Student) -> Failure | None:
    """Run a check and return how it failed, if it did."""
    try:
        with np.errstate(all="ignore"):  # what is wrong is said by the verdict
            one.run(Asked(student, one.question))
        return None
    except Failure as failure:
        _let_go(failure)
        return failure


def _said(one: Check, failure: Failure) -> str:
    return str(failure) if one.visible else failure.discreet


def _raised(failure: Failure) -> bool:
    return isinstance(failure, StudentError)


def _let_go(failure: Failure) -> None:
    """Let go of what a failed check had in its hands, which may be large.

    An error is kept, with its call or for the next one, and by its traceback all values that
    stood anywhere on its way.
    """
    failure.__traceback__ = failure.__context__ = None
