"""Who handed in on Blackboard: its names hold assignment and user, and both may hold ``_``.

The text file that Blackboard writes for each attempt is the sure source. Its first lines are
``Name: First Last (user)``, ``Assignment: …``, ``Date Submitted: …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from autograder.handin.unpacking.entry import Entry

_FIRST_LINE = re.compile(r"\A\s*Name:(?P<name>[^\n]*)\((?P<user>[^()\n]+)\)\s*\Z")
_MOST = 100_000


def users_of(heads: Iterable[str], texts: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    """Return user name and name for each ``<assignment>_<user>``.

    Parameters
    ----------
    heads
        All that stand in one export.
    texts
        The text file of an attempt, for those that have one.
    """
    heads = list(heads)
    known = {head: told for head in heads if (told := _told(head, texts.get(head)))}
    # All are of one assignment: once its title is known, the rest is the user's name.
    titles = {head[: -len(told["blackboard"])] for head, told in known.items()}
    for head in heads:
        if head not in known:
            title = max((one for one in titles if head.startswith(one)), key=len, default=None)
            known[head] = {"blackboard": head[len(title) :] if title else _user_in(head)}
    return known


def _told(head: str, text: Entry | None) -> dict[str, str] | None:
    """Return what an attempt's text file says, if it fits the name that it has."""
    if text is None:
        return None
    try:
        lines = text.read(_MOST).decode("utf-8-sig", "replace").split("\n")
    except Exception:  # a damaged member: the names have to do
        return None
    # Only the first line is Blackboard's for sure: further down stands what students wrote.
    found = _FIRST_LINE.match(lines[0][:1000]) if lines else None
    if found is None or not head.endswith(f"_{found['user']}"):
        return None
    return {"blackboard": found["user"], "name": found["name"].strip()}


def _user_in(head: str) -> str:
    """Return the user's name where nothing tells where it begins: never cut short.

    A title with ``_`` leaves a part of it in front; a name cut short could be another's.
    """
    return head.partition("_")[2] or head
