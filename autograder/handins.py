"""Finding what a class handed in: files, folders, nbgrader's tree, a zip from an LMS."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.archives import (
    MAX_NOTEBOOK_BYTES,
    Entry,
    TooLarge,
    entries_of_folder,
    entries_of_zip,
    read_entry,
)
from autograder.course import load_course
from autograder.students import (
    first_of,
    is_of_platform,
    order_of,
    owner_of,
    student_of,
    without_case,
)

__all__ = ["MAX_NOTEBOOK_BYTES", "Handin", "HandinError", "TooLarge", "find_handins"]

_NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)  # as browsers save it, too


class HandinError(ValueError):
    """A path that was named holds no notebooks; the message says what would be right."""


@dataclass(frozen=True)
class Handin:
    """One student's notebook: where it lies, not yet read.

    ``within`` are the zips in the zip that hold the member, from the outside in;
    ``refused`` is why it is not to be read; ``notes`` are warnings for the result.
    """

    student: str
    path: Path
    member: str | None = None
    within: tuple[str, ...] = ()
    refused: str | None = None
    notes: tuple[str, ...] = ()

    def read(self, limit: int | None = None) -> bytes:
        """Return the notebook's bytes, up to a limit.

        Raises
        ------
        TooLarge, OSError, zipfile.BadZipFile, RuntimeError
            If they can't be read. (A zip that needs a password is a RuntimeError.)
        """
        if self.refused is not None:
            raise OSError(self.refused)
        return read_entry(self.path, self.within, self.member, limit or MAX_NOTEBOOK_BYTES)

    @property
    def handed_in(self) -> datetime | None:
        """When it was handed in, where nbgrader's `timestamp.txt` tells."""
        note = self.path.parent / "timestamp.txt"
        if self.member is not None or note.is_symlink() or not note.is_file():
            return None
        from nbgrader.utils import parse_utc  # here, as importing nbgrader takes seconds

        try:
            with note.open(encoding="utf-8") as file:
                return parse_utc(file.read(200).strip())
        except (ValueError, OverflowError, OSError):
            return None

    @property
    def shown(self) -> str:
        """Its name among others: the end of its path."""
        return "/".join(self._place.parts[-2:])

    @property
    def _place(self) -> PurePosixPath:
        inside = [*self.within, *([self.member] if self.member else [])]
        parts = [name.replace("\\", "/").lstrip("/") for name in inside]
        return PurePosixPath(self.path.absolute(), *parts)


