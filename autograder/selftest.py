"""Proof that an assignment grades fairly, by grading what is known: right, blank, wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from rich.table import Table

from autograder.fill import (
    answer_by,
    answer_with_mistake,
    filled,
    reference_answers,
    wrong_answer,
    wrong_answers,
)
from autograder.grade import Grader, grade
from autograder.mistakes import known_mistakes
from autograder.result import Result
from autograder.variants import Variant, known_variants


@dataclass(frozen=True)
class Trial:
    """One known submission: what it is, what it scored, and what is wrong with that."""

    kind: str
    name: str
    result: Result
    fault: str = ""


def selftest(grader: Grader) -> Iterator[Trial]:
    """Grade the reference, a blank notebook, every known mistake and every variant.

    The reference and the variants have to get full marks, the blank one none; each
    mistake has to lose points and to be named.
    """
    assignment = grader.assignment
    right = reference_answers(assignment)

    def trial(kind: str, name: str, answers: dict[str, str], mistake: str = "") -> Trial:
        result = grade(filled(assignment, answers), f"{kind}-{name}", grader).result
        return Trial(kind, name, result, _fault(kind, result, mistake))

    reference = trial("reference", "reference", right)
    yield reference
    if reference.fault:  # then nothing else can be as it should be
        return
    yield trial("blank", "blank", {})
    for name, value, mistake in wrong_answers(assignment):
        answers = {**right, name: wrong_answer(name, value)}
        yield trial(
            "mistake",
            f"{name} = {value:.6g}" if isinstance(value, float) else f"{name} = {value}",
            answers,
            mistake,
        )
    for one in known_mistakes(assignment):
        for name in one.functions:
            answers = {**right, name: answer_with_mistake(name, one, assignment)}
            yield trial("mistake", f"{name}: {one.name}", answers, one.name)
    for column in variant_columns(assignment):
        answers = {name: answer_by(name, other.run) for name, other in column.items()}
        together = trial("variant", "together", {**right, **answers})
        for name, other in column.items():
            named = f"{name}: {other.name}"
            if together.fault:  # which of them is it?
                yield trial("variant", named, {**right, name: answers[name]})
            else:
                yield replace(together, name=named)


def variant_columns(assignment: str) -> list[dict[str, Variant]]:
    """Return the variants as notebooks of them: in each at most one of every answer.

    So a few gradings do for hundreds of variants.
    """
    of_answer: dict[str, list[Variant]] = {}
    for other in known_variants(assignment):
        for name in other.answers:
            of_answer.setdefault(name, []).append(other)
    rows = zip_longest(*of_answer.values())
    return [
        {name: other for name, other in zip(of_answer, row, strict=True) if other} for row in rows
    ]


def _fault(kind: str, result: Result, mistake: str) -> str:
    if result.error:
        return result.error
    if any(check.status == "error" for check in result.checks):
        return "a check broke"
    if kind in ("reference", "variant") and result.score != result.max_score:
        lost = [check.name for check in result.checks if check.status != "passed"]
        return f"should have full marks, but loses {', '.join(lost)}"
    if kind == "blank" and result.score:
        return "should have no points"
    if kind == "mistake" and result.score >= result.max_score:
        return "loses no points"
    if kind == "mistake" and mistake not in result.mistakes:
        return f"is taken for {', '.join(result.mistakes) or 'nothing known'}"
    return ""


def selftest_table(assignment: str, trials: list[Trial]) -> Table:
    """Return the table of a selftest: how many of each kind came out as they should."""
    table = Table(title=f"selftest {assignment}", title_justify="left")
    for column in ("what", "as it should be", "of"):
        table.add_column(column, justify="left" if column == "what" else "right")
    meaning = {
        "reference": "reference has full marks",
        "blank": "blank notebook has no points",
        "mistake": "mistakes lose points and are named",
        "variant": "right by another road has full marks",
    }
    for kind, sentence in meaning.items():
        of_kind = [trial for trial in trials if trial.kind == kind]
        sound = sum(not trial.fault for trial in of_kind)
        table.add_row(sentence, str(sound), str(len(of_kind)))
    return table
