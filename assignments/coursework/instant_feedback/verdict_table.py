"""The table that an instant check shows: HTML in a notebook, plain text elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from coursework.faults.failures import NOT_DONE
from coursework.scoring.check import Verdict

_CODE = re.compile("`([^`\n]+)`")
# Status: its mark, its word, and a colour that can be read on white and on black.
LOOK = {
    "passed": ("✓", "passed", "#1a9850"),
    "forgiven": ("◐", "forgiven", "#b8860b"),
    "failed": ("✗", "failed", "#d73027"),
    "skipped": ("–", "skipped", "#888888"),
    "error": ("!", "error", "#b8860b"),
    "not done": ("○", "not done yet", "#b8860b"),
    "answered": ("●", "answered", "#888888"),  # not green: nobody has looked whether it is right
}


class WithoutTraceback:
    """Makes an error that IPython shows in its own words alone: it says all that there is."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def marked_up(text: str) -> str:
    """Return a message as HTML: escaped, `names` between backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def look(verdict: Verdict) -> tuple[str, str, str]:
    """Return mark, word and colour of a verdict."""
    if verdict.message == NOT_DONE:
        return LOOK["not done"]
    if verdict.status == "passed" and not verdict.points:
        return LOOK["answered"]
    return LOOK[verdict.status]


@dataclass(frozen=True)
class Table:
    """Verdicts on one answer, ready to be shown."""

    question: str
    verdicts: list[Verdict]
    more_later: bool = False  # the hidden checks, after the student has handed in

    @property
    def headline(self) -> str:
        """One line that says it all: ``hinge_loss: 3 of 4 points``."""
        earned = sum(verdict.earned for verdict in self.verdicts)
        points = sum(verdict.points for verdict in self.verdicts)
        if not points:
            return self.question
        rest = " now, the others after you hand in" if self.more_later else ""
        return f"{self.question}: {earned:g} of {points:g} points{rest}"

    def __str__(self) -> str:
        lines = [self.headline]
        for verdict in self.verdicts:
            mark, word, _ = look(verdict)
            plural = "" if verdict.points == 1 else "s"
            points = f", {verdict.points:g} point{plural}" if verdict.points else ""
            first, *rest = said(verdict).splitlines()
            lines.append(f"  {mark} {first} ({word}{points})")
            lines += [f"      {line}" for line in rest]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(self._row(verdict) for verdict in self.verdicts)
        return (
            '<table style="border-collapse: collapse; margin: 0.5em 0; text-align: left">'
            f'<caption style="caption-side: top; text-align: left; font-weight: bold">'
            f"{escape(self.headline)}</caption><tbody>{rows}</tbody></table>"
        )

    def _row(self, verdict: Verdict) -> str:
        mark, word, colour = look(verdict)
        cell = 'style="text-align: left; vertical-align: top; padding: 0.25em 0.8em'
        first, _, rest = said(verdict).partition("\n")
        message = marked_up(rest).replace("\n", "<br>")
        points = f"{verdict.earned:g} / {verdict.points:g}" if verdict.points else ""
        return (
            f'<tr style="border-left: 4px solid {colour}">'
            f'<td {cell}; white-space: nowrap; color: {colour}; font-weight: bold">'
            f"{mark} {word}</td>"
            f'<td {cell}">{marked_up(first)}'
            + (f'<div style="opacity: 0.8">{message}</div>' if message else "")
            + f'</td><td {cell}; white-space: nowrap; text-align: right">{points}</td></tr>'
        )


def said(verdict: Verdict) -> str:
    """Return what a verdict says: the check in its first line, how it ended in the others.

    What a question's check promises is no news where there is no answer: how it ended is all.
    """
    if verdict.message == NOT_DONE or not verdict.message:
        return verdict.description
    return f"{verdict.description}\n{verdict.message}" if verdict.points else verdict.message
