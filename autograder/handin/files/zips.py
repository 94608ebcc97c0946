"""What lies in a folder or a zip, and reading it: bounded, no link followed, nothing unpacked."""

from __future__ import annotations

import io
import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import IO

MAX_NOTEBOOK_BYTES = 200 << 20
MAX_PACKED_BYTES = 100 << 20
MAX_MEMBERS = 100_000
_IS_UTF8 = 0x800
_DAMAGED = (zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError, OSError, ValueError)
TOO_MANY = "it holds too many files"
# Of what is packed in other ways, `zipfile` unpacks all at once, however little is asked for.
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LINK = "it is a link, and the grader follows none"
MOST_BEHIND_LINK = 10
# Deeper than anybody works; each folder of a path costs, and a zip can hold many long paths.
DEEPEST = 60
UNSEEN = "…"  # in place of what lies in a folder that can't be looked into
# The table of contents of a larger zip isn't kept: one student's could fill the memory of others.
MOST_KEPT = 10_000


class TooLarge(ValueError):
    """A notebook is larger than a grader should read."""


@dataclass(frozen=True)
class Entry:
    """A file below a path: where it lies in there, and how it is to be opened.

    ``place`` is its whole path, ``inside`` the part below what was named; ``within`` are
    the zips in the zip that hold the member. ``note`` is what has to be said of its name.
    """

    place: PurePosixPath
    inside: PurePosixPath
    path: Path
    member: str | None = None
    within: tuple[str, ...] = ()
    refused: str | None = None
    note: str = ""

    @property
    def shown(self) -> str:
        """Its place below what was named, in words that tell it from any other."""
        inside = [*map(_slashes, self.within), str(self.inside)]
        return "/".join(inside).lstrip("/")

    def read(self, limit: int) -> bytes:
        """Return the file's bytes, up to a limit.

        Raises
        ------
        TooLarge, OSError, zipfile.BadZipFile, RuntimeError
            If they are too many, or can't be read. (A zip that needs a password is a RuntimeError.)
        """
        if self.refused is not None:
            raise OSError(self.refused)
        return read_entry(self.path, self.within, self.member, limit)


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
                odd = None if stat.S_ISREG(mode) else "it is no ordinary file"
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


def entries_of_zip(path: Path, within: tuple[str, ...] = ()) -> list[Entry] | str:
    """Return the files in a zip, or in a zip within it; or why it can't be read."""
    try:
        with _opened(path, within) as archive:
            members = [info for info in archive.infolist() if _is_file(info)]
    except OSError as error:
        return str(error.strerror or error)
    except (zipfile.BadZipFile, TooLarge, RuntimeError) as error:
        return str(error)
    top = PurePosixPath("/", path.stem, *(PurePosixPath(_slashes(one)).stem for one in within))
    found = []
    times = Counter(info.filename for info in members)
    for info in members:
        name, note = _name_of(info)
        if times[info.filename] > 1:
            note = f"The zip holds several files called “{name}”; the last of them counts."
        # As some programs on Windows write, with a drive's letter in front.
        inside = PurePosixPath(_slashes(name))
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
    if entry.member is None and (many := _too_many(entry.path)):
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


def read_entry(path: Path, within: tuple[str, ...], member: str | None, limit: int) -> bytes:
    """Return a file's bytes, or those of a member of a zip.

    Raises
    ------
    TooLarge, OSError, zipfile.BadZipFile
        If they are too many, or can't be read.
    """
    if member is not None:
        with _opened(path, within) as archive:
            return _read_member(archive, member, limit)
    with path.open("rb") as file:
        return _bounded(file, os.fstat(file.fileno()).st_size, limit)


@contextmanager
def _opened(path: Path, within: tuple[str, ...]) -> Iterator[zipfile.ZipFile]:
    """Open a zip, or a zip in it, which a student made and is therefore read with care."""
    told = path.stat()
    with ExitStack() as opened:
        if _members_in(path) > MOST_KEPT:
            archive = opened.enter_context(_zip(path))
        else:
            archive = _kept_open(path, told.st_mtime_ns, told.st_size)
        for member in within:
            content = _read_member(archive, member, MAX_PACKED_BYTES)
            if _members(io.BytesIO(content)) > MAX_MEMBERS:
                raise zipfile.BadZipFile(TOO_MANY)
            archive = opened.enter_context(_zip(io.BytesIO(content)))
        yield archive


@lru_cache(maxsize=4)
def _kept_open(path: Path, changed: int, size: int) -> zipfile.ZipFile:
    """Open a zip once: a class's table of contents takes long to read, and each file needs it."""
    return _zip(path)


def _zip(file: Path | IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, *_DAMAGED):
        raise zipfile.BadZipFile("it is damaged") from None


def _too_many(path: Path) -> str:
    """Say why a student's zip isn't even listed: its table of contents would fill the memory."""
    try:
        return TOO_MANY if _members_in(path) > MAX_MEMBERS else ""
    except OSError as error:
        return str(error.strerror)


def _members_in(path: Path) -> int:
    with path.open("rb") as file:
        return _members(file)


def _members(file: IO[bytes]) -> int:
    """Return how many files a zip can hold by the size of its table of contents.

    Asked from the function that `zipfile` itself opens a zip by, on 3.11 to 3.14: there are several
    places that tell the size, and a student's zip may lie in any that `zipfile` doesn't look at.
    """
    try:
        end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    except (OSError, *_DAMAGED, zipfile.BadZipFile):
        return 0  # opening it tells what is wrong
    return int(end[zipfile._ECD_SIZE]) // 46 if end else 0  # type: ignore[attr-defined]


def _read_member(archive: zipfile.ZipFile, member: str, limit: int) -> bytes:
    try:
        info = archive.getinfo(member)
        if info.flag_bits & 1:
            raise zipfile.BadZipFile("it needs a password")
        if info.compress_type not in _BOUNDED:
            raise NotImplementedError
        with archive.open(info) as packed:
            return _bounded(packed, info.file_size, limit)
    except NotImplementedError:
        raise zipfile.BadZipFile("it is packed in a way that the grader can't unpack") from None
    except TooLarge:
        raise
    except _DAMAGED as error:
        raise zipfile.BadZipFile(f"it is damaged ({error})") from None


def _bounded(file: IO[bytes], size: int, limit: int) -> bytes:
    content = file.read(limit + 1) if size <= limit else b""
    if size > limit or len(content) > limit:
        raise TooLarge(
            f"The notebook is larger than {limit >> 20} MB ({max(size, len(content)) >> 20} MB): "
            "in Jupyter, choose Kernel → Restart Kernel and Clear Outputs of All Cells, save, and "
            "hand that in."
        )
    return content


def _slashes(name: str) -> str:
    return name.replace("\\", "/")
