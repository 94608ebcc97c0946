"""What lies in a zip, or in a zip within a zip or a folder: its files' names, and links refused."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath

from autograder.handin.unpacking.bounded_reading import TooLarge, opened_zip, too_many
from autograder.handin.unpacking.entry import LINK, Entry, slashes

_IS_UTF8 = 0x800


def entries_of_zip(path: Path, within: tuple[str, ...] = ()) -> list[Entry] | str:
    """Return the files in a zip, or in a zip within it; or why it can't be read."""
    try:
        with opened_zip(path, within) as archive:
            members = [info for info in archive.infolist() if _is_file(info)]
    except OSError as error:
        return str(error.strerror or error)
    except (zipfile.BadZipFile, TooLarge, RuntimeError) as error:
        return str(error)
    top = PurePosixPath("/", path.stem, *(PurePosixPath(slashes(one)).stem for one in within))
    found = []
    times = Counter(info.filename for info in members)
    for info in members:
        name, note = _name_of(info)
        if times[info.filename] > 1:
            note = f"The zip holds several files called “{name}”; the last of them counts."
        # As some programs on Windows write, with a drive's letter in front.
        inside = PurePosixPath(slashes(name))
        refused = LINK if stat.S_ISLNK(info.external_attr >> 16) else None
        # Members are read, never unpacked: whatever path a name holds, nothing is written.
        found.append(Entry(top / inside, inside, path, info.filename, within, refused, note))
    return found


def _is_file(info: zipfile.ZipInfo) -> bool:
    return bool(info.filename) and not info.filename.endswith("/")  # a forged one has no name


def entries_within(entry: Entry) -> list[Entry] | str:
    """Return the files in a zip that is itself a file of a folder or a zip; or why not."""
    if entry.refused:
        return entry.refused
    if entry.member is None and (many := too_many(entry.path)):
        return many
    within = entry.within if entry.member is None else (*entry.within, entry.member)
    return entries_of_zip(entry.path, within)


def _name_of(info: zipfile.ZipInfo) -> tuple[str, str]:
    """Return a member's name, and what has to be said of it.

    A zip says by a flag that its names are UTF-8; without the flag they are in the old
    code page 437 (APPNOTE.TXT, appendix D), though many programs write UTF-8 all the same.
    """
    if info.flag_bits & _IS_UTF8 or info.filename.isascii():
        return info.filename, ""
    try:
        return info.filename.encode("cp437").decode("utf-8"), ""
    except UnicodeError:
        note = (
            f"The zip doesn't say how its file names are written: “{info.filename}” may stand "
            "for another name."
        )
        return info.filename, note
