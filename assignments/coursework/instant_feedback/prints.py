"""What a student's code prints while it is checked: the beginning of it, then only how much."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO

MOST_LINES, MOST_CHARACTERS = 40, 4000


class Folded:
    """A stream that passes on the beginning of what is written, and counts the rest."""

    def __init__(self, stream: TextIO):
        self.stream = stream
        self.lines, self.characters = MOST_LINES, MOST_CHARACTERS  # that may still be written
        self.ends_line = True
        self.lines_left_out = self.characters_left_out = 0

    def write(self, text: str) -> int:
        """Write a text, or the part of it for which there is room."""
        lines = text[: self.characters].split("\n")
        kept = "\n".join(lines[: self.lines + 1]) if self.lines else ""
        self.lines -= kept.count("\n")
        self.characters -= len(kept)
        if rest := text[len(kept) :]:
            self.lines = self.characters = 0
            self.lines_left_out += rest.count("\n")
            self.characters_left_out += len(rest)
        if kept:
            self.stream.write(kept)
            self.ends_line = kept.endswith("\n")
        return len(text)

    def end(self) -> None:
        """Say how much was left out."""
        if self.characters_left_out:
            lines = self.lines_left_out
            more = (
                f"{lines:,} more lines"
                if lines > 1
                else f"{self.characters_left_out:,} more characters"
            )
            begin = "" if self.ends_line else "\n"
            self.stream.write(f"{begin}… and {more} that your code printed.\n")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def folded_prints() -> Iterator[None]:
    """Show only the beginning of what is printed meanwhile, on each of the two streams."""
    # Passed on at once, and not collected, so that a debugger in it can be used.
    streams = Folded(sys.stdout), Folded(sys.stderr)
    try:
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            yield
    finally:
        for stream in streams:
            stream.end()
