"""People are read from each platform's own file."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook
from platform_files import CANVAS, GRADESCOPE, MOODLE, WORKSHEET, written

from autograder.course import CourseError
from autograder.handin.roster.platform_lists import people_of

BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"'
    '\t"SVM [Total Pts: 100 Score] |12"\n"Smith"\t"Ann"\t"a_smith"\t"0017"\t""\t"Yes"\t""\n'
)

BRIGHTSPACE = """\
OrgDefinedId,Username,Last Name,First Name,Email,SVM Points Grade,End-of-Line Indicator
#0017,#asmith,Smith,Ann,ann@uni.example,90,#
"""

GRADESCOPE_ROSTER = """\
Name,SID,Email,Role
Ann Smith,0017,ann@uni.example,Student
Prof Essor,1,prof@uni.example,Instructor
"""

NBGRADER = "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@uni.example,77\n"
PLAIN = "username,Full Name,E-mail,score,svm_handed_in\nada,Ada Lovelace,a@x,96,2027-01-22\n"


@pytest.mark.parametrize(
    ("text", "encoding", "kind", "people"),
    [
        (
            CANVAS,
            "utf-8-sig",
            "Canvas's gradebook",
            [
                ("ada", "Lovelace, Ada", "", {"canvas_id": "111", "sis_id": "S1", "login": "ada"}),
                ("js1", "Smith, John", "", {"canvas_id": "222", "sis_id": "S2", "login": "js1"}),
                ("js2", "Smith, John", "", {"canvas_id": "333", "sis_id": "S3", "login": "js2"}),
                ("444", "=1+1, Eve", "", {"canvas_id": "444"}),
            ],
        ),
        (
            MOODLE,
            "utf-8",
            "Moodle's grades",
            [
                (
                    "al",
                    "Lovelace, Ada",
                    "ada@uni.example",
                    {"moodle_username": "al", "student_number": "S1"},
                ),
                ("S7", "Ångström, Åsa", "asa@uni.example", {"student_number": "S7"}),
                ("bo@uni.example", "Li, Bo", "bo@uni.example", {}),
            ],
        ),
        (
            WORKSHEET,
            "utf-8",
            "Moodle's grading worksheet",
            [("ada@uni.example", "Ada Lovelace", "ada@uni.example", {})],
        ),
        (
            BLACKBOARD,
            "utf-16",
            "Blackboard's gradebook",
            [("a_smith", "Smith, Ann", "", {"blackboard": "a_smith", "student_number": "0017"})],
        ),
        (
            BRIGHTSPACE,
            "utf-8",
            "Brightspace's grades",
            [
                (
                    "asmith",
                    "Smith, Ann",
                    "ann@uni.example",
                    {"brightspace": "0017", "brightspace_username": "asmith"},
                )
            ],
        ),
        (
            GRADESCOPE,
            "utf-8",
            "Gradescope's list of students",
            [
                ("0017", "Smith, Ann", "ann@uni.example", {"gradescope_sid": "0017"}),
                ("bo@uni.example", "Li, Bo", "bo@uni.example", {}),
            ],
        ),
        (
            GRADESCOPE_ROSTER,
            "utf-8",
            "Gradescope's list of students",
            [("0017", "Ann Smith", "ann@uni.example", {"gradescope_sid": "0017"})],
        ),
        (
            NBGRADER,
            "utf-8",
            "nbgrader's students",
            [("ada", "Lovelace, Ada", "ada@uni.example", {"nbgrader": "ada"})],
        ),
        (PLAIN, "utf-8", "a plain table", [("ada", "Ada Lovelace", "a@x", {})]),
    ],
)
def test_people_are_read_from_each_platforms_file(tmp_path, text, encoding, kind, people):
    found, read = people_of(written(tmp_path / "export.csv", text, encoding))
    assert found == kind
    assert [(one.id, one.name, one.email, dict(one.numbers)) for one in read] == people


@pytest.mark.slow
def test_people_are_read_from_nbgraders_gradebook_which_stays_as_it_is(tmp_path):
    path = tmp_path / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@x")
        gradebook.add_student("bo")
    before = path.read_bytes()
    kind, people = people_of(path)
    assert kind == "nbgrader's gradebook"
    assert [(one.id, one.name, one.email) for one in people] == [
        ("ada", "Lovelace, Ada", "ada@x"),
        ("bo", "", ""),
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Identifier,Full name,Status,Grade\nParticipant 1,Ada,,\n", "at least one of these"),
        ("Student,Score\nAda,1\nada,2\nADA,3\n,4\n", "line 5: there is no id"),
        ("id,email\nada,a@x\nada,b@x\n", "stands for two people"),
        ("who,what\nada,1\n", "no column that tells who"),
        ("SQLite format 3\0 but nothing else", "should be nbgrader's gradebook"),
    ],
)
def test_a_file_that_tells_nobody_or_contradicts_itself_is_an_error(tmp_path, text, said):
    with pytest.raises(CourseError, match=said):
        people_of(written(tmp_path / "export.csv", text))
