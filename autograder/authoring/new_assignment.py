"""A new assignment: the few files that it needs, small and whole, to be written over."""

from __future__ import annotations

import json
import keyword
import re
from datetime import datetime, timedelta
from pathlib import Path

from autograder.assignments.parts import CONTENT, ContentError
from autograder.course import ROOT, Course, student_path, text_path

SKELETON = Path(__file__).parent / "skeleton"
COURSE = ROOT / "course.toml"
COURSEWORK = ROOT / "assignments" / "coursework"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
WEEK = timedelta(days=7)


def new_assignment(name: str, title: str, course: Course) -> list[Path]:
    """Write the files of a new assignment, and its entry in ``course.toml``.

    Parameters
    ----------
    name
        What its files, its notebook and its module are called.
    title
        What people read; if empty, the name with a capital.
    course
        The course as it is. The assignment comes last in it, due a week after the one before.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    ContentError
        If the name can't be that of an assignment, or something has it already.
    """
    _expect_free(name, course)
    title = title or name.replace("_", " ").capitalize()
    files = {
        ROOT / "solutions" / f"{name}.py": "reference.py.txt",
        text_path(name): "text.md.txt",
        COURSEWORK / "checks" / f"{name}.py": "visible_checks.py.txt",
        CONTENT / f"{name}.py": "content.py.txt",
    }
    for path, template in files.items():
        text = (SKELETON / template).read_text(encoding="utf-8")
        text = text.replace("NAME", name).replace("TITLE", title)
        path.write_text(text, encoding="utf-8")
    due = max((one.due for one in course.assignments if one.due), default=None)
    entry = _entry(name, title, due + WEEK if due else None)
    COURSE.write_text(with_entry(COURSE.read_text(encoding="utf-8"), entry), encoding="utf-8")
    return [*files, COURSE]


def _expect_free(name: str, course: Course) -> None:
    """Make sure that a name can be that of an assignment, and that nothing has it."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise ContentError(
            f"An assignment can't be called {name!r}: its name is that of a Python module, such as "
            "two_layers, of lower-case letters, digits and _."
        )
    if any(one.name == name for one in course.assignments):
        raise ContentError(f"There is an assignment “{name}” already, as course.toml tells.")
    for place in (
        ROOT / "solutions" / name,
        text_path(name).with_suffix(""),
        COURSEWORK / "checks" / name,
        CONTENT / name,
        student_path(name).parent,
    ):
        for path in (place, place.with_name(f"{name}.py"), place.with_name(f"{name}.md")):
            if path.exists():
                raise ContentError(
                    f"There is {path.relative_to(ROOT)} already. Give the assignment another name, "
                    "or move that away."
                )


def _entry(name: str, title: str, due: datetime | None) -> str:
    quoted = json.dumps(title, ensure_ascii=False)  # JSON's strings are TOML's, too
    entry = f'[[assignments]]\nname = "{name}"\ntitle = {quoted}\n'
    return f"{entry}due = {due.isoformat(timespec='seconds')}\n" if due else entry


def with_entry(text: str, entry: str) -> str:
    """Return the text of ``course.toml`` with one more entry after the last of its kind.

    All else stays as it is, comments too.
    """
    lines = text.splitlines(keepends=True)
    begun = [place for place, line in enumerate(lines) if line.strip() == "[[assignments]]"]
    if not begun:
        return f"{text.rstrip()}\n\n{entry}"
    end = begun[-1] + 1
    while end < len(lines) and "=" in lines[end] and lines[end].lstrip()[0] not in "#[":
        end += 1
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    return "".join([*lines[:end], "\n", entry, *lines[end:]])
