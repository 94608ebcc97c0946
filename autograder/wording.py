"""How results are put into words: the same in the page, the terminal, the picture and the table."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from autograder.result import Result
from coursework.checking import Verdict
from coursework.table import look

# Terminal sequences: CSI ("\x1b[31m"), OSC ("\x1b]0;title\x07"), and the two-character ones.
_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
# Joiners shape Persian words and emoji; they can't turn a text around.
_KEPT = frozenset("\n\t\u200c\u200d")


def visible(text: str) -> str:
    r"""Return a student's text with nothing hidden in it.

    Terminal sequences go; control characters, direction overrides and zero-width
    characters are shown (``␀``, ``⟨U+202E⟩``); half a surrogate pair, which no file
    can hold, becomes ``�``. Line breaks and tabs stay.
    """
    text = _ANSI.sub("", text).replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character in _KEPT:
        return character
    match unicodedata.category(character):
        case "Cc":
            if character == "\x7f":
                return "␡"
            return chr(0x2400 + ord(character)) if character < " " else "�"
        case "Cs":
            return "�"
        case "Cf" | "Zl" | "Zp":
            return f"⟨U+{ord(character):04X}⟩"
    return character


def one_line(text: str) -> str:
    """Return a student's text `visible` and in one line: a name, a cell of a table."""
    return " ".join(visible(text).split())


def shortened(text: str, limit: int) -> str:
    """Return a text, or its beginning and how much was left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def spoken(mistake_name: str) -> str:
    """Return a mistake's name in words: ``gradient_has_lambda_w`` → ``gradient has lambda w``."""
    return one_line(mistake_name.replace("_", " "))


def mark_and_word(verdict: Verdict) -> tuple[str, str]:
    """Return a verdict's mark and word, the same that the notebook shows: ``✓``, ``passed``."""
    mark, word, _ = look(verdict)
    return mark, word


def points(number: float) -> str:
    """Return points as one writes them down: ``3``, ``2.5``, ``0.33``."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number and its noun: ``1 check``, ``2 checks``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@dataclass(frozen=True)
class Message:
    """A check's message in its two parts."""

    what: str
    hint: str

    @classmethod
    def of(cls, verdict: Verdict, limit: int = 4000) -> Message:
        """Split a message: its first line tells what is wrong, the others are the hint."""
        text = visible(verdict.message).strip()
        # The lines of a student's own exception are no hint of ours.
        theirs = verdict.mistake is None and text.startswith("Your code raised")
        what, _, hint = (text, "", "") if theirs else text.partition("\n")
        return cls(shortened(what.strip(), limit), shortened(hint.strip(), limit))


@dataclass(frozen=True)
class Question:
    """The verdicts on one question, added up."""

    name: str
    verdicts: list[Verdict]

    @property
    def earned(self) -> float:
        return sum(verdict.earned for verdict in self.verdicts)

    @property
    def points(self) -> float:
        return sum(verdict.points for verdict in self.verdicts)

    @property
    def share(self) -> str:
        """Tell whether the question earned ``"full"``, ``"some"`` or ``"none"`` of its points."""
        if self.earned >= self.points - 1e-9:
            return "full"
        return "some" if self.earned > 1e-9 else "none"


def first_to_look_at(result: Result) -> Verdict | None:
    """Return the first failed check, and one that wasn't begun only where there is no other."""
    failed = [verdict for verdict in result.checks if verdict.status == "failed"]
    begun = [verdict for verdict in failed if mark_and_word(verdict)[1] == "failed"]
    return next(iter(begun + failed), None)


def questions_of(result: Result) -> list[Question]:
    """Return a result's questions in the order of the assignment."""
    return [Question(name, result.of_question(name)) for name in result.questions]
