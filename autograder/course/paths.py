"""Where the files of the course's folder stand."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def text_path(assignment: str) -> Path:
    """Return where an assignment's text stands."""
    return ROOT / "solutions" / "notebooks" / f"{assignment}.md"


def solved_path(assignment: str) -> Path:
    """Return where the solved notebook goes: nbgrader's `source`."""
    return ROOT / "solutions" / "notebooks" / assignment / f"{assignment}.ipynb"


def student_path(assignment: str) -> Path:
    """Return where the student's notebook goes: nbgrader's `release`."""
    return ROOT / "assignments" / assignment / f"{assignment}.ipynb"
