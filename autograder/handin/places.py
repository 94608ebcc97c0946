"""From the paths that an instructor names to claims: a folder, a zip, single notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.course import Course, CourseError
from autograder.handin.archives import Entry, entries_of_folder, entries_of_zip
from autograder.handin.names import is_named_as, is_notebook, stem_of
from autograder.handin.platforms.layouts import TIMESTAMP, Claim, Layout, layout_of
from autograder.handin.platforms.marks import BY_NAME, FOLDERS, TREE, Platform
from autograder.handin.times import Time, read_time, read_timestamp
from autograder.handin.tree import Folder, tree_of

PATTERN = "pattern"


class HandinError(CourseError):
    """A path that was named holds no hand-in; the message says what would be right."""


def claims_below(
    paths: Sequence[Path],
    assignment: str,
    course: Course,
    platform: str | None = None,
    pattern: str | None = None,
) -> Iterator[Layout]:
    """Give for each path whose the files in it are.

    Single notebooks in one folder are looked at together: what a platform wrote stands on all.

    Raises
    ------
    HandinError
        If a path isn't there or holds no hand-in; if the platform or the pattern is wrong.
    """
    if platform is not None and platform not in BY_NAME:
        known = ", ".join(BY_NAME)
        raise HandinError(f"There is no platform “{platform}”. These are known: {known}.")
    expression = _expression(pattern)
    names = tuple(one.name for one in course.assignments)
    singles: dict[Path, Folder] = {}
    in_tree: list[Claim] = []
    for path in paths:
        if _is_single(path):
            if claim := _in_tree(path, assignment, course):
                in_tree.append(claim)
                continue
            folder = path.absolute().parent
            new = folder not in singles
            inside = PurePosixPath(path.name)
            entry = Entry(PurePosixPath(path.absolute()), inside, path)
            singles.setdefault(folder, Folder(folder.name)).files.setdefault(path.name, [entry])
            if not new:
                continue
    if in_tree:
        yield Layout(in_tree, [], "the notebooks")
    tops = [(path, _top(path)) for path in paths if not _is_single(path)]
    for path, top in [*tops, *singles.items()]:
        if expression:
            layout = _by_pattern(top, expression, course)
        else:
            layout = layout_of(top, assignment, names, course.zone, platform)
        if not layout.claims:
            raise HandinError(_nothing_in(path, top, platform, pattern))
        yield replace(layout, named=path.name or str(path))


def _nothing_in(path: Path, top: Folder, platform: str | None, pattern: str | None) -> str:
    some = next((str(own) for own, _ in top.all() if is_notebook(own.name)), None)
    if pattern and some:
        return f"The pattern fits no file in {path}; one is called {some}."
    if platform and some:
        title = BY_NAME[platform].title
        return f"Nothing in {path} is named as {title} names it; a notebook is called {some}."
    return f"There is no notebook (*.ipynb) in {path}."


def _is_single(path: Path) -> bool:
    """Tell whether a path is a notebook.

    Raises
    ------
    HandinError
        If it isn't there, or is something else than a notebook, a folder or a zip.
    """
    if path.is_dir():
        return False
    if not path.exists():
        raise HandinError(f"There is no file or folder {path}.")
    if path.suffix.lower() == ".zip":
        return False
    if not is_notebook(path.name):
        raise HandinError(f"{path} is neither a notebook (*.ipynb), a folder nor a zip.")
    return True


def _top(path: Path) -> Folder:
    if path.is_dir():
        return tree_of(path.absolute().name, entries_of_folder(path))
    entries = entries_of_zip(path)
    if isinstance(entries, str):
        raise HandinError(f"{path} can't be read as a zip: {entries}.")
    return tree_of(path.stem, entries)


def _in_tree(path: Path, assignment: str, course: Course) -> Claim | None:
    """Return whose a notebook is that is named by its path in nbgrader's tree, or in a clone."""
    folder = path.absolute().parent
    if folder.name != assignment:
        return None
    student = folder.parent
    platform = BY_NAME[TREE]
    while student.name == "assignments":  # of a whole course that was cloned
        student, platform = student.parent, BY_NAME[FOLDERS]
    named = is_named_as(stem_of(path.name), assignment)
    if not student.name or not (named or student.parent.name == "submitted"):
        return None
    inside = PurePosixPath(path.absolute().relative_to(student.parent))
    entry = Entry(PurePosixPath(path.absolute()), inside, path)
    time = read_timestamp(folder / TIMESTAMP, course.zone) if platform.name == TREE else None
    return Claim(
        platform, {"folder": student.name}, entry, PurePosixPath(path.name), student.name, time
    )


def _expression(pattern: str | None) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    try:
        expression = re.compile(pattern, re.DOTALL)
    except re.error as error:
        raise HandinError(f"The pattern {pattern} is no regular expression: {error}.") from None
    if not {"id", "name", "email"} & set(expression.groupindex):
        raise HandinError(
            f"The pattern {pattern} should tell who handed in, by a group named id, name or "
            r"email, such as (?P<id>[^/]+)/.*\.ipynb"
        )
    return expression


def _by_pattern(top: Folder, expression: re.Pattern[str], course: Course) -> Layout:
    """Return whose each file is by an instructor's own pattern for its path."""
    who = next(one for one in ("id", "email", "name") if one in expression.groupindex)
    platform = Platform(PATTERN, "your pattern", f"{{{who}}}", f"{{{who}}}")
    claims, aside = [], []
    for own, entry in sorted(top.all(), key=lambda pair: pair[0]):
        found = expression.match(str(own))
        if not found or not found[who]:
            aside.append(str(own))
            continue
        written = {name: text for name, text in found.groupdict().items() if text}
        time: Time | None = None
        if "time" in written:
            time = read_time(written["time"], course.zone, course.zone)
        attempt = written.get("attempt") or written.get("time", "")
        file = PurePosixPath(written.get("file") or own.name)
        claims.append(Claim(platform, written, entry, file, attempt, time))
    return Layout(claims, aside)
