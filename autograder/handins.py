"""Finding what a class handed in: files, folders, nbgrader's tree, a zip from an LMS."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.course import load_course

MAX_NOTEBOOK_BYTES = 100 << 20

# How learning platforms name what they pack: the student's name and number are kept.
_LMS_FOLDER = re.compile(r"^(?P<student>.+_\d+)_assignsubmission_file_?$")  # Moodle
_LMS_FILE = [
    re.compile(r"^(?P<student>.+_\d+)_assignsubmission_file_.*$"),  # Moodle without folders
    re.compile(r"^(?P<student>[^_]+)(_LATE)?_\d+_\d+_.+$"),  # Canvas
    re.compile(r"^.+_(?P<student>[^_]+)_attempt_\d{4}-.+$"),  # Blackboard
]


class HandinError(ValueError):
    """A path that was named holds no notebooks; the message says what would be right."""


class TooLarge(ValueError):
    """A notebook is larger than a grader should read."""


@dataclass(frozen=True)
class Handin:
    """One student's notebook: where it lies, not yet read."""

    student: str
    path: Path
    member: str | None = None

    def read(self) -> bytes:
        """Return the notebook's bytes.

        Raises
        ------
        TooLarge, OSError, zipfile.BadZipFile, RuntimeError
            If they can't be read. (A zip that needs a password is a RuntimeError.)
        """
        if self.member is None:
            with self.path.open("rb") as file:
                content = file.read(MAX_NOTEBOOK_BYTES + 1)
        else:
            try:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as packed:
                    content = packed.read(MAX_NOTEBOOK_BYTES + 1)
            except (zlib.error, EOFError) as error:
                raise zipfile.BadZipFile(f"it is damaged ({error})") from None
        if len(content) > MAX_NOTEBOOK_BYTES:
            raise TooLarge(f"The notebook is larger than {MAX_NOTEBOOK_BYTES >> 20} MB.")
        return content

    @property
    def handed_in(self) -> datetime | None:
        """When it was handed in, where nbgrader's `timestamp.txt` tells."""
        note = self.path.parent / "timestamp.txt"
        if self.member is not None or not note.is_file():
            return None
        from nbgrader.utils import parse_utc  # here, as importing nbgrader takes seconds

        try:
            return parse_utc(note.read_text(encoding="utf-8").strip())
        except ValueError:
            return None


def find_handins(paths: Sequence[Path], assignment: str) -> list[Handin]:
    """Return the notebooks below the paths, one a student, sorted by student.

    Raises
    ------
    HandinError
        If a path isn't there, or holds no notebook.
    """
    found: list[Handin] = []
    for path in paths:
        handins = list(_below(path, assignment))
        if not handins:
            raise HandinError(f"There is no notebook (*.ipynb) in {path}.")
        found += handins
    unique: dict[str, Handin] = {}
    for handin in sorted(dict.fromkeys(found), key=lambda one: (one.student, str(one.path))):
        student, copies = handin.student, 1
        while student in unique:  # two notebooks of one name: both are graded
            copies += 1
            student = f"{handin.student} ({copies})"
        unique[student] = Handin(student, handin.path, handin.member)
    return list(unique.values())


def _below(path: Path, assignment: str) -> Iterator[Handin]:
    others = {one.name for one in load_course().assignments} - {assignment}
    if path.is_dir():
        for notebook in sorted(path.rglob("*.ipynb")):
            inside = notebook.relative_to(path)
            hidden = any(part.startswith(".") for part in inside.parts)
            # nbgrader's tree holds all assignments: submitted/ada/knn/knn.ipynb
            other = bool({notebook.stem, notebook.parent.name} & others)
            # … and what a student left beside the notebook: submitted/ada/svm/scratch.ipynb
            given = notebook.with_name(f"{assignment}.ipynb")
            other |= notebook.parent.name == assignment and notebook != given and given.exists()
            if notebook.is_file() and not hidden and not other:
                yield Handin(_student(PurePosixPath(notebook.absolute()), assignment), notebook)
    elif not path.exists():
        raise HandinError(f"There is no file or folder {path}.")
    elif path.suffix.lower() == ".zip":
        yield from _in_zip(path, assignment)
    elif path.suffix.lower() == ".ipynb":
        yield Handin(_student(PurePosixPath(path.absolute()), assignment), path)
    else:
        raise HandinError(f"{path} is neither a notebook (*.ipynb), a folder nor a zip.")


def _in_zip(path: Path, assignment: str) -> Iterator[Handin]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
    except zipfile.BadZipFile:
        raise HandinError(f"{path} is damaged: it can't be read as a zip.") from None
    for name in names:
        inside = PurePosixPath(name.replace("\\", "/"))  # as some programs on Windows write
        hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
        if inside.suffix == ".ipynb" and not hidden:
            # Members are read, never unpacked: whatever path a name holds, nothing is written.
            yield Handin(_student(PurePosixPath("/", path.stem, inside), assignment), path, name)


def _student(notebook: PurePosixPath, assignment: str) -> str:
    """Return whose notebook it is, as text that can be written in any file or database."""
    name = _named(notebook, assignment)
    # A name with bytes of another encoding has no UTF-8. And é is one letter or two.
    known = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", known)


def _named(notebook: PurePosixPath, assignment: str) -> str:
    """Return whose notebook it is, by nbgrader's tree, a platform's names, or the file's name."""
    for part in notebook.parts[:-1]:
        if match := _LMS_FOLDER.match(part):
            return match["student"]
    for pattern in _LMS_FILE:
        if match := pattern.match(notebook.stem):
            return match["student"]
    # Browsers and Jupyter name a second copy: svm (1), svm-Copy1.
    if not re.fullmatch(rf"{assignment}(-\d+|-Copy\d+| ?\(\d+\))?", notebook.stem):
        return notebook.stem
    folder = notebook.parent
    return (folder.parent if folder.name == assignment else folder).name or notebook.stem
