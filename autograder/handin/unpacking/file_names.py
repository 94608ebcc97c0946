"""What a name says, and what it may not: students' ids, and what browsers make of file names."""

from __future__ import annotations

import re
import unicodedata

LONGEST_STUDENT = 250

NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)  # as browsers save it, too
# What is added to a name: by Canvas when it is handed in again, by a browser when it is
# downloaded again, by Jupyter and Colab when it is copied.
_AGAIN = re.compile(r"(?:-(?P<canvas>\d{1,9})| ?\((?P<browser>\d{1,9})\))$")
_COPY = re.compile(r"^(?:copy of )+|(?:-copy\d*| - copy)$", re.IGNORECASE)

# What students hand in by mistake, by the end of its name.
KINDS = {
    ".pdf": "a PDF document",
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), "a text document"),
    **dict.fromkeys((".html", ".htm"), "a web page"),
    ".py": "a Python script",
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz"), "an archive of another kind than zip"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".heic"), "a picture"),
    ".txt": "a plain text",
    ".zip": "a zip",
}
# Those of which a class's own folder holds others as well: a README, a list.
_NO_HANDINS = {".txt"}


def student_id(name: str) -> str:
    """Return a name as a student's id: text that can be written in any file or database."""
    # A name with bytes of another encoding has no UTF-8. And é is one letter or two; to put
    # 60,000 accents of a name in order takes a minute, so the name is cut before it, too.
    known = name[: 4 * LONGEST_STUDENT].encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", known)[:LONGEST_STUDENT]


def without_case(student: str) -> str:
    """Return what two names have in common that are one file on some disks."""
    return unicodedata.normalize("NFKC", student[: 4 * LONGEST_STUDENT]).casefold()


def is_notebook(name: str) -> bool:
    """Tell by its name whether a file is a notebook."""
    return NOTEBOOK.search(name) is not None


def stem_of(name: str) -> str:
    """Return a file's name without its ending, a notebook's without ``.ipynb.txt``, too."""
    if is_notebook(name):
        return NOTEBOOK.sub("", name)
    head, dot, _ = name.rpartition(".")
    return head if head and dot else name


def may_be_handed_in(name: str) -> bool:
    """Tell of a file among a class's notebooks whether a student may have handed it in."""
    ending = f".{name.rpartition('.')[2].lower()}"
    index = name.lower() in ("index.html", "index.htm")
    return is_notebook(name) or (ending in KINDS and ending not in _NO_HANDINS and not index)


def kind_of(name: str) -> str:
    """Say what a file that isn't a notebook is: ``a PDF document``."""
    return KINDS.get(f".{name.rpartition('.')[2].lower()}", "something else")


def copies(stem: str) -> tuple[str, int | None]:
    """Return a name without what copying added, and which time it was handed in, if it tells.

    ``svm (2)`` is ``svm``, the second time; of ``svm-Copy1`` nothing tells when it was made.
    """
    order = 0
    if again := _AGAIN.search(stem):
        order = int(again["canvas"] or again["browser"])
        stem = stem[: again.start()]
    plain = _COPY.sub("", stem)
    return plain, order if plain == stem else None


def downloaded_again(stem: str) -> tuple[str, int] | None:
    """Return of which name a browser made this one, and its number: ``jane`` of ``jane (1)``."""
    again = _AGAIN.search(stem)
    if again is None or not again["browser"]:
        return None
    return stem[: again.start()], int(again["browser"])


def is_named_as(stem: str, assignment: str) -> bool:
    """Tell whether a notebook is called as its assignment is, whatever copying added."""
    return copies(stem)[0].casefold() == assignment.casefold()
