"""What the gradebook holds of each student: final scores, who handed in, who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Grade as Cell
from nbgrader.api import Gradebook, InvalidEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func
from sqlalchemy.exc import DatabaseError

from autograder.course import Course
from autograder.grades_back.filled_in_export import ExportError
from autograder.grading.lateness import settle
from autograder.grading.result import Result, rounded
from autograder.handin.arrival import HandedIn
from autograder.handin.roster import Clue, Person, Roster, load_roster


@dataclass(frozen=True)
class Grade:
    """One student's grade in one assignment, as people are to see it.

    Attributes
    ----------
    score, max_score : float
        With points by hand, less what lateness costs; and what could be earned.
    late_penalty, to_grade : float
        What lateness costs, and the points that a person still has to decide on.
    needs_manual_grade : bool
        Whether formgrader lists it as one to look at.
    at : datetime or None
        When it was handed in, where that is known, in UTC.
    late : bool
        Whether it came in late; True without ``at`` where only that much is known.
    """

    score: float
    max_score: float
    late_penalty: float = 0.0
    to_grade: float = 0.0
    needs_manual_grade: bool = False
    at: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Student:
    """Someone of the gradebook or the roster, with their grades by assignment.

    ``results`` tell how each was handed in. ``person`` is who the roster says it is, and
    ``unknown`` why it has nobody for them; both are empty without a roster.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    grades: Mapping[str, Grade] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    person: Person | None = None
    unknown: str = ""

    def is_unread(self, assignment: str) -> bool:
        """Tell whether a hand-in could not be graded: a PDF, or a damaged notebook."""
        result = self.results.get(assignment)
        return result is not None and result.error is not None

    def handed_in(self, assignment: str) -> HandedIn:
        """Return what a platform told of a hand-in; nothing, where there is no result."""
        result = self.results.get(assignment)
        return (result and result.handed_in) or HandedIn()


@dataclass(frozen=True)
class Grades:
    """All grades of some assignments: the best possible score of each, and the students."""

    max_scores: Mapping[str, float]
    students: tuple[Student, ...]

    def missing(self, assignment: str) -> list[str]:
        """Return the students who handed in nothing."""
        return [one.id for one in self.students if assignment not in one.grades]

    def waiting(self, assignment: str) -> list[str]:
        """Return the students some of whose points are still to be given by hand."""
        grades = [(one.id, one.grades.get(assignment)) for one in self.students]
        return [student for student, grade in grades if grade and grade.to_grade]


def read_grades(
    path: Path, course: Course, assignments: Sequence[str] = (), results: Iterable[Path] = ()
) -> Grades:
    """Read the final grades of a gradebook, and who the students are.

    Late penalties are brought in step with points given by hand first. A score is what
    nbgrader's own export calls so: ``max(0, score − late_submission_penalty)``.

    Parameters
    ----------
    path
        nbgrader's gradebook.
    assignments
        Those wanted; by default all that anybody has handed in.
    results
        Folders with ``<student>.json``, which tell how each was handed in.

    Raises
    ------
    ExportError
        If there is no such gradebook or assignment, or another program has locked it.
    CourseError
        If the roster can't be read.
    """
    # Of an empty file nbgrader would make a new gradebook.
    if not path.is_file() or not path.stat().st_size:
        raise ExportError(f"There is no gradebook {path}.")
    roster = load_roster(course)
    try:
        with Gradebook(f"sqlite:///{path.resolve()}") as gradebook:
            settle(gradebook, course)
            gradebook.db.expire_all()
            most = _max_scores(gradebook, course, assignments, path)
            students = _students(gradebook, most, read_results(results))
    except (DatabaseError, InvalidEntry) as error:  # the latter is nbgrader's, for the former
        reason = getattr(error, "orig", error)
        raise ExportError(f"The gradebook {path} can't be used: {reason}.") from None
    if roster is not None:
        students = _with_roster(students, roster)
    return Grades(most, tuple(sorted(students, key=lambda one: one.id)))


