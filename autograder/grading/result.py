"""The result of one submission: one record that every report is made from."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from autograder.handin.arrival import HandedIn
from coursework.faults.failures import NOT_DONE
from coursework.scoring.check import Status, Verdict

LONGEST_NAME = 200
# What some file system or shell takes for more than a letter, and what has no UTF-8.
UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|%&$`!'
    r"\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Names that Windows keeps for devices, with any suffix.
_DEVICE = re.compile(r"\A(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """What a result was made from, each part as a digest or as it is.

    All but the notebook is empty where an earlier version of the kit wrote the result, or
    where the kit was edited while it graded: then nothing more is known.

    Attributes
    ----------
    notebook : str
        The file handed in; of one that isn't read, why not.
    checks : dict
        Each check by name: its code, points, foundations and texts.
    order : str
        In which order the checks are made.
    reference, other_references : str, dict
        The reference solution; by name those of other assignments that are used, too.
    mistakes, shared, examples : str
        The catalogue of mistakes; what checks share; the worked examples.
    released, others : str
        The notebook as it was given out; the answers that other assignments ask for.
    coursework, grader, pages : str
        The students' package and the grader, so far as they grade this assignment; what
        makes pages and graded notebooks.
    imported : str
        All of the students' package, where the notebook handed in may import more of it.
    limits, secret, versions : dict, str, dict
        The limits by name; the grading secret; the versions of Python and of the packages
        that students have.
    """

    notebook: str
    checks: dict[str, str] = field(default_factory=dict)
    order: str = ""
    reference: str = ""
    other_references: dict[str, str] = field(default_factory=dict)
    mistakes: str = ""
    shared: str = ""
    examples: str = ""
    released: str = ""
    others: str = ""
    coursework: str = ""
    imported: str = ""
    grader: str = ""
    pages: str = ""
    limits: dict[str, float] = field(default_factory=dict)
    secret: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, record: dict[str, Any]) -> Origin:
        """Read back what a result holds; of one with other parts just the notebook is known."""
        if record.keys() == {one.name for one in fields(cls)}:
            return cls(**record)
        return cls(record["notebook"])

    @property
    def is_known(self) -> bool:
        """Tell whether more is known than the notebook."""
        return bool(self.reference)


@dataclass(frozen=True)
class ByHand:
    """The points of a text that a person grades; ``earned`` is None until that is done."""

    question: str
    points: float
    earned: float | None = None


@dataclass(frozen=True)
class Result:
    """What a submission earned, check by check, and what had to be said about it.

    ``score`` and ``max_score`` are those of the checks; with the points given by hand and
    less what lateness costs they make ``total``, of ``out_of`` points.
    The first ``notes`` of the warnings tell how it came in, the others what stands in it.
    ``made_from`` is None where the grader itself failed: such a result isn't kept.
    """

    assignment: str
    student: str
    score: float
    max_score: float
    isolation: str
    warnings: list[str] = field(default_factory=list)
    error: str | None = None
    checks: list[Verdict] = field(default_factory=list)
    made_from: Origin | None = None
    handed_in: HandedIn | None = None
    by_hand: list[ByHand] = field(default_factory=list)
    late_penalty: float = 0.0
    notes: int = 0

    @classmethod
    def of(
        cls,
        assignment: str,
        student: str,
        isolation: str,
        checks: list[Verdict],
        warnings: list[str],
        error: str | None = None,
        made_from: Origin | None = None,
    ) -> Result:
        """Add up the verdicts of a submission."""
        score = rounded(sum(check.earned for check in checks))
        max_score = rounded(sum(check.points for check in checks))
        return cls(
            assignment,
            student,
            score,
            max_score,
            isolation,
            warnings,
            error,
            list(checks),
            made_from,
        )

    @classmethod
    def from_json(cls, text: str) -> Result:
        """Read back what `to_json` wrote."""
        entries: dict[str, Any] = json.loads(text)
        entries["checks"] = [Verdict(**check) for check in entries["checks"]]
        if entries.get("made_from"):
            entries["made_from"] = Origin.of(entries["made_from"])
        if entries.get("handed_in"):
            entries["handed_in"] = HandedIn(**entries["handed_in"])
        entries["by_hand"] = [ByHand(**one) for one in entries.get("by_hand", [])]
        return cls(**entries)

    def to_json(self) -> str:
        """Return the record as the JSON document that the design fixes."""
        return json.dumps(self, default=vars, indent=1, ensure_ascii=False) + "\n"

    def outline(self) -> Result:
        """Return what a class's table and picture need of it, which for many takes little memory.

        Gone are the words on each check, but for those that it wasn't begun, and what it was
        made from but for the notebook.
        """
        made_from = self.made_from and Origin(self.made_from.notebook)
        checks = [
            _outlined(
                *(one.name, one.question, one.points, one.earned, one.status, one.mistake),
                begun=one.message != NOT_DONE,
            )
            for one in self.checks
        ]
        return replace(self, checks=checks, made_from=made_from)

    @property
    def graded_as(self) -> str:
        """The name to which hidden inputs are bound: a group is graded once, by its own."""
        handed_in = self.handed_in
        return handed_in.group if handed_in and handed_in.members else self.student

    @property
    def total(self) -> float:
        """What the submission earned in all so far: by checks and by hand, less lateness."""
        by_hand = sum(one.earned or 0.0 for one in self.by_hand)
        return rounded(max(0.0, self.score + by_hand - self.late_penalty))

    @property
    def out_of(self) -> float:
        """What could be earned in all."""
        return rounded(self.max_score + sum(one.points for one in self.by_hand))

    @property
    def to_grade(self) -> float:
        """How many of these points a person still has to decide on."""
        return rounded(sum(one.points for one in self.by_hand if one.earned is None))

    def of_question(self, question: str) -> list[Verdict]:
        """Return the verdicts on one answer."""
        return [check for check in self.checks if check.question == question]

    @property
    def questions(self) -> list[str]:
        """Return the questions in the order of the assignment."""
        return list(dict.fromkeys(check.question for check in self.checks))

    @property
    def mistakes(self) -> list[str]:
        """Return the names of the mistakes recognised, each once."""
        return list(dict.fromkeys(c.mistake for c in self.checks if c.mistake))


@lru_cache(maxsize=1 << 14)  # one object for verdicts that are alike
def _outlined(
    name: str,
    question: str,
    points: float,
    earned: float,
    status: Status,
    mistake: str | None,
    begun: bool,
) -> Verdict:
    message = "" if begun else NOT_DONE
    return Verdict(name, question, "", points, earned, status, message, mistake)


def rounded(points: float) -> float:
    """Return points without what sums of tenths leave: 19.200000000000003 is 19.2."""
    return round(points, 6) + 0.0


def file_name(student: str) -> str:
    """Return a student's name as a safe file name: no folder, no dot first, no odd byte.

    Letters of any language stay, so that nbgrader finds a student's folder by the name
    that stands in the gradebook.
    """
    safe = UNSAFE.sub(lambda odd: quote(odd[0], safe="", errors="surrogatepass"), student)
    if safe.startswith(".") or _DEVICE.match(safe):
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    if safe.endswith((".", " ")):  # Windows leaves them off
        safe = f"{safe[:-1]}%{ord(safe[-1]):02X}"
    if len(safe.encode()) > LONGEST_NAME:  # file systems take 255 bytes, suffix included
        digest = hashlib.sha256(student.encode(errors="surrogatepass")).hexdigest()[:16]
        start = safe.encode()[: LONGEST_NAME - 18].decode(errors="ignore")
        safe = f"{start}%~{digest}"  # no name's own % stands as it is
    return safe or "%20"
