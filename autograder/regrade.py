"""Whose points changed when a class was graded again, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from autograder.result import Origin, Result
from autograder.summary import safe_cell

WHOLE = {
    "notebook": "another notebook was handed in",
    "reference": "the reference solution was changed",
    "mistakes": "the catalogue of mistakes was changed",
    "shared": "what checks share was changed",
    "grader": "the grader, its limits, its secret or its Python was changed",
}


@dataclass(frozen=True)
class Change:
    """A student's points for one check, before and after, and why they changed."""

    assignment: str
    student: str
    check: str
    before: float
    after: float
    why: str


def changes(before: Result | None, after: Result) -> list[Change]:
    """Return the checks for which a student's points changed since the last grading."""
    if before is None:
        return []
    old = {check.name: check for check in before.checks}
    new = {check.name: check for check in after.checks}
    found = []
    for name in dict.fromkeys([*new, *old]):
        was, now = (side[name].earned if name in side else 0.0 for side in (old, new))
        if was != now:
            why = reason(name, before.made_from, after.made_from)
            found.append(Change(after.assignment, after.student, name, was, now, why))
    return found


def reason(check: str, old: Origin | None, new: Origin | None) -> str:
    """Say what of a check's result may have changed: what it was made from, then and now."""
    if old is None or new is None:
        return "it isn't known from what the earlier result was made"
    if check not in old.checks:
        return "the check is new"
    if check not in new.checks:
        return "the check was taken out"
    if old.checks[check] != new.checks[check]:
        return "the check was changed"
    whole = [words for part, words in WHOLE.items() if getattr(old, part) != getattr(new, part)]
    if old.notebook == new.notebook and (other := _changed_in_the_same_answer(check, old, new)):
        return f"{other} was changed, which this check goes with"
    return "; ".join(whole) or "it was graded at another level of isolation"


def _changed_in_the_same_answer(check: str, old: Origin, new: Origin) -> str:
    question = check.split(".")[0]
    return ", ".join(
        name
        for name in new.checks
        if name.split(".")[0] == question and old.checks.get(name) != new.checks[name]
    )


def write_changes(path: Path, found: list[Change]) -> None:
    """Add changes to a CSV file, each once, however often grading is begun again."""
    if not found:
        return
    known = set()
    if path.is_file():
        with path.open(newline="", encoding="utf-8") as file:
            known = {tuple(row) for row in csv.reader(file)}
    with path.open("a", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        if not known:
            table.writerow([one.name for one in fields(Change)])
        table.writerows(row for row in map(_row, found) if tuple(row) not in known)


def _row(change: Change) -> list[str]:
    return [safe_cell(one) if isinstance(one, str) else f"{one:g}" for one in astuple(change)]


def in_words(found: list[Change]) -> Iterator[str]:
    """Give a line for each reason, with how many students' points it changed."""
    for why in dict.fromkeys(change.why for change in found):
        of_this = [change for change in found if change.why == why]
        students = len({change.student for change in of_this})
        checks = sorted({change.check for change in of_this})
        named = ", ".join(checks[:3]) + (f" and {len(checks) - 3} more" if len(checks) > 3 else "")
        up = sum(change.after > change.before for change in of_this)
        yield (
            f"{why}: {students} student{'s' * (students != 1)}, in {named} "
            f"({up} up, {len(of_this) - up} down)"
        )
