"""Results into nbgrader's own gradebook: one writer, whole submissions, many in one transaction.

So formgrader, ``nbgrader generate_feedback`` and ``nbgrader export`` go on working
with what `autograder grade` found out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grading.gradebook_rows import (
    Cells,
    Entry,
    Row,
    cells_of,
    entries_of,
    new_entry,
    new_student,
    score_of,
    snapshot,
    students_of,
    write,
)
from autograder.grading.lateness import due_in_course, extension_until, penalty_in_gradebook
from autograder.grading.result import Result, rounded
from autograder.grading.standing import Standing, standing_in
from autograder.nbgrader.gradebook_file import one_transaction
from autograder.readable_text import one_line

LONGEST_NAME = 128  # in nbgrader's tables


@dataclass(frozen=True)
class Recorded:
    """What is written down of a submission.

    Attributes
    ----------
    result : Result
        What it earned, and how it came in.
    untouched : collection of str
        The answers that are as they were given out.
    same_notebook : bool
        Whether points given by hand were given for this very file: they need no other look.
    extension_taken_back : bool
        Whether the extension that is there was one of `course.toml`.
    """

    result: Result
    untouched: Collection[str]
    same_notebook: bool = False
    extension_taken_back: bool = False


def record(gradebook: Gradebook, those: Sequence[Recorded], course: Course) -> list[Standing]:
    """Write submissions to an assignment, all of them or none, and return how they stand then.

    Manual scores and comments that are there already stay.

    Raises
    ------
    GradebookError
        If the file can't be written: another program has it, or the disk is full.
    """
    if not those:
        return []
    with one_transaction(gradebook):
        session = gradebook.db()
        cells = known_cells(gradebook, those[0].result.assignment)
        ids = [one.result.student for one in those]
        there, people = entries_of(session, cells, ids), students_of(session, ids)
        before = snapshot(there.values())
        before |= {("student", name): dict(row) for name, row in people.items()}
        entries = []
        for one in those:
            student = one.result.student
            row = people.setdefault(student, new_student(student))
            entry = there.setdefault(student, new_entry(cells, row))
            entry.student = row
            _fill_in(entry, one, cells, course)
            entries.append(entry)
        write(session, entries, before)
        return [standing_in(e, cells, one.result) for e, one in zip(entries, those, strict=True)]


def known_cells(gradebook: Gradebook, assignment: str) -> Cells:
    """Return the cells of an assignment that the gradebook was opened for."""
    cells = cells_of(gradebook.db(), assignment)
    assert cells is not None
    return cells


def is_recorded(entry: Entry | None, cells: Cells, result: Result, course: Course) -> bool:
    """Tell whether the gradebook holds already what `record` would write.

    Parameters
    ----------
    entry
        What it holds; None if nothing.
    result
        With ``handed_in`` as it is known now.
    """
    if entry is None:
        return False
    submission = _entries(result, cells, course)
    return (
        all(entry.submission[name] == value for name, value in submission.items())
        and not _missing_names(entry.student, result)
        and all(
            grade["auto_score"] == _auto_score(name, result, ())
            for grade in entry.grades
            if (name := cells.names[grade["cell_id"]])
            and result.of_question(name.removeprefix("check_"))
        )
    )


def _fill_in(entry: Entry, one: Recorded, cells: Cells, course: Course) -> None:
    """Change the rows of a submission to what its result says."""
    result = one.result
    entry.student |= _missing_names(entry.student, result)
    if one.extension_taken_back:
        entry.submission["extension"] = None
    entry.submission |= _entries(result, cells, course)
    for grade in entry.grades:
        name = cells.names[grade["cell_id"]]
        grade["auto_score"] = _auto_score(name, result, one.untouched)
        if grade["manual_score"] is None:
            grade["needs_manual_grade"] = grade["auto_score"] is None
        elif not one.same_notebook:
            grade["needs_manual_grade"] = True
    for comment in entry.comments:
        untouched = cells.names[comment["cell_id"]] in one.untouched
        comment["auto_comment"] = "No response." if untouched else None
    (notebook,) = entry.notebooks
    times = entry.submission["timestamp"], cells.due, entry.submission["extension"]
    score = sum(map(score_of, entry.grades))
    notebook["late_submission_penalty"] = penalty_in_gradebook(score, *times, course.late)


def _entries(result: Result, cells: Cells, course: Course) -> Row:
    """Return a submission's time and extension where they are known, as nbgrader keeps them."""
    entries: dict[str, Any] = {}
    known = result.handed_in
    if known is not None:  # else what nbgrader knows stays
        at = datetime.fromisoformat(known.at) if known.at is not None else None
        if at is not None and at.tzinfo is not None:
            at = at.astimezone(UTC).replace(tzinfo=None)
        entries["timestamp"] = at
    members = known.members if known else []
    due = due_in_course(course, result.assignment, result.student, *members)
    if due is not None:
        entries["extension"] = extension_until(due, cells.due)
    return entries


def _missing_names(student: Row, result: Result) -> Row:
    """Return the names and the address that the hand-in tells and the gradebook lacks."""
    if result.handed_in is None:
        return {}
    told: dict[str, str] = {}
    # formgrader writes a name into its page as it is.
    name = one_line(result.handed_in.name).replace("<", "‹").replace(">", "›")[:LONGEST_NAME]
    if name and not (student["first_name"] or student["last_name"]):
        last, comma, first = name.partition(",")
        if not comma:
            first, _, last = name.rpartition(" ")
        told = {"first_name": first.strip(), "last_name": last.strip()}
    email = one_line(result.handed_in.ids.get("email", ""))[:LONGEST_NAME]
    if email and not student["email"]:
        told["email"] = email
    return told


def _auto_score(cell: str, result: Result, untouched: Collection[str]) -> float | None:
    verdicts = result.of_question(cell.removeprefix("check_"))
    if verdicts:
        return rounded(sum(verdict.earned for verdict in verdicts))
    return 0.0 if cell in untouched else None  # None: a person has to grade it
