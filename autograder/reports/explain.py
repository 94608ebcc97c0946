"""One check again, with all that students aren't shown: to answer a complaint in a minute."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignments.registry import all_checks, questions
from autograder.course import CourseError
from autograder.grading.provenance.changes import NOTHING, UNKNOWN, reason
from autograder.grading.provenance.origin import today
from autograder.grading.recognising_mistakes import recogniser, replay
from autograder.grading.result import Result, file_name
from autograder.grading.submission import Grader, in_sandbox
from autograder.notebook.answers import pristine_notebook, read_submission
from autograder.readable_text import visible
from autograder.sandbox.student import SandboxedStudent
from coursework.asking.asked import Call
from coursework.expecting.values import close, digits
from coursework.scoring.check import Check, NotDone, StudentError, Verdict
from coursework.scoring.judge import outcomes, run_checks
from coursework.scoring.verdicts import verdicts_on

SHOWN_ENTRIES = 60


class ExplainError(CourseError):
    """There is nothing to explain; the message says what is missing."""


@dataclass(frozen=True)
class Explanation:
    """A check as it was and as it went when it was run again.

    ``calls`` are the calls of the student's function that it made, the last of them perhaps
    without an end; ``value`` is the answer to a question; ``since`` is what was changed since then.
    """

    check: Check
    then: Verdict
    now: Verdict
    calls: list[Call]
    value: Any = None
    since: str = ""


def verdict_in(result: Result, check: str) -> Verdict:
    """Return how a check ended.

    Raises
    ------
    ExplainError
        If the result has no such check; it lists those that there are.
    """
    if result.error:
        raise ExplainError(f"{result.student}'s notebook wasn't graded: {result.error}")
    named = [verdict for verdict in result.checks if verdict.name == check]
    if not named and len(result.of_question(check)) == 1:  # a question has one check
        named = result.of_question(check)
    if named:
        return named[0]
    lost = sorted(result.checks, key=lambda one: one.earned == one.points)
    listed = "\n".join(f"  {verdict.name}  ({verdict.status})" for verdict in lost)
    none = f"{result.student}'s result has no check “{check}”. It has" if check else "Name one of"
    raise ExplainError(f"{none}:\n{listed}")


def notebook_of(path: Path, result: Result) -> Path:
    """Return the graded notebook that lies beside a result.

    Raises
    ------
    ExplainError
        If it isn't there.
    """
    name, assignment = file_name(result.student), result.assignment
    notebook = path.parent / "autograded" / name / assignment / f"{assignment}.ipynb"
    if not notebook.is_file():
        raise ExplainError(f"There is no {notebook}. Name the notebook with --notebook.")
    return notebook


def run_again(result: Result, check: str, notebook: bytes, grader: Grader) -> Explanation:
    """Run a check once more, on the same inputs, and all others of the assignment with it."""
    then = verdict_in(result, check)
    check = then.name
    checks = {one.name: one for one in all_checks(result.assignment)}
    if check not in checks:
        raise ExplainError(f"There is no check “{check}” any more: it was taken out since.")
    one, value, ended, calls = checks[check], None, [], []
    submission = read_submission(notebook, pristine_notebook(result.assignment))
    with in_sandbox(submission, result.graded_as, grader) as student:
        # All of them, as what a slip costs is known at the end of its answer.
        for outcome in outcomes(checks.values(), student, recogniser(result.assignment)):
            ended.append(outcome)
            if outcome.check is one:
                calls = _made_by(student)
        now = verdicts_on(ended)[list(checks).index(check)]
        if now.status == "skipped":  # then it made no calls; it is to be seen all the same
            run_checks([one], student)
            calls = _made_by(student)
        if one.question in questions(result.assignment):
            try:
                value = student.value(one.question)
            except (NotDone, StudentError) as error:
                value = str(error)
    return Explanation(one, then, now, calls, value, _since(result, check, grader))


def _made_by(student: SandboxedStudent) -> list[Call]:
    return [*student.calls, *([student.unanswered] if student.unanswered else [])]


def explained(notebook: bytes, result: Result, check: str, grader: Grader, full: bool) -> list[str]:
    """Run a check once more and return what there is to tell, line by line."""
    return list(in_words(run_again(result, check, notebook, grader), result, full))


def _since(result: Result, check: str, grader: Grader) -> str:
    """Say what was changed since a result was made, so that now isn't what was then."""
    if result.made_from is None:
        return ""
    now = today(result.made_from, grader.usual_origin())
    why = reason(check, result, replace(result, made_from=now, isolation=grader.level))
    return {NOTHING: "", UNKNOWN: UNKNOWN}.get(why, f"{why} since then")


