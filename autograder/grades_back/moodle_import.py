"""Moodle's import of grades: a CSV file with who, and a column for each assignment.

Moodle takes any CSV file; the teacher says there which column tells who (``Email address``,
``ID number`` or ``Username``) and which holds which grade. Facts: Moodle's `grade/import/csv`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from autograder.course import Course
from autograder.grades_back.filled_in_export import ExportError, Template
from autograder.grades_back.final_grades import Grades, Student
from autograder.grades_back.platform_table import Filled, by_name_alone, listed, number
from autograder.grades_back.whose_row import person_of_row, place
from autograder.handin.unpacking.csv_tables import safe_cell

# Headings in English, German, French, Spanish, Italian, Portuguese and Dutch.
EMAIL = (
    *("email address", "e-mail-adresse", "adresse de courriel", "dirección de correo"),
    *("indirizzo email", "endereço de e-mail", "endereço de email", "e-mailadres", "email"),
)
ID_NUMBER = (
    *("id number", "id-nummer", "numéro d'identification", "numéro d’identification"),
    *("número de id", "codice identificativo", "número de identificação", "idnummer"),
)
USERNAME = (
    *("username", "anmeldename", "nom d'utilisateur", "nom d’utilisateur", "nome utente"),
    *("nombre de usuario", "nome de utilizador", "identificação de usuário", "gebruikersnaam"),
)
FIRST_NAME = ("first name", "vorname", "prénom", "nombre", "nome", "voornaam")
LAST_NAME = (
    *("last name", "surname", "nachname", "nom", "nom de famille", "apellido(s)", "cognome"),
    *("apelido", "sobrenome", "achternaam"),
)
IDENTITY = {"Email address": EMAIL, "ID number": ID_NUMBER, "Username": USERNAME}

# A row of the new file: the cells that tell who, the student's id, and scores by assignment.
Row = tuple[list[str], str, dict[str, float]]
# Its header and rows, who has no place in it and why, and what else is to be told.
Sources = tuple[list[str], list[Row], list[str], list[str]]


def moodle_file(grades: Grades, course: Course, template: Template | None = None) -> Filled:
    """Return a file with everybody who has a grade, for Moodle's import of grades.

    Parameters
    ----------
    template
        An export of Moodle's gradebook or list of participants, whose ids are taken over as
        they are. Without one, those of the roster and the gradebook are used.

    Raises
    ------
    ExportError
        If neither tells an e-mail address, ID number or user name.
    """
    if template is not None:
        header, rows, unplaced, notes = _like_theirs(grades, template)
    else:
        header, rows, unplaced, notes = _of_roster(grades)
    titles = {one.name: one.title for one in course.assignments}
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([*header, *(safe_cell(titles.get(one, one)) for one in grades.max_scores)])
    for who, _, scores in rows:
        cells = (number(scores[name]) if name in scores else "" for name in grades.max_scores)
        table.writerow([*who, *cells])
    gaps = [student for _, student, scores in rows if len(scores) < len(grades.max_scores)]
    if gaps:
        notes.append(
            f"an empty cell, as {listed(gaps)} have, may clear a grade on Moodle: if they have one "
            "there, export one assignment at a time with --assignment"
        )
    count = sum(len(scores) for _, _, scores in rows)
    return Filled(text.getvalue().encode(), count, tuple(unplaced), tuple(notes))


def _like_theirs(grades: Grades, template: Template) -> Sources:
    columns = [at for names in IDENTITY.values() if (at := template.column(*names)) is not None]
    if not columns:
        raise ExportError(
            f"{template.path} has no column Email address, ID number or Username, by one of "
            "which Moodle finds people. Its columns are: " + "; ".join(template.header) + "."
        )
    first, last = template.column(*FIRST_NAME), template.column(*LAST_NAME)
    people = {}
    for row in template.rows():
        name = f"{template.text(row, last)}, {template.text(row, first)}".strip(", ")
        numbers = {
            "student_number": template.text(row, template.column(*ID_NUMBER)),
            "moodle_username": template.text(row, template.column(*USERNAME)),
        }
        email = template.text(row, template.column(*EMAIL))
        people[row] = person_of_row(row, name, numbers, email)
    unplaced: list[str] = []
    notes: list[str] = []
    by_row: dict[int, tuple[str, dict[str, float]]] = {}
    for assignment in grades.max_scores:
        placed = place(grades.students, people, assignment)
        unplaced += [f"{assignment}: {line}" for line in placed.unplaced]
        notes += by_name_alone(assignment, placed)
        for student, row in placed.rows:
            _, scores = by_row.setdefault(row, (student.id, {}))
            scores[assignment] = student.grades[assignment].score
    rows: list[Row] = [
        # Theirs to the letter, as Moodle looks people up by them.
        ([template.text(row, column) for column in columns], student, scores)
        for row, (student, scores) in sorted(by_row.items())
    ]
    return [template.header[column] for column in columns], rows, unplaced, notes


def _of_roster(grades: Grades) -> Sources:
    known = {student.id: _identity(student) for student in grades.students}
    header = [name for name in IDENTITY if any(one.get(name) for one in known.values())]
    if not header:
        raise ExportError(
            "Nothing tells how Moodle knows the students: give its own export with --from, or name "
            "a roster with e-mail addresses, student numbers or user names in course.toml."
        )
    rows: list[Row] = []
    unplaced = []
    graded = [student for student in grades.students if student.grades]
    owners = Counter(
        (name, text.casefold())
        for student in graded
        for name, text in known[student.id].items()
        if text
    )
    for student in graded:
        scores = {name: grade.score for name, grade in student.grades.items()}
        who = [known[student.id].get(name, "") for name in header]
        shared = [
            text for name, text in known[student.id].items() if owners[name, text.casefold()] > 1
        ]
        if shared:
            unplaced.append(f"{student.id} is known by {shared[0]}, and so is another hand-in")
        elif not any(who):
            unplaced.append(f"{student.id} has no e-mail address, ID number or user name")
        elif odd := next((one for one in who if safe_cell(one) != one), None):
            # Escaped, Moodle would find nobody; as it is, a spreadsheet would run it.
            unplaced.append(f"{student.id} is known by {odd}, which a spreadsheet may run")
        else:
            rows.append((who, student.id, scores))
    return header, rows, unplaced, []


def _identity(student: Student) -> dict[str, str]:
    numbers = student.person.numbers if student.person else {}
    return {
        "Email address": student.email,
        "ID number": numbers.get("student_number", ""),
        "Username": numbers.get("moodle_username", ""),
    }