def read_results(folders: Iterable[Path]) -> list[Result]:
    """Return the results in some folders; other JSON files in there are passed over."""
    results = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        try:
            results.append(Result.from_json(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, AttributeError):  # some other program's
            continue
    return results


def _max_scores(
    gradebook: Gradebook, course: Course, wanted: Sequence[str], path: Path
) -> dict[str, float]:
    there = {one.name: one for one in gradebook.assignments}
    for name in wanted:
        if name not in there:
            known = ", ".join(there) or "nothing"
            raise ExportError(f"{path} has no assignment “{name}”; it holds {known}.")
    order = [one.name for one in course.assignments]
    order = [name for name in order if name in there] + sorted(set(there) - set(order))
    chosen = [name for name in order if name in wanted or (not wanted and there[name].submissions)]
    return {name: rounded(there[name].max_score) for name in chosen}


def _students(
    gradebook: Gradebook, assignments: Iterable[str], results: list[Result]
) -> list[Student]:
    made = {(one.student, one.assignment): one for one in results}
    waiting = _to_grade(gradebook)
    grades: dict[str, dict[str, Grade]] = defaultdict(dict)
    for name in assignments:
        for submission in gradebook.assignment_submissions(name):
            student, penalty = submission.student.id, submission.late_submission_penalty or 0.0
            result = made.get((student, name))
            told_late = bool(result and result.handed_in and result.handed_in.late)
            at = submission.timestamp
            grades[student][name] = Grade(
                score=rounded(max(0.0, submission.score - penalty)),
                max_score=rounded(submission.max_score),
                late_penalty=rounded(penalty),
                to_grade=rounded(waiting.get(submission.id, 0.0)),
                needs_manual_grade=bool(submission.needs_manual_grade),
                at=at and at.replace(tzinfo=UTC),
                late=(submission.total_seconds_late or 0) > 0 or (told_late and at is None),
            )
    return [
        Student(
            student.id,
            student.first_name or "",
            student.last_name or "",
            student.email or "",
            grades[student.id],
            {name: one for (who, name), one in made.items() if who == student.id},
        )
        for student in gradebook.students
    ]


def _to_grade(gradebook: Gradebook) -> dict[str, float]:
    """Return, by submission, the points that neither a check nor a person has given."""
    sums = (
        gradebook.db.query(SubmittedAssignment.id, func.sum(Cell.max_score))
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Cell, Cell.notebook_id == SubmittedNotebook.id)
        .filter(Cell.auto_score.is_(None), Cell.manual_score.is_(None))
        .group_by(SubmittedAssignment.id)
    )
    return {submission: points or 0.0 for submission, points in sums}


def _with_roster(students: list[Student], roster: Roster) -> list[Student]:
    """Say who each student is, and add those of the roster who handed in nothing at all.

    Someone graded under another id before there was a roster is one person with one row,
    unless both ids have a grade in the same assignment: which of them counts is no guess.
    """
    of_person: dict[str, list[Student]] = defaultdict(list)
    unknown = []
    for student in students:
        match = roster.match(roster_clue(student))
        if match.person is None:
            unknown.append(replace(student, unknown=match.why))
        else:
            of_person[match.person.id].append(replace(student, person=match.person))
    people = []
    for person in roster.people:
        mine = of_person.get(person.id, [])
        named = [name for student in mine for name in student.grades]
        if len(set(named)) < len(named):
            people += [_named(student, person, student.id) for student in mine]
            continue
        grades = {name: one for student in mine for name, one in student.grades.items()}
        results = {name: one for student in mine for name, one in student.results.items()}
        own = next((one for one in mine if one.id == person.id), (mine or [Student(person.id)])[0])
        whole = replace(own, grades=grades, results=results, person=person)
        people.append(_named(whole, person, person.id))
    return people + unknown


def roster_clue(student: Student) -> Clue:
    """Return what is known of a student without the roster: never more than is theirs."""
    numbers: dict[str, str] = {}
    names = []
    for assignment in student.results:
        handed_in = student.handed_in(assignment)
        if not handed_in.group:  # what the platform wrote is the group's, not this member's
            numbers |= handed_in.ids
            names += [handed_in.name] if handed_in.name else []
    own_name = f"{student.first_name} {student.last_name}".strip()
    return Clue(
        ids=(student.id,),
        numbers=numbers,
        email=student.email,
        name=own_name or (names[0] if names else ""),
    )


def _named(student: Student, person: Person, id_: str) -> Student:
    first, last = split_name(person.name)
    return replace(
        student,
        id=id_,
        first_name=student.first_name or first,
        last_name=student.last_name or last,
        email=student.email or person.email,
    )


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name of “Lovelace, Ada” or “Ada Lovelace”.

    Of more than two words the last is taken for the family's. It decides nothing: people
    read it.
    """
    if "," in name:
        last, _, first = name.partition(",")
    else:
        first, _, last = name.rpartition(" ")
    return first.strip(), last.strip()
