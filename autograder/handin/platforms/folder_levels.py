"""On which level of folders students lie side by side, and whose marks stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from autograder.handin.platforms.mark import Mark
from autograder.handin.platforms.naming_rules import (
    CANVAS,
    FILES,
    FOLDERS,
    GOOGLE,
    PLATFORMS,
    Platform,
)
from autograder.handin.unpacking.entry import Entry
from autograder.handin.unpacking.file_names import (
    is_named_as,
    is_notebook,
    may_be_handed_in,
    stem_of,
)
from autograder.handin.unpacking.tree import Folder, tree_of
from autograder.handin.unpacking.zips import entries_within

# In a zip that may hold a class. A student's can name so many that they fill the memory.
MOST_FOLDERS = 300_000


@dataclass(frozen=True)
class Search:
    """What is looked for.

    Attributes
    ----------
    assignment, assignments
        The one handed in, and all of the course: nbgrader's tree is known by them.
    zone
        In which platforms write times.
    platform
        The only one to look for; None for whichever fits best.
    """

    assignment: str
    assignments: tuple[str, ...]
    zone: ZoneInfo
    platform: str | None = None

    @property
    def others(self) -> set[str]:
        """The other assignments."""
        return set(self.assignments) - {self.assignment}


def level_of(top: Folder, search: Search) -> Folder:
    """Return the folder in which students' folders or files lie side by side."""
    level = top
    while not readings_of(level, search):
        if len(level.folders) != 1 or any(map(is_notebook, level.files)):
            break
        (inner,) = level.folders.values()
        alone = not any(map(may_be_handed_in, level.files))
        if search.platform == FOLDERS:
            around = len(inner.folders) > 1 and not any(map(may_be_handed_in, inner.files))
        elif readings := readings_of(inner, search):
            # Beside instructions, a folder of several marks holds the class.
            around = alone or len(readings[0][1]) > 1
        else:
            around = alone and _is_around_students(inner, search.assignment)
        if not around:
            break
        level = inner
    return level


def sections_of(level: Folder, search: Search) -> list[Folder]:
    """Return the classes that lie side by side, as folders or as zips, if these are such.

    One of them holds the marks of several students, and all others marks, too, so no student
    can make it seem so.
    """
    if any(map(is_notebook, level.files)) or search.platform in (FOLDERS, FILES):
        return []
    if readings_of(level, search):
        return []
    sections, most = [], 0
    for section in _side_by_side(level):
        if not (marks := _marks_below(section, search)):
            return []  # before the next one is unpacked
        sections.append(section)
        most = max(most, marks)
    return sections if most > 1 else []


def _side_by_side(level: Folder) -> Iterator[Folder]:
    yield from level.folders.values()
    for name, entries in level.files.items():
        if name.lower().endswith(".zip") and stem_of(name) not in level.folders:
            for one in entries:
                yield _unpacked(stem_of(name), one)


def _marks_below(folder: Folder, search: Search) -> int:
    readings = readings_of(level_of(folder, search), search)
    return len(readings[0][1]) if readings else 0


def is_class(folder: Folder, search: Search) -> bool:
    """Tell whether a folder or zip that was named holds several students' work."""
    if _marks_below(folder, search) > 1:
        return True
    stems = [stem_of(name) for name in folder.files if is_notebook(name)]
    if len(stems) > 1 and not any(is_named_as(stem, search.assignment) for stem in stems):
        return True
    others = [
        one for name, one in folder.folders.items() if name.casefold() not in search.assignments
    ]
    with_notebooks = [one for one in others if any(is_notebook(file.name) for file, _ in one.all())]
    return not stems and len(with_notebooks) > 1


def _unpacked(name: str, entry: Entry) -> Folder:
    entries = entries_within(entry)
    if isinstance(entries, str) or sum(len(one.inside.parts) for one in entries) > MOST_FOLDERS:
        return Folder(name)
    return tree_of(name, entries)


def _is_around_students(folder: Folder, assignment: str) -> bool:
    """Tell whether a folder that lies alone holds a class, and not one student's work."""
    notebooks = [stem_of(name) for name in folder.files if is_notebook(name)]
    if notebooks:
        return not any(is_named_as(stem, assignment) for stem in notebooks)
    # A clone of the whole course holds the assignments beside other folders.
    return bool(folder.folders) and "assignments" not in folder.folders


def readings_of(level: Folder, search: Search) -> list[tuple[Platform, dict[str, Mark]]]:
    """Return the platforms whose marks stand here, what they wrote, and the likeliest first."""
    found = []
    for one in PLATFORMS:
        marks = one.marks(level, search.assignments) if search.platform in (None, one.name) else {}
        if marks and _is_possible(one, marks, level, search):
            found.append((one, marks))
    # Of two that fit as many names, the one whose part ends further left: what a student
    # wrote stands to the right of what the platform wrote.
    reach = {one.name: sum(mark.end for mark in marks.values()) for one, marks in found}
    return sorted(found, key=lambda pair: (-len(pair[1]), reach[pair[0].name]))


def _is_possible(platform: Platform, marks: dict[str, Mark], level: Folder, search: Search) -> bool:
    if platform.name == CANVAS and search.platform is None and len(marks) == 1:
        # Canvas packs files; a folder's name may hold a date.
        return any(name in level.files for name in marks)
    if platform.name == GOOGLE and search.platform is None:
        # A dash is no mark; on most names, with the assignment's name behind it, it is.
        notebooks = sum(map(is_notebook, level.files))
        named = [one for one in marks.values() if is_named_as(stem_of(one.own), search.assignment)]
        return 4 * len(marks) >= 3 * notebooks and 2 * len(named) >= len(marks)
    return True
