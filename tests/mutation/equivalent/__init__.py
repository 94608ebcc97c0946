"""Mutants that mean the same as the reference, listed by hand with the reason."""

import tomllib
from pathlib import Path


def equivalents(assignment: str) -> dict[str, str]:
    """Return the reason why it is one, for each equivalent mutant of an assignment by name."""
    table = tomllib.loads((Path(__file__).parent / f"{assignment}.toml").read_text("utf-8"))
    listed = [(name, one["reason"]) for one in table["equivalent"] for name in one["mutants"]]
    reasons = dict(listed)
    assert len(reasons) == len(listed), "a mutant is listed twice"
    return reasons
