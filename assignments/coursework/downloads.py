"""The download of CIFAR-10: resumes, is checked, and is unpacked without trust in the archive.

`pooch` chooses the folder, checks the checksum and puts the file in place; its own
downloader starts from zero after every break, which is a nuisance with 170 MB on a
lecture hall's network. The one here keeps what has come in a ``.part`` file and asks
the server for the rest (an HTTP ``Range`` request).
"""

from __future__ import annotations

import errno
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

CIFAR10_URL = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
CIFAR10_HASH = "md5:c32a1d4ab5d03f1284b67883e8d87530"
CIFAR10_FOLDER = "cifar-10-batches-bin"  # its name inside the archive, and in the cache
TRAIN_FILES = tuple(f"data_batch_{i}.bin" for i in range(1, 6))
TEST_FILE = "test_batch.bin"
RECORD_SIZE = 1 + 3 * 32 * 32  # a label byte, then three colour planes
FILE_SIZE = 10_000 * RECORD_SIZE

CHUNK_SIZE = 64 * 1024
ATTEMPTS = 5
TIMEOUT = (10, 30)  # seconds to connect, and between two packets
INSTEAD = (
    "put the six .bin files of CIFAR-10's binary version into a folder and call "
    "load_cifar10(folder), or use load_digits(), which needs no network"
)


class DownloadError(RuntimeError):
    """The data set could not be downloaded; the message says why, and what to do."""


def data_folder() -> Path:
    """Return where downloads are kept: ``COURSEWORK_DATA``, or the user's cache folder."""
    import pooch

    return Path(os.environ.get("COURSEWORK_DATA") or pooch.os_cache("coursework")).expanduser()


def cifar10_folder() -> Path:
    """Return the folder with CIFAR-10's six files; download and unpack them the first time.

    Returns
    -------
    Path
        A folder that holds ``data_batch_1.bin`` … ``data_batch_5.bin`` and ``test_batch.bin``.

    Raises
    ------
    DownloadError
        There is no connection, the server sends something else, or the disk is full.
    """
    cache = data_folder()
    folder = cache / CIFAR10_FOLDER
    if not _is_complete(folder):
        with _disk_errors_explained(cache):
            archive = fetch(CIFAR10_URL, CIFAR10_HASH, cache)
            unpack(archive, folder)
            archive.unlink()  # the six files are as good, and the disk may be small
    return folder


def fetch(url: str, known_hash: str, folder: Path) -> Path:
    """Download a file into a folder, going on where an earlier try was cut off.

    Parameters
    ----------
    url
        Where the file is.
    known_hash
        Its checksum as pooch writes it: ``"md5:…"``.
    folder
        Where it goes. An unfinished download stays there as ``<name>.part``.

    Returns
    -------
    Path
        The file, with the right checksum.

    Raises
    ------
    DownloadError
        There is no connection, or what the server sends has another checksum.
    """
    import pooch

    name = url.rsplit("/", 1)[1]
    part = folder / f"{name}.part"

    def download(url: str, output_file: str, _pooch: Any) -> None:
        _download(url, part)
        os.replace(part, output_file)  # from here pooch checks it, and deletes it if it is wrong

    for continues in (_size(part) > 0, False):
        try:
            return Path(pooch.retrieve(url, known_hash, name, folder, downloader=download))
        except ValueError:  # pooch's word for a wrong checksum
            if not continues:
                break
            # The file may have changed on the server since the first half came.
            print(f"The continued {name} has a wrong checksum; thrown away. Starting from zero.")
    raise DownloadError(
        f"What {url} sent is not the {name} of this course (wrong checksum; thrown away): "
        f"check that the network doesn't show a login page, or {INSTEAD}."
    )


