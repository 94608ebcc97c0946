"""`autograder export`: grades and feedback out of the gradebook, as each platform takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, load_course
from autograder.grades_back.feedback_zip import feedback_zip
from autograder.grades_back.filled_in_export import (
    ExportError,
    Template,
    read_template,
    write_bytes,
)
from autograder.grades_back.final_grades import Grades, read_grades
from autograder.grades_back.moodle_import import moodle_file
from autograder.grades_back.plain_csv import long_table, wide_table
from autograder.grades_back.platform_table import Filled, fill, listed
from autograder.grades_back.sheets.blackboard_sheet import blackboard_sheet
from autograder.grades_back.sheets.brightspace_sheet import brightspace_sheet
from autograder.grades_back.sheets.canvas_sheet import canvas_sheet
from autograder.grades_back.sheets.moodle_worksheet import worksheet
from autograder.grades_back.whose_row import place
from autograder.readable_text import one_line

# Those that fill in a file which the platform wrote itself.
SHEETS = {
    "canvas": canvas_sheet,
    "moodle-worksheet": worksheet,
    "blackboard": blackboard_sheet,
    "brightspace": brightspace_sheet,
}
TABLES = {"plain": long_table, "wide": wide_table}
FORMATS = (*TABLES, "canvas", "moodle", "moodle-worksheet", "blackboard", "brightspace")
_ITS_FILE = {
    "canvas": "the export of Canvas's gradebook",
    "moodle-worksheet": "the assignment's grading worksheet as Moodle gives it",
    "blackboard": "the download of Blackboard's full grade centre",
    "brightspace": "the export of Brightspace's grades",
}


@dataclass(frozen=True)
class Exported:
    """What was written, in lines to print; ``unplaced`` counts what found no place."""

    lines: tuple[str, ...]
    unplaced: int = 0


def export(
    gradebook: Path,
    *,
    course: Course,
    form: str = "plain",
    template: Path | None = None,
    assignments: Sequence[str] = (),
    column: str = "",
    scale: bool = False,
    to: Path | None = None,
    results: Sequence[Path] = (),
    feedback: Path | None = None,
) -> Exported:
    """Write grades, and feedback pages if asked, in the layout that a platform takes.

    Parameters
    ----------
    form
        One of `FORMATS`.
    template
        The instructor's own export from the platform, which is filled in.
    assignments
        Those wanted; by default all that anybody has handed in.
    column
        What the platform calls the assignment, where that is neither its title nor its name.
    scale
        Whether grades are converted to the maximum on the platform.
    to
        The file to write; by default ``grades.csv``, ended as the template is.
    results
        Folders of results; by default the gradebook's.
    feedback
        The zip of feedback pages to write, if any.

    Raises
    ------
    CourseError
        If something named isn't there, can't be read or doesn't fit; nothing is written then.
    """
    _check(form, template, column, scale)
    to = to or Path("grades" + (template.suffix if template else ".csv"))
    folders = [*(results or [gradebook.parent])]
    for folder in folders:
        if not folder.is_dir():
            raise ExportError(f"There is no folder {folder} with results.")
    inputs = {one.resolve() for one in (gradebook, template) if one}
    outputs = [one.resolve() for one in (to, feedback) if one]
    if inputs & set(outputs) or len(set(outputs)) < len(outputs):
        raise ExportError(f"{to} would overwrite a file that is read: give another one with --to.")
    theirs = read_template(template) if template else None
    grades = read_grades(gradebook, course, assignments, folders)
    if not grades.max_scores:
        raise ExportError(f"The gradebook {gradebook} holds no hand-ins.")
    if form == "moodle-worksheet" and len(grades.max_scores) > 1:
        raise ExportError("A worksheet is for one assignment: choose it with --assignment.")
    filled = _filled(grades, course, form, theirs, column, scale)
    lines = [*filled.notes, *filled.unplaced, *_told(grades)]
    unplaced = len(filled.unplaced)
    pages = None
    if feedback:
        platform = form.removesuffix("-worksheet")
        numbers = _participants(grades, theirs) if form == "moodle-worksheet" else {}
        pages, count, without = feedback_zip(folders, list(assignments), platform, numbers)
        lines += without
        unplaced += len(without)
    write_bytes(to, filled.content)
    wrote = [f"wrote {filled.count} grades of {', '.join(grades.max_scores)} to {to}"]
    if feedback and pages is not None:
        write_bytes(feedback, pages)
        wrote.append(f"wrote {count} feedback pages to {feedback}")
    # A name may hold anything, also what a terminal would take for a command.
    return Exported(tuple(one_line(line) for line in [*wrote, *lines]), unplaced)


def export_grades(path: Path, to: Path, course: Course | None = None) -> int:
    """Write all grades as plain CSV, and return how many there are.

    Raises
    ------
    CourseError
        If there is no such gradebook, or it can't be used.
    """
    grades = read_grades(path, course or load_course())
    write_bytes(to, long_table(grades).encode())
    return _count(grades)


def _check(form: str, template: Path | None, column: str, scale: bool) -> None:
    if form not in FORMATS:
        raise ExportError(f"There is no format “{form}”; there are {', '.join(FORMATS)}.")
    if form in SHEETS and template is None:
        raise ExportError(
            f"Into which file should the grades go? Give {_ITS_FILE[form]} with --from; its ids "
            "and columns are needed."
        )
    if form in TABLES and template is not None:
        raise ExportError(
            f"The format {form} fills in no other file: leave out --from, or choose a platform "
            "with --format."
        )
    if form not in SHEETS and (column or scale):
        raise ExportError(f"--column and --scale are for {', '.join(SHEETS)}, not for {form}.")


def _filled(
    grades: Grades,
    course: Course,
    form: str,
    theirs: Template | None,
    column: str,
    scale: bool,
) -> Filled:
    if form in TABLES:
        return Filled(TABLES[form](grades).encode(), _count(grades))
    if form == "moodle":
        return moodle_file(grades, course, theirs)
    assert theirs is not None
    return fill(SHEETS[form](theirs), grades, course, column, scale)


def _count(grades: Grades) -> int:
    return sum(len(student.grades) for student in grades.students)


def _told(grades: Grades) -> list[str]:
    """Say who handed in nothing, whose points aren't all given, and who isn't in the roster."""
    lines = []
    for assignment in grades.max_scores:
        if missing := grades.missing(assignment):
            lines.append(f"{assignment}: nothing handed in by {listed(missing)}")
        if waiting := grades.waiting(assignment):
            lines.append(f"{assignment}: points still to be given by hand to {listed(waiting)}")
        unread = [one.id for one in grades.students if one.is_unread(assignment)]
        if unread:
            lines.append(f"{assignment}: 0 points, as nothing could be read, for {listed(unread)}")
    lines += [f"{one.id} {one.unknown}" for one in grades.students if one.unknown]
    return lines


def _participants(grades: Grades, theirs: Template | None) -> dict[str, str]:
    """Return the participants' numbers on Moodle, by student, as the worksheet tells them."""
    if theirs is None:
        return {}
    sheet = worksheet(theirs)
    (assignment,) = grades.max_scores
    placed = place(grades.students, sheet.people, assignment, sheet.number)
    return {
        student.id: sheet.people[row].numbers["moodle_participant"] for student, row in placed.rows
    }
