"""What each platform writes around a hand-in: a table of places in paths.

A platform writes the beginning of a file's or folder's name. It tells who handed in,
which attempt it is and when. Everything right of that is the student's own text, and tells
nothing about who. Names and layouts are those of the platforms' own sources and
documentation; `docs/instructors.md` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.handin.platforms.blackboard import users_of
from autograder.handin.platforms.canvas import marks_on_canvas
from autograder.handin.platforms.gradescope import METADATA, submissions_of
from autograder.handin.platforms.mark import LONGEST_NAME, Mark
from autograder.handin.times.written_times import Time
from autograder.handin.unpacking.file_names import is_named_as, is_notebook, stem_of
from autograder.handin.unpacking.tree import Folder

CANVAS, MOODLE, EXCHANGE, TREE, GOOGLE = "canvas", "moodle", "exchange", "nbgrader", "google"
FOLDERS, FILES = "folders", "files"
TIMESTAMP = "timestamp.txt"
_HALF_OF_THE_DAY = re.compile(r"(\d\d) ([AP]M)$")


@dataclass(frozen=True)
class Platform:
    """A platform, and where in a path it writes who handed in.

    Attributes
    ----------
    name, title : str
        As ``--platform`` takes it, and as people call it.
    who : str
        The student's id without a roster, made of what the platform wrote.
    key : str
        What tells one student of this platform from another.
    folders, files : tuple of patterns
        How it names a student's folder, or each file.
    clock : str
        How it writes times, as `strptime` reads them.
    reader
        In place of patterns, where names are read together.
    predicate
        In place of patterns, where a folder's name alone doesn't tell.
    refine
        Completes the marks of a whole folder by what else lies in it.
    """

    name: str
    title: str
    who: str = ""
    key: str = ""
    folders: tuple[re.Pattern[str], ...] = ()
    files: tuple[re.Pattern[str], ...] = ()
    clock: str = ""
    reader: Callable[[Iterable[str]], dict[str, Mark]] | None = None
    predicate: Callable[[Folder, Folder, tuple[str, ...]], Mark | None] | None = None
    refine: Callable[[dict[str, Mark], Folder, ZoneInfo], dict[str, Mark]] | None = None

    @property
    def names_only(self) -> bool:
        """Whether it tells students by nothing but their names."""
        return self.key == "{name}"

    def marks(self, level: Folder, assignments: tuple[str, ...]) -> dict[str, Mark]:
        """Return what it wrote on a level of folders and files, by their names."""
        found: dict[str, Mark] = {}
        if self.reader:
            found = self.reader([*level.folders, *level.files])
        for name, folder in level.folders.items():
            mark = _match(self.folders, name)
            if self.predicate:
                mark = self.predicate(folder, level, assignments)
            if mark:
                found[name] = mark
        for name in level.files:
            if mark := _match(self.files, name):
                found[name] = mark
        return found

    def told(self, marks: dict[str, Mark], level: Folder, zone: ZoneInfo) -> dict[str, Mark]:
        """Return the same marks with all that is told of them, also by files beside them."""
        if marks and self.refine:
            marks = self.refine(marks, level, zone)
        return {name: self._timed(mark, zone) for name, mark in marks.items()}

    def _timed(self, mark: Mark, zone: ZoneInfo) -> Mark:
        text = mark.written.get("time", "")
        if not self.clock or not text or mark.time:
            return mark
        try:
            at = datetime.strptime(_spread(text), self.clock).replace(tzinfo=zone)
        except ValueError:
            at = None
        note = "" if at else f"The platform's time “{text}” can't be read."
        return Mark(mark.written, mark.end, mark.own, mark.members, Time(at, note))


def _spread(time: str) -> str:
    """Return a time with its hours and minutes apart: `strptime` reads 115 as 11:5."""
    return _HALF_OF_THE_DAY.sub(r":\1 \2", time)


def _match(patterns: tuple[re.Pattern[str], ...], name: str) -> Mark | None:
    """Return the mark that ends furthest left: what stands behind it is the student's."""
    marks = []
    for pattern in patterns:
        if found := pattern.match(name[:LONGEST_NAME]):
            written = {key: value for key, value in found.groupdict().items() if value}
            own = written.pop("own", "")
            end = found.start("own") if own else found.end()
            marks.append(Mark(written, end, own + name[LONGEST_NAME:] if own else ""))
    return min(marks, key=lambda mark: mark.end, default=None)


def _in_nbgraders_tree(folder: Folder, level: Folder, assignments: tuple[str, ...]) -> Mark | None:
    """``submitted/<student>/<assignment>/…``: folders that are named as assignments."""
    below = [one for name, one in folder.folders.items() if name.casefold() in assignments]
    # A clone of the whole course has the assignments in a folder of this name.
    if folder.name == "assignments" or not below:
        return None
    alone = len(level.folders) == 1 and level.name != "submitted"
    if alone and any(_is_a_class(one) for one in below):
        return None
    return Mark({"folder": folder.name}, len(folder.name))


def _is_a_class(folder: Folder) -> bool:
    """Tell of a folder named as an assignment whether its notebooks are named as students."""
    stems = [stem_of(name) for name in folder.files if is_notebook(name)]
    named = any(is_named_as(stem, folder.name) for stem in stems)
    return len(stems) > 1 and not named and TIMESTAMP not in folder.files


def _of_classroom(folder: Folder, level: Folder, assignments: tuple[str, ...]) -> Mark | None:
    """``<slug>-submissions/<slug>-<login>``, as GitHub Classroom clones a class."""
    slug, dash, rest = level.name.rpartition("-submissions")
    start = f"{slug}-"
    if not (dash and slug and not rest and folder.name.startswith(start)):
        return None
    login = folder.name[len(start) :]
    return Mark({"github": login}, len(folder.name)) if login else None