def find_handins(paths: Sequence[Path], assignment: str) -> list[Handin]:
    """Return the notebooks below the paths, one a student, sorted by student.

    Where names tell which of a student's notebooks came last, that one is returned, and
    its notes name the others. Where they don't, each is: as “jane” and “jane (2)”.

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
    last = _last_of_each(dict.fromkeys(found), assignment)
    groups: dict[str, list[Handin]] = defaultdict(list)
    for handin in sorted(last, key=lambda one: (one.student, str(one._place))):
        groups[without_case(handin.student)].append(handin)
    unique: dict[str, Handin] = {}
    for group in sorted(groups.values(), key=lambda one: one[0].student):
        for handin in group:
            student, copies = handin.student, 1
            # Two notebooks of one name: both are graded, and under nobody else's name.
            taken = set(unique)
            while without_case(student) in taken:
                taken = {*groups, *unique}
                copies += 1
                student = f"{handin.student} ({copies})"
            others = [one.shown for one in group if one is not handin]
            note = f"Another notebook came in under this name, {_some(others)}; " * bool(others)
            notes = (f"{note}each is graded, and this is {handin.shown}.",) if others else ()
            unique[without_case(student)] = replace(
                handin, student=student, notes=handin.notes + notes
            )
    return sorted(unique.values(), key=lambda one: one.student)


def _last_of_each(handins: Iterable[Handin], assignment: str) -> list[Handin]:
    """Return the last notebook of each student and place, where the names tell which it is."""
    places: dict[PurePosixPath, dict[str, Handin]] = defaultdict(dict)
    kept: list[Handin] = []
    for handin in handins:
        stems, stem = places[handin._place.parent], _stem(handin._place)
        if stem in stems:  # svm.ipynb and svm.IPYNB
            kept.append(handin)
        else:
            stems[stem] = handin
    attempts: dict[tuple[str, PurePosixPath], list[tuple[str, Handin]]] = defaultdict(list)
    for place, stems in places.items():
        downloaded_again = {first_of(stem) for stem in stems} & set(stems)
        for stem, handin in stems.items():
            first = first_of(stem)
            order = order_of(stem, assignment)
            if order is None and {stem, first} & downloaded_again:
                order = order_of(f"{assignment}{stem[len(first or stem) :]}", assignment)
                if first in stems:
                    handin = replace(handin, student=stems[first].student)
            if order is None:
                kept.append(handin)
            else:
                attempts[handin.student, place].append((order, handin))
    for group in attempts.values():
        if len({order for order, _ in group}) < len(group):
            kept += [handin for _, handin in group]
            continue
        *earlier, last = [handin for _, handin in sorted(group, key=lambda one: one[0])]
        if earlier:
            others = _some([one._place.name for one in earlier])
            note = f"{last._place.name} counts, as it came last; {others} was left out."
            last = replace(last, notes=(*last.notes, note))
        kept.append(last)
    return kept


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _below(path: Path, assignment: str) -> Iterator[Handin]:
    if path.is_dir():
        yield from _of_class(entries_of_folder(path), assignment)
    elif not path.exists():
        raise HandinError(f"There is no file or folder {path}.")
    elif path.suffix.lower() == ".zip":
        entries = entries_of_zip(path)
        if isinstance(entries, str):
            raise HandinError(f"{path} can't be read as a zip: {entries}.")
        yield from _of_class(entries, assignment)
    elif _NOTEBOOK.search(path.name):
        place = PurePosixPath(path.absolute())
        yield Handin(student_of(place.with_name(_bare(place.name)), assignment), path)
    else:
        raise HandinError(f"{path} is neither a notebook (*.ipynb), a folder nor a zip.")


def _of_class(entries: list[Entry], assignment: str) -> Iterator[Handin]:
    """Return the notebooks among the files of a class."""
    files = [one for one in entries if not _is_hidden(one.inside)]
    notebooks = _notebooks(files, assignment)
    with_notebook = {owner_of(one.inside, assignment) for one in notebooks}
    places = {one.inside.parent for one in notebooks}
    for one in notebooks:
        place = one.place.with_name(_bare(one.place.name))
        student = student_of(place, assignment)
        yield Handin(student, one.path, one.member, one.within, one.refused)
    for one in files:
        packed = one.inside.suffix.lower() == ".zip" and one.inside.parent not in places
        if packed and (len(one.inside.parts) > 1 or is_of_platform(one.inside.stem)):
            handins = list(_of_packed(one, assignment))
            yield from handins
            with_notebook |= {owner_of(one.inside, assignment)} if handins else set()
    without: dict[str, Entry] = {}
    for one in files:
        owner = owner_of(one.inside, assignment)
        if not owner or owner in with_notebook or one.inside.name == "timestamp.txt":
            continue
        if owner not in without or _NOTEBOOK.search(one.inside.name):
            without[owner] = one
    for owner, one in without.items():
        # One that is called as another assignment's is looked into.
        notebook = _NOTEBOOK.search(one.inside.name)
        refused = None if notebook else "it is no notebook (*.ipynb)"
        yield Handin(owner, one.path, one.member, one.within, one.refused or refused)


def _of_packed(entry: Entry, assignment: str) -> Iterator[Handin]:
    """Return the notebooks in a zip that one student handed in; the zip's name tells whose."""
    student = student_of(entry.place, assignment)
    inner = entries_of_zip(entry.path, (*entry.within, *([entry.member] if entry.member else [])))
    if isinstance(inner, str):
        yield Handin(student, entry.path, entry.member, entry.within, entry.refused or inner)
        return
    files = _notebooks([one for one in inner if not _is_hidden(one.inside)], assignment)
    named = [one for one in files if _stem(one.inside) == assignment]
    for one in named or files:
        yield Handin(student, one.path, one.member, one.within, one.refused)
    if not files:
        yield Handin(
            student, entry.path, entry.member, entry.within, "it holds no notebook (*.ipynb)"
        )


def _notebooks(files: list[Entry], assignment: str) -> list[Entry]:
    """Return the notebooks of an assignment among files, without what lies beside them."""
    others = {one.name for one in load_course().assignments} - {assignment}
    there = {one.inside for one in files}
    found = []
    for one in files:
        if not _NOTEBOOK.search(one.inside.name):
            continue
        plain = one.inside.with_name(_bare(one.inside.name))
        # nbgrader's tree holds all assignments: submitted/ada/knn/knn.ipynb
        other = bool({_stem(one.inside), one.place.parent.name} & others)
        # … and what a student left beside the notebook: submitted/ada/svm/scratch.ipynb
        given = one.inside.with_name(f"{assignment}.ipynb")
        other |= one.place.parent.name == assignment and one.inside != given and given in there
        if not other and not (plain != one.inside and plain in there):
            found.append(one)
    return found


def _bare(name: str) -> str:
    return _NOTEBOOK.sub("", name) + ".ipynb"


def _stem(place: PurePosixPath) -> str:
    return _NOTEBOOK.sub("", place.name)


def _is_hidden(inside: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in inside.parts)
