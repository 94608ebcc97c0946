"""A time that somebody wrote down is read right or not at all."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.handin.times.written_times import read_time, read_timestamp

BERLIN = ZoneInfo("Europe/Berlin")
JANUARY, JULY = "2027-01-22 12:00:00", "2027-07-22 12:00:00"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2027-01-22 12:00:00", 12, 0),
        ("2027-01-22T12:00", 12, 0),
        ("\ufeff2027-01-22 12:00:00 UTC\r\n", 12, 0),
        ("20270122T120000Z", 12, 0),
        ("2027-01-22T12:00:00.123456Z", 12, 0),
        ("2027-01-22t12:00:00,5z", 12, 0),
        ("2027-01-22 12:00:00 GMT", 12, 0),
        ("2027-01-22 12:00:00-0500", 17, 0),
        ("2027-01-22 12:00:00 -0500", 17, 0),
        ("2027-01-22 12:00:00 -05", 17, 0),
        ("2027-01-22 12:00:00 \u221205:00", 17, 0),
        ("2027-01-22 12:00:00 +0530", 6, 30),
        ("2027-01-22T12:00:00+05:30", 6, 30),
        ("2027-01-22 12:00:00 GMT+0530", 6, 30),
        ("2027-01-22 12:00:00.1 Asia/Kolkata", 6, 30),
        ("2027-01-22 12:00:00 Europe/Berlin", 11, 0),
        ("2027-01-22 12:00:00 Japan", 3, 0),
    ],
)
def test_iso_8601_offsets_and_zones_by_name_are_read(text: str, hour: int, minute: int) -> None:
    time = read_time(text, BERLIN)
    assert time.at is not None and time.note == ""
    assert time.at.replace(second=0, microsecond=0) == utc(2027, 1, 22, hour, minute)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        (f"{JANUARY} CET", 11),
        (f"{JANUARY} EST", 17),
        (f"{JANUARY} JST", 3),
        (f"{JULY} CEST", 10),
        (f"{JULY} EDT", 16),
        (f"{JULY} BST", 11),
        (f"{JULY} bst", 11),
        # Not the summer time that the tz database's zone of this name has in July.
        (f"{JULY} CET", 11),
    ],
)
def test_an_abbreviation_of_one_offset_is_that_offset(text: str, hour: int) -> None:
    time = read_time(text, ZoneInfo("Asia/Tokyo"))
    assert time.at is not None and (time.at.hour, time.at.minute, time.note) == (hour, 0, "")


@pytest.mark.parametrize(
    ("text", "hour", "offset"),
    [
        (f"{JANUARY} CEST", 10, "UTC+02:00"),
        (f"{JANUARY} EDT", 16, "UTC-04:00"),
        (f"{JULY} WET", 12, "UTC+00:00"),
    ],
)
def test_an_abbreviation_of_the_other_half_of_the_year_is_its_offset_with_a_note(
    text: str, hour: int, offset: str
) -> None:
    time = read_time(text, ZoneInfo("Asia/Tokyo"))
    assert time.at is not None and (time.at.hour, time.at.minute) == (hour, 0)
    assert f"is taken as {offset}" in time.note and text.split()[-1] in time.note


@pytest.mark.parametrize(
    ("text", "zone", "at", "offsets"),
    [
        (f"{JANUARY} IST", "Asia/Kolkata", utc(2027, 1, 22, 6, 30), "UTC+02:00 and UTC+05:30"),
        (f"{JANUARY} IST", "Asia/Jerusalem", utc(2027, 1, 22, 10), "UTC+02:00 and UTC+05:30"),
        (f"{JULY} IST", "Europe/Dublin", utc(2027, 7, 22, 11), "UTC+01:00 and UTC+05:30"),
        (f"{JANUARY} PST", "America/Los_Angeles", utc(2027, 1, 22, 20), "UTC-08:00 and UTC+08:00"),
    ],
)
def test_an_abbreviation_of_several_zones_is_taken_in_the_courses_and_said(
    text: str, zone: str, at: datetime, offsets: str
) -> None:
    time = read_time(text, ZoneInfo(zone))
    assert time.at == at
    assert offsets in time.note and zone in time.note and text in time.note


def test_a_time_without_a_zone_is_taken_in_the_one_that_the_caller_names() -> None:
    assert read_time(JULY, BERLIN).at == utc(2027, 7, 22, 12)
    assert read_time(JULY, BERLIN, naive=BERLIN).at == utc(2027, 7, 22, 10)


def test_an_hour_that_clocks_show_twice_or_never_is_the_earlier_one_and_said() -> None:
    twice = read_time("2027-10-31 02:30:00 Europe/Berlin", BERLIN)
    assert twice.at == utc(2027, 10, 31, 0, 30) and "twice or never" in twice.note
    never = read_time("2027-03-28 02:30:00", BERLIN, naive=BERLIN)
    assert never.at == utc(2027, 3, 28, 0, 30) and "twice or never" in never.note
    # The abbreviation tells which of the two it was.
    assert read_time("2027-10-31 02:30:00 CET", BERLIN).at == utc(2027, 10, 31, 1, 30)
    assert read_time("2027-10-31 02:30:00 CEST", BERLIN).at == utc(2027, 10, 31, 0, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1800000000",
        "2027-01-22",
        "12:00:00",
        "01/22/2027 12:00",
        "2027-02-30 12:00:00",
        "2027-01-22 25:00:00",
        "1969-12-31 23:59:59",
        "9999-12-31 23:59:59",
        "99999999-01-01 00:00",
        "\u0662\u0660\u0662\u0667-01-22 12:00:00",
        f"{JANUARY} FOO",
        f"{JANUARY} +5",
        f"{JANUARY} +0570",
        f"{JANUARY} +99:00",
        f"{JANUARY} ../../etc/passwd",
        f"{JANUARY} UTC once more",
        f"{JANUARY}\n2027-01-20 12:00:00",
        f"{JANUARY} {'A' * 1_000_000}",
        "2027-01-22 12:00:00." + "1" * 1_000_000,
        "\ufffd\ufffd2\x000\x002\x007\x00",
    ],
    ids=lambda text: ascii(text[:30]),
)
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    time = read_time(text, BERLIN)
    assert time.at is None
    assert "can't be read as a time" in time.note and "late, time unknown" in time.note
    assert len(time.note) < 400


def test_what_a_student_wrote_is_shown_with_nothing_hidden_in_it() -> None:
    note = read_time("\x1b[31mnow`\n\u202e<b>", BERLIN).note
    assert note.startswith("`now' ⟨U+202E⟩<b>` can't be read")


def test_a_timestamp_file_is_read_whatever_its_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "timestamp.txt"
    assert read_timestamp(path, BERLIN) is None
    for content in (b"\xff\xfe2\x000\x00", b"\x80" * 10_000_000, b""):
        path.write_bytes(content)
        time = read_timestamp(path, BERLIN)
        assert time is not None and time.at is None and len(time.note) < 400
    path.write_bytes(b"2027-01-22 12:00:00 -0500\n")
    time = read_timestamp(path, BERLIN)
    assert time is not None and time.at == utc(2027, 1, 22, 17)


def test_a_timestamp_that_is_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the instructor's own")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("link", "pipe", "folder"):
        time = read_timestamp(tmp_path / name, BERLIN)
        assert time is not None and time.at is None and "instructor" not in time.note