def _users_on_blackboard(marks: dict[str, Mark], level: Folder, zone: ZoneInfo) -> dict[str, Mark]:
    # A folder of the same name is a zip that somebody unpacked.
    texts = {
        name: level.files[name][0]
        for name, mark in marks.items()
        if not mark.own and name in level.files
    }
    heads = dict.fromkeys(mark.written["head"] for mark in marks.values())
    known = users_of(heads, {marks[name].written["head"]: entry for name, entry in texts.items()})
    return {
        name: Mark({**mark.written, **known[mark.written["head"]]}, mark.end, mark.own)
        for name, mark in marks.items()
    }


def _submissions_on_gradescope(
    marks: dict[str, Mark], level: Folder, zone: ZoneInfo
) -> dict[str, Mark]:
    if METADATA not in level.files:
        return marks
    told = submissions_of(level.files[METADATA][0], zone)
    refined = {}
    for name, mark in marks.items():
        submission = told.get(name)
        if submission is None or not submission.submitters:
            refined[name] = mark
            continue
        # A number that two addresses claim is two people's, and a group is not one of its members.
        everybody = sorted(
            f"{one['gradescope']} {one.get('email', '')}" for one in submission.submitters
        )
        written = {**mark.written, **submission.submitters[0], "submitters": repr(everybody)}
        members = submission.submitters if len(submission.submitters) > 1 else ()
        refined[name] = Mark(written, mark.end, "", members, submission.time)
    return refined


def _mark(pattern: str) -> re.Pattern[str]:
    # Digits are those of ASCII: others that look like them are a student's idea.
    return re.compile(rf"\A(?:{pattern})", re.DOTALL | re.ASCII)


_DATE = r"(?P<time>[A-Z][a-z]{2} \d{1,2}, \d{4} \d{3,4} [AP]M)"
_STAMP = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^+]*(?:\+\d\d:?\d\d)?"
_BLACKBOARD = r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})"
_BRIGHTSPACE = rf"(?P<brightspace_attempt>\d+-\d+) - (?P<name>.+?) - {_DATE}"
_MOODLE_WHO = r"(?P<name>.+?)_(?P<moodle_participant>\d+)"
_MOODLE_WHAT = r"_assignsubmission_(?P<kind>[a-z]+)"

# In the order in which they are believed where several fit equally well.
PLATFORMS = (
    Platform(
        "gradescope",
        "Gradescope",
        who="{gradescope}",
        key="{gradescope}{submitters}",
        folders=(_mark(r"(?P<gradescope>submission_(?P<gradescope_submission>\d+))$"),),
        refine=_submissions_on_gradescope,
    ),
    Platform(
        CANVAS,
        "Canvas",
        who="{name}_{canvas_id}{canvas_anonymous}",
        key="{canvas_id}/{canvas_anonymous}/{unsure}/{unsure_name}",
        reader=marks_on_canvas,
    ),
    Platform(
        MOODLE,
        "Moodle",
        who="{name}_{moodle_participant}",
        key="{name}_{moodle_participant}",
        folders=(
            _mark(_MOODLE_WHO + _MOODLE_WHAT + "(?:_(?P<own>.*))?$"),
            _mark(r"(?P<name>.+?)" + _MOODLE_WHAT + "(?:_(?P<own>.*))?$"),
        ),
        files=(
            _mark(_MOODLE_WHO + _MOODLE_WHAT + "_(?P<own>.+)$"),
            _mark(r"(?P<name>.+?)" + _MOODLE_WHAT + "_(?P<own>.+)$"),
        ),
    ),
    Platform(
        "brightspace",
        "Brightspace",
        who="{name}",
        key="{name}",
        folders=(_mark(_BRIGHTSPACE + "$"),),
        files=(_mark(_BRIGHTSPACE + " - (?P<own>.+)$"),),
        clock="%b %d, %Y %I:%M %p",
    ),
    Platform(
        "blackboard",
        "Blackboard",
        who="{blackboard}",
        key="{blackboard}",
        folders=(_mark(_BLACKBOARD + "(?:_(?P<own>.+))?$"),),
        files=(_mark(_BLACKBOARD + r"(?:\.txt$|_(?P<own>.+)$)"),),
        clock="%Y-%m-%d-%H-%M-%S",
        refine=_users_on_blackboard,
    ),
    Platform(
        EXCHANGE,
        "nbgrader's exchange",
        who="{folder}",
        key="{folder}",
        folders=(
            _mark(
                rf"(?P<folder>.+?)\+(?P<assignment>[^+]+)\+(?P<time>{_STAMP})(?:\+[^+]*)?$",
            ),
        ),
    ),
    Platform(
        "github",
        "GitHub Classroom",
        who="{github}",
        key="{github}",
        predicate=_of_classroom,
    ),
    Platform(
        TREE,
        "nbgrader's tree",
        who="{folder}",
        key="{folder}",
        predicate=_in_nbgraders_tree,
    ),
    Platform(
        GOOGLE,
        "Google Classroom",
        who="{name}",
        key="{name}",
        files=(_mark(r"(?P<name>.+?) - (?P<own>.+)$"),),
    ),
    # Where no platform wrote anything, names that people gave have to do.
    Platform(FOLDERS, "one folder per student", who="{folder}", key="{folder}"),
    Platform(FILES, "one file per student", who="{file}", key="{file}"),
)
BY_NAME = {one.name: one for one in PLATFORMS}


def is_marked(name: str) -> bool:
    """Tell whether a platform gave a folder or a file this name."""
    packed = [one for one in PLATFORMS if one.name != GOOGLE]
    patterns = tuple(pattern for one in packed for pattern in (*one.folders, *one.files))
    return _match(patterns, name) is not None
