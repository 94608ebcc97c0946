"""Whose points changed when a class was graded again, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from io import StringIO
from pathlib import Path
from typing import Any

from autograder.grading.provenance.origin import was_read
from autograder.grading.result import Origin, Result
from autograder.handin.unpacking.csv_tables import safe_cell
from autograder.machine.whole_files import write_atomically

# Of what two results were made from, the parts that may change points: `pages` is the look.
WHOLE = {
    "reference": "the reference solution was changed",
    "mistakes": "the catalogue of mistakes was changed",
    "shared": "what checks share was changed",
    "examples": "the worked examples were changed",
    "released": "the notebook that students get was changed",
    "others": "other assignments ask for other answers",
    "coursework": "the package coursework was changed",
    "imported": "the package coursework was changed",
    "grader": "the grader's code was changed",
    "secret": "the grading secret was changed",
}
ANOTHER = "another notebook was handed in"
NOTHING = "nothing known has changed"
UNKNOWN = "it isn't known from what the earlier result was made"
EDITED = "the kit was edited while this was graded"
NOT_READ = "the file handed in {} was not read"
MOST_NAMED = 3


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
            why = reason(name, before, after)
            found.append(Change(after.assignment, after.student, name, was, now, why))
    return found


def reason(check: str, before: Result, after: Result) -> str:
    """Say what of all that a check's result was made from is different now, each in turn."""
    old, new = before.made_from, after.made_from
    if old is None:
        return _why_unknown(before, "then") or UNKNOWN
    if new is None:
        return _why_unknown(after, "now") or UNKNOWN
    facts = []
    if before.isolation != after.isolation:
        levels = f"from “{before.isolation}” to “{after.isolation}”"
        facts.append(f"the level of isolation was changed {levels}")
    if before.graded_as != after.graded_as:
        facts.append("hidden inputs are drawn for another name, a group's or a student's own")
    facts += _of_notebooks(old, new)
    if not (old.is_known and new.is_known):
        return "; ".join([*facts, EDITED if old.is_known else UNKNOWN])
    if check not in old.checks:
        return "the check is new"
    if check not in new.checks:
        return "the check was taken out"
    facts += _of_checks(check, old, new)
    facts += dict.fromkeys(words for part, words in WHOLE.items() if _differs(part, old, new))
    others = _changed(old.other_references, new.other_references)
    facts += [f"the reference solution of {name} was changed" for name in others]
    facts += [f"the limit {name} was changed" for name in _changed(old.limits, new.limits)]
    for name in _changed(old.versions, new.versions):
        versions = (side.versions.get(name, "none") for side in (old, new))
        facts.append("{} was changed from {} to {}".format(name, *versions))
    return "; ".join(facts) or NOTHING


def _why_unknown(result: Result, when: str) -> str:
    """Say why a result doesn't tell what it was made from: only a sound one does."""
    if result.error:
        return f"the grader could not grade it {when}"
    if any(one.status == "error" for one in result.checks):
        return f"the grader failed in a check {when}"
    return ""


def _differs(part: str, old: Origin, new: Origin) -> bool:
    was, now = getattr(old, part), getattr(new, part)
    # Only of a notebook that may import more, more counts.
    return was != now and (part != "imported" or bool(was and now))


def _of_notebooks(old: Origin, new: Origin) -> Iterator[str]:
    """Say whether another notebook was handed in, or one of the two files wasn't read."""
    if old.notebook == new.notebook:
        return
    unread = [when for made, when in ((old, "then"), (new, "now")) if not was_read(made)]
    yield from map(NOT_READ.format, unread) if unread else [ANOTHER]


def _of_checks(check: str, old: Origin, new: Origin) -> Iterator[str]:
    """Give what was changed of the check itself, and of others that its points may depend on."""
    names = _changed(old.checks, new.checks)
    if check in names:
        yield "the check was changed"
    else:
        # A mistake that costs in one answer costs no more in the next: any check may matter.
        answer = check.split(".")[0]
        near = [name for name in names if name.split(".")[0] == answer]
        if near:
            yield f"other checks of this answer were changed: {_listed(near, old, new)}"
        elif names:
            yield f"checks of other answers were changed: {_listed(names, old, new)}"
    if old.order != new.order and old.checks.keys() == new.checks.keys():
        yield "the order of the checks was changed"


def _listed(names: Sequence[str], old: Origin, new: Origin) -> str:
    """Return names of checks as a sentence lists them, with which are new or gone."""
    shown = [
        name
        if name in old.checks and name in new.checks
        else f"{name} ({'new' if name in new.checks else 'taken out'})"
        for name in names[:MOST_NAMED]
    ]
    more = len(names) - MOST_NAMED
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the names under which something else stands now."""
    return [name for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]


def write_changes(path: Path, found: list[Change]) -> None:
    """Add changes to a CSV file, each once, however often grading is begun again."""
    if not found:
        return
    text = StringIO(newline="")
    if path.is_file():
        with path.open(newline="", encoding="utf-8") as file:
            text.write(file.read())
    known = {tuple(row) for row in csv.reader(StringIO(text.getvalue(), newline=""))}
    table = csv.writer(text)
    if not known:
        table.writerow([one.name for one in fields(Change)])
    table.writerows(row for row in map(_row, found) if tuple(row) not in known)
    write_atomically(path, text.getvalue())


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
