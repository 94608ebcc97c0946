"""The files of a class as folders in folders, as whoever packed them sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.handin.unpacking.entry import Entry
from autograder.handin.unpacking.folders import DEEPEST

_ROOT = re.compile(r"\A(?://?|[A-Za-z]:)\Z")  # of an absolute path, and a drive on Windows


@dataclass
class Folder:
    """A folder's folders and files, by name; ``hidden`` are some that aren't looked at."""

    name: str
    folders: dict[str, Folder] = field(default_factory=dict)
    files: dict[str, list[Entry]] = field(default_factory=dict)
    hidden: list[Entry] = field(default_factory=list)

    def all(self) -> Iterator[tuple[PurePosixPath, Entry]]:
        """Give each file in it, with its path from here."""
        waiting = [(PurePosixPath(), self)]
        while waiting:
            place, folder = waiting.pop()
            for name, entries in folder.files.items():
                for entry in entries:
                    yield place / name, entry
            waiting += [(place / name, inner) for name, inner in folder.folders.items()]

    def any_hidden(self) -> Entry | None:
        """Return one of the files in it that aren't looked at, if there are such."""
        waiting = [self]
        while waiting:
            folder = waiting.pop()
            if folder.hidden:
                return folder.hidden[0]
            waiting += folder.folders.values()
        return None


# A folder or a name with a dot in front is a program's, unless a platform put it there.
_OF_A_PLATFORM = re.compile(r"_\d+_|_assignsubmission_|_attempt_\d| - ")


def _is_hidden(part: str) -> bool:
    if part in (".", "..") or part.startswith(("._", "__MACOSX")):
        return True
    return part.startswith(".") and not _OF_A_PLATFORM.search(part)


def seen(entries: Iterable[Entry]) -> Iterator[tuple[PurePosixPath, Entry]]:
    """Give each file with its path, without what programs hide; as a tree has them, but no tree.

    The folders of a student's zip are as many as its names are long, and nobody needs them.
    """
    for entry in entries:
        parts = _parts(entry)
        if 0 < len(parts) <= DEEPEST and not any(map(_is_hidden, parts)):
            yield PurePosixPath(*parts), entry


def _parts(entry: Entry) -> list[str]:
    return [part for part in entry.inside.parts if not _ROOT.match(part)]


def tree_of(name: str, entries: Iterable[Entry]) -> Folder:
    """Return files as folders in folders, without what programs hide among them."""
    top = Folder(name)
    for entry in entries:
        parts = _parts(entry)
        hides = next((i for i, part in enumerate(parts) if _is_hidden(part)), len(parts))
        folder = top
        for part in parts[: min(hides, len(parts) - 1, DEEPEST)]:
            folder = folder.folders.setdefault(part, Folder(part))
        if parts and hides == len(parts) <= DEEPEST:
            folder.files.setdefault(parts[-1], []).append(entry)
        elif parts and not folder.hidden:
            folder.hidden.append(entry)
    return top
