"""A hand-in as it goes to another machine: with its bytes, as its path means nothing there."""

from __future__ import annotations

from dataclasses import dataclass, fields

from autograder.grading.one_file import the_one_that_counts
from autograder.grading.submission import Grader
from autograder.handin.one_handin import Handin


@dataclass(frozen=True)
class Carried(Handin):
    """A hand-in with its content, or with why that can't be read."""

    content: bytes = b""
    trouble: Exception | None = None

    def read(self, limit: int | None = None) -> bytes:
        """Return the notebook's bytes, or fail as reading them did."""
        if self.trouble is not None:
            raise self.trouble
        return self.content


def carried(handin: Handin, grader: Grader) -> Carried:
    """Read a hand-in, of several notebooks the one that counts, where it lies."""
    handin = the_one_that_counts(handin, grader)
    known = {one.name: getattr(handin, one.name) for one in fields(Handin)}
    try:
        return Carried(**known, content=handin.read(grader.limits.notebook_megabytes << 20))
    except MemoryError:
        raise
    except Exception as trouble:  # becomes this hand-in's result, as if it were read there
        return Carried(**known, trouble=trouble)
