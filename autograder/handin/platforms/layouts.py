"""Which platform packed the files of a class, and what it says of each.

A platform gives a name to every file of a class, a student to a few; so the platform is
the one whose marks stand on most of the names side by side. Only these names tell who
handed in: what lies below them is the student's own, however much it looks like a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from autograder.handin.archives import Entry
from autograder.handin.names import (
    downloaded_again,
    is_named_as,
    is_notebook,
    may_be_handed_in,
    stem_of,
    student_id,
)
from autograder.handin.platforms.gradescope import METADATA
from autograder.handin.platforms.marks import (
    BY_NAME,
    EXCHANGE,
    FILES,
    FOLDERS,
    GOOGLE,
    PLATFORMS,
    TREE,
    Mark,
    Platform,
)
from autograder.handin.times import Time, read_time
from autograder.handin.tree import Folder

TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class Claim:
    """One file, and what the platform says of who handed it in.

    ``own`` is the student's part of its path; ``attempt`` is the same for files that came in
    together.
    """

    platform: Platform
    written: Mapping[str, str]
    entry: Entry
    own: PurePosixPath
    attempt: str = ""
    time: Time | None = None
    members: tuple[Mapping[str, str], ...] = ()

    @property
    def order(self) -> tuple[float, ...] | None:
        """What sorts a student's attempts: the time, or the number that a pattern took."""
        if self.time and self.time.at:
            return (self.time.at.timestamp(),)
        number = self.written.get("attempt", "")
        return (float(number),) if number.isdecimal() and len(number) < 15 else None

    @property
    def student(self) -> str:
        """The student's id without a roster."""
        return student_id(self._told(self.platform.who)) or "nobody"

    @property
    def key(self) -> str:
        """What tells this student from others of the same platform."""
        return self._told(self.platform.key)

    def _told(self, pattern: str) -> str:
        known = {name: self.written.get(name, "") for name in re.findall(r"{(\w+)}", pattern)}
        text = pattern.format(**known)
        # Where the platform left a part out, such as the number of Moodle's default group.
        return text if all(known.values()) else text.strip("_")


@dataclass(frozen=True)
class Layout:
    """The files of a class as somebody packed them: whose they are, and what is nobody's.

    ``named`` is what they lie in, as the instructor calls it.
    """

    claims: list[Claim]
    aside: list[str]
    named: str = ""


def layout_of(
    top: Folder,
    assignment: str,
    assignments: tuple[str, ...],
    zone: ZoneInfo,
    platform: str | None = None,
) -> Layout:
    """Return whose each file of a class is.

    Parameters
    ----------
    top
        What was named, with all that lies in it.
    assignments
        All of the course: nbgrader's tree is known by them.
    zone
        In which platforms write times.
    platform
        The only one to look for; by default whichever fits best.
    """
    level = _level(top, assignment, assignments, zone, platform)
    left_folders, left_files = dict(level.folders), dict(level.files)
    for name in (METADATA, "index.html"):  # the platform's own
        left_files.pop(name, None)
    claims: list[Claim] = []
    for one, marks in _readings(level, assignment, assignments, zone, platform):
        for name, mark in marks.items():
            if name in left_folders:
                claims += _in_folder(one, mark, left_folders.pop(name), assignment, zone)
            elif name in left_files:
                claims += _in_file(one, mark, name, left_files.pop(name))
    aside: list[str] = []
    if platform in (None, FOLDERS):
        for name in sorted(left_folders):
            mark = Mark({"folder": name}, len(name))
            claims += _in_folder(BY_NAME[FOLDERS], mark, left_folders.pop(name), assignment, zone)
    if platform in (None, FILES):
        others = set(assignments) - {assignment}
        found, aside = _plain_files(level, left_files, assignment, others)
        claims += found
        left_files = {}
    return Layout(claims, [*aside, *left_files, *(f"{name}/" for name in left_folders)])


def _level(
    top: Folder,
    assignment: str,
    assignments: tuple[str, ...],
    zone: ZoneInfo,
    platform: str | None,
) -> Folder:
    """Return the folder in which students' folders or files lie side by side."""
    level = top
    while not _readings(level, assignment, assignments, zone, platform):
        if len(level.folders) != 1 or any(map(may_be_handed_in, level.files)):
            break
        (inner,) = level.folders.values()
        if platform == FOLDERS:
            around = len(inner.folders) > 1 and not any(map(may_be_handed_in, inner.files))
        else:
            marked = bool(_readings(inner, assignment, assignments, zone, platform))
            around = marked or _is_around_students(inner, assignment)
        if not around:
            break
        level = inner
    return level


