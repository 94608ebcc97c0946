"""Reading a notebook that comes as untrusted bytes: its cells' texts and ids, nothing else.

Outputs and pictures, of which a notebook can hold many megabytes, are cut out before
anything is parsed. So memory stays at the size of the file, whatever it is made of.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from autograder.notebook.cell_text import Cell
from autograder.notebook.syntax import LONGEST_CODE, statements

MAX_TEXT_BYTES = 20 << 20
MAX_VALUES = 2_000_000
MOST_CODE = 2_000_000

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
# No answer stands in these, and they hold the most, and the most personal.
_LEFT_OUT = rb'("(?:outputs|attachments|widgets|executionInfo)"\s*+:\s*+[\[{])'
# A quotation mark that begins no string is a string that never ends. What follows is taken
# along, as each of a million marks in it would begin another one that never ends.
_ENDLESS = rb'(".*+)'
_NEXT_LEFT_OUT = re.compile(_LEFT_OUT + rb"|" + _STRING + rb"|" + _ENDLESS, re.DOTALL)
_INSIDE = re.compile(_STRING + rb'|\[[^"\[\]{}]*+\]|\{\}|([\[{])|([\]}])|' + _ENDLESS, re.DOTALL)
_VALUES = re.compile(_STRING + rb'|([,\[{])|".*+', re.DOTALL)
_BLANK = b" \t\r\n\0"  # a copy that went wrong is filled up with zeros

_OTHER_FILES = {
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"Rar!": "a rar archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document (RTF)",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_WEB_PAGE = re.compile(rb"\A\s*<(!doctype|html|\?xml|head|body|meta)", re.IGNORECASE)
_CONFLICT = re.compile(rb"^<{7}(?: |\r?$)", re.MULTILINE)
SAVE_AGAIN = "open it in Jupyter, save it again and hand that in."
_DAMAGED = "The file is not a Jupyter notebook, or a part of it is missing: "


class UnreadableNotebook(ValueError):
    """The bytes can't be read as a notebook; the message says why, in one sentence."""


@dataclass(frozen=True)
class Document:
    """The cells of a notebook, and what had to be repaired to read them."""

    cells: list[Cell]
    warnings: list[str] = field(default_factory=list)


def read_document(content: bytes) -> Document:
    """Return the cells of a notebook that comes as untrusted bytes.

    Of a notebook of this decade just the list of cells is taken: where one is damaged,
    nbformat would refuse them all.

    Raises
    ------
    UnreadableNotebook
        If the bytes are no notebook.
    """
    content = _in_utf8(content).strip(_BLANK)
    if not content:
        raise UnreadableNotebook("The file is empty.")
    for beginning, kind in _OTHER_FILES.items():
        if content.startswith(beginning):
            raise UnreadableNotebook(
                f"The file is {kind}, not a Jupyter notebook, whatever its name says."
            )
    if _WEB_PAGE.match(content):
        raise UnreadableNotebook(
            "The file is a web page, not a Jupyter notebook: download the notebook itself (.ipynb)."
        )
    kept = _without_outputs(content)
    _expect_bounded(kept)
    text, warnings = _decoded(kept)
    notebook, rest = _parsed_json(text, content)
    if rest:
        warnings.append("The file goes on after the notebook's end; that was left out.")
    cells = [
        _cell(cell, number)
        for number, cell in enumerate(_list_of_cells(notebook), 1)
        if isinstance(cell, dict)
    ]
    return Document(_bounded(cells, warnings), warnings)


def _bounded(cells: list[Cell], warnings: list[str]) -> list[Cell]:
    """Leave out what is more code than any student writes; parsing it would take minutes.

    What has an answer's id is counted for itself, and stays where it is too long to be parsed:
    that is said of the answer.
    """
    kept, lengths = [], {True: 0, False: 0}
    for cell in cells:
        of_answer, length = cell.grade_id is not None, len(cell.source)
        too_long = of_answer and length > LONGEST_CODE
        lengths[of_answer] += length if cell.kind == "code" and not too_long else 0
        if lengths[of_answer] <= MOST_CODE or too_long:
            kept.append(cell)
    if len(kept) < len(cells):
        warnings.append(
            f"The notebook holds more than {MOST_CODE:,} characters of code; "
            f"{len(cells) - len(kept):,} cells at its end were left out."
        )
    return kept


def _in_utf8(content: bytes) -> bytes:
    """Return UTF-16 and UTF-32, as some editors on Windows write, in UTF-8."""
    encoding = json.detect_encoding(content)
    if encoding.startswith(("utf-16", "utf-32")) and content.strip(b"\0"):
        return content.decode(encoding, "replace").encode("utf-8", "replace")
    return content.removeprefix(codecs.BOM_UTF8)


