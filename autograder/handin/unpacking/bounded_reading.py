"""A zip that a student made, opened and read with care: bounded, and nothing unpacked."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO

MAX_PACKED_BYTES = 100 << 20
MAX_MEMBERS = 100_000
TOO_MANY = "it holds too many files"
# The table of contents of a larger zip isn't kept: one student's could fill the memory of others.
MOST_KEPT = 10_000
_DAMAGED = (zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError, OSError, ValueError)
# Of what is packed in other ways, `zipfile` unpacks all at once, however little is asked for.
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class TooLarge(ValueError):
    """A notebook is larger than a grader should read."""


@contextmanager
def opened_zip(path: Path, within: tuple[str, ...]) -> Iterator[zipfile.ZipFile]:
    """Open a zip, or a zip in it, which a student made and is therefore read with care."""
    told = path.stat()
    with ExitStack() as opened:
        if _members_in(path) > MOST_KEPT:
            archive = opened.enter_context(_zip(path))
        else:
            archive = _kept_open(path, told.st_mtime_ns, told.st_size)
        for member in within:
            content = read_member(archive, member, MAX_PACKED_BYTES)
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


def too_many(path: Path) -> str:
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


def read_member(archive: zipfile.ZipFile, member: str, limit: int) -> bytes:
    try:
        info = archive.getinfo(member)
        if info.flag_bits & 1:
            raise zipfile.BadZipFile("it needs a password")
        if info.compress_type not in _BOUNDED:
            raise NotImplementedError
        with archive.open(info) as packed:
            return bounded(packed, info.file_size, limit)
    except NotImplementedError:
        raise zipfile.BadZipFile("it is packed in a way that the grader can't unpack") from None
    except TooLarge:
        raise
    except _DAMAGED as error:
        raise zipfile.BadZipFile(f"it is damaged ({error})") from None


def bounded(file: IO[bytes], size: int, limit: int) -> bytes:
    content = file.read(limit + 1) if size <= limit else b""
    if size > limit or len(content) > limit:
        raise TooLarge(
            f"The notebook is larger than {limit >> 20} MB ({max(size, len(content)) >> 20} MB): "
            "in Jupyter, choose Kernel → Restart Kernel and Clear Outputs of All Cells, save, and "
            "hand that in."
        )
    return content
