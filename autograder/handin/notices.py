"""What an instructor should know of how hand-ins were taken, before anything is graded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from autograder.course import Course
from autograder.handin.one_handin import Handin
from autograder.handin.owners import owner_of
from autograder.handin.platforms.layouts import Claim, Layout
from autograder.handin.platforms.naming_rules import FILES, FOLDERS, is_marked
from autograder.handin.roster import Roster
from autograder.handin.times.times_csv import Timetable
from autograder.handin.unpacking.file_names import is_named_as, is_notebook, stem_of, without_case
from autograder.readable_text import count, first_few

# Notebooks of other names than the assignment's: more than a student keeps in a folder.
MANY = 5


def taken_as(layout: Layout, claimants: Mapping[str, set[object]]) -> str:
    """Say how many hand-ins were taken for which platform's."""
    told = [f"{count(len(who), 'hand-in')} ({title})" for title, who in claimants.items()]
    return f"{layout.named}: {', '.join(told)}"


def left_aside(layout: Layout) -> list[str]:
    """Name the files that are nobody's."""
    named = first_few(layout.aside)
    return [f"{layout.named}: not assigned to anyone: {named}"] if layout.aside else []


def crowded(layout: Layout, assignment: str) -> list[str]:
    """Name folders that may hold a class in place of one student's work."""
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in layout.claims:
        if claim.platform.name in (FOLDERS, FILES) and is_notebook(claim.own.name):
            own[claim.student].append(claim)
    notices = []
    for student, claims in own.items():
        stems = [stem_of(one.own.name) for one in claims]
        named = [stem for stem in stems if is_named_as(stem, assignment)]
        marked = sum(any(map(is_marked, one.own.parts)) for one in claims)
        if claims[0].platform.name == FILES and len(named) > 2:
            notices.append(
                f"{layout.named}: {first_few(named)} carry nobody's name, and are taken for one "
                f"student's, {student}. If they are several students', name each as its student."
            )
        elif (not named and len(claims) >= MANY) or marked > 1:
            notices.append(
                f"{layout.named}: {student} holds {len(claims)} notebooks and is taken for one "
                "student's. If each is a student's, name that folder or zip itself."
            )
    return notices


def namesakes_perhaps(claimed: Iterable[Sequence[Claim]], roster: Roster | None) -> list[str]:
    """Name those whose attempts may be several people's, where a platform tells names only."""
    names = []
    for files in claimed:
        first = files[0]
        numbers = {one.written.get("brightspace_attempt", "").split("-")[0] for one in files}
        several = len({one.attempt for one in files}) > 1 or first.platform.name == "google"
        doubtful = first.platform.names_only and several and len(files) > 1
        may_differ = len(numbers) > 1 or numbers == {""}
        if doubtful and may_differ and not owner_of(first, roster).unsure:  # those are kept apart
            names.append(first.student)
    if not names:
        return []
    return [
        f"The platform tells students by their names only. Several hand-ins came in as "
        f"{first_few(names)}, and the last counts. If these are namesakes, list both in the roster."
    ]


def strangers(
    course: Course,
    times: Timetable,
    assignment: str,
    handins: Sequence[Handin],
    roster: Roster | None,
) -> list[str]:
    """Name students of extensions and of the table of times whom nobody knows."""
    known = {without_case(who) for one in handins for who, _ in one.each()}
    known |= {without_case(one.student) for one in handins}
    known |= {without_case(one.id) for one in roster.people} if roster else set()
    named = {
        "[[extensions]] in course.toml": [
            one.student for one in course.extensions if one.assignment == assignment
        ],
        course.times: [who for who, which in times if which == assignment],
    }
    return [
        f"{where} names {first_few(unknown)}, who handed in nothing here"
        + (" and isn't in the roster." if roster else ".")
        for where, students in named.items()
        if (unknown := [one for one in students if without_case(one) not in known])
    ]
