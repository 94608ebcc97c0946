"""The download of CIFAR-10, against a real web server on this machine that misbehaves on demand."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from coursework import downloads
from coursework.datasets import load_cifar10
from coursework.downloads import CHUNK_SIZE, CIFAR10_FOLDER, DownloadError, fetch, unpack

NAMES = (*downloads.TRAIN_FILES, downloads.TEST_FILE)
CONTENT = bytes(i * i % 251 for i in range(1_500_000))
OTHER = CONTENT[::-1]


class Server(ThreadingHTTPServer):
    """Serves one file, counts what it sends, and misbehaves as its attributes say."""

    def __init__(self, content: bytes):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = content
        self.break_after: list[int] = []  # bytes until each of the next connections breaks
        self.knows_range = True
        self.most = len(content)  # bytes that one answer to a range has
        self.status = 200
        self.headers: dict[str, str] = {}
        self.sent = 0
        self.ranges: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/data/file.tar.gz"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server, asked = self.server, self.headers["Range"]
        server.ranges.append(asked)
        size = len(server.content)
        start = 0
        if asked and server.knows_range:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start < size else 416)
            end = min(start + server.most, size)
            span = f"{start}-{end - 1}" if start < size else "*"
            self.send_header("Content-Range", f"bytes {span}/{size}")
        else:
            end = size
            self.send_response(server.status)
        body = server.content[start:end]
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if server.break_after:
            body = body[: server.break_after.pop(0)]
        # Counted before it is sent, as the client may be done before this thread goes on.
        server.sent += len(body)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output quiet."""


@contextmanager
def serving(content: bytes) -> Iterator[Server]:
    with Server(content) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(CONTENT) as running:
        yield running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def md5(content: bytes) -> str:
    return f"md5:{hashlib.md5(content).hexdigest()}"


def part_in(folder: Path, content: bytes) -> Path:
    part = folder / "file.tar.gz.part"
    part.write_bytes(content)
    return part


def archive_of(members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content) if info.isreg() else None)
    return packed.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


# --- fetch ---------------------------------------------------------------------------------


def test_a_download_over_one_connection_is_the_file_and_leaves_nothing_else(
    server: Server, tmp_path: Path
) -> None:
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert everything_in(tmp_path) == {"file.tar.gz"}
    assert server.ranges == [None]


def test_a_connection_that_breaks_midway_is_continued_within_the_same_call(
    server: Server, tmp_path: Path
) -> None:
    server.break_after = [600_000, 500_000]
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert len(server.ranges) == 3
    # What was in flight when a connection broke may come twice; nothing else does.
    assert server.sent <= len(CONTENT) + 2 * CHUNK_SIZE


def test_a_download_that_was_given_up_is_continued_by_the_next_call(
    server: Server, tmp_path: Path
) -> None:
    server.break_after = [600_000, 0]
    with pytest.raises(DownloadError, match=r"kept so far"):
        fetch(server.url, md5(CONTENT), tmp_path)
    kept = (tmp_path / "file.tar.gz.part").stat().st_size
    assert 600_000 - CHUNK_SIZE <= kept <= 600_000

    server.sent, server.ranges = 0, []
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert server.ranges == [f"bytes={kept}-"]
    assert server.sent == len(CONTENT) - kept


def test_a_server_that_always_breaks_is_given_up(server: Server, tmp_path: Path) -> None:
    server.break_after = [2 * CHUNK_SIZE] * 100
    with pytest.raises(DownloadError, match=r"No stable connection"):
        fetch(server.url, md5(CONTENT), tmp_path)
    assert len(server.ranges) == downloads.ATTEMPTS


