"""Finding what a class handed in: one hand-in for each student, whatever it came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.course import Course, load_course
from autograder.handin.choice import Choice, choice_of
from autograder.handin.handins import Found, Handin, each_under_its_own_name, some
from autograder.handin.names import is_named_as, is_notebook, stem_of, without_case
from autograder.handin.owners import Owner, owner_of
from autograder.handin.places import PATTERN, claims_below
from autograder.handin.platforms.layouts import Claim, Layout
from autograder.handin.platforms.marks import FILES, FOLDERS
from autograder.handin.roster import Roster, load_roster
from autograder.handin.times import Time, read_time
from autograder.handin.timetable import Timetable, load_times
from autograder.result import HandedIn
from autograder.wording import count

MANY = 5  # notebooks of other names than the assignment's: more than a student keeps in a folder


def find_handins(paths: Sequence[Path], assignment: str) -> list[Handin]:
    """Return the hand-ins below the paths; see `look_for`."""
    return look_for(paths, assignment, load_course()).handins


def look_for(
    paths: Sequence[Path],
    assignment: str,
    course: Course,
    platform: str | None = None,
    pattern: str | None = None,
) -> Found:
    """Find what a class handed in, one hand-in for each student.

    Parameters
    ----------
    paths
        Notebooks, folders, nbgrader's tree, zips from a platform.
    platform
        The platform that packed them; by default whichever fits.
    pattern
        In place of platforms: a regular expression for paths, with a group `id`, `name` or
        `email`, and perhaps `time`, `attempt`, `late` and `file`.

    Raises
    ------
    HandinError
        If a path isn't there or holds no hand-in, or there is no such platform.
    CourseError
        If the roster or the table of times can't be read.
    """
    roster, times = load_roster(course), load_times(course)
    claims: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    notices: list[str] = []
    known: set[tuple[object, ...]] = set()
    layouts = claims_below(paths, assignment, course, platform, pattern)
    for number, layout in enumerate(layouts):
        titles: dict[str, set[object]] = defaultdict(set)
        for claim in sorted(layout.claims, key=lambda one: one.entry.shown):
            place = (claim.entry.path.absolute(), claim.entry.within, claim.entry.member)
            # A name that no platform wrote says who only among its neighbours.
            where = number if claim.platform.name in (FILES, FOLDERS, PATTERN) else None
            claimant = (claim.platform.name, claim.key, where)
            titles[claim.platform.title].add(claimant)
            if (*place, claim.own) not in known:
                known.add((*place, claim.own))
                claims[claimant].append(claim)
        notices += _told(layout, titles)
        notices += _crowded(layout, assignment)
    others = {one.name for one in course.assignments} - {assignment}
    handins = [
        _handin(files, assignment, others, course, roster, times)
        for claimed in claims.values()
        for files in _of_one_person(claimed, roster)
    ]
    handins = each_under_its_own_name(handins, roster)
    return Found(sorted(handins, key=lambda one: one.student), notices, roster)


def _of_one_person(files: list[Claim], roster: Roster | None) -> list[list[Claim]]:
    """Keep attempts apart that may be those of namesakes, where the platform tells names only."""
    if not (files[0].platform.names_only and owner_of(files[0], roster).ambiguous):
        return [files]
    attempts: dict[str, list[Claim]] = defaultdict(list)
    for claim in files:
        attempts[claim.attempt].append(claim)
    return list(attempts.values())


def _told(layout: Layout, titles: dict[str, set[object]]) -> list[str]:
    """Say how hand-ins were taken, and what of the files was nobody's."""
    taken = ", ".join(f"{count(len(who), 'hand-in')} ({title})" for title, who in titles.items())
    notices = [f"{layout.named}: {taken}"]
    if layout.aside:
        notices.append(f"{layout.named}: left aside, as nobody's: {some(layout.aside)}")
    return notices