def unpack(archive: Path, folder: Path, file_size: int = FILE_SIZE) -> None:
    """Take CIFAR-10's six files, and nothing else, out of the archive.

    A member counts when its name is one of the six, it is a regular file and it has the
    right size; where it is written does not depend on the archive. The files appear in
    `folder` when all six are complete.

    Parameters
    ----------
    archive
        The ``.tar.gz`` file.
    folder
        Where the six files go; made if need be.
    file_size
        Bytes that each must have.

    Raises
    ------
    DownloadError
        The archive lacks one of the files.
    """
    missing = {PurePosixPath(CIFAR10_FOLDER, name) for name in (*TRAIN_FILES, TEST_FILE)}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder) as temporary:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                if path in missing and member.isreg() and member.size == file_size:
                    content = tar.extractfile(member)
                    assert content is not None  # it is a regular file
                    with open(Path(temporary, path.name), "wb") as file:
                        shutil.copyfileobj(content, file)
                    missing.remove(path)
        if missing:
            names = ", ".join(sorted(path.name for path in missing))
            raise DownloadError(
                f"{archive} has no regular file of {file_size:,} bytes for {names}."
            )
        for name in (*TRAIN_FILES, TEST_FILE):
            os.replace(Path(temporary, name), folder / name)


def _download(url: str, part: Path) -> None:
    """Fill `part` until it is complete, over as many connections as it takes, up to a limit."""
    import requests
    import urllib3

    for _ in range(ATTEMPTS):
        before = _size(part)
        try:
            if _receive(url, part):
                return
        except requests.HTTPError as error:
            raise DownloadError(f"{error}: try again later, or {INSTEAD}.") from None
        except (requests.RequestException, urllib3.exceptions.HTTPError):
            if _size(part) <= before:
                break
            print("The connection broke; going on where it stopped.")
    kept = f" (it will go on after the {_size(part) / 1e6:.0f} MB kept so far)"
    raise DownloadError(
        f"No stable connection to {url}: "
        f"try again later{kept if _size(part) else ''}, or {INSTEAD}."
    )


def _receive(url: str, part: Path) -> bool:
    """Add what one connection brings to `part`; tell whether it is now complete."""
    import requests

    have = _size(part)
    # "identity": a server that compresses on the way would send other bytes than the file's.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        first, total = _content_range(response.headers.get("Content-Range", ""))
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            if total == have:  # all of it had come, and then the program was stopped
                return True
        else:
            response.raise_for_status()
        if response.status_code == requests.codes.ok:
            first = 0
            total = int(response.headers.get("Content-Length", 0)) or None
        if first not in (0, have):
            print("The unfinished download doesn't fit the file; thrown away. Starting from zero.")
            part.unlink(missing_ok=True)
            return False
        if have and first == 0:
            print("The server can't continue a download. Starting from zero.")
        with part.open("ab" if first else "wb") as file:
            # Not iter_content: it would unpack a file that is sent as "Content-Encoding: gzip".
            chunks = response.raw.stream(CHUNK_SIZE, decode_content=False)
            with _progress_line(part.stem, total) as show:
                for chunk in chunks:
                    file.write(chunk)
                    show(file.tell())
    return total is None or _size(part) >= total


def _content_range(header: str) -> tuple[int | None, int | None]:
    """Return the first byte and the total size from ``bytes 100-199/200`` or ``bytes */200``."""
    span, _, total = header.removeprefix("bytes").strip().partition("/")
    first = span.partition("-")[0]
    return int(first) if first.isdigit() else None, int(total) if total.isdigit() else None


@contextmanager
def _progress_line(name: str, total: int | None) -> Iterator[Any]:
    """Give a function that shows the bytes so far, on one line that is written over."""
    shown = -1

    def show(done: int) -> None:
        nonlocal shown
        if done // 1_000_000 > shown or done == total:  # a notebook keeps every update
            shown = done // 1_000_000
            of = f" of {total / 1e6:.0f} MB ({100 * done // total} %)" if total else " MB"
            print(f"\r{name}: {done / 1e6:.0f}{of}", end="", flush=True)

    try:
        yield show
    finally:
        if shown >= 0:
            print()


@contextmanager
def _disk_errors_explained(folder: Path) -> Iterator[None]:
    """Turn a full disk, or a folder that can't be written to, into what to do about it."""
    try:
        yield
    except OSError as error:
        elsewhere = "set COURSEWORK_DATA to another folder"
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise DownloadError(
                f"The disk of {folder} is full: CIFAR-10 needs 360 MB there while it is unpacked; "
                f"free some space and call again (what has come is kept), or {elsewhere}."
            ) from None
        raise DownloadError(f"Can't write to {folder} ({error}): {elsewhere}.") from None


def _is_complete(folder: Path) -> bool:
    return all(_size(folder / name) == FILE_SIZE for name in (*TRAIN_FILES, TEST_FILE))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
