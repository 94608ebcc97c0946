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

from autograder.handin.platforms.folder_levels import Search, level_of, readings_of, sections_of
from autograder.handin.platforms.gradescope import METADATA
from autograder.handin.platforms.mark import Mark
from autograder.handin.platforms.naming_rules import (
    BY_NAME,
    CANVAS,
    EXCHANGE,
    FILES,
    FOLDERS,
    TIMESTAMP,
    TREE,
    Platform,
)
from autograder.handin.times.written_times import LARGEST_FILE, Time, read_time, too_large
from autograder.handin.unpacking.bounded_reading import TooLarge
from autograder.handin.unpacking.entry import Entry
from autograder.handin.unpacking.file_names import (
    downloaded_again,
    is_named_as,
    is_notebook,
    may_be_handed_in,
    stem_of,
    student_id,
)
from autograder.handin.unpacking.tree import Folder

_PARTS = re.compile(r"{(\w+)}")  # of a pattern that tells who handed in


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
            # Two attempts in one minute have numbers, too.
            numbers = self.written.get("brightspace_attempt", "").split("-")
            return (self.time.at.timestamp(), *(int(one) for one in numbers if one.isdecimal()))
        if self.platform.name == CANVAS:  # what is late came after what isn't
            return (float("late" in self.written),)
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
        known = {name: self.written.get(name, "") for name in _PARTS.findall(pattern)}
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


def layout_of(top: Folder, search: Search) -> Layout:
    """Return whose each file is of all that lies in what was named."""
    level = level_of(top, search)
    if sections := sections_of(level, search):
        layouts = [layout_of(one, search) for one in sections]
        return Layout(
            [claim for one in layouts for claim in one.claims],
            [*level.files, *(name for one in layouts for name in one.aside)],
        )
    left_folders, left_files = dict(level.folders), dict(level.files)
    for name in (METADATA, "index.html"):  # the platform's own
        left_files.pop(name, None)
    claims: list[Claim] = []
    for one, marks in readings_of(level, search):
        for name, mark in one.told(marks, level, search.zone).items():
            if name in left_folders:
                claims += _in_folder(one, mark, left_folders.pop(name), search)
            elif name in left_files:
                claims += _in_file(one, mark, name, left_files.pop(name))
    aside: list[str] = []
    if claims:  # beside what a platform packed, a PDF is the instructor's
        aside = sorted(name for name in left_files if not is_notebook(name))
        left_files = {name: one for name, one in left_files.items() if is_notebook(name)}
    for name in [one for one in left_files if stem_of(one) in left_folders]:
        if name.lower().endswith(".zip"):  # and unpacked beside itself
            aside.append(name)
            del left_files[name]
    if search.platform in (None, FOLDERS):
        for name in sorted(left_folders):
            mark = Mark({"folder": name}, len(name))
            claims += _in_folder(BY_NAME[FOLDERS], mark, left_folders.pop(name), search)
    if search.platform in (None, FILES):
        found, nobodys = _plain_files(level, left_files, search)
        claims += found
        aside += nobodys
        left_files = {}
    aside += [one.inside.parts[0] for one in level.hidden if one.inside.parts[0][:2] == ".."]
    return Layout(claims, [*aside, *left_files, *(f"{name}/" for name in left_folders)])


def _in_folder(platform: Platform, mark: Mark, folder: Folder, search: Search) -> Iterator[Claim]:
    """Give the files in a folder that is one student's."""
    name, time = folder.name, mark.time
    if platform.name == EXCHANGE:
        if mark.written.get("assignment") != search.assignment:
            return
        time = read_time(mark.written["time"], search.zone)
    files = list(folder.all())
    if platform.name == TREE:
        below = [one for key, one in folder.folders.items() if key.casefold() == search.assignment]
        if below:
            folder = min(below, key=lambda one: one.name != search.assignment)
            files = list(folder.all())
            if TIMESTAMP in folder.files:
                time = timestamp_of(folder.files[TIMESTAMP][0], search.zone)
        else:  # what lies beside other assignments, or was put into the wrong one's folder
            files = [
                (own, one)
                for own, one in files
                if own.parts[0].casefold() not in search.assignments
                or stem_of(own.name) == search.assignment
            ]
    written = {**mark.written, f"{platform.name}_folder": name}
    told = platform.name in (TREE, EXCHANGE)
    own_files = [pair for pair in files if not (told and str(pair[0]) == TIMESTAMP)]
    if not own_files and (hidden := folder.any_hidden()) and platform.name != FOLDERS:
        files = [(PurePosixPath(hidden.inside.name), hidden)]
    # Who handed in nothing but that has a row all the same.
    for own, entry in sorted(own_files or files, key=lambda pair: pair[0]):
        attempt = _attempt(platform, mark, name)
        yield Claim(platform, written, entry, own, attempt, time, mark.members)


def _attempt(platform: Platform, mark: Mark, name: str) -> str:
    """Return what is the same for files that came in together."""
    if platform.name == CANVAS:  # it packs the newest attempt only; two zips may lie side by side
        return mark.written.get("late", "")
    return mark.written.get("time") or name


def timestamp_of(entry: Entry, zone: ZoneInfo) -> Time:
    """Return the time in nbgrader's `timestamp.txt`, which names no zone where it is UTC."""
    try:
        text = entry.read(LARGEST_FILE).decode("utf-8", "replace")
    except TooLarge:
        return too_large(TIMESTAMP)
    except Exception as error:  # a link, a pipe, a damaged member
        why = getattr(error, "strerror", None) or error  # without the path: the student reads this
        return Time(None, f"{TIMESTAMP} can't be read ({why}): late, time unknown.")
    return read_time(text, zone)


def _in_file(platform: Platform, mark: Mark, name: str, entries: list[Entry]) -> Iterator[Claim]:
    """Give the files of one name: two in a zip may have the same."""
    attempt = _attempt(platform, mark, "")
    for entry in entries:
        yield Claim(
            platform, mark.written, entry, PurePosixPath(mark.own or name), attempt, mark.time
        )


def _plain_files(
    level: Folder, files: Mapping[str, list[Entry]], search: Search
) -> tuple[list[Claim], list[str]]:
    """Return the files to which no platform gave a name, and what isn't anybody's."""
    claims, aside = [], []
    stems = {stem_of(name) for name in files if is_notebook(name)}
    again = {one[0] for stem in stems if (one := downloaded_again(stem))} & stems
    for name in sorted(files):
        stem = stem_of(name)
        copy = downloaded_again(stem)
        if not may_be_handed_in(name) or (is_notebook(name) and stem in search.others):
            aside.append(name)
            continue
        # svm.ipynb in a folder is that folder's student's.
        student = level.name if is_notebook(name) and is_named_as(stem, search.assignment) else stem
        if copy and copy[0] in again:
            student = copy[0] if student == stem else student
        written = {"file": student}
        for entry in files[name]:
            claims.append(Claim(BY_NAME[FILES], written, entry, PurePosixPath(name)))
    return claims, aside