def _crowded(layout: Layout, assignment: str) -> list[str]:
    """Name folders that may hold a class in place of one student's work."""
    held: dict[str, int] = defaultdict(int)
    for claim in layout.claims:
        stem = stem_of(claim.own.name)
        if claim.platform.name == FOLDERS and is_notebook(claim.own.name):
            held[claim.student] += 1 if not is_named_as(stem, assignment) else -MANY
    return [
        f"{layout.named}/{student} holds {notebooks} notebooks and is taken for one "
        "student's. If each is a student's, name that folder itself."
        for student, notebooks in held.items()
        if notebooks >= MANY
    ]


def _handin(
    files: list[Claim],
    assignment: str,
    others: set[str],
    course: Course,
    roster: Roster | None,
    times: Timetable,
) -> Handin:
    """Return what one student or group handed in: the last attempt that can be graded."""
    attempt, choice, notes = _last_attempt(files, assignment, others)
    first = choice.chosen[0]
    owner = owner_of(first, roster)
    notes = [*notes, *([first.entry.note] * bool(first.entry.note)), *owner.notes]
    if len(choice.chosen) == 1 and choice.left and choice.why:
        left = some([one.entry.shown for one in choice.left])
        notes.append(f"{first.entry.shown} counts, as it {choice.why}; {left} was left out.")
    people = owner.members or (owner,)
    due = course.due(assignment, owner.student, *(one.student for one in people))
    facts = []
    for one in people:
        time, said = _time_of(attempt[0], one, assignment, course, roster, times)
        notes += [note for note in said if note not in notes]
        facts.append((one.student, _facts(first, time, due, one, owner)))
    return Handin(
        owner.student,
        first.entry.path,
        first.entry.member,
        first.entry.within,
        first.entry.refused or choice.refused,
        tuple(notes),
        replace(facts[0][1], name="" if owner.members else facts[0][1].name),
        tuple(one.entry for one in choice.chosen[1:]),
        tuple(facts) if owner.members else (),
    )


def _facts(claim: Claim, time: Time, due: datetime | None, one: Owner, owner: Owner) -> HandedIn:
    at = time.at
    late = at > due if at and due else bool(claim.written.get("late") or time.note) and not at
    return HandedIn(
        claim.platform.name,
        claim.entry.shown,
        one.name,
        dict(one.ids),
        at.isoformat() if at else None,
        due.astimezone(UTC).isoformat() if due else None,
        late,
        owner.group,
        [member.student for member in owner.members],
        one.known,
    )


def _time_of(
    claim: Claim,
    one: Owner,
    assignment: str,
    course: Course,
    roster: Roster | None,
    times: Timetable,
) -> tuple[Time, list[str]]:
    """Return when somebody handed in: by the instructor's tables, else by the platform."""
    text = times.get((without_case(one.student), assignment), "")
    if not text and roster is not None:
        text = roster.handed_in(one.student, assignment)
    time = read_time(text, course.zone, course.zone) if text else claim.time or Time(None)
    return time, [time.note] if time.note else []


def _last_attempt(
    files: list[Claim], assignment: str, others: set[str]
) -> tuple[list[Claim], Choice, list[str]]:
    """Return the last attempt with a notebook, what of it is graded, and what to say of others."""
    attempts: dict[str, list[Claim]] = defaultdict(list)
    for claim in files:
        attempts[claim.attempt].append(claim)
    if len(attempts) == 1 or any(one[0].order is None for one in attempts.values()):
        # Nothing tells which came last.
        return files, choice_of(files, assignment, others), []
    ordered = sorted(attempts.values(), key=lambda one: (one[0].order or (), one[0].attempt))
    choices = [choice_of(one, assignment, others) for one in ordered]
    counts = [place for place, choice in enumerate(choices) if choice.refused is None]
    last = counts[-1] if counts else len(ordered) - 1
    shown = [choice.chosen[0].entry.shown for choice in choices]
    notes = []
    if last:
        notes.append(f"{shown[last]} counts, as it came last; {some(shown[:last])} was left out.")
    if later := shown[last + 1 :]:
        notes.append(f"{some(later)} came in later, but holds no notebook.")
    return ordered[last], choices[last], notes
