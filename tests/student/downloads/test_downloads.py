"""A download is whole, checked and continued, whatever the server does."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from one_server import CONTENT, Server, everything_in, md5, serving

from coursework import downloads
from coursework.downloads import CHUNK_SIZE, DownloadError, fetch

OTHER = CONTENT[::-1]


def part_in(folder: Path, content: bytes) -> Path:
    part = folder / "file.tar.gz.part"
    part.write_bytes(content)
    return part


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
