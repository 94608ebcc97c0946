"""Submissions as rows of nbgrader's tables, read and written for many students at a time.

nbgrader's own objects make some thirty queries for each submission, which takes longer than
grading it. The tables and what stands in them are the same.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

Row = dict[str, Any]
# In the order in which they refer to one another.
_STUDENT, _SUBMISSION, _NOTEBOOK, _GRADE, _COMMENT = _TABLES = tuple(
    kind.__table__ for kind in (Student, SubmittedAssignment, SubmittedNotebook, Grade, Comment)
)


@dataclass(frozen=True)
class Cells:
    """An assignment as a gradebook knows it.

    Attributes
    ----------
    assignment : str
        Its id there.
    due : datetime or None
        In UTC, without a zone, as all times in a gradebook.
    notebooks : list of str
        The ids of its notebooks.
    graded, answered : dict
        The notebook's id by the cell's, of cells that have points, and of those that students
        fill, which can be commented on.
    names : dict
        The name of each of these cells by its id.
    most : dict
        The points that a graded cell is worth, by its id.
    """

    assignment: str
    due: datetime | None
    notebooks: list[str]
    graded: dict[str, str]
    answered: dict[str, str]
    names: dict[str, str]
    most: dict[str, float]


@dataclass
class Entry:
    """One student's submission: its rows in the tables, to be changed as one likes."""

    student: Row
    submission: Row
    notebooks: list[Row]
    grades: list[Row]
    comments: list[Row]

    def rows(self) -> list[list[Row]]:
        """Return the rows by table, in the order in which these refer to one another."""
        return [[self.student], [self.submission], self.notebooks, self.grades, self.comments]


def cells_of(session: Session, assignment: str) -> Cells | None:
    """Return an assignment's cells; None if the gradebook doesn't know it."""
    found = session.execute(
        select(Assignment.id, Assignment.duedate).where(Assignment.name == assignment)
    ).first()
    if found is None:
        return None
    whole, due = found
    notebooks = session.scalars(select(Notebook.id).where(Notebook.assignment_id == whole)).all()
    base = BaseCell.__table__.c
    cells = session.execute(
        select(base.id, base.name, base.type, base.notebook_id).where(
            base.notebook_id.in_(notebooks)
        )
    ).all()
    most: dict[str, float] = {}
    for kind in (GradeCell.__table__.c, TaskCell.__table__.c):
        rows = session.execute(select(kind.id, kind.max_score))
        most |= {cell: points for cell, points in rows}
    return Cells(
        whole,
        due,
        list(notebooks),
        {cell: notebook for cell, _, kind, notebook in cells if kind in ("GradeCell", "TaskCell")},
        {cell: notebook for cell, _, kind, notebook in cells if kind != "GradeCell"},
        {cell: name for cell, name, _, _ in cells},
        {cell: most[cell] for cell, *_ in cells if cell in most},
    )


def entries_of(
    session: Session, cells: Cells, students: Collection[str] | None = None
) -> dict[str, Entry]:
    """Return the submissions that there are, by student: of these, or of all."""
    session.flush()
    chosen = [_SUBMISSION.c.assignment_id == cells.assignment]
    if students is not None:
        chosen.append(_SUBMISSION.c.student_id.in_(students))
    submissions = _rows(session, _SUBMISSION, *chosen)
    people = students_of(session, [one["student_id"] for one in submissions])
    # By the columns of the tables' indexes: a class is more than to be gone through each time.
    notebooks = _grouped(
        session,
        _NOTEBOOK,
        "assignment_id",
        [one["id"] for one in submissions],
        _NOTEBOOK.c.notebook_id.in_(cells.notebooks),
    )
    inside = [one["id"] for of_one in notebooks.values() for one in of_one]
    grades = _grouped(session, _GRADE, "notebook_id", inside, _GRADE.c.cell_id.in_(cells.graded))
    comments = _grouped(
        session, _COMMENT, "notebook_id", inside, _COMMENT.c.cell_id.in_(cells.answered)
    )
    places = {cell: place for place, cell in enumerate(cells.names)}
    found = {}
    for submission in submissions:
        own = notebooks[submission["id"]]
        found[submission["student_id"]] = Entry(
            people[submission["student_id"]],
            submission,
            own,
            *(
                sorted(
                    (row for one in own for row in rows[one["id"]]),
                    key=lambda row: places[row["cell_id"]],
                )
                for rows in (grades, comments)
            ),
        )
    return found


def students_of(session: Session, ids: Collection[str]) -> dict[str, Row]:
    """Return the rows of those of these students whom the gradebook knows."""
    return {one["id"]: one for one in _rows(session, _STUDENT, _STUDENT.c.id.in_(ids))}


def new_entry(cells: Cells, student: Row) -> Entry:
    """Return the rows of a submission that isn't there yet, as nbgrader would make them."""
    submission = _new(_SUBMISSION, assignment_id=cells.assignment, student_id=student["id"])
    notebooks = {
        one: _new(_NOTEBOOK, notebook_id=one, assignment_id=submission["id"], flagged=False)
        for one in cells.notebooks
    }
    return Entry(
        student,
        submission,
        list(notebooks.values()),
        [
            _new(_GRADE, cell_id=cell, notebook_id=notebooks[one]["id"], needs_manual_grade=True)
            for cell, one in cells.graded.items()
        ],
        [
            _new(_COMMENT, cell_id=cell, notebook_id=notebooks[one]["id"])
            for cell, one in cells.answered.items()
        ],
    )


def new_student(name: str) -> Row:
    """Return the row of a student whom the gradebook doesn't know."""
    return {**dict.fromkeys(_STUDENT.c.keys()), "id": name}


def score_of(grade: Row) -> float:
    """Return the points of a cell as nbgrader counts them: those given by hand go first."""
    given = grade["auto_score"] if grade["manual_score"] is None else grade["manual_score"]
    return 0.0 if given is None else float(given) + (grade["extra_credit"] or 0.0)


def snapshot(entries: Iterable[Entry]) -> dict[tuple[str, str], Row]:
    """Return copies of all rows, by table and id, to tell later what has changed."""
    return {
        (table.name, row["id"]): copy.copy(row)
        for entry in entries
        for table, rows in zip(_TABLES, entry.rows(), strict=True)
        for row in rows
    }


def write(
    session: Session, entries: Iterable[Entry], before: Mapping[tuple[str, str], Row]
) -> None:
    """Write the rows that are new or changed, a statement for each table."""
    now = snapshot(entries)
    for table in _TABLES:
        rows = {place: row for place, row in now.items() if place[0] == table.name}
        new = [row for place, row in rows.items() if place not in before]
        changed = [row for place, row in rows.items() if before.get(place, row) != row]
        if new:
            session.execute(insert(table), new)
        if changed:
            columns: Row = {column.name: bindparam(f"new_{column.name}") for column in table.c}
            renamed = [{f"new_{name}": value for name, value in row.items()} for row in changed]
            statement = update(table).where(table.c.id == bindparam("new_id")).values(columns)
            session.connection().execute(statement, renamed)


def _rows(session: Session, table: Table, *chosen: Any) -> list[Row]:
    return [dict(row) for row in session.execute(select(table).where(*chosen)).mappings()]


def _grouped(
    session: Session, table: Table, by: str, ids: Collection[str], chosen: Any
) -> defaultdict[str, list[Row]]:
    """Return the rows that refer to these ids in a column, by id."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(session, table, table.c[by].in_(ids), chosen):
        groups[row[by]].append(row)
    return groups


def _new(table: Table, **values: Any) -> Row:
    return {**dict.fromkeys(table.c.keys()), "id": uuid4().hex, **values}
