"""Moodle's worksheet and import get grades by participant, address or number, never by a guess."""

from dataclasses import replace

import pytest
from graded_class import COURSE, graded
from graded_people import MOODLE_CLASS, TITLE, WORKSHEET, on_moodle, rows_of, with_roster, written

from autograder.course import CourseError
from autograder.grades_back.export import export

GERMAN = (
    "\ufeffID;Vollständiger Name;Status;Bewertung;Bestwertung;Bewertung kann geändert werden;"
    "Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung)\r\n"
    "Teilnehmer/in4711;Ada Lovelace;Abgegeben;;100,00;Ja;-;-\r\n"
    "Teilnehmer/in4712;Ada Lovelace;Abgegeben;;100,00;Ja;-;-\r\n"
    "Teilnehmer/in4713;Łukasz Żak;Abgegeben;50,00;100,00;Nein;-;-\r\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "delimiter", "column", "expected"),
    [
        (WORKSHEET, "utf-8", ",", 4, ["24", "19.5", "50.00", ""]),
        (WORKSHEET, "utf-16", ",", 4, ["24", "19.5", "50.00", ""]),
        (GERMAN, "utf-8", ";", 3, ["24", "19,5", "50,00"]),
    ],
)
def test_a_moodle_worksheet_gets_grades_by_participant_and_keeps_the_rest(
    class_of, tmp_path, text, encoding, delimiter, column, expected
):
    template = written(tmp_path, text, encoding=encoding)
    to = tmp_path / "out.csv"
    gradebook = class_of(MOODLE_CLASS)
    said = export(gradebook, course=COURSE, form="moodle-worksheet", template=template, to=to)
    before = rows_of(text.encode(encoding), encoding, delimiter)
    after = rows_of(to.read_bytes(), encoding, delimiter)
    assert [row[column] for row in after[1:]] == expected
    assert [row[:column] + row[column + 1 :] for row in after] == [
        row[:column] + row[column + 1 :] for row in before
    ]
    assert to.read_bytes()[:3] == template.read_bytes()[:3]  # the byte order mark
    assert said.unplaced == 1
    assert any("Łukasz Żak_4713" in line and "can't be changed" in line for line in said.lines)


def test_a_worksheet_in_another_language_needs_its_column_named(class_of, tmp_path):
    text = WORKSHEET.replace("Grade,Maximum Grade", "Einkunn,Hæsta einkunn", 1)
    template = written(tmp_path, text)
    to = tmp_path / "out.csv"
    gradebook = class_of(MOODLE_CLASS)
    options = {"course": COURSE, "form": "moodle-worksheet", "template": template, "to": to}
    with pytest.raises(CourseError, match="--column.*“Einkunn”."):
        export(gradebook, **options)
    export(gradebook, column="Einkunn", **options)
    assert [row[4] for row in rows_of(to.read_bytes())[1:3]] == ["24", "19.5"]


def test_a_participants_number_is_not_taken_from_another_assignment(class_of, tmp_path):
    gradebook = class_of({"Ada Lovelace": (0.25, {"name": "Ada Lovelace"})})
    (tmp_path / "knn").mkdir()
    other = graded("Ada Lovelace", 1.0, **on_moodle("4713", "Ada Lovelace")).result
    text = replace(other, assignment="knn").to_json()
    (tmp_path / "knn" / "Ada Lovelace.json").write_text(text, encoding="utf-8")
    to = tmp_path / "out.csv"
    said = export(
        gradebook,
        course=COURSE,
        form="moodle-worksheet",
        template=written(tmp_path, WORKSHEET.replace(",No,", ",Yes,")),
        to=to,
        results=[tmp_path, tmp_path / "knn"],
    )
    assert [row[4] for row in rows_of(to.read_bytes())[1:]] == ["", "3.00", "50.00", ""]
    assert said.unplaced == 1 and any("called Ada Lovelace" in line for line in said.lines)


MOODLE_EXPORT = (
    '"First name","Last name","ID number","Email address",'
    f'"Assignment: {TITLE} (Real)","Last downloaded from this course"\n'
    'Ada,Lovelace,007,ada@uni.example,-,1\nAda,Lovelace,008,"ada,2@uni.example",-,1\n'
    "Łukasz,Żak,'009,lz@uni.example,-,1\n"
)


def test_moodles_import_finds_the_people_of_its_own_export(class_of, tmp_path):
    course = with_roster(
        tmp_path,
        "id,name,email,student_number\nada,Ada Lovelace,,007\n"
        "lz,Łukasz Żak,lz@uni.example,\nnew,New One,new@uni.example,\n",
    )
    gradebook = class_of({"ada": (0.25, {}), "lz": (1.0, {}), "new": (0.5, {})})
    to = tmp_path / "out.csv"
    template = written(tmp_path, MOODLE_EXPORT)
    said = export(gradebook, course=course, form="moodle", template=template, to=to)
    assert rows_of(to.read_bytes()) == [
        ["Email address", "ID number", TITLE],
        ["ada@uni.example", "007", "24"],
        ["lz@uni.example", "'009", "96"],
    ]
    assert said.unplaced == 1 and any("new: no row there" in line for line in said.lines)
    assert not any("by name alone" in line for line in said.lines)


def test_whom_only_a_name_tells_is_to_be_checked(class_of, tmp_path):
    gradebook = class_of({"Łukasz Żak": (1.0, {"name": "Łukasz Żak"})})
    to = tmp_path / "out.csv"
    template = written(tmp_path, MOODLE_EXPORT)
    said = export(gradebook, course=COURSE, form="moodle", template=template, to=to)
    assert rows_of(to.read_bytes())[1:] == [["lz@uni.example", "'009", "96"]]
    assert "svm: found by name alone, please check: Łukasz Żak" in said.lines


def test_moodles_import_is_made_from_the_roster_and_holds_no_formula(class_of, tmp_path):
    course = with_roster(
        tmp_path,
        "id,name,email\nada,Ada,ada@uni.example\neve,Eve,=eve@uni.example\nzed,Zed,\n",
    )
    gradebook = class_of({name: (0.5, {}) for name in ("ada", "eve", "zed")})
    to = tmp_path / "out.csv"
    said = export(gradebook, course=course, form="moodle", to=to)
    assert rows_of(to.read_bytes()) == [["Email address", TITLE], ["ada@uni.example", "48"]]
    assert said.unplaced == 2


def test_two_who_are_known_by_one_address_get_no_grade(class_of, tmp_path):
    facts = {"ids": {"email": "ada@x.org"}}
    gradebook = class_of({"ada": (1.0, facts), "ada (2)": (0.5, facts), "bob": (1.0, {})})
    course = with_roster(tmp_path, "id,email\nada,ada@x.org\nbob,bob@x.org\n")
    to = tmp_path / "out.csv"
    said = export(gradebook, course=course, form="moodle", to=to)
    assert [row[0] for row in rows_of(to.read_bytes())[1:]] == ["bob@x.org"]
    assert said.unplaced == 2


def test_one_of_two_namesakes_is_not_told_by_name(class_of, tmp_path):
    gradebook = class_of({"Ada Lovelace": (0.25, {"name": "Ada Lovelace"})})
    to = tmp_path / "out.csv"
    template = written(tmp_path, MOODLE_EXPORT)
    said = export(gradebook, course=COURSE, form="moodle", template=template, to=to)
    assert len(rows_of(to.read_bytes())) == 1
    assert any("2 people" in line or "two people" in line for line in said.lines)
    assert said.unplaced == 1
