"""From the paths that an instructor names to claims: a folder, a zip, single notebooks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.course import Course, CourseError
from autograder.handin.platforms.canvas import marks_on_canvas
from autograder.handin.platforms.folder_levels import Search, is_class
from autograder.handin.platforms.gradescope import METADATA
from autograder.handin.platforms.layouts import Claim, Layout, layout_of
from autograder.handin.platforms.mark import LONGEST_NAME
from autograder.handin.platforms.naming_rules import BY_NAME, TIMESTAMP, Platform, is_marked
from autograder.handin.times.written_times import Time, read_time
from autograder.handin.unpacking.entry import UNSEEN, Entry
from autograder.handin.unpacking.file_names import is_named_as, is_notebook, stem_of
from autograder.handin.unpacking.folders import entries_of_folder
from autograder.handin.unpacking.tree import Folder, tree_of
from autograder.handin.unpacking.zips import entries_of_zip

PATTERN = "pattern"
_BLACKBOARDS = re.compile(r"_attempt_[0-9-]{19}\.txt$")


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
    for title, top in _tops(paths, search):
        layout = _by_pattern(top, expression, course) if expression else layout_of(top, search)
        if not layout.claims:
            raise HandinError(_nothing_in(title, top, platform, pattern))
        yield replace(layout, named=Path(title).name or title)


def _tops(paths: Sequence[Path], search: Search) -> list[tuple[str, Folder]]:
    """Return what was named as trees, whose tops hold students side by side.

    A shell makes many paths of ``submitted/*/svm``. Who handed in stands in their parents then, so
    these are looked at from where they part.
    """
    notebooks: list[Path] = []
    named: list[tuple[Path, Folder, list[Entry]]] = []
    for path in dict.fromkeys(paths):
        if _is_single(path):
            notebooks.append(path)
        elif os.path.isdir(path):
            entries = entries_of_folder(path)
            named.append((path, tree_of(path.absolute().name, entries), entries))
        else:
            named.append((path, _of_zip(path), [_entry(path)]))
    classes = [path for path, top, _ in named if is_class(top, search)]
    # Several side by side, few of which hold a class, are one student's each.
    several = len(named) > 1 and 2 * len(classes) <= len(named)
    folders = [top for path, top, _ in named if os.path.isdir(path)]
    stems = [
        [stem_of(own.name) for own, _ in top.all() if is_notebook(own.name)] for top in folders
    ]
    one_name = len(stems) > 1 and all(one == stems[0] and len(one) == 1 for one in stems)
    parts: dict[Path, list[Entry]] = {}
    whole: list[tuple[str, Folder]] = []
    for path, top, entries in named:
        alone = path in classes or not _is_students(path, top, search, several, one_name)
        above = path.absolute() if alone else _above(path.absolute(), search.assignment)
        if alone:
            whole.append((str(path), top))
        else:
            parts.setdefault(above, []).extend(_from(above, entries))
    if notebooks:
        above = _above_notebooks(notebooks, search.assignment)
        beside = {one for path in notebooks for one in _told_beside(path.absolute().parent)}
        entries = [_entry(path) for path in [*notebooks, *sorted(beside)]]
        parts.setdefault(above, []).extend(_from(above, entries))
    for above, entries in parts.items():
        there = {one.path.absolute() for one in entries}
        entries += _from(above, [_entry(one) for one in _told_beside(above) if one not in there])
    trees = [(str(top), tree_of(top.name, entries)) for top, entries in parts.items()]
    return [*whole, *trees]


def _is_students(path: Path, top: Folder, search: Search, several: bool, one_name: bool) -> bool:
    """Tell whether a folder or a zip that was named is one student's, by its own name."""
    inside = [one for _, one in top.all()]
    if several and inside and all(one.refused for one in inside):
        return True  # what can't be looked into is in nobody else's way
    if os.path.isdir(path):
        name, below = path.absolute().name, {one.casefold() for one in top.folders}
        stems = [stem_of(one) for one in top.files if is_notebook(one)]
        as_given = any(is_named_as(one, search.assignment) for one in stems)
        if name == search.assignment:
            grandparent = path.absolute().parent.parent.name
            return as_given or TIMESTAMP in top.files or grandparent == "submitted"
        in_tree = search.assignment in below and name != "assignments"
        return is_marked(name) or in_tree or (several and as_given) or one_name
    marked = marks_on_canvas([path.name]) or is_marked(path.name)
    return several and bool(marked)


def _told_beside(folder: Path) -> list[Path]:
    """Return the files in which a platform tells of those that lie beside them."""
    try:
        names = sorted(folder.iterdir())
    except OSError:
        return []
    told = [TIMESTAMP, METADATA]
    return [one for one in names if one.name in told or _BLACKBOARDS.search(one.name)]


def _entry(path: Path) -> Entry:
    place = PurePosixPath(path.absolute())
    # What the instructor named is followed, whatever it is.
    odd = path.suffix == ".txt" and (os.path.islink(path) or not os.path.isfile(path))
    return Entry(place, PurePosixPath(path.name), path, refused="it is a link" if odd else None)


def _from(top: Path, entries: Sequence[Entry]) -> list[Entry]:
    """Return files with their paths from a folder above them."""
    return [replace(one, inside=one.place.relative_to(PurePosixPath(top))) for one in entries]


def _above_notebooks(paths: Sequence[Path], assignment: str) -> Path:
    """Return the folder in which those lie side by side who handed in some notebooks."""
    top = Path(os.path.commonpath([path.absolute().parent for path in paths]))
    if top.name == assignment:
        named = any(is_named_as(stem_of(path.name), assignment) for path in paths)
        stamped = os.path.exists(top / TIMESTAMP) or top.parent.parent.name == "submitted"
        return _above(top, assignment) if named or stamped else top
    return top.parent if is_marked(top.name) else top


def _above(top: Path, assignment: str) -> Path:
    """Return the folder in which students lie side by side, from one that is a student's."""
    if top.name == assignment and len(top.parts) > 2:
        top = top.parent
        while top.name == "assignments" and len(top.parts) > 2:  # a clone of the whole course
            top = top.parent
    return top.parent


def _nothing_in(path: str, top: Folder, platform: str | None, pattern: str | None) -> str:
    some = next((str(own) for own, _ in top.all() if is_notebook(own.name)), None)
    if pattern and some:
        return f"The pattern fits no file in {path}; one is called {some}."
    if platform and some:
        title = BY_NAME[platform].title
        return f"Nothing in {path} is named as {title} names it; a notebook is called {some}."
    unseen = next((f" {own}: {one.refused}." for own, one in top.all() if own.name == UNSEEN), "")
    return f"There is no notebook (*.ipynb) in {path}.{unseen}"


def _is_single(path: Path) -> bool:
    """Tell whether a path is a notebook.

    Raises
    ------
    HandinError
        If it isn't there, or is something else than a notebook, a folder or a zip.
    """
    if os.path.isdir(path):
        return False
    try:
        path.stat()
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise HandinError(f"There is no file or folder {path}.") from None
        raise HandinError(f"The grader can't look at {path} ({error.strerror}).") from None
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
        raise HandinError(f"The pattern {pattern} isn't a regular expression: {error}.") from None
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
        # What the instructor's pattern takes for a longer path, nobody can tell.
        found = expression.match(str(own)) if len(str(own)) <= LONGEST_NAME else None
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
