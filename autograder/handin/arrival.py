"""How a submission came in: what the platform and the roster tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class HandedIn:
    """How a submission came in: what the platform and the roster tell of it.

    Attributes
    ----------
    platform : str
        The platform's name, such as ``"canvas"``.
    place : str
        Where the notebook lies below the path that was named.
    name : str
        The student's name, where the platform or the roster tells it.
    ids : dict
        The platform's own numbers, such as ``{"canvas_id": "111"}``.
    at, due : str or None
        When it came in, and until when it might, as ISO 8601 in UTC; an extension counts.
    late : bool
        Whether it came in late; True with ``at`` None where only that much is known.
    group : str
        The group that handed it in, and ``members`` are its students.
    known : bool or None
        Whether the student stands in the roster; None without a roster.
    extended : bool
        Whether `course.toml` gives the student more time.
    doubt : str
        Why it isn't sure whose it is, for the instructor: it may name other students.
    alias : str
        What the platform alone calls the student.
    """

    platform: str = ""
    place: str = ""
    name: str = ""
    ids: dict[str, str] = field(default_factory=dict, hash=False)
    at: str | None = None
    due: str | None = None
    late: bool = False
    group: str = ""
    members: list[str] = field(default_factory=list, hash=False)
    known: bool | None = None
    extended: bool = False
    doubt: str = ""
    alias: str = ""
