"""A cell of a student's notebook, and what its text tells, each found out once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.notebook.definitions import bound, renewed
from autograder.notebook.syntax import essence_of, statements
from coursework.instant_feedback.reruns import MARKED

# How a cell begins to define a name that Python can't read.
_BEGUN = re.compile(
    r"^[ \t]*(?:(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]*)?=(?!=))", re.MULTILINE
)
_FUNCTION = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """What counts of a cell: its kind, its text, and the ids that it may be known by.

    Its number is counted from 1, as a reader of the notebook would.
    """

    kind: str
    source: str
    grade_id: str | None = None
    ids: frozenset[str] = frozenset()
    parts: int = 1
    number: int = field(default=0, compare=False)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is written in it."""
        return not self.source.strip()

    @cached_property
    def parses(self) -> bool:
        """Tell whether Python can read it."""
        return statements(self.source) is not None

    @cached_property
    def binds(self) -> frozenset[str]:
        """Return the names that get a value when it is run."""
        return frozenset(bound(self.source))

    @cached_property
    def marked(self) -> frozenset[str]:
        """Return the answers that its comments say it holds."""
        return frozenset(MARKED.findall(self.source))

    @cached_property
    def begun(self) -> frozenset[str]:
        """Return the names that its lines begin to define, whether Python can read it or not."""
        return frozenset(function or value for function, value in _BEGUN.findall(self.source))

    @cached_property
    def renewed(self) -> frozenset[str]:
        """Return the names that it gives a value of its own, whether Python can read it or not."""
        return frozenset(renewed(self.source)) if self.parses else self.begun

    def times_defined(self, name: str) -> int:
        """Return how many versions of an answer it holds, given that it holds one."""
        functions = _FUNCTION.findall(self.source) if self.parses else []
        return max(1, functions.count(name))

    @cached_property
    def essence(self) -> str | None:
        """Return what its code does, to be compared."""
        return essence_of(self.source)

    def with_tail(self, source: str, tails: int) -> Cell:
        """Return the cell with the text of those below, that it was split into."""
        return replace(self, source=source, parts=self.parts + tails)
