"""How one check ended, before anything is made of it: neither points nor a student's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coursework.faults.failures import Mistake
from coursework.scoring.check import Check


@dataclass(frozen=True)
class Outcome:
    """How one check ended, before its points are reckoned.

    Attributes
    ----------
    check
        Which check.
    ended
        Whether the answer was right or wrong; whether the check was skipped, or broke.
    said, hint
        What was wrong, and what may help; a student reads both.
    mistake
        The known mistake that was seen.
    lent
        Names of the answers with right ones of which this one is right.
    raised
        Whether the student's code ended in an error.
    undone
        Whether the answer hasn't been begun.
    """

    check: Check
    ended: Literal["right", "wrong", "skipped", "error"]
    said: str = ""
    hint: str = ""
    mistake: Mistake | None = None
    lent: tuple[str, ...] = ()
    raised: bool = False
    undone: bool = False

    @property
    def slip(self) -> str:
        """The name of the slip by which alone the check failed, if it was one.

        Where the code only raised an error, nothing was seen to be right.
        """
        if self.mistake is None or self.mistake.kind != "slip" or self.raised:
            return ""
        return self.mistake.name if self.ended == "wrong" else ""

    @property
    def is_shaky(self) -> bool:
        """Whether nothing can be built on it: it isn't right, nor right but for a slip."""
        return self.ended != "right" and not self.slip
