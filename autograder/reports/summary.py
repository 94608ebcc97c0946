"""The whole class as one CSV file, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.grading.result import Result, rounded
from autograder.handin.arrival import HandedIn
from autograder.handin.unpacking.csv_tables import safe_cell
from autograder.reports.wording import how_late, of_the_roster, questions_of

# The columns before and after those of the questions.
ABOUT = (
    *("student", "score", "max_score", "to_grade_by_hand", "late_penalty", "handed_in", "late"),
    *("name", "roster"),
)
FOUND = ("mistakes", "warnings", "error", "isolation")


def summary_csv(results: Sequence[Result], missing: Sequence[tuple[str, str]] = ()) -> str:
    """Return the class as CSV text (RFC 4180): a student a line, sorted by student.

    Every text stands in quotes and no text is a formula; numbers are bare. Write it with
    ``newline=""``: its lines end as the standard wants already.

    Parameters
    ----------
    results
        Of one assignment. A question that a result does not hold is an empty cell, and so is a
        text that a person still has to grade. The score is the total: the questions' points
        less the late penalty.
    missing
        Id and name of each student of the roster who handed in nothing.
    """
    questions = list(dict.fromkeys(one.name for result in results for one in questions_of(result)))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([*ABOUT, *map(safe_cell, questions), *FOUND])
    rows = [(result.student, _row(result, questions)) for result in results]
    rows += [(student, _missing_row(student, name, questions)) for student, name in missing]
    # By student alone: rows hold numbers and texts in the same columns.
    writer.writerows(row for _, row in sorted(rows, key=lambda each: each[0]))
    return text.getvalue()


def _row(result: Result, questions: Sequence[str]) -> list[str | float]:
    handed_in = result.handed_in or HandedIn()
    earned = {one.name: _number(one.earned) for one in questions_of(result) if not one.waits}
    return [
        safe_cell(result.student),
        *map(_number, (result.total, result.out_of, result.to_grade, result.late_penalty)),
        safe_cell(handed_in.at or ""),
        safe_cell(how_late(handed_in)),
        safe_cell(handed_in.name),
        safe_cell(of_the_roster(handed_in)),
        *(earned.get(name, "") for name in questions),
        safe_cell("; ".join(result.mistakes)),
        len(result.warnings),
        safe_cell(result.error or ""),
        safe_cell(result.isolation),
    ]


def _missing_row(student: str, name: str, questions: Sequence[str]) -> list[str | float]:
    known = {"student": safe_cell(student), "name": safe_cell(name), "error": "handed in nothing"}
    return [
        *(known.get(column, "") for column in ABOUT),
        *("" for _ in questions),
        *(known.get(column, "") for column in FOUND),
    ]


def _number(number: float) -> float | int:
    short = rounded(number)
    return int(short) if short == int(short) else short
