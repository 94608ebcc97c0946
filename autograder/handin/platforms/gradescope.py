"""Who handed in on Gradescope: `submission_metadata.yml`, which lies beside the submissions.

It maps each folder to ``:submitters:`` (``:name:``, ``:sid:``, ``:email:``) and
``:created_at:``; the keys are Ruby's symbols, texts with a colon in front.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from autograder.handin.times.written_times import Time, read_time
from autograder.handin.unpacking.entry import Entry

METADATA = "submission_metadata.yml"
_MOST = 50 << 20


@dataclass(frozen=True)
class Submission:
    """One submission's submitters, each with what is known of them, and when it came in."""

    submitters: tuple[Mapping[str, str], ...]
    time: Time | None


def submissions_of(metadata: Entry, zone: ZoneInfo) -> dict[str, Submission]:
    """Return the submissions by their folders; none, if the file can't be read."""
    try:
        # Every value as the text that it is: a number 0123 would be another one.
        told = yaml.load(metadata.read(_MOST), yaml.BaseLoader)
    except Exception:  # YAML has as many errors as ways to be wrong; the folders are there still
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        folder: _submission(entry, zone)
        for folder, entry in told.items()
        if isinstance(folder, str) and isinstance(entry, dict)
    }


def _submission(entry: dict[Any, Any], zone: ZoneInfo) -> Submission:
    told = entry.get(":submitters")
    submitters = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    people = [person for one in submitters if (person := _person(one))["gradescope"]]
    return Submission(tuple(people), _time(entry.get(":created_at"), zone))


def _person(submitter: dict[Any, Any]) -> dict[str, str]:
    # Texts only: other values may be a billion, when they are written out.
    found = {key: submitter.get(f":{key}") for key in ("sid", "email", "name")}
    told = {key: value.strip() if isinstance(value, str) else "" for key, value in found.items()}
    told = {key: "" if value in ("~", "null") else value for key, value in told.items()}
    known = {"email": told["email"], "name": told["name"], "gradescope_sid": told["sid"]}
    who = told["sid"] or told["email"] or told["name"]
    return {"gradescope": who, **{key: value for key, value in known.items() if value}}


def _time(value: Any, zone: ZoneInfo) -> Time | None:
    if isinstance(value, dict):  # ActiveSupport::TimeWithZone
        value = value.get("utc") or value.get("time")
    return read_time(value, zone) if value and isinstance(value, str) else None
