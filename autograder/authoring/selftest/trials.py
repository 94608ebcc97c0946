"""Proof that an assignment grades fairly, by grading what is known: right, blank, wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.table import Table

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.variant import Variant
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
    wrong_answer,
    wrong_answers,
)
from autograder.authoring.right_answers import columns, right_notebooks
from autograder.authoring.selftest.rewording import reworded
from autograder.grading.result import Result
from autograder.grading.submission import Grader, grade
from coursework.scoring.check import Mistake, Verdict
from coursework.scoring.partial_credit import BANDS

SECRET = "selftest"  # the same inputs each time, so that it finds the same
ROUNDING = 1e-9
UNEARNED = ("blank", "garbage")  # what nothing is right of: it is told by what it earns
_RAISED = re.compile(r"Your code raised (\w+)")


@dataclass(frozen=True)
class Trial:
    """One known submission: what it is, what it scored, and what is wrong with that.

    ``keeps`` is the share of its answer's points that a mistake keeps.
    """

    kind: str
    name: str
    result: Result
    fault: str = ""
    mistake: Mistake | None = None
    answer: str = ""

    @property
    def keeps(self) -> float:
        """The share of the answer's points that are earned in spite of the mistake."""
        asked = self.result.of_question(self.answer)
        return sum(one.earned for one in asked) / sum(one.points for one in asked)

    @property
    def why(self) -> list[str]:
        """What the checks say that didn't end as they should, a line for each."""
        if not self.fault:
            return []
        asked = self.result.of_question(self.answer) if self.answer else self.result.checks
        if self.kind in UNEARNED:
            told = [one for one in asked if one.earned or one.status == "error"]
        else:
            told = [one for one in asked if one.status != "passed"]
        return [
            f"{one.name}: {one.status}, {one.earned:g} of {one.points:g} points. "
            f"{' '.join(one.message.split())}".strip()
            for one in told
        ]


def selftest(grader: Grader, variants: Sequence[Variant] = ()) -> Iterator[Trial]:
    """Grade the reference, a blank notebook, every known mistake and other right answers.

    What is right has to get full marks, the blank notebook none. Each mistake has to be
    named, in a second wording, too, and to keep as much as its kind may.

    Parameters
    ----------
    variants
        Right solutions to try in addition to the assignment's own.
    """
    assignment = grader.assignment
    grader = replace(grader, secret=SECRET)
    right = reference_answers(assignment)

    def graded(kind: str, name: str, answers: dict[str, str], only: str = "") -> Result:
        return grade(filled(assignment, right | answers), f"{kind}-{name}", grader, only).result

    reference = _of_right("reference", "reference", graded("reference", "reference", {}))
    yield reference
    if reference.fault:  # then nothing else can be as it should be
        return
    nothing = grade(filled(assignment, {}), "blank-blank", grader).result
    yield Trial("blank", "blank", nothing, "should have no points" if nothing.score else "")
    for name, value, mistake in wrong_answers(assignment):
        shown = f"{value:.6g}" if isinstance(value, float) else value
        result = graded("mistake", f"{name} = {shown}", {name: wrong_answer(name, value)}, name)
        fault = _unnamed(mistake, result) or _free(name, result)
        yield Trial("answer", f"{name} = {shown}", result, fault, answer=name)
    for one in known_mistakes(assignment):
        for name in one.functions:
            text = answer_with_mistake(name, one, assignment)
            result = graded("mistake", f"{name}: {one.name}", {name: text}, name)
            trial = Trial("mistake", f"{name}: {one.name}", result, "", one, name)
            yield replace(trial, fault=_fault(trial))
    for column in mistake_columns(assignment):
        made = {
            name: answer_with_mistake(name, one, assignment, reworded)
            for name, one in column.items()
        }
        together = graded("wording", "together", made)
        for name, one in column.items():
            alone, result = {name: made[name]}, together
            if _unnamed(one.name, result, name):  # perhaps others are in the way
                result = graded("wording", f"{name}: {one.name}", alone, name)
            fault = broken(together) or _unnamed(one.name, result, name)
            yield Trial("wording", f"{name}: {one.name}", result, fault, answer=name)
    for notebook in right_notebooks(assignment, variants):
        together = graded("right", "together", {one.answer: one.text for one in notebook.values()})
        for name, other in notebook.items():
            named = f"{name}: {other.name}"
            if not _lost(together):
                yield Trial(other.kind, named, together)
                continue
            result = graded(other.kind, named, {name: other.text})  # is it this one?
            yield Trial(other.kind, named, result, broken(result) or _loses(other.lost(result)))


