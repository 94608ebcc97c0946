"""A platform's own export as a template: a few cells are filled, every other byte stays."""

from __future__ import annotations

import codecs
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import CourseError
from autograder.handin.unpacking.csv_tables import DELIMITERS, TableError, read_table

_MARKS = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
}


class ExportError(CourseError):
    """Grades can't be written as asked; the message says why and what would be right."""


@dataclass(frozen=True)
class Line:
    """A row as it stands in the file: its cells with their quotes, and how it ends."""

    cells: tuple[str, ...]
    end: str

    def text(self, column: int) -> str:
        """Return what a cell says, without its quotes; an absent one says nothing."""
        return _unquoted(self.cells[column]) if column < len(self.cells) else ""


@dataclass(frozen=True)
class Template:
    """The instructor's own export from the platform.

    Attributes
    ----------
    path : Path
        The file.
    lines : tuple of Line
        Its rows, the header first.
    delimiter, encoding : str
        How its cells are divided, and its text is written.
    mark : bytes
        The byte order mark in front, if there is one.
    """

    path: Path
    lines: tuple[Line, ...]
    delimiter: str
    encoding: str
    mark: bytes = b""

    @property
    def header(self) -> list[str]:
        """The columns' names."""
        return [_unquoted(cell) for cell in self.lines[0].cells]

    def rows(self) -> range:
        """Return the numbers of the lines after the header."""
        return range(1, len(self.lines))

    def text(self, row: int, column: int | None) -> str:
        """Return what a cell says, or nothing where the file has no such column."""
        return "" if column is None else self.lines[row].text(column)

    def column(self, *names: str) -> int | None:
        """Return where a column stands that has one of these names, whatever their case."""
        found = [i for i, one in enumerate(self.header) if one.strip().casefold() in names]
        return found[0] if found else None

    def filled(
        self, cells: dict[tuple[int, int], str], columns: Sequence[int] | None = None
    ) -> bytes:
        """Return the file with cells written again, by row and column; all others as they are.

        Parameters
        ----------
        cells
            What to write; numbers, which need no quotes, unless one holds the delimiter.
        columns
            Which columns to write, in this order; all by default.
        """
        news: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), new in cells.items():
            news[row][column] = new
        text = []
        for row, line in enumerate(self.lines):
            mine = news[row]
            last = max(mine, default=0)
            raw = [*line.cells, *[""] * (last + 1 - len(line.cells))]
            for column, new in mine.items():
                raw[column] = _like(raw[column], new, self.delimiter)
            if columns is not None and len(raw) > 1:  # else an empty line
                raw = [raw[column] if column < len(raw) else "" for column in columns]
            text.append(self.delimiter.join(raw) + line.end)
        return self.mark + "".join(text).encode(self.encoding)


def read_template(path: Path) -> Template:
    """Read a CSV file so that it can be written again to the byte.

    Raises
    ------
    ExportError
        If it is damaged, as `autograder.handin.unpacking.csv_tables.read_table` tells.
    """
    try:
        table = read_table(path)
    except TableError as error:
        raise ExportError(str(error)) from None
    content = path.read_bytes()
    mark, encoding = b"", table.encoding
    if encoding in ("utf-8-sig", "utf-16"):
        mark, encoding = next(one for one in _MARKS.values() if content.startswith(one[0]))
    lines = _lines(content[len(mark) :].decode(encoding), table.delimiter)
    # The same rows as the reader of tables found: it and this one agree on every cell.
    filled = [line for line in lines if any(_unquoted(cell).strip() for cell in line.cells)]
    width = len(table.header)
    told = [tuple(line.text(i) for i in range(width)) for line in filled]
    if told != [table.header, *table.rows]:
        raise ExportError(
            f"{path} has quotes in odd places, so that its columns can be read in two ways. "
            "Take the file as the platform wrote it."
        )
    first = lines.index(filled[0])
    if first:
        raise ExportError(f"{path} begins with an empty line; the header should come first.")
    return Template(path, tuple(lines), table.delimiter, encoding, mark)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    ExportError
        If it can't be written: the disk is full, or there is no such folder.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ExportError(f"{path} can't be written: {error.strerror or error}.") from None


# A cell and what ends it, by the delimiter of the table.
_CELLS = {
    one: re.compile(rf'("(?:[^"]|"")*"[^{one}\r\n]*|[^{one}\r\n]*)({one}|\r\n|\r|\n|\Z)')
    for one in DELIMITERS
}


def _lines(text: str, delimiter: str) -> list[Line]:
    lines: list[Line] = []
    cells: list[str] = []
    at = 0
    while at < len(text) or cells:
        found = _CELLS[delimiter].match(text, at)
        if found is None:  # a quote without its pair, which `read_table` doesn't let through
            break
        cells.append(found[1])
        at = found.end()
        if found[2] != delimiter:
            lines.append(Line(tuple(cells), found[2]))
            cells = []
    return lines


def _unquoted(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _like(old: str, new: str, delimiter: str) -> str:
    quoted = old.startswith('"') or delimiter in new or '"' in new
    return '"' + new.replace('"', '""') + '"' if quoted else new
