"""Grades as plain CSV: a grade a row, or a student a row and an assignment a column.

Both list everybody, those who handed in nothing as well. All text goes through
`safe_cell`: such a table is read by people and spreadsheets, and goes back to no platform.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from autograder.grades_back.final_grades import Grades, Student
from autograder.grading.result import rounded
from autograder.handin.unpacking.csv_tables import safe_cell

LONG = (
    *("assignment", "student", "score", "max_score", "late_penalty", "needs_manual_grade"),
    *("to_grade_by_hand", "first_name", "last_name", "email", "timestamp", "late", "handed_in"),
)


def long_table(grades: Grades) -> str:
    """Return CSV text with a row for each student and assignment.

    Who handed in nothing has a score of 0 and no timestamp, as in nbgrader's own export;
    the last column tells it from a hand-in that earned nothing. Times are in UTC.
    """
    rows = [
        _long_row(assignment, most, student)
        for assignment, most in sorted(grades.max_scores.items())
        for student in grades.students
    ]
    return _csv([list(LONG), *rows])


def _long_row(assignment: str, most: float, student: Student) -> list[Any]:
    grade = student.grades.get(assignment)
    who = [safe_cell(one) for one in (student.first_name, student.last_name, student.email)]
    start = [safe_cell(assignment), safe_cell(student.id)]
    if grade is None:
        return [*start, 0.0, most, 0.0, False, 0.0, *who, "", "", False]
    return [
        *start,
        grade.score,
        grade.max_score,
        grade.late_penalty,
        grade.needs_manual_grade,
        grade.to_grade,
        *who,
        grade.at.isoformat() if grade.at else "",
        grade.late,
        True,
    ]


def wide_table(grades: Grades) -> str:
    """Return CSV text with a row for each student, a column for each assignment, and totals.

    The cell of an assignment that somebody hasn't handed in is empty and counts as 0. The
    total is out of all assignments in the table.
    """
    out_of = rounded(sum(grades.max_scores.values()))
    header = ["student", "first_name", "last_name", "email", "section", "group"]
    header += [safe_cell(name) for name in grades.max_scores]
    rows: list[list[Any]] = [[*header, "total", "out_of", "to_grade_by_hand"]]
    for student in grades.students:
        mine = [student.grades.get(name) for name in grades.max_scores]
        person = student.person
        who = [student.id, student.first_name, student.last_name, student.email]
        who += [person.section, person.group] if person else ["", ""]
        rows.append(
            [
                *map(safe_cell, who),
                *(grade.score if grade else "" for grade in mine),
                rounded(sum(grade.score for grade in mine if grade)),
                out_of,
                rounded(sum(grade.to_grade for grade in mine if grade)),
            ]
        )
    return _csv(rows)


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