def _is_around_students(folder: Folder, assignment: str) -> bool:
    """Tell whether a folder that lies alone holds a class, and not one student's work."""
    notebooks = [stem_of(name) for name in folder.files if is_notebook(name)]
    if notebooks:
        return not any(is_named_as(stem, assignment) for stem in notebooks)
    # A clone of the whole course holds the assignments beside other folders.
    return bool(folder.folders) and "assignments" not in folder.folders


def _readings(
    level: Folder,
    assignment: str,
    assignments: tuple[str, ...],
    zone: ZoneInfo,
    platform: str | None,
) -> list[tuple[Platform, dict[str, Mark]]]:
    """Return the platforms whose marks stand here, what they wrote, and the likeliest first."""
    found = []
    for one in PLATFORMS:
        marks = one.marks(level, assignments, zone) if platform in (None, one.name) else {}
        if marks and _is_possible(one, marks, level, assignment, sure=platform is not None):
            found.append((one, marks))
    # Of two that fit as many names, the one whose part ends further left: what a student
    # wrote stands to the right of what the platform wrote.
    reach = {one.name: sum(mark.end for mark in marks.values()) for one, marks in found}
    return sorted(found, key=lambda pair: (-len(pair[1]), reach[pair[0].name]))


def _is_possible(
    platform: Platform, marks: dict[str, Mark], level: Folder, assignment: str, sure: bool
) -> bool:
    attachments = [mark.written.get("canvas_attachment") for mark in marks.values()]
    numbered = [one for one in attachments if one]
    if platform.name == "canvas" and len(set(numbered)) < len(numbered):
        return False  # Canvas numbers each file: these are numbers of a title
    if platform.name == GOOGLE and not sure:
        # A dash between two words is no mark; on all names, with the assignment's behind it, it is.
        all_of_them = all(name in marks for name in level.files if may_be_handed_in(name))
        named = [one for one in marks.values() if is_named_as(stem_of(one.own), assignment)]
        return all_of_them and 2 * len(named) >= len(marks)
    return True


def _in_folder(
    platform: Platform, mark: Mark, folder: Folder, assignment: str, zone: ZoneInfo
) -> Iterator[Claim]:
    """Give the files in a folder that is one student's."""
    name, time = folder.name, mark.time
    if platform.name == EXCHANGE and mark.written.get("assignment") != assignment:
        return
    if platform.name == TREE:
        below = [one for key, one in folder.folders.items() if key.casefold() == assignment]
        if not below:
            return
        folder = min(below, key=lambda one: one.name != assignment)
    if platform.name == EXCHANGE:
        time = read_time(mark.written["time"], zone)
    elif platform.name == TREE and TIMESTAMP in folder.files:
        time = timestamp_of(folder.files[TIMESTAMP][0], zone)
    written = {**mark.written, f"{platform.name}_folder": name}
    for own, entry in sorted(folder.all(), key=lambda pair: pair[0]):
        if str(own) != TIMESTAMP or platform.name not in (TREE, EXCHANGE):
            yield Claim(platform, written, entry, own, name, time, mark.members)


def timestamp_of(entry: Entry, zone: ZoneInfo) -> Time:
    """Return the time in nbgrader's `timestamp.txt`, which names no zone where it is UTC."""
    try:
        text = entry.read(10_000).decode("utf-8", "replace")
    except Exception as error:  # a link, a pipe, a damaged member
        return Time(None, f"{TIMESTAMP} can't be read ({error}): late, time unknown.")
    return read_time(text, zone)


def _in_file(platform: Platform, mark: Mark, name: str, entries: list[Entry]) -> Iterator[Claim]:
    """Give the files of one name: two in a zip may have the same."""
    attempt = mark.written.get("time", "")
    for entry in entries:
        yield Claim(
            platform, mark.written, entry, PurePosixPath(mark.own or name), attempt, mark.time
        )


def _plain_files(
    level: Folder, files: Mapping[str, list[Entry]], assignment: str, others: set[str]
) -> tuple[list[Claim], list[str]]:
    """Return the files to which no platform gave a name, and what isn't anybody's."""
    claims, aside = [], []
    stems = {stem_of(name) for name in files if is_notebook(name)}
    again = {one[0] for stem in stems if (one := downloaded_again(stem))} & stems
    for name in sorted(files):
        stem = stem_of(name)
        copy = downloaded_again(stem)
        if not may_be_handed_in(name) or (is_notebook(name) and stem in others):
            aside.append(name)
            continue
        # svm.ipynb in a folder is that folder's student's.
        student = level.name if is_notebook(name) and is_named_as(stem, assignment) else stem
        if copy and copy[0] in again:
            student = copy[0] if student == stem else student
        written = {"file": student}
        for entry in files[name]:
            claims.append(Claim(BY_NAME[FILES], written, entry, PurePosixPath(name)))
    return claims, aside
