"""Texts as people read them: a student's made visible, numbers with their nouns, times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches

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


def points(number: float) -> str:
    """Return points as one writes them down: ``3``, ``2.5``, ``0.33``."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number and its noun: ``1 check``, ``2 checks``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def duration(seconds: float) -> str:
    """Return a length of time by its two largest units: ``1 day 10 h``, ``59 s``."""
    left, parts = round(seconds), []
    for unit, size in (("day", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        number, left = divmod(left, size)
        if number:
            parts.append(count(number, unit) if unit == "day" else f"{number} {unit}")
    return " ".join(parts[:2]) or "0 s"


def moment(text: str, zone: tzinfo = UTC) -> str:
    """Return a time that a result holds as people of a zone read it: ``2027-01-22 23:59 UTC``."""
    return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M %Z}"


def called(name: str) -> str:
    """Return a name as one says it: “Lovelace, Ada” is Ada Lovelace."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the question that names the nearest of the known names; nothing if none is near."""
    near = get_close_matches(name, list(known), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""


def first_few(names: Sequence[str]) -> str:
    """Return the first few of many names as a sentence lists them."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
