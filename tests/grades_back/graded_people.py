"""Classes with results, as each platform names their people, and the files that it exports."""

import csv
import io
import re
from dataclasses import replace

from graded_class import COURSE

TITLE = COURSE.assignment("svm").title


def on_canvas(number, attachment="9", **more):
    ids = {"canvas_id": number, "canvas_attachment": attachment}
    return {"platform": "canvas", "ids": ids | more.pop("ids", {}), **more}


def anonymous(number, attachment="9"):
    ids = {"canvas_anonymous": number, "canvas_attachment": attachment, "canvas_name": "anon"}
    return {"platform": "canvas", "ids": ids}


def written(tmp_path, text, name="theirs.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(content, encoding="utf-8", delimiter=","):
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def with_roster(tmp_path, text):
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    return replace(COURSE, roster="roster.csv", folder=tmp_path)


# Canvas


CANVAS_FILE = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Warm-up (1233),"
    f"{TITLE} (1234),Current Score,Final Score\r\n"
    ",,,,,,Manual Posting,(read only),(read only)\r\n"
    "    Points Possible,,,,,10.00,100.00,(read only),(read only)\r\n"
    '"Smith, John",111,S1,jsmith1,"Group A, Tuesday",7.00,,70.0,70.0\r\n'
    '"Smith, John",333,S3,jsmith3,Group B,8.00,12.00,80.0,80.0\r\n'
    '"Ångström, Zoë ""Zo""",555,\'S5,zoe,Group B,,,,\r\n'
    '"=""=cmd""",777,S7,eve,Group B,,EX,,\r\n'
    '"Student, Test",999,,0123456789abcdef0123456789abcdef,Group A,,,,\r\n'
)

CANVAS_CLASS = {
    "smithjohn_111": (0.25, on_canvas("111")),
    "smithjohn_333": (0.5, on_canvas("333")),
    "ångströmzoëzo_555": (1.0, on_canvas("555")),
}


def canvas_imports(content):
    """Return grades by user and assignment, as Canvas's importer reads them."""
    header, *rows = rows_of(content, "utf-8-sig")
    assert header[0].startswith("Student") and header[1].startswith("ID")
    kept = {"SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section"}
    assert "Section" in header
    columns = {i: name for i, name in enumerate(header) if i > 1 and name not in kept}
    # Any other would make a new assignment.
    ids = {i: re.fullmatch(r".+ \((\d+)\)", name)[1] for i, name in columns.items()}
    at = next(i for i, row in enumerate(rows) if row[0].strip() == "Points Possible")
    return {(row[1], ids[i]): row[i] for row in rows[at + 1 :] if row[1] for i in ids}


# Moodle


WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    '"Participant 4711","Ada Lovelace",ada@uni.example,"Submitted, for grading",,100.00,Yes,'
    '"Friday, 22 January 2027, 9:00 PM",-,\n'
    '"Participant 4712","Ada Lovelace",ada2@uni.example,Submitted,3.00,100.00,Yes,-,-,'
    '"<p>\nHi</p>"\n'
    '"Participant 4713","Łukasz Żak",lz@uni.example,Submitted,50.00,100.00,No,-,-,\n'
    '"Participant 4714",=HYPERLINK(1),eve@uni.example,No submission,,100.00,Yes,-,-,\n'
)


def on_moodle(number, name, **more):
    ids = {"moodle_participant": number, "moodle_name": name}
    return {"platform": "moodle", "ids": ids, "name": name, **more}


MOODLE_CLASS = {
    "Ada Lovelace_4711": (0.25, on_moodle("4711", "Ada Lovelace")),
    "Ada Lovelace_4712": (0.203125, on_moodle("4712", "Ada Lovelace")),
    "Łukasz Żak_4713": (1.0, on_moodle("4713", "Łukasz Żak")),
}
