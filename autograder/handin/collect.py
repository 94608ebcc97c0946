"""Finding what a class handed in: one hand-in for each student, whatever it came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from autograder.course import Course, load_course
from autograder.handin.arrival import HandedIn
from autograder.handin.choice import Choice, choice_of
from autograder.handin.named_paths import PATTERN, claims_below
from autograder.handin.notices import (
    crowded,
    left_aside,
    namesakes_perhaps,
    strangers,
    taken_as,
)
from autograder.handin.one_handin import Found, Handin
from autograder.handin.own_names import UNSURE, each_under_its_own_name
from autograder.handin.owners import Owner, as_group, is_work_of_groups, owner_of
from autograder.handin.platforms.layouts import Claim
from autograder.handin.platforms.naming_rules import FILES, FOLDERS
from autograder.handin.roster import Roster, load_roster
from autograder.handin.times.times_csv import Timetable, load_times
from autograder.handin.times.written_times import Time, read_time
from autograder.handin.unpacking.file_names import is_notebook, without_case
from autograder.readable_text import first_few


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
        claimants: dict[str, set[object]] = defaultdict(set)
        for claim in sorted(layout.claims, key=lambda one: one.entry.shown):
            place = (claim.entry.path.absolute(), claim.entry.within, claim.entry.member)
            # A name that no platform wrote says who only among its neighbours.
            where = number if claim.platform.name in (FILES, FOLDERS, PATTERN) else None
            claimant = (claim.platform.name, claim.key, where)
            claimants[claim.platform.title].add(claimant)
            if (*place, claim.own) not in known:
                known.add((*place, claim.own))
                claims[claimant].append(claim)
        notices += [taken_as(layout, claimants), *left_aside(layout), *crowded(layout, assignment)]
    people = [one for claimed in claims.values() for one in _of_one_person(claimed, roster)]
    if course.assignment(assignment).groups and roster is not None:
        people = _of_one_group(people, roster)
    notices += namesakes_perhaps(claims.values(), roster)
    groups = roster is not None and (
        course.assignment(assignment).groups
        or is_work_of_groups(owner_of(one[0], roster) for one in people)
    )
    maker = _Maker(assignment, course, roster if groups else None, roster, times)
    handins = each_under_its_own_name([maker.handin(files) for files in people], roster)
    notices += strangers(course, times, assignment, handins, roster)
    return Found(sorted(handins, key=lambda one: one.student), notices, roster)


def _notebooks_of(attempts: list[list[Claim]]) -> list[str]:
    """Name what is in other attempts: the notebooks, or what there is in place of them."""
    named = []
    for files in attempts:
        notebooks = [one for one in files if is_notebook(one.own.name)]
        named += [one.entry.shown for one in notebooks or files if one.own.suffix != ".txt"]
    return named


def _of_one_person(files: list[Claim], roster: Roster | None) -> list[list[Claim]]:
    """Keep attempts apart that may be those of namesakes, where the platform tells names only."""
    if not (files[0].platform.names_only and owner_of(files[0], roster).unsure):
        return [files]
    attempts: dict[str, list[Claim]] = defaultdict(list)
    for claim in files:
        attempts[claim.attempt].append(claim)
    return list(attempts.values())


def _of_one_group(people: list[list[Claim]], roster: Roster) -> list[list[Claim]]:
    """Join what members of a group handed in one after the other, for all of them."""
    groups: dict[object, list[Claim]] = {}
    for files in people:
        owner = owner_of(files[0], roster, groups=True)
        groups.setdefault(owner.group or owner.named_as or id(files), []).extend(files)
    return list(groups.values())


@dataclass(frozen=True)
class _Maker:
    """Makes hand-ins of claims; ``groups`` is the roster where groups handed in."""

    assignment: str
    course: Course
    groups: Roster | None
    roster: Roster | None
    times: Timetable

    def handin(self, files: list[Claim]) -> Handin:
        """Return what one student or group handed in: the last attempt that can be graded."""
        others = {one.name for one in self.course.assignments} - {self.assignment}
        choice, notes = _last_attempt(files, self.assignment, others)
        if len(choice.chosen) == 1 and choice.left and choice.why:
            shown = choice.chosen[0].entry.shown
            notes.append(f"{shown} counts, as it {choice.why}; {choice.left} was left out.")
        first, *rivals = [self._of(one, choice.refused, notes) for one in choice.chosen]
        return replace(first, rivals=tuple(rivals))

    def _of(self, claim: Claim, refused: str | None, notes: Sequence[str]) -> Handin:
        in_groups = self.course.assignment(self.assignment).groups
        owner = owner_of(claim, self.roster, in_groups)
        if in_groups and owner.group and not owner.members:
            owner = replace(owner, named_as=owner.group)
        if self.groups and owner.named_as:
            owner = as_group(owner, self.groups)
        said = [*notes, *([claim.entry.note] * bool(claim.entry.note))]
        if owner.unsure:
            said.append(UNSURE)
        elif owner.known is False or any(one.known is False for one in owner.members):
            said.append("You aren't on the list of the course. Please tell your instructor.")
        facts = []
        for one in owner.members or (owner,):
            time, told = self._time_of(claim, one)
            said += [note for note in told if note not in said]
            facts.append((one.student, self._facts(claim, time, one, owner)))
        return Handin(
            owner.student,
            claim.entry.path,
            claim.entry.member,
            claim.entry.within,
            claim.entry.refused or refused,
            tuple(said),
            replace(facts[0][1], name="" if owner.members else facts[0][1].name),
            members=tuple(facts) if owner.members else (),
            alias=owner.alias,
            by_name=owner.by_name,
            contested=owner.unsure,
        )

    def _facts(self, claim: Claim, time: Time, one: Owner, owner: Owner) -> HandedIn:
        students = [owner.student, *(member.student for member in owner.members)]
        due = self.course.due(self.assignment, *students)
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
            owner.group if owner.members else "",
            students[1:],
            one.known,
            due != self.course.due(self.assignment),
            owner.doubt,
            owner.alias,
        )

    def _time_of(self, claim: Claim, one: Owner) -> tuple[Time, list[str]]:
        """Return when somebody handed in: by the instructor's tables, else by the platform."""
        text = self.times.get((without_case(one.student), self.assignment), "")
        if not text and self.roster is not None:
            text = self.roster.handed_in(one.student, self.assignment)
        told = claim.time or Time(None)
        time = read_time(text, self.course.zone, self.course.zone) if text else told
        notes = [time.note] if time.note else []
        return (time if time.at or not told.at else told), notes


def _last_attempt(
    files: list[Claim], assignment: str, others: set[str]
) -> tuple[Choice, list[str]]:
    """Return what is graded of the last attempt with a notebook, and what to say of others."""
    attempts: dict[str, list[Claim]] = defaultdict(list)
    for claim in files:
        attempts[claim.attempt].append(claim)
    if len(attempts) == 1 or any(one[0].order is None for one in attempts.values()):
        # Nothing tells which came last.
        return choice_of(files, assignment, others), []
    ordered = sorted(attempts.values(), key=lambda one: (one[0].order or (), one[0].attempt))
    choices = [choice_of(one, assignment, others) for one in ordered]
    counts = [place for place, choice in enumerate(choices) if choice.refused is None]
    last = counts[-1] if counts else len(ordered) - 1
    shown = [choices[last].chosen[0].entry.shown]
    notes = []
    if earlier := _notebooks_of(ordered[:last]):
        notes.append(f"{shown[0]} counts, as it came last; {first_few(earlier)} was left out.")
    if later := _notebooks_of(ordered[last + 1 :]):
        notes.append(f"{first_few(later)} came in later, but holds no notebook.")
    return choices[last], notes
