"""Mutants that mean the same as the reference, listed by hand with the reason."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from autograder.assignments.parts import ContentError, beside_content
from autograder.course import ROOT


def equivalents(assignment: str) -> dict[str, str]:
    """Return the reason why it is one, for each equivalent mutant of an assignment by name.

    An assignment without a list has none.

    Raises
    ------
    ContentError
        If the list isn't as `pasted` writes it, or has a mutant twice.
    """
    path = list_of_equivalents(assignment)
    if not path.is_file():
        return {}
    where = path.relative_to(ROOT)
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["equivalent"]
        listed = [(name, one["reason"]) for one in entries for name in one["mutants"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ContentError(
            f"{where} should hold [[equivalent]] entries, each with a reason and a list of "
            f"mutants ({type(error).__name__}: {error})."
        ) from None
    twice = [name for name, times in Counter(name for name, _ in listed).items() if times > 1]
    if twice:
        raise ContentError(f"{where} lists {twice[0]!r} twice; leave one.")
    return dict(listed)


def list_of_equivalents(assignment: str) -> Path:
    """Return the file in which an assignment's equivalent mutants are listed, if it has some."""
    return beside_content(assignment, "equivalent.toml")


def pasted(names: Iterable[str]) -> str:
    """Return mutants as an entry of the list, ready to paste; its reason is to be filled in."""
    lines = "".join(f"    {_literal(name)},\n" for name in names)
    return f'[[equivalent]]\nreason = ""\nmutants = [\n{lines}]'


def _literal(name: str) -> str:
    """Return a mutant's name as a string of TOML."""
    return f"'{name}'" if "'" not in name else json.dumps(name, ensure_ascii=False)
