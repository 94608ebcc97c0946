"""When something was handed in: a time as somebody wrote it down, read right or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from autograder.readable_text import one_line, shortened

YEARS = range(1970, 2201)
LONGEST, LONGEST_SHOWN = 200, 60
LARGEST_FILE = 10_000
# ISO 8601 in its extended and its basic form; what stands after it names the zone. Each part
# begins where only it can, so there is nothing to try twice.
_CLOCK = re.compile(
    r"\A(?P<year>[0-9]{4})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})"
    r"(?:[Tt]| +)"
    r"(?P<hour>[0-9]{2})(?P<colon>:?)(?P<minute>[0-9]{2})"
    r"(?:(?P=colon)(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?"
)
_OFFSET = re.compile(
    r"\A(?:UTC|GMT)?(?P<sign>[+\-\u2212])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?\Z"
)
_FARTHEST = timedelta(hours=14)
_ABBREVIATION = re.compile(r"\A[A-Z]{2,6}\Z")
# The tz database knows these as zones with a summer time of their own. Who writes CET
# means the standard time.
_STANDARD_TIMES = frozenset({"CET", "EET", "EST", "HST", "MET", "MST", "WET"})


@dataclass(frozen=True)
class Time:
    """A time as somebody wrote it down.

    Attributes
    ----------
    at
        The moment, aware and in UTC; None if it can't be read.
    note
        What has to be said about it, in a sentence or two: a warning for the result.
    """

    at: datetime | None
    note: str = ""


def read_time(text: str, zone: ZoneInfo, naive: ZoneInfo | None = None) -> Time:
    """Read a date with a time of day; nothing is guessed without a note.

    ISO 8601, with an offset (``+05:30``, ``+0530``, ``-05``, ``Z``), a name of the tz database
    (``Europe/Berlin``), or an abbreviation. An abbreviation (``CEST``) is right if all zones
    that call themselves so at that local time, or else in that year, have one offset.

    Parameters
    ----------
    text
        What was written.
    zone
        The course's zone, in which an abbreviation of several zones (``IST``) is taken.
    naive
        The zone of a time that names none; UTC by default, as nbgrader has it.
    """
    text = text.strip().lstrip("\ufeff").strip()
    found = _CLOCK.match(text) if len(text) <= LONGEST else None
    clock = _clock(found) if found else None
    if found is None or clock is None:
        return _unreadable(text)
    written = text[found.end() :].strip()
    if not written:
        return _in_zone(text, clock, naive or UTC)
    if offset := _offset(written):
        return Time(clock.replace(tzinfo=offset).astimezone(UTC))
    if written in _zones() and written not in _STANDARD_TIMES:
        return _in_zone(text, clock, _zones()[written])
    name = written.upper()
    offsets = sorted(_offsets_called(name, clock)) if _ABBREVIATION.match(name) else []
    note = ""
    if not offsets and _ABBREVIATION.match(name):
        # Summer time in winter: whoever wrote it meant the offset that it stands for.
        year = [clock + timedelta(days=days) for days in (-182, -91, 91, 182)]
        offsets = sorted(set().union(*(_offsets_called(name, one) for one in year)))
        note = f"No clock shows {name} on the date of `{_shown(text)}`. It is taken as "
    if not offsets:
        return _unreadable(text)
    if len(offsets) == 1:
        note = f"{note}{_shown_offset(offsets[0])}." if note else ""
        return Time((clock - offsets[0]).replace(tzinfo=UTC), note)
    taken = _in_zone(text, clock, zone)
    *others, last = map(_shown_offset, offsets)
    return Time(
        taken.at,
        f"The zone of `{_shown(text)}` isn't clear: {name} stands for {', '.join(others)} "
        f"and {last}. The time is taken in the course's zone, {zone.key}.",
    )


def read_timestamp(path: Path, zone: ZoneInfo) -> Time | None:
    """Read nbgrader's `timestamp.txt`; None if there is none.

    A link isn't followed: what it leads to would be shown to the student.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            return _unreadable(path.name)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            return too_large(path.name)
        return read_time(content.decode("utf-8", "replace"), zone)
    except FileNotFoundError:
        return None
    except OSError:
        return _unreadable(path.name)


def too_large(name: str) -> Time:
    """Return what is known of a time whose file is larger than any time."""
    return Time(
        None,
        f"{name} is larger than {LARGEST_FILE // 1000} kB, so it isn't read as a time, and the "
        "submission counts as “late, time unknown”. One line with a date, a time and its zone "
        "would be right, such as 2027-01-22 23:59:00+01:00.",
    )


def _clock(found: re.Match[str]) -> datetime | None:
    """Return the date and time of day, still without a zone."""
    year, month, day, hour, minute = (
        int(found[name]) for name in ("year", "month", "day", "hour", "minute")
    )
    second, fraction = int(found["second"] or 0), (found["fraction"] or "")[:6].ljust(6, "0")
    midnight = (hour, minute, second, int(fraction)) == (24, 0, 0, 0)  # the end of the day
    if year not in YEARS:
        return None
    try:
        clock = datetime(year, month, day, 0 if midnight else hour, minute, second, int(fraction))
    except ValueError:
        return None
    return clock + timedelta(days=midnight)


def _offset(written: str) -> timezone | None:
    """Return an offset from UTC that is written in digits, or as one of UTC's own names."""
    if written.upper() in ("Z", "UTC", "GMT"):
        return UTC
    found = _OFFSET.match(written.upper())
    if found is None or int(found["minutes"] or 0) > 59:
        return None
    size = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(size if found["sign"] == "+" else -size) if size <= _FARTHEST else None


def _in_zone(text: str, clock: datetime, zone: tzinfo) -> Time:
    """Return the moment at which a zone's clocks show a time."""
    first, second = (clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return Time(first)
    return Time(
        min(first, second),
        f"When clocks change in {zone}, `{_shown(text)}` is shown twice or never. The earlier "
        "of the two possible times is taken.",
    )


@cache
def _zones() -> dict[str, ZoneInfo]:
    return {name: ZoneInfo(name) for name in sorted(available_timezones())}


def _offsets_called(name: str, clock: datetime) -> set[timedelta]:
    """Return the offsets that zones call by an abbreviation when their clocks show a time."""

    def all_of() -> Iterator[timedelta]:
        for zone in _zones().values():
            for fold in (0, 1):
                local = clock.replace(tzinfo=zone, fold=fold)
                # A time that clocks skip belongs to no zone: it comes back as another.
                back = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
                offset = local.utcoffset()
                if local.tzname() == name and offset is not None and back == clock:
                    yield offset

    return set(all_of())


def _shown_offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _shown(text: str) -> str:
    return shortened(one_line(text[: 4 * LONGEST]).replace("`", "'"), LONGEST_SHOWN)


def _unreadable(text: str) -> Time:
    what = f"`{_shown(text)}`" if one_line(text[:LONGEST]) else "An empty text"
    return Time(
        None,
        f"{what} can't be read as a time, so the submission counts as “late, time unknown”. A date "
        "and a time with its zone would be right, such as 2027-01-22 23:59:00+01:00.",
    )