def mistake_columns(assignment: str) -> list[dict[str, Mistake]]:
    """Return the mistakes as notebooks of them: in each at most one of every answer."""
    of_answer: dict[str, list[Mistake]] = {}
    for one in known_mistakes(assignment):
        for name in one.functions:
            of_answer.setdefault(name, []).append(one)
    return columns(of_answer)


def _lost(result: Result) -> str:
    """Say what keeps the result of a right submission from being full marks."""
    return _loses([check.name for check in result.checks if check.status != "passed"])


def _loses(checks: Sequence[str]) -> str:
    return f"should have full marks, but loses {', '.join(checks)}" if checks else ""


def _of_right(kind: str, name: str, result: Result) -> Trial:
    return Trial(kind, name, result, broken(result) or _lost(result))


def broken(result: Result) -> str:
    """Say which checks broke, or why the notebook wasn't read; nothing if all was well."""
    names = [check.name for check in result.checks if check.status == "error"]
    return f"breaks {', '.join(names)}" if names else result.error or ""


def _unnamed(mistake: str, result: Result, answer: str = "") -> str:
    """Say for what a mistake was taken, if not for itself."""
    checks = result.of_question(answer) if answer else result.checks
    named = {check.mistake for check in checks if check.mistake}
    return "" if mistake in named else f"is taken for {', '.join(sorted(named)) or 'nothing known'}"


def _free(answer: str, result: Result) -> str:
    asked = result.of_question(answer)
    return "" if any(one.earned < one.points for one in asked) else "loses no points"


def _fault(trial: Trial) -> str:
    """Say what is wrong with how a known mistake was graded, or with how it is declared."""
    one, result = trial.mistake, trial.result
    assert one is not None
    if fault := broken(result) or _unnamed(one.name, result, trial.answer):
        return fault
    if one.kind is None:
        return "declares neither a slip nor a misconception nor an omission"
    raised = {kind for check in result.of_question(trial.answer) if (kind := _raised(check))}
    if undeclared := raised - {one.raises}:
        return f"ends in {', '.join(sorted(undeclared))}, which it doesn't declare"
    if one.raises and not raised:
        return f"doesn't end in {one.raises}, as it declares"
    least, most = BANDS[one.kind]
    if not least - ROUNDING <= trial.keeps <= most + ROUNDING:
        of = {"slip": "a slip", "misconception": "a misconception", "omission": "an omission"}
        too_much = trial.keeps > most
        return (
            f"keeps {trial.keeps:.0%}, where {of[one.kind]} keeps {least:.0%} to {most:.0%}: give "
            f"{'more' if too_much else 'fewer'} points to the checks that it fails, or another kind"
        )
    return ""


def _raised(check: Verdict) -> str:
    """Return the kind of error in which a check ended, if it ended in one."""
    found = _RAISED.match(check.message)
    return found[1] if found else ""


def selftest_table(assignment: str, trials: list[Trial]) -> Table:
    """Return the table of a selftest: how many of each kind came out as they should."""
    table = Table(title=f"selftest {assignment}", title_justify="left")
    for column in ("what", "as it should be", "of"):
        table.add_column(column, justify="left" if column == "what" else "right")
    meaning = {
        "reference": "reference has full marks",
        "blank": "blank notebook has no points",
        "answer": "wrong answers to questions lose points and are named",
        "mistake": "mistakes are named and keep what they may",
        "wording": "mistakes in a second wording are named",
        "variant": "right by another method has full marks",
        "form": "right values in another form have full marks",
        "garbage": "garbage has no points and breaks no check",
    }
    for kind, sentence in meaning.items():
        of_kind = [trial for trial in trials if trial.kind == kind]
        sound = sum(not trial.fault for trial in of_kind)
        table.add_row(sentence, str(sound), str(len(of_kind)))
    return table
