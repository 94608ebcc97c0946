"""From the paths that an instructor names to claims: a folder, a zip, single notebooks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.course import Course, CourseError
from autograder.handin.files.archives import Entry, entries_of_folder, entries_of_zip
from autograder.handin.files.names import is_named_as, is_notebook, stem_of
from autograder.handin.files.tree import Folder, tree_of
from autograder.handin.platforms.layouts import Claim, Layout, layout_of
from autograder.handin.platforms.levels import Search
from autograder.handin.platforms.marks import BY_NAME, TIMESTAMP, Platform, is_marked
from autograder.handin.times import Time, read_time

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
    search = Search(assignment, names, course.zone, platform)
    for title, top in _tops(paths, assignment):
        layout = _by_pattern(top, expression, course) if expression else layout_of(top, search)
        if not layout.claims:
            raise HandinError(_nothing_in(title, top, platform, pattern))
        yield replace(layout, named=Path(title).name or title)


def _tops(paths: Sequence[Path], assignment: str) -> list[tuple[str, Folder]]:
    """Return what was named as trees, whose tops hold students side by side.

    A shell makes many paths of ``submitted/*/svm``. Who handed in stands in their parents then, so
    these are looked at from where they part.
    """
    notebooks: list[Path] = []
    parts: dict[Path, list[Entry]] = {}
    whole: list[tuple[str, Folder]] = []
    zips = [path for path in paths if path.suffix.lower() == ".zip" and not path.is_dir()]
    # Several zips with marks on their own names are those that students handed in.
    students = len(zips) > 1 and all(is_marked(path.name) for path in zips)
    for path in dict.fromkeys(paths):
        if _is_single(path):
            notebooks.append(path)
        elif path in zips and students:
            top = path.absolute().parent
            inside = PurePosixPath(path.name)
            entry = Entry(PurePosixPath(path.absolute()), inside, path)
            parts.setdefault(top, []).append(entry)
        elif path in zips:
            whole.append((str(path), _of_zip(path)))
        elif (top := _top_of_folder(path, assignment)) != path.absolute():
            parts.setdefault(top, []).extend(_from(top, entries_of_folder(path)))
        else:
            whole.append((str(path), tree_of(top.name, entries_of_folder(path))))
    if notebooks:
        top = _top_of_notebooks(notebooks, assignment)
        stamps = {path.absolute().parent / TIMESTAMP for path in notebooks}
        there = [path for path in stamps if path.is_symlink() or path.exists()]
        entries = [Entry(PurePosixPath(one), PurePosixPath(), one) for one in notebooks]
        entries += [_stamp(path) for path in sorted(there)]
        parts.setdefault(top, []).extend(_from(top, entries))
    trees = [(str(top), tree_of(top.name, entries)) for top, entries in parts.items()]
    return [*whole, *trees]


def _stamp(path: Path) -> Entry:
    refused = None if path.is_file() and not path.is_symlink() else "it is no ordinary file"
    return Entry(PurePosixPath(path), PurePosixPath(), path, refused=refused)


def _from(top: Path, entries: Sequence[Entry]) -> list[Entry]:
    """Return files with their paths from a folder above them."""
    places = [PurePosixPath(Path(one.place).absolute()) for one in entries]
    return [
        replace(one, place=place, inside=place.relative_to(PurePosixPath(top)))
        for one, place in zip(entries, places, strict=True)
    ]


def _top_of_notebooks(paths: Sequence[Path], assignment: str) -> Path:
    top = Path(os.path.commonpath([path.absolute().parent for path in paths]))
    named = any(is_named_as(stem_of(path.name), assignment) for path in paths)
    return _above(top, assignment, named or (top / TIMESTAMP).exists())


def _top_of_folder(path: Path, assignment: str) -> Path:
    """Return the folder in which a folder that was named is one student's; or itself."""
    names = [one.name for one in path.iterdir()] if path.name == assignment else []
    named = any(is_notebook(one) and is_named_as(stem_of(one), assignment) for one in names)
    return _above(path.absolute(), assignment, named or TIMESTAMP in names)


def _above(top: Path, assignment: str, is_students: bool) -> Path:
    """Return the folder in which students lie side by side, from one that may be a student's."""
    in_tree = is_students or top.parent.parent.name == "submitted"
    if top.name == assignment and in_tree and len(top.parts) > 2:
        top = top.parent
        while top.name == "assignments" and len(top.parts) > 2:  # a clone of the whole course
            top = top.parent
        return top.parent
    return top.parent if is_marked(top.name) else top


def _nothing_in(path: str, top: Folder, platform: str | None, pattern: str | None) -> str:
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


def _of_zip(path: Path) -> Folder:
    entries = entries_of_zip(path)
    if isinstance(entries, str):
        raise HandinError(f"{path} can't be read as a zip: {entries}.")
    return tree_of(path.stem, entries)


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
