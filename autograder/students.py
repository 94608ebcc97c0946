"""Whose notebook a file is, by its path: nbgrader's tree, a platform's names, the file's own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_STUDENT = 250

# How learning platforms name what they pack: the student's name and number are kept.
_LMS_FOLDER = re.compile(r"^(?P<student>.+_\d+)_assignsubmission_file_?$")  # Moodle
_MOODLE_FILE = re.compile(r"^(?P<student>.+_\d+)_assignsubmission_file_.*$")  # without folders
_CANVAS_FILE = re.compile(r"^(?P<student>[^_]+)(_LATE)?_\d+_\d+_.+$")
_BLACKBOARD_FILE = re.compile(r"^.+_(?P<student>[^_]+)_attempt_(?P<order>\d{4}-[\d-]+)(_.+)?$")
_LMS_FILE = [_MOODLE_FILE, _CANVAS_FILE, _BLACKBOARD_FILE]
# Canvas numbers what is handed in again, a browser what is downloaded again.
_AGAIN = re.compile(r"(?:-(?P<canvas>\d+)| ?\((?P<browser>\d+)\))$")


def student_of(notebook: PurePosixPath, assignment: str) -> str:
    """Return whose notebook it is, as text that can be written in any file or database."""
    name = _named(notebook, assignment)
    # A name with bytes of another encoding has no UTF-8. And é is one letter or two.
    known = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", known)[:LONGEST_STUDENT]


def without_case(student: str) -> str:
    """Return what two names have in common that are one file on some disks."""
    return unicodedata.normalize("NFKC", student).casefold()


def order_of(stem: str, assignment: str) -> str | None:
    """Return what tells by a file's name which of a student's came last, if anything does."""
    if found := _BLACKBOARD_FILE.match(stem):
        return found["order"]
    again = _AGAIN.search(stem)
    number = f"{int(again['canvas'] or again['browser']):09d}" if again else f"{0:09d}"
    base = stem[: again.start()] if again else stem
    return number if base == assignment or _CANVAS_FILE.match(stem) else None


def first_of(stem: str) -> str | None:
    """Return the name of which a browser made this one: ``jane`` of ``jane (1)``."""
    again = _AGAIN.search(stem)
    return stem[: again.start()] if again and again["browser"] else None


def owner_of(inside: PurePosixPath, assignment: str) -> str | None:
    """Return whose place in Moodle's or nbgrader's tree a file of any kind lies in."""
    for part in inside.parts[:-1]:
        if match := _LMS_FOLDER.match(part):
            return match["student"]
    if match := _MOODLE_FILE.match(inside.name):
        return match["student"]
    in_tree = len(inside.parts) == 3 and inside.parts[1] == assignment
    return inside.parts[0] if in_tree else None


def is_of_platform(stem: str) -> bool:
    """Tell whether a platform gave a file its name."""
    return any(pattern.match(stem) for pattern in _LMS_FILE)


def _named(notebook: PurePosixPath, assignment: str) -> str:
    for part in notebook.parts[:-1]:
        if match := _LMS_FOLDER.match(part):
            return match["student"]
    for pattern in _LMS_FILE:
        if match := pattern.match(notebook.stem):
            return match["student"]
    # Browsers and Jupyter name a second copy: svm (1), svm-Copy1.
    if not re.fullmatch(rf"{assignment}(-\d+|-Copy\d+| ?\(\d+\))?", notebook.stem):
        return notebook.stem
    folder = notebook.parent
    return (folder.parent if folder.name == assignment else folder).name or notebook.stem
