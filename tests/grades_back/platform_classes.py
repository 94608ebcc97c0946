"""One class as each platform packs it, and the gradebook that the platform exports of it.

Two John Smiths, a resubmission, one late, a PDF, somebody whom the course doesn't know, and
one who hands in nothing. Numbers and names are as `docs/instructors.md` shows them.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

TITLE = "The multiclass SVM loss"


@dataclass(frozen=True)
class Student:
    """Somebody of the class, with the platforms' numbers."""

    login: str
    first: str
    last: str
    number: int

    @property
    def squashed(self) -> str:
        return "".join(one for one in f"{self.last}{self.first}".lower() if one.isalnum())

    @property
    def email(self) -> str:
        return f"{self.login}@example.org"


ADA = Student("ada", "Ada", "Lovelace", 101)
JOHN = Student("j_smith", "John", "Smith", 102)
OTHER_JOHN = Student("k_smith", "John", "Smith", 103)
ZOE = Student("zoe", "Zoë", "Ångström", 104)
LATE = Student("grace", "Grace Brewster", "Hopper", 105)
ALI = Student("ali", "Ali", "Khan", 106)
KURT = Student("kurt", "Kurt", "Gödel", 107)
MAL = Student("mal", "Mal", "Ory", 108)
ROSTER = (ADA, JOHN, OTHER_JOHN, ZOE, LATE, ALI, KURT)


@dataclass(frozen=True)
class Sent:
    """One attempt of one student: its files, and when; ``times`` are in the course's zone."""

    student: Student
    day: int
    files: dict[str, bytes]


def sent(good: bytes, wrong: bytes) -> list[Sent]:
    """Return what the class hands in; January 22 is the last day."""
    return [
        Sent(ADA, 20, {"svm.ipynb": good}),
        Sent(JOHN, 20, {"k_smith_103_9_svm.ipynb": wrong}),  # as if it were the other's
        Sent(OTHER_JOHN, 21, {"svm.ipynb": good}),
        Sent(ZOE, 19, {"svm.ipynb": wrong}),
        Sent(ZOE, 21, {"svm.ipynb": good}),
        Sent(LATE, 24, {"svm.ipynb": good}),
        Sent(ALI, 20, {"svm.pdf": b"%PDF-1.4"}),
        Sent(MAL, 20, {"x_ada_attempt_2099-01-01-00-00-00_svm.ipynb": wrong}),
    ]


def canvas(handed_in: list[Sent]) -> dict[str, bytes]:
    """Only the last attempt of each, late ones marked."""
    last = {one.student: one for one in handed_in}
    files = {}
    for number, (student, one) in enumerate(last.items(), 700_000):
        late = "_LATE" * (one.day > 22)
        for name, content in one.files.items():
            files[f"{student.squashed}{late}_{student.number}_{number}_{name}"] = content
    return files


def moodle(handed_in: list[Sent]) -> dict[str, bytes]:
    last = {one.student: one for one in handed_in}
    return {
        f"{who.first} {who.last}_{4000 + who.number}_assignsubmission_file/{name}": content
        for who, one in last.items()
        for name, content in one.files.items()
    }


def blackboard(handed_in: list[Sent]) -> dict[str, bytes]:
    files = {}
    for one in handed_in:
        who = one.student
        head = f"svm_loss_{who.login}_attempt_2027-01-{one.day}-10-00-00"
        text = f"Name: {who.first} {who.last} ({who.login})\nAssignment: svm_loss\n"
        files[f"{head}.txt"] = text.encode()
        files |= {f"{head}_{name}": content for name, content in one.files.items()}
    return files


def brightspace(handed_in: list[Sent]) -> dict[str, bytes]:
    files = {"index.html": b"<html></html>"}
    for place, one in enumerate(handed_in):
        who = one.student
        folder = f"{place}-77 - {who.first} {who.last} - Jan {one.day}, 2027 1000 AM"
        files |= {f"{folder}/{name}": content for name, content in one.files.items()}
    return files


def gradescope(handed_in: list[Sent]) -> dict[str, bytes]:
    files, told = {}, ["---"]
    for place, one in enumerate(handed_in):
        who = one.student
        told += [
            f"submission_{place}:",
            "  :submitters:",
            f"  - :name: {who.first} {who.last}",
            f"    :sid: '{who.number:05}'",
            f"    :email: {who.email}",
            f"  :created_at: 2027-01-{one.day} 10:00:00.123456000 Z",
            "  :history:",
            "  - :id: 1",
        ]
        for name, content in one.files.items():
            files[f"assignment_9_export/submission_{place}/{name}"] = content
    files["assignment_9_export/submission_metadata.yml"] = "\n".join(told).encode()
    return files


def nbgrader(handed_in: list[Sent]) -> dict[str, bytes]:
    files = {}
    for one in handed_in:  # what is collected again takes the place of what was there
        place = f"{one.student.login}/svm"
        files |= {f"{place}/{name}": content for name, content in one.files.items()}
        files[f"{place}/timestamp.txt"] = f"2027-01-{one.day} 05:00:00 EST".encode()
    return files


def github(handed_in: list[Sent]) -> dict[str, bytes]:
    last = {one.student: one for one in handed_in}
    files = {}
    for who, one in last.items():
        clone = f"dl-svm-submissions/dl-svm-{who.login}"
        files[f"{clone}/README.md"] = b"the course"
        files[f"{clone}/assignments/knn/knn.ipynb"] = b"{}"
        files |= {f"{clone}/assignments/svm/{name}": text for name, text in one.files.items()}
    return files


def table(rows: list[list[str]]) -> str:
    return "".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\r\n" for row in rows
    )


def canvas_gradebook() -> str:
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (55)"],
        ["    Points Possible", "", "", "", "", "100.00"],
    ]
    for who in ROSTER:
        rows.append([f"{who.last}, {who.first}", str(who.number), "", who.login, "A", ""])
    return table(rows)


def moodle_worksheet() -> str:
    header = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"]
    rows = [[*header, "Grade can be changed", "Last modified (grade)", "Feedback comments"]]
    for who in ROSTER:
        name = f"{who.first} {who.last}"
        number = f"Participant {4000 + who.number}"
        rows.append([number, name, who.email, "Submitted", "", "100.00", "Yes", "-", ""])
    return table(rows)


def blackboard_gradebook() -> str:
    header = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
    rows = [[*header, f"{TITLE} [Total Pts: 100 Score] |123"]]
    for who in ROSTER:
        rows.append([who.last, who.first, who.login, "", "", "Yes", ""])
    return table(rows)


def brightspace_gradebook() -> str:
    header = ["OrgDefinedId", "Username", "Last Name", "First Name", f"{TITLE} Points Grade"]
    rows = [[*header, "End-of-Line Indicator"]]
    for who in ROSTER:
        rows.append([f"#{who.number}", f"#{who.login}", who.last, who.first, "", "#"])
    return table(rows)


def list_of_students() -> str:
    rows = [["id", "name", "email", "gradescope_sid", "github"]]
    for who in ROSTER:
        name = f"{who.last}, {who.first}"
        rows.append([who.login, name, who.email, f"{who.number:05}", who.login])
    return table(rows)


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