def in_words(explanation: Explanation, result: Result, full: bool = False) -> Iterator[str]:
    """Give the explanation line by line; arrays whole only if asked for in `full`."""
    check, then, now = explanation.check, explanation.then, explanation.now
    kind = "visible" if check.visible else "hidden"
    yield f"{result.student}, {result.assignment}: {check.name} ({kind}, {check.points:g} points)"
    yield f"  {check.description}"
    yield f"  then: {_told(then)}"
    same = (then.status, then.earned) == (now.status, now.earned)
    yield "  now:  the same" if same else f"  now:  {_told(now)}"
    if explanation.since:
        yield f"  Mind: {explanation.since}. The inputs may be others."
    if now.status == "skipped":
        yield "  What follows was run for you only."
    asked = questions(result.assignment)
    if check.question in asked:
        yield f"  answer     {_text(explanation.value, full)}"
        yield f"  right is   {_text(asked[check.question].right, full)}"
    reference = import_module(f"solutions.{result.assignment}")
    for number, call in enumerate(explanation.calls, 1):
        yield ""
        yield f"call {number} of {len(explanation.calls)}"
        yield from _call_in_words(call, getattr(reference, call.function), full, now)


def _told(verdict: Verdict) -> str:
    message = visible(" ".join(verdict.message.split()))
    return f"{verdict.status}, {verdict.earned:g} points. {message}".rstrip()


def _call_in_words(call: Call, reference: Any, full: bool, now: Verdict) -> Iterator[str]:
    names = list(inspect.signature(reference).parameters)
    yield f"  {call.function}({', '.join(names[: len(call.arguments)])})"
    for name, value in zip(names, call.arguments, strict=False):
        yield f"    {name:10} {_text(value, full)}"
    for method, given in call.methods:
        yield f"  .{method}"
        for value in given:
            yield f"    {'':10} {_text(value, full)}"
    right = replay(reference, call)
    ended = "" if call.value is not None or call.error else f"no answer. {_told(now)}"
    yield f"  student    {ended or _outcome(call, full)}"
    yield f"  reference  {_outcome(right, full)}"
    if not ended and call.error is None and right.error is None:
        yield f"  difference {'; '.join(differences(call.value, right.value)) or 'none'}"
    if call.steps is not None:
        yield f"  steps      {call.steps:,} of the interpreter"
    yield from _changes_of_arguments(call, names)
    if call.called_back or right.called_back:
        counts = len(call.called_back), len(right.called_back)
        yield "  it called what it was given {} ×, the reference {} ×".format(*counts)
        for number, (one, other) in enumerate(
            zip(call.called_back, right.called_back, strict=False), 1
        ):
            if told := "; ".join(differences(one.arguments, other.arguments)):
                yield f"  the first that differs is number {number}, by its arguments: {told}"
                break


def _changes_of_arguments(call: Call, names: list[str]) -> Iterator[str]:
    """Tell which arguments are others after the call."""
    for name, before, after in zip(names, call.arguments, call.arguments_after, strict=False):
        if isinstance(before, np.ndarray) and (told := "; ".join(differences(after, before))):
            yield f"  after the call, {name} has {told}"


def _outcome(call: Call, full: bool) -> str:
    return visible(str(call.error)) if call.error else _text(call.value, full)


def differences(got: Any, right: Any, name: str = "") -> Iterator[str]:
    """Give how a value differs from the right one, part by part."""
    where = f"{name}: " if name else ""
    if isinstance(right, dict) and isinstance(got, dict) and right.keys() == got.keys():
        for key in right:
            yield from differences(got[key], right[key], f"{name}[{key!r}]")
        return
    nested = isinstance(right, tuple) or (isinstance(right, list) and not _is_numbers(right))
    if nested and isinstance(got, tuple | list) and len(got) == len(right):
        for index, (one, other) in enumerate(zip(got, right, strict=True)):
            yield from differences(one, other, f"{name}[{index}]")
        return
    if not (_is_numbers(got) and _is_numbers(right)):
        if type(got) is not type(right) or got != right:
            yield f"{where}{type(got).__name__} in place of {type(right).__name__}"
        return
    if np.shape(got) != np.shape(right):
        yield f"{where}shape {np.shape(got)} in place of {np.shape(right)}"
    elif not close(got, right):
        one, other = (np.asarray(value, np.float64) for value in (got, right))
        off = np.abs(one - other)
        place = tuple(int(i) for i in np.unravel_index(np.argmax(off), off.shape))
        at = f" at {list(place)}" if place else ""
        yield f"{where}{digits(one[place])} in place of {digits(other[place])}{at}"


def _is_numbers(value: Any) -> bool:
    try:
        return np.asarray(value).dtype.kind in "biuf"
    except ValueError:
        return False


def _text(value: Any, full: bool) -> str:
    """Return a value as one can read it, with its kind and shape where it is an array."""
    if callable(value):
        return "a function of the check"
    if isinstance(value, np.random.Generator):
        return "a random generator"
    if isinstance(value, np.number) or (isinstance(value, np.ndarray) and value.ndim == 0):
        value = value.item()
    if isinstance(value, np.ndarray):
        most = value.size + 1 if full else SHOWN_ENTRIES
        numbers = np.array2string(value, precision=6, threshold=most, separator=", ")
        lead = f"{value.dtype} {value.shape} "
        return lead + numbers.replace("\n", "\n" + " " * 15)
    if isinstance(value, tuple | list) and not (isinstance(value, list) and _is_numbers(value)):
        return "\n".join(_text(one, full) for one in value).replace("\n", "\n" + " " * 13)
    text = visible(repr(value))
    return text if full or len(text) <= 500 else f"{text[:500]}…"