def _without_outputs(content: bytes) -> bytes:
    """Cut the outputs out of the file, as text: a hundred megabytes of them are no work."""
    kept, start, place, steps = [], 0, 0, 0
    while found := _NEXT_LEFT_OUT.search(content, place):
        if found[2]:
            break
        place = found.end()
        if found[1] is None:
            continue
        kept.append(content[start : place - 1])
        depth = 1
        for inside in _INSIDE.finditer(content, place):
            steps += 1
            if steps > 5 * MAX_VALUES:
                raise UnreadableNotebook(_too_much("millions of values in its outputs"))
            if inside.lastindex:
                depth += {1: 1, 2: -1, 3: 10**9}[inside.lastindex]
            if depth == 0 or depth > 10**8:
                break
        if depth:
            raise UnreadableNotebook(_broken_off(content))
        start = place = inside.end()
        kept.append(b"0")
    kept.append(content[start:])
    return b"".join(kept)


def _expect_bounded(kept: bytes) -> None:
    """Refuse what would take up gigabytes once it is parsed."""
    if len(kept) > MAX_TEXT_BYTES:
        size = f"{len(kept) / 2**20:.0f} MB of text besides its outputs"
        raise UnreadableNotebook(_too_much(size, f", and the grader reads {MAX_TEXT_BYTES >> 20}"))
    if sum(map(kept.count, (b",", b"[", b"{"))) <= MAX_VALUES:
        return
    values = (found for found in _VALUES.finditer(kept) if found.lastindex)
    if next(islice(values, MAX_VALUES, None), None) is not None:
        raise UnreadableNotebook(_too_much("millions of values"))


def _too_much(what: str, limit: str = ", more than the grader reads") -> str:
    return (
        f"The file holds {what}{limit}: in Jupyter, choose Kernel → Restart Kernel and Clear "
        "Outputs of All Cells, save, and hand that in."
    )


def _broken_off(content: bytes) -> str:
    return f"{_DAMAGED}it breaks off in the middle, after {len(content):,} bytes."


def _decoded(kept: bytes) -> tuple[str, list[str]]:
    try:
        return kept.decode("utf-8"), []
    except UnicodeDecodeError:
        text = kept.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost < sum(character > "\x7f" for character in text) - lost:
        return text, ["Some letters of the file were damaged; they stand as � now."]
    # Hardly a letter that is UTF-8: an editor has saved the file in the encoding of old.
    return kept.decode("latin-1"), ["The file is not in UTF-8; it was read as Latin-1."]


def _parsed_json(text: str, content: bytes) -> tuple[Any, str]:
    """Return the value that a text holds, and what stands behind it."""

    def number(_: str) -> int:  # none is needed, and some can't be held
        return 0

    decoder = json.JSONDecoder(
        parse_int=number, parse_float=number, parse_constant=number, strict=False
    )
    try:
        notebook, end = decoder.raw_decode(text)
    except RecursionError:
        raise UnreadableNotebook(
            "The file is not a Jupyter notebook: its brackets are nested too deep."
        ) from None
    except ValueError as error:
        raise UnreadableNotebook(_what_is_wrong(text, content, error)) from None
    return notebook, text[end:].strip()


def _what_is_wrong(text: str, content: bytes, error: ValueError) -> str:
    """Say what keeps a file from being JSON."""
    if _CONFLICT.search(content):
        return (
            "The file holds the marks of a git merge conflict (<<<<<<<, >>>>>>>): choose one of "
            "the two versions, or merge with nbdime, and hand that in."
        )
    if not text.lstrip().startswith(("{", "[")):
        if statements(text):
            return "The file is a Python script, not a Jupyter notebook (.ipynb): hand that in."
        return f"{_DAMAGED}{SAVE_AGAIN}"
    at_the_end = isinstance(error, json.JSONDecodeError) and (
        error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated")
    )
    return _broken_off(content) if at_the_end else f"{_DAMAGED}{SAVE_AGAIN}"


def _list_of_cells(notebook: Any) -> list[Any]:
    if not isinstance(notebook, dict):
        raise UnreadableNotebook(
            "The file holds data other than a Jupyter notebook: "
            f"{'a list' if isinstance(notebook, list) else 'a single value'}."
        )
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3 and before
        sheets = [one for one in notebook["worksheets"] if isinstance(one, dict)]
        lists = [one["cells"] for one in sheets if isinstance(one.get("cells"), list)]
        return [cell for one in lists for cell in one]
    if not isinstance(cells, list):
        raise UnreadableNotebook(f"The file is damaged, it has no list of cells: {SAVE_AGAIN}")
    return cells


def _cell(cell: dict[str, Any], number: int) -> Cell:
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    nbgrader = metadata.get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    kind = cell.get("cell_type")
    return Cell(
        kind=kind if isinstance(kind, str) else "",
        source=_source_of(cell),
        grade_id=grade_id if isinstance(grade_id, str) else None,
        ids=frozenset(one for one in (cell.get("id"), metadata.get("id")) if isinstance(one, str)),
        number=number,
    )


def _source_of(cell: dict[str, Any]) -> str:
    """Return a cell's text, whatever kind of value a damaged notebook has there."""
    source = cell.get("source", cell.get("input", ""))  # `input` is nbformat 3's
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    # JSON can hold half a surrogate pair, which no file and no database can.
    return source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
