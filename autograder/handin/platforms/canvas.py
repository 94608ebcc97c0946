"""Who handed in on Canvas: ``<name>[_LATE]_<user id>_<attachment id>_<the student's own name>``.

The name is “Last, First” in small letters without other characters. Students can choose it, and
a number at its end stays (Canvas's `content_zipper.rb`): a student called `Broe_222` hands in
``broe_222_111_8_svm.ipynb``, which looks like user 222's. A file that students call
``2027_svm.ipynb`` looks the same. The numbers of the class's other files tell which it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.handin.platforms.mark import LONGEST_NAME, Mark

_NUMBER = re.compile(r"[0-9]+")
_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<name>anon)_(?!LATE_)(?P<canvas_anonymous>[A-Za-z0-9]+)"
    r"_(?P<canvas_attachment>[0-9]+)_(?P<own>.+)$",
    re.DOTALL,
)
_TYPED = re.compile(
    r"(?P<name>.+?)(?P<late>_LATE)?_(?P<canvas_id>[0-9]+)_(?P<kind>text|link)\.html$", re.DOTALL
)


@dataclass(frozen=True)
class Reading:
    """One way to read a name."""

    name: str
    late: str
    user: str
    attachment: str
    own: str

    @property
    def size(self) -> int:
        """The attachment's number of digits: a class's files get theirs at about one time."""
        return len(self.attachment)

    def mark(self, end: int, sure: bool = True) -> Mark:
        """Return it as a mark; one that isn't sure tells nobody's number."""
        who = f"{self.name}_{self.user}_{self.attachment}"
        numbers = {"canvas_id": self.user, "canvas_attachment": self.attachment}
        written = {"name": self.name, **numbers} if sure else {"name": who, "unsure": "Canvas"}
        return Mark(written | ({"late": self.late} if self.late else {}), end, self.own)


def marks_on_canvas(names: Iterable[str]) -> dict[str, Mark]:
    """Return what Canvas wrote into the names of one class's files."""
    marks: dict[str, Mark] = {}
    ways: dict[str, list[Reading]] = {}
    for name in names:
        start = name[:LONGEST_NAME]
        if found := _ANONYMOUS.match(start) or _TYPED.match(start):
            written = {key: value for key, value in found.groupdict().items() if value}
            own = written.pop("own", "")
            marks[name] = Mark(written, found.start("own") if own else found.end(), own)
        elif readings := _readings(name):
            ways[name] = readings
    sure = [readings[0] for readings in ways.values() if len(readings) == 1]
    if _are_no_attachments(sure):
        return marks
    for name, readings in ways.items():
        fitting = [one for one in readings if _fits(one, sure)] if len(readings) > 1 else readings
        one = fitting[0] if len(fitting) == 1 else readings[0]
        marks[name] = one.mark(len(name) - len(one.own), sure=len(fitting) == 1)
    return marks


def _readings(name: str) -> list[Reading]:
    """Return the ways to read a name, the furthest left first."""
    words = name.split("_")
    for first in range(1, len(words) - 2):
        last = first
        while last < len(words) - 1 and _NUMBER.fullmatch(words[last]):
            last += 1
        if last - first >= 2:
            return [_reading(words, place) for place in range(first, last - 1)]
    return []


def _reading(words: list[str], place: int) -> Reading:
    before = words[:place]
    late = "_LATE" if len(before) > 1 and before[-1] == "LATE" else ""
    name = "_".join(before[:-1] if late else before)
    return Reading(name, late, words[place], words[place + 1], "_".join(words[place + 2 :]))


def _fits(reading: Reading, others: list[Reading]) -> bool:
    """Tell whether a reading goes with the files of the class that can be read in one way."""
    if any(one.attachment == reading.attachment for one in others):
        return False
    names = {one.name for one in others if one.user == reading.user}
    sizes = [one.size for one in others]
    close = bool(sizes) and min(sizes) - 1 <= reading.size <= max(sizes) + 1
    return close and names <= {reading.name}


def _are_no_attachments(readings: list[Reading]) -> bool:
    """Tell whether most files have one number, as those of a title: Canvas gives each its own.

    What an instructor made beside a file, such as its HTML, has the file's number, too.
    """
    stems: dict[str, list[str]] = defaultdict(list)
    for one in readings:
        stems[one.attachment].append(one.own.rsplit(".", 1)[0])
    most = max(stems.values(), key=len, default=[])
    return len(set(most)) > 1 and 2 * len(most) > len(readings)
