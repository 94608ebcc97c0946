"""Tables as people and platforms write them: CSV in its dialects, read as text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import CourseError
from autograder.readable_text import one_line

MOST_BYTES = 50 * 1024 * 1024
# A comma first: where a header tells nothing, as that of one column, it stays.
DELIMITERS = (",", ";", "\t")
_WEB_PAGE = re.compile(r"\A\s*<(!doctype|html|\?xml|table)", re.IGNORECASE)
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class TableError(CourseError):
    """A file isn't a table that can be read; the message names it and what is wrong."""


@dataclass(frozen=True)
class Table:
    """A table as its file has it: no cell is stripped, converted or unescaped.

    Attributes
    ----------
    path : Path
        The file.
    header : tuple of str
        The columns' names; the same name may stand there twice.
    rows : tuple of tuple of str
        The other rows, each as long as the header.
    delimiter, encoding : str
        How the file was written, for who writes one like it.
    lines : tuple of int
        The line of the file at which each row begins.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    lines: tuple[int, ...] = ()


def read_table(path: Path) -> Table:
    """Read a CSV file in UTF-8, UTF-16 or, where it is neither, Windows' code page 1252.

    Cells may be divided by commas, semicolons (Excel in much of Europe) or tabs
    (Blackboard's “xls”, which is UTF-16 text); the header tells by which. Rows without any
    text are left out.

    Raises
    ------
    TableError
        If the file isn't there, is larger than 50 MB, is an Excel file or a web page, has
        broken quotes, or has a row with more cells than the header: such a row has a comma
        that isn't quoted, so its cells would stand in the wrong columns.
    """
    text, encoding = _decoded(path, _read(path))
    delimiter = _delimiter(text)
    rows = list(_rows(path, text, delimiter))
    if not rows:
        raise TableError(f"{path} is empty; it should be a table with a header.")
    header = rows[0][1]
    for line, row in rows[1:]:
        if any(cell.strip() for cell in row[len(header) :]):
            raise TableError(
                f"{path}, line {line}: the row has more cells than the header. A text that "
                f"holds a {_spelled(delimiter)} should stand in quotes."
            )
    width = len(header)
    return Table(
        path,
        tuple(header),
        tuple(tuple((row + [""] * width)[:width]) for _, row in rows[1:]),
        delimiter,
        encoding,
        tuple(line for line, _ in rows[1:]),
    )


def plain(header: str) -> str:
    """Return a column's name without case, spaces and signs: ``E-mail`` is ``email``."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", header).casefold() if letter.isalnum()
    )


def _read(path: Path) -> bytes:
    if not path.exists():
        raise TableError(f"There is no file {path}.")
    if not path.is_file():
        raise TableError(f"{path} isn't a file; it should be a CSV file.")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise TableError(f"{path} can't be read: {error.strerror or error}.") from None
    if len(content) > MOST_BYTES:
        raise TableError(f"{path} has more than 50 MB, too much for a table of people.")
    if content.startswith(_EXCEL):
        raise TableError(f"{path} is an Excel file or an archive; please save it as CSV.")
    return content


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    encodings = ["utf-8", "cp1252"]
    if content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0":  # a header's first letter is ASCII in all that is known
        encodings = ["utf-16-le"]
    elif content[:1] == b"\0":
        encodings = ["utf-16-be"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if _WEB_PAGE.match(text):
            raise TableError(f"{path} is a web page; it should be a CSV file.")
        return text, encoding
    raise TableError(f"{path} isn't text in UTF-8 or UTF-16; please save it as CSV in UTF-8.")


def _delimiter(text: str) -> str:
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = begun = False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif letter in counts:
            counts[letter] += 1
        elif letter in "\r\n" and begun:
            break
        begun = begun or not letter.isspace()
    return max(DELIMITERS, key=lambda one: counts[one])


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    # Strict, as a quote that is never closed would swallow the rest of the class.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(f"{path}, line {line}: the CSV is damaged ({error}).") from None
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _spelled(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab"}[delimiter]


# What a spreadsheet takes for the beginning of a formula, in ASCII and in full width, and the
# white space before which some of them look for it.
_FORMULA = re.compile(r"\A(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows as it is, and never runs as a formula."""
    line = one_line(text)
    # Also before cleaning: a tab or line break at the beginning is a trick in itself.
    return "'" + line if _FORMULA.match(text) or _FORMULA.match(line) else line
