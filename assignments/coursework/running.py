"""Running checks one after the other, fairly: one mistake costs once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from coursework.asking import Call, Student
from coursework.checking import (
    Asked,
    Check,
    Failure,
    Mistake,
    NotDone,
    Status,
    Verdict,
    WrongForm,
)
from coursework.failures import NoSandbox, StudentError

# More than any honest message; a student's value may be in it.
LONGEST_MESSAGE = 2000
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
    """Run checks in order and return a verdict for each.

    One mistake costs once: where a check fails just as a mistake does that an
    earlier check has counted, the rest is evidently right, and the points are
    given. A check whose foundation failed for an unknown reason is skipped.

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
    checks = list(checks)
    verdicts: dict[str, Verdict] = {}
    to_come = Counter(one.question for one in checks)
    earlier: dict[str, list[Call]] = {one.question: [] for one in checks}  # by question
    counted: set[str] = set()
    not_done: dict[str, str] = {}  # questions still open, and how that showed
    for one in checks:
        student.begin(one)
        # In the notebook, where one answer is checked at a time, others' verdicts are missing.
        shaky = [verdicts[name] for name in one.builds_on if _is_shaky(verdicts.get(name))]
        # An answer may be right though another one that it could have used is wrong: try it.
        unknown = [
            foundation
            for foundation in shaky
            if foundation.mistake is None and foundation.question == one.question
        ]
        try:
            if one.question in not_done:
                verdict = _verdict(one, "skipped", not_done[one.question])
            elif unknown:
                verdict = _skipped(one, unknown[0])
            else:
                with np.errstate(all="ignore"):  # what is wrong is said by the verdict
                    one.run(Asked(student, one.question))
                verdict = _verdict(one, "passed")
        except Failure as failure:
            undone = isinstance(failure, NotDone)
            said = str(failure) if one.visible else failure.discreet
            mistake = failure.mistake
            if mistake is None and not undone:
                mistake = _recognised(one, student.calls, earlier[one.question], recognise)
            # Where the code only raised an error, nothing was seen to be right.
            stopped = isinstance(failure, StudentError)
            if mistake is not None and mistake.name in counted and not stopped:
                message = f"Right but for a mistake that is counted already. {mistake.hint}"
                verdict = _verdict(one, "passed", message, mistake.name)
            elif helped := _passed_with_help(one, shaky, student):
                verdict = helped
            elif undone:
                not_done[one.question] = said
                verdict = _verdict(one, "failed", said)
            elif shaky:
                verdict = _skipped(one, shaky[0])
            elif mistake is not None:
                verdict = _verdict(one, "failed", f"{said}\n{mistake.hint}", mistake.name)
                if mistake.once:
                    counted.add(mistake.name)
            else:
                hint = "" if isinstance(failure, StudentError | WrongForm) else one.hint
                verdict = _verdict(one, "failed", f"{said}\n{hint}".strip())
        except (NoSandbox, MemoryError):
            raise
        except Exception as error:  # the grader's own fault: say so, and never the student's
            message = (
                f"The check itself broke ({type(error).__name__}: {error}). This is not your "
                "fault: please tell your instructor."
            )
            verdict = _verdict(one, "error", message)
        verdicts[one.name] = verdict
        to_come[one.question] -= 1
        if to_come[one.question]:
            earlier[one.question] += [replace(call, arguments_after=()) for call in student.calls]
        else:  # what its calls returned may be large, and nobody needs it any more
            del earlier[one.question]
    return list(verdicts.values())


def _recognised(
    check: Check, calls: Sequence[Call], earlier: Sequence[Call], recognise: Recognise
) -> Mistake | None:
    try:
        return recognise(check, calls, earlier)
    except MemoryError:
        raise
    except Exception:  # odd values that no mistake was made for
        return None


def _passed_with_help(one: Check, shaky: Sequence[Verdict], student: Student) -> Verdict | None:
    """Try a check again with right answers in the place of other, wrong ones that it may use.

    So a wrong `predict_labels` costs its own points, and not those of a right
    `cross_validate` that calls it.
    """
    others = list(dict.fromkeys(each.question for each in shaky if each.question != one.question))
    with student.lending(others) as lent:
        if not lent:
            return None
        student.begin(one)
        try:
            with np.errstate(all="ignore"):
                one.run(Asked(student, one.question))
        except Failure:
            return None
    names = " and ".join(f"`{name}`" for name in lent)
    return _verdict(one, "passed", f"Right, when it is given a right {names}.")


def _is_shaky(foundation: Verdict | None) -> bool:
    if foundation is None:
        return False
    return foundation.status != "passed" or foundation.mistake is not None


def _skipped(one: Check, foundation: Verdict) -> Verdict:
    return _verdict(
        one, "skipped", f"Not tried. First make this one right: “{foundation.description}”"
    )


def _verdict(one: Check, status: Status, message: str = "", mistake: str | None = None) -> Verdict:
    earned = one.points if status == "passed" else 0.0
    said = message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…"
    return Verdict(
        one.name, one.question, one.description, one.points, earned, status, said, mistake
    )
