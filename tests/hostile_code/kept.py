"""Where the kit keeps what no student may have."""

from pathlib import Path

from autograder.course import ROOT


def kept_in(part: str) -> list[Path]:
    """Return the files of a part: ``solutions``, ``checks`` or ``mistakes``."""
    if part == "solutions":
        return sorted((ROOT / part).rglob("*.py"))
    content = ROOT / "autograder" / "assignments"
    files = sorted(content.rglob("*.py"))
    return [path for path in files if part in path.relative_to(content).with_suffix("").parts]
