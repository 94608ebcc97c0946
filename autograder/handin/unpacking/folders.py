"""What lies in a folder: every file, no link followed, and what can't be looked at is told."""

from __future__ import annotations

import os
import stat
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from autograder.handin.unpacking.entry import LINK, UNSEEN, Entry

MOST_BEHIND_LINK = 10
# Deeper than anybody works; each folder of a path costs, and a zip can hold many long paths.
DEEPEST = 60


def entries_of_folder(folder: Path) -> list[Entry]:
    """Return the files in a folder and its folders, in order; links are told and not followed.

    So is what the system doesn't let the grader look at, such as a folder that a student packed
    without the right to search it. As nobody knows what is in there, one entry stands for all.
    """
    found: list[Entry] = []
    waiting = [PurePosixPath()]
    # Not by os.walk, which on 3.11 calls itself for each folder in a folder: thousands fit a path.
    while waiting:
        inside = waiting.pop()
        names, refused = _names_in(folder, inside)
        if refused:
            place = PurePosixPath((folder / inside).absolute(), UNSEEN)
            found.append(Entry(place, inside / UNSEEN, folder / inside, refused=refused))
        folders = []
        for name in names:
            path = folder / inside / name
            try:
                mode = path.lstat().st_mode
            except OSError as error:
                found.append(_refused(path, inside / name, _unseen(error)))
                continue
            if stat.S_ISDIR(mode):
                folders.append(inside / name)
            elif stat.S_ISLNK(mode):
                found += _entries_of_link(path, inside / name)
            else:
                odd = None if stat.S_ISREG(mode) else "it isn't an ordinary file"
                found.append(_refused(path, inside / name, odd))
        waiting += reversed(folders)
    return found


def _names_in(folder: Path, inside: PurePosixPath) -> tuple[list[str], str | None]:
    """Return what lies in a folder in a folder, or why it can't be told."""
    if len(inside.parts) >= DEEPEST:
        return [], "it lies in too many folders"
    try:
        return sorted(os.listdir(folder / inside)), None
    except OSError as error:
        return [], _unseen(error)


def _refused(path: Path, inside: PurePosixPath, refused: str | None) -> Entry:
    return Entry(PurePosixPath(path.absolute()), inside, path, refused=refused)


def _unseen(error: OSError) -> str:
    # Without the path: the student reads this, too.
    return f"the grader can't look at it ({error.strerror})"


def _entries_of_link(link: Path, inside: PurePosixPath) -> list[Entry]:
    """Return entries for a link, or for the notebooks that it seems to hold."""
    # Further below, the link is the student's, and what lies behind it is told to nobody.
    behind = (
        [PurePosixPath(one) for one in _notebooks_behind(link)] if len(inside.parts) < 2 else []
    )
    places = [(PurePosixPath(link.absolute(), one), inside / one) for one in behind]
    found = [Entry(place, own, link, refused=LINK) for place, own in places]
    return found or [_refused(link, inside, LINK)]


def _notebooks_behind(link: Path) -> list[str]:
    """Return some notebooks that a link to a folder seems to hold, so that its student is named.

    Some only, as a thousand links may lead to a thousand notebooks.
    """
    try:
        found = [*islice(chain(link.glob("*.ipynb"), link.glob("*/*.ipynb")), MOST_BEHIND_LINK)]
    except OSError:
        return []
    return sorted(str(one.relative_to(link)) for one in found)
