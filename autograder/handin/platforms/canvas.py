"""Who handed in on Canvas: ``<name>[_LATE]_<user id>_<attachment id>_<the student's own name>``.

The name is “Last, First” in small letters without other characters. Students can choose it, and
a number at its end stays (Canvas's `content_zipper.rb`): a student called `Broe_222` hands in
``broe_222_111_8_svm.ipynb``, which looks like user 222's. A file that students call
``2027_svm.ipynb`` looks the same. The numbers of the class's other files tell which it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from autograder.handin.platforms.mark import LONGEST_NAME, Mark

_NUMBER = re.compile(r"\A[0-9]+\Z")
_ANONYMOUS = re.compile(
    r"\A(?P<late>LATE_)?(?P<name>anon)_(?!LATE_)(?P<canvas_anonymous>[A-Za-z0-9]+)"
    r"_(?P<canvas_attachment>[0-9]+)_(?P<own>.+)$",
    re.DOTALL,
)
_TYPED = re.compile(
    r"\A(?P<name>.+?)(?P<late>_LATE)?_(?P<canvas_id>[0-9]+)_(?P<kind>text|link)\.html$", re.DOTALL
)

LONGEST_FILE_NAME = 255


@dataclass(frozen=True)
class Reading:
    """One way to read a name."""

    name: str
    late: str
    user: str
    attachment: str
    own: str

    @property
    def stem(self) -> str:
        """The student's own name without its ending."""
        return self.own.rsplit(".", 1)[0]

    @property
    def size(self) -> int:
        """The attachment's number of digits: a class's files get theirs at about one time."""
        return len(self.attachment)

    def mark(self, end: int, sure: bool = True) -> Mark:
        """Return it as a mark; one that isn't sure tells nobody's number."""
        who = f"{self.name}_{self.user}_{self.attachment}"
        numbers = {"canvas_id": self.user, "canvas_attachment": self.attachment}
        unsure = {"name": who, "unsure": "Canvas", "unsure_name": f"{who}_{self.own}"}
        written = {"name": self.name, **numbers} if sure else unsure
        return Mark(written | ({"late": self.late} if self.late else {}), end, self.own)


def marks_on_canvas(names: Iterable[str]) -> dict[str, Mark]:
    """Return what Canvas wrote into the names of one class's files."""
    names = list(names)
    ways = {name: _readings(name) for name in names}
    anonymous = {name: found for name in names if (found := _ANONYMOUS.match(name[:LONGEST_NAME]))}
    if anonymous and len(anonymous) == len(names):  # an assignment is so as a whole
        return {name: _marked(found) for name, found in anonymous.items()}
    sure = _sure([readings for readings in ways.values() if readings])
    if _are_no_attachments(sure):
        sure, ways = [], {name: [] for name in names}
    stems: dict[str, set[str]] = defaultdict(set)
    for one in (one for readings in ways.values() for one in readings):
        stems[one.attachment].add(one.stem)
    shared = {number for number, owns in stems.items() if len(owns) > 1}
    fits, known = _fitting(sure), set(sure)
    marks: dict[str, Mark] = {}
    for name, readings in ways.items():
        typed = _TYPED.match(name[:LONGEST_NAME])
        fitting = [
            one for one in readings if one in known or (one.attachment not in shared and fits(one))
        ]
        if len(readings) > 1 or typed:
            readings = fitting if len(fitting) == 1 else [] if typed else readings
        if readings:
            one = readings[0]
            end = len(name[:LONGEST_NAME]) - len(one.own)
            mark = one.mark(end, sure=len(readings) == 1)
            marks[name] = replace(mark, own=mark.own + name[LONGEST_NAME:])
        elif typed:
            marks[name] = _marked(typed)
    return marks


def _marked(found: re.Match[str]) -> Mark:
    written = {key: value for key, value in found.groupdict().items() if value}
    own = written.pop("own", "")
    return Mark(written, found.start("own") if own else found.end(), own)


def _readings(name: str) -> list[Reading]:
    """Return the ways to read a name, the furthest left first."""
    if len(name) > LONGEST_FILE_NAME:  # of no file, and with hundreds of readings
        return []
    words = name.split("_")
    return [
        _reading(words, place)
        for place in range(1, len(words) - 2)
        if _NUMBER.match(words[place]) and _NUMBER.match(words[place + 1])
    ]


def _sure(ways: list[list[Reading]]) -> list[Reading]:
    """Return the readings that are beyond doubt.

    Those of names that can be read in one way. Where there is none, as each student's own name
    holds numbers: the furthest left, if most of a class have an attachment of one size.
    """
    only = [readings[0] for readings in ways if len(readings) == 1]
    if only or len(ways) < 3:
        return only
    sizes = Counter(readings[0].size for readings in ways)
    size, times = sizes.most_common(1)[0]
    return [one[0] for one in ways if one[0].size == size] if 2 * times > len(ways) else []


def _reading(words: list[str], place: int) -> Reading:
    before = words[:place]
    late = "_LATE" if len(before) > 1 and before[-1] == "LATE" else ""
    name = "_".join(before[:-1] if late else before)
    return Reading(name, late, words[place], words[place + 1], "_".join(words[place + 2 :]))


def _fitting(sure: list[Reading]) -> Callable[[Reading], bool]:
    """Return what tells whether a reading goes with those that are beyond doubt."""
    taken = {one.attachment for one in sure}
    sizes = [one.size for one in sure]
    fewest, most = min(sizes, default=0), max(sizes, default=0)
    names: dict[str, set[str]] = defaultdict(set)
    for one in sure:
        names[one.user].add(one.name)

    def fits(reading: Reading) -> bool:
        if not sizes or reading.attachment in taken:
            return False
        close = fewest - 1 <= reading.size <= most + 1
        return close and names.get(reading.user, {reading.name}) == {reading.name}

    return fits


def _are_no_attachments(readings: list[Reading]) -> bool:
    """Tell whether all files have one number, as that of a title: Canvas gives each its own.

    What an instructor made beside a file, such as its HTML, has the file's number, too.
    """
    stems = {one.stem for one in readings}
    return len({one.attachment for one in readings}) == 1 and len(stems) > 1
