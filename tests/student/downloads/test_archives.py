"""Of an archive only the files that it should hold are unpacked, and a full disk is named."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

import pytest
from one_server import Server, everything_in, md5, serving

from coursework import downloads
from coursework.datasets import load_cifar10
from coursework.downloads import CIFAR10_FOLDER, DownloadError, unpack

NAMES = (*downloads.TRAIN_FILES, downloads.TEST_FILE)


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
