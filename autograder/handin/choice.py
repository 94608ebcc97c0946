"""Which of one student's own files is graded: the names they gave decide nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.handin.platforms.layouts import Claim
from autograder.handin.unpacking.bounded_reading import MAX_MEMBERS, TOO_MANY
from autograder.handin.unpacking.entry import Entry
from autograder.handin.unpacking.file_names import (
    copies,
    is_named_as,
    is_notebook,
    kind_of,
    may_be_handed_in,
    stem_of,
)
from autograder.handin.unpacking.tree import seen
from autograder.handin.unpacking.zips import entries_within
from autograder.readable_text import first_few

MOST_COMPARED = 12  # notebooks of one student; each is read whole


@dataclass(frozen=True)
class Choice:
    """What is graded of one attempt, and what of it is left out.

    ``chosen`` has several files where only their content can tell; ``left`` names the others, as a
    sentence lists them; ``refused`` is why there is nothing to grade; ``why`` ends the sentence
    “… counts, as it …”.
    """

    chosen: tuple[Claim, ...]
    left: str = ""
    refused: str | None = None
    why: str = ""


def choice_of(files: Sequence[Claim], assignment: str, others: set[str]) -> Choice:
    """Return which of the files that one student handed in together is graded."""
    notebooks = [one for one in files if is_notebook(one.own.name)]
    refused = None
    if not notebooks:
        notebooks, refused = _unpacked(files)
    # A whole repository has the other assignments, too.
    notebooks = _once([one for one in notebooks if not others & set(one.own.parts[:-1])])
    if not notebooks:
        first = min(files, key=_most_like_a_handin_first)
        return Choice((first,), refused=first.entry.refused or refused or _what_it_is(first))
    # Who names a file as another assignment may have named it wrongly: alone, it's looked into.
    wanted = [one for one in notebooks if stem_of(one.own.name) not in others] or notebooks
    named = [one for one in wanted if is_named_as(stem_of(one.own.name), assignment)]
    best, why = _last(named, assignment) if named else _last(wanted, None)
    best = best[:MOST_COMPARED]
    if named and len(named) < len(wanted) and not why:
        why = "is called as the assignment is"
    graded = {id(one) for one in best}
    left = first_few([one.entry.shown for one in wanted if id(one) not in graded])
    return Choice(tuple(best), left, None, why)


def _last(files: list[Claim], assignment: str | None) -> tuple[list[Claim], str]:
    """Return the one that came last, where the names tell, or all between which they don't."""
    if len(files) == 1:
        return files, ""
    told = [(copies(stem_of(one.own.name)), one) for one in files]
    if assignment is not None:
        # A copy made by hand may be older or younger than its original: the original counts.
        told = [pair for pair in told if pair[0][1] is not None] or told
    orders = [order for (_, order), _ in told]
    places = {(one.own.parent, base) for (base, _), one in told}
    if len(places) > 1 or None in orders or len(set(orders)) < len(orders):
        return [one for _, one in told], ""
    why = "came last" if len(told) > 1 else "is called as the assignment is"
    return [max(told, key=lambda pair: pair[0][1] or 0)[1]], why


def _most_like_a_handin_first(claim: Claim) -> tuple[bool, bool, str]:
    name = claim.own.name
    return not may_be_handed_in(name), is_notebook(name), str(claim.own)


def _once(files: list[Claim]) -> list[Claim]:
    """Leave out svm.ipynb.txt where svm.ipynb lies beside it."""
    there = {one.own for one in files}
    return [
        one
        for one in files
        if (plain := one.own.with_name(f"{stem_of(one.own.name)}.ipynb")) == one.own
        or plain not in there
    ]


def _unpacked(files: Sequence[Claim]) -> tuple[list[Claim], str | None]:
    """Return the notebooks in the zips among the files, or why there are none."""
    found: list[Claim] = []
    why, listed = None, 0
    for claim in files:
        entry = claim.entry
        if claim.own.suffix.lower() != ".zip":
            continue
        inner = entries_within(entry) if listed <= MAX_MEMBERS else TOO_MANY
        if isinstance(inner, str):
            why = inner
            continue
        why = why or "it holds no notebook (*.ipynb)"
        listed += len(inner)
        notebooks = seen(one for one in inner if is_notebook(one.inside.name))
        for own, one in sorted(notebooks, key=lambda pair: len(pair[0].parts)):
            found.append(replace(claim, entry=_note(one, entry), own=own))
    return found, why


def _note(inner: Entry, outer: Entry) -> Entry:
    return replace(inner, note=inner.note or outer.note)


def _what_it_is(claim: Claim) -> str:
    kind = claim.written.get("kind", "")
    name = claim.own.name
    typed = claim.platform.name == "blackboard" and name == claim.entry.inside.name
    if kind in ("onlinetext", "text") or typed:
        what = f"a text typed into {claim.platform.title}"
    elif kind == "link":
        what = "a link"
    elif is_notebook(name) or not may_be_handed_in(name):
        return f"There is no notebook (*.ipynb) of this assignment in the hand-in, only {name}."
    else:
        what = kind_of(name)
    return f"{name} is {what}, not a notebook (*.ipynb)."