def test_a_server_that_ignores_range_sends_the_whole_file_again(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.knows_range = False
    part_in(tmp_path, CONTENT[:1000])
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert server.ranges == ["bytes=1000-"]
    assert "can't continue" in capsys.readouterr().out


def test_a_server_that_sends_less_than_asked_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.most = 600_000
    part_in(tmp_path, CONTENT[:1000])
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert server.ranges == ["bytes=1000-", "bytes=601000-", "bytes=1201000-"]


def test_an_answer_for_another_range_than_asked_is_not_glued_on(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.knows_range = False
    server.status, server.headers = 206, {"Content-Range": "bytes 7-9/10"}
    part = part_in(tmp_path, CONTENT[:1000])
    with pytest.raises(DownloadError):
        fetch(server.url, md5(CONTENT), tmp_path)
    assert "thrown away" in capsys.readouterr().out
    assert not part.exists()


def test_a_download_that_only_lacked_its_last_step_is_not_downloaded_again(
    server: Server, tmp_path: Path
) -> None:
    part_in(tmp_path, CONTENT)
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert server.sent == 0


def test_a_part_file_longer_than_the_file_is_thrown_away_and_said(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part_in(tmp_path, CONTENT + b"more")
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert "thrown away" in capsys.readouterr().out


def test_a_part_of_another_file_is_thrown_away_and_said(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part_in(tmp_path, OTHER[:1000])
    assert fetch(server.url, md5(CONTENT), tmp_path).read_bytes() == CONTENT
    assert "wrong checksum; thrown away" in capsys.readouterr().out
    assert server.ranges == ["bytes=1000-", None]


def test_a_file_with_a_wrong_checksum_is_refused_and_not_kept(
    server: Server, tmp_path: Path
) -> None:
    with pytest.raises(DownloadError, match=r"wrong checksum; thrown away.*load_cifar10"):
        fetch(server.url, md5(OTHER), tmp_path)
    assert everything_in(tmp_path) == set()
    assert server.ranges == [None]


def test_a_compressed_file_arrives_as_it_is_even_when_the_header_calls_it_an_encoding(
    tmp_path: Path,
) -> None:
    packed = gzip.compress(CONTENT)
    with serving(packed) as server:
        server.headers = {"Content-Encoding": "gzip"}
        assert fetch(server.url, md5(packed), tmp_path).read_bytes() == packed


def test_an_error_page_is_named_and_not_kept(server: Server, tmp_path: Path) -> None:
    server.status = 404
    with pytest.raises(DownloadError, match=r"404 .*load_digits"):
        fetch(server.url, md5(CONTENT), tmp_path)
    assert everything_in(tmp_path) == set()


def test_without_a_connection_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with serving(CONTENT) as server:
        url = server.url
    with pytest.raises(DownloadError) as caught:
        fetch(url, md5(CONTENT), tmp_path)
    message = str(caught.value)
    for advice in (
        "No stable connection",
        "try again later",
        "load_cifar10(folder)",
        "load_digits()",
    ):
        assert advice in message
    assert "\n" not in message and len(message) < 300


def test_progress_is_one_line_that_is_written_over(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch(server.url, md5(CONTENT), tmp_path)
    lines = capsys.readouterr().out.splitlines(keepends=False)
    updates = [line for line in lines if line.startswith("file.tar.gz: ")]
    assert updates[-1] == "file.tar.gz: 2 of 2 MB (100 %)"
    assert len(updates) == 3  # at the first byte, at 1 MB, at the end


# --- unpack --------------------------------------------------------------------------------


def test_only_the_six_files_leave_the_archive_whatever_else_it_names(tmp_path: Path) -> None:
    good = [(member(f"{CIFAR10_FOLDER}/{name}"), name.encode().ljust(20)) for name in NAMES]
    bad = b"hostile".ljust(20)
    hostile = [
        (member("../outside.bin"), bad),
        (member("../../data_batch_1.bin"), bad),
        (member(str(tmp_path / "absolute" / "data_batch_1.bin")), bad),
        (member("data_batch_2.bin", tarfile.SYMTYPE, "/etc/passwd"), bad),
        (member(f"{CIFAR10_FOLDER}/data_batch_2.bin", tarfile.SYMTYPE, "../../outside.bin"), bad),
        (member(f"{CIFAR10_FOLDER}/data_batch_3.bin", tarfile.LNKTYPE, "../outside.bin"), bad),
        (member(f"{CIFAR10_FOLDER}/data_batch_4.bin", tarfile.FIFOTYPE), bad),
        (member(f"{CIFAR10_FOLDER}/data_batch_5.bin", tarfile.DIRTYPE), bad),
        (member(f"{CIFAR10_FOLDER}/test_batch.bin"), b"too short"),
        (member(f"{CIFAR10_FOLDER}/sitecustomize.py"), bad),
    ]
    archive = tmp_path / "archive.tar.gz"
    archive.write_bytes(archive_of(hostile + good + [(good[0][0], bad)]))

    unpack(archive, tmp_path / "cache" / "files", file_size=20)

    wanted = {f"cache/files/{name}" for name in NAMES}
    assert everything_in(tmp_path) == {"archive.tar.gz", "cache", "cache/files"} | wanted
    for name in NAMES:
        path = tmp_path / "cache" / "files" / name
        assert path.read_bytes() == name.encode().ljust(20) and not path.is_symlink()


def test_an_archive_that_lacks_a_file_is_refused_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    archive = tmp_path / "archive.tar.gz"
    members = [(member(f"{CIFAR10_FOLDER}/{name}"), bytes(20)) for name in NAMES[:-1]]
    archive.write_bytes(archive_of(members))
    with pytest.raises(DownloadError, match=r"test_batch\.bin"):
        unpack(archive, tmp_path / "files", file_size=20)
    assert everything_in(tmp_path / "files") == set()


# --- all of it -----------------------------------------------------------------------------


def test_the_first_call_downloads_and_unpacks_and_the_second_needs_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {name: bytes([label]) * downloads.FILE_SIZE for label, name in enumerate(NAMES)}
    packed = archive_of([(member(f"{CIFAR10_FOLDER}/{name}"), files[name]) for name in NAMES])
    monkeypatch.setenv("COURSEWORK_DATA", str(tmp_path / "cache"))
    monkeypatch.setattr(downloads, "CIFAR10_HASH", md5(packed))
    with serving(packed) as server:
        monkeypatch.setattr(downloads, "CIFAR10_URL", server.url)
        first = load_cifar10(num_train=10)
        assert server.sent == len(packed)
    second = load_cifar10(num_train=10)  # the server is gone

    assert everything_in(tmp_path / "cache") == {
        CIFAR10_FOLDER,
        *(f"{CIFAR10_FOLDER}/{name}" for name in NAMES),
    }
    assert len(first.y_val) == 5_000 and len(first.y_test) == 10_000
    assert set(first.y_test) == {5} and (first.y_train == second.y_train).all()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs Linux's /dev/full")
def test_a_full_disk_is_named(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file.tar.gz.part").symlink_to("/dev/full")
    monkeypatch.setenv("COURSEWORK_DATA", str(tmp_path))
    monkeypatch.setattr(downloads, "CIFAR10_URL", server.url)
    with pytest.raises(DownloadError, match=r"disk of .* is full.*COURSEWORK_DATA"):
        load_cifar10()


def test_a_cache_folder_that_cannot_be_written_to_is_named(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("COURSEWORK_DATA", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(downloads, "CIFAR10_URL", server.url)
    with pytest.raises(DownloadError, match=r"Can't write to .*file/cache.*COURSEWORK_DATA"):
        load_cifar10()
