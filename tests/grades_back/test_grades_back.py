"""Grades and feedback back on the platforms: the right people, and nothing else is changed.

What is written is read again here as each platform's own documentation says that it reads.
"""

import csv
import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from graded_class import COURSE, DAY, graded, late_by
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.grades_back.export import export, export_grades
from autograder.grades_back.filled_in_export import read_template
from autograder.grading.result import file_name
from autograder.nbgrader.gradebook import record
from autograder.nbgrader.gradebook_file import open_gradebook

TITLE = COURSE.assignment("svm").title
CANVAS = {"platform": "canvas"}


@pytest.fixture(scope="module")
def new_gradebook(tmp_path_factory):
    """Make a gradebook without submissions, once: that takes a while."""
    path = tmp_path_factory.mktemp("gradebook") / "new.db"
    with open_gradebook(path, "svm", COURSE):
        return path


@pytest.fixture
def class_of(new_gradebook, tmp_path):
    """Return a function that makes a folder of results: shares of the points, by student."""

    def make(students, results=True):
        path = Path(shutil.copy(new_gradebook, tmp_path / "gradebook.db"))
        (tmp_path / "feedback").mkdir()
        with Gradebook(f"sqlite:///{path}") as gradebook:
            for student, (share, handed_in) in students.items():
                one = graded(student, share, text=None, **handed_in)
                record(gradebook, one, COURSE)
                name = file_name(student)
                (tmp_path / "feedback" / f"{name}.html").write_text(f"page of {student}")
                if results:
                    text = one.result.to_json()
                    (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        return path

    return make


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


def test_namesakes_on_canvas_each_get_their_own_grade(class_of, tmp_path):
    template = written(tmp_path, CANVAS_FILE)
    to = tmp_path / "out.csv"
    said = export(class_of(CANVAS_CLASS), course=COURSE, form="canvas", template=template, to=to)
    assert canvas_imports(to.read_bytes()) == {
        ("111", "1234"): "24",
        ("333", "1234"): "48",
        ("555", "1234"): "96",
        ("777", "1234"): "EX",
        ("999", "1234"): "",
    }
    assert said.unplaced == 0
    assert any("these rows of theirs.csv get no grade: 7 (=cmd)" in line for line in said.lines)


def test_canvas_gets_back_every_other_cell_to_the_byte(class_of, tmp_path):
    template = written(tmp_path, CANVAS_FILE)
    export(
        class_of(CANVAS_CLASS),
        course=COURSE,
        form="canvas",
        template=template,
        to=tmp_path / "out.csv",
    )
    before = CANVAS_FILE.encode().replace(b",Current Score,Final Score", b"")
    before = before.replace(b",Warm-up (1233)", b"").replace(b",(read only)", b"")
    before = before.replace(b",,,,,,Manual", b",,,,,Manual").replace(b"10.00,", b"")
    for old, new in (
        (b'Tuesday",7.00,,70.0,70.0', b'Tuesday",24'),
        (b"Group B,8.00,12.00,80.0,80.0", b"Group B,48"),
        (b"zoe,Group B,,,,", b"zoe,Group B,96"),
        (b"eve,Group B,,EX,,", b"eve,Group B,EX"),
        (b"Group A,,,,", b"Group A,"),
    ):
        before = before.replace(old, new)
    assert (tmp_path / "out.csv").read_bytes() == before


def test_a_canvas_id_is_believed_only_with_the_name_where_there_are_no_results(class_of, tmp_path):
    gradebook = class_of(
        {"smithjohn_111": (0.25, {}), "smithjohn_333": (0.5, {}), "lab_555": (1.0, {})},
        results=False,
    )
    to = tmp_path / "out.csv"
    said = export(
        gradebook,
        course=COURSE,
        form="canvas",
        template=written(tmp_path, CANVAS_FILE),
        to=to,
    )
    grades = canvas_imports(to.read_bytes())
    assert [grades[user, "1234"] for user in ("111", "333", "555")] == ["24", "48", ""]
    assert said.unplaced == 1
    assert any("lab_555: no row there" in line for line in said.lines)


def test_a_canvas_file_whose_ids_a_spreadsheet_rounded_is_refused(class_of, tmp_path):
    template = written(tmp_path, CANVAS_FILE.replace(",111,S1", ",1.11E+02,S1"))
    with pytest.raises(CourseError, match="was saved by a spreadsheet, which rounded the ids"):
        export(class_of(CANVAS_CLASS), course=COURSE, form="canvas", template=template)


def test_whom_canvas_excuses_and_whom_it_does_not_know_is_told(class_of, tmp_path):
    gradebook = class_of(
        {
            "eve_777": (0.5, on_canvas("777")),
            "gone_888": (0.5, on_canvas("888", name="Smith, John")),
            "anon_111": (0.5, anonymous("111")),
        }
    )
    to = tmp_path / "out.csv"
    template = written(tmp_path, CANVAS_FILE)
    said = export(gradebook, course=COURSE, form="canvas", template=template, to=to)
    assert canvas_imports(to.read_bytes())["777", "1234"] == "EX"
    assert said.unplaced == 3
    assert any("anon_111: no row there" in line for line in said.lines)
    assert any("eve_777" in line and "EX" in line for line in said.lines)
    assert any(
        "gone_888: isn't in the file: Smith, John (row 4) has" in line for line in said.lines
    )


def test_two_who_fit_one_row_get_no_grade_there(class_of, tmp_path):
    gradebook = class_of({"zoe": (0.5, {}), "zoe2": (1.0, on_canvas("555"))})
    to = tmp_path / "out.csv"
    template = written(tmp_path, CANVAS_FILE)
    said = export(gradebook, course=COURSE, form="canvas", template=template, to=to)
    assert canvas_imports(to.read_bytes())["555", "1234"] == ""
    assert any("row 6 fits both zoe and zoe2," in line for line in said.lines)
    assert said.unplaced == 1


def test_a_row_that_only_a_name_tells_is_not_given_to_one_of_two_namesakes(class_of, tmp_path):
    """One left the course, so the file has a single Zoë; nobody knows which of them it is."""
    course = with_roster(
        tmp_path, 'id,name\nz1,"Ångström, Zoë ""Zo"""\nz2,"Ångström, Zoë ""Zo"""\n'
    )
    to = tmp_path / "out.csv"
    template = written(tmp_path, CANVAS_FILE)
    gradebook = class_of({"z1": (0.5, {})})
    said = export(gradebook, course=course, form="canvas", template=template, to=to)
    assert canvas_imports(to.read_bytes())["555", "1234"] == ""
    assert said.unplaced == 1 and any("row 6 fits both z1 and z2," in one for one in said.lines)


def test_a_groups_number_is_no_members_and_the_roster_tells_each(class_of, tmp_path):
    course = with_roster(
        tmp_path,
        'id,name,group,canvas_id\nann,"Smith, John",red,111\nbob,"Smith, John",red,333\n',
    )
    group = {"group": "red", "members": ["ann", "bob"]}
    gradebook = class_of({name: (0.5, on_canvas("555", **group)) for name in ("ann", "bob")})
    to = tmp_path / "out.csv"
    template = written(tmp_path, CANVAS_FILE)
    said = export(gradebook, course=course, form="canvas", template=template, to=to)
    grades = canvas_imports(to.read_bytes())
    assert [grades[user, "1234"] for user in ("111", "333", "555")] == ["48", "48", ""]
    assert said.unplaced == 0


@pytest.mark.parametrize(
    ("old", "new", "options", "said"),
    [
        (TITLE, "Something else", {}, "no column called.*“Warm-up (1233)”"),
        ("Warm-up (1233)", f"{TITLE} (1235)", {}, "2 columns called"),
        ("100.00", "10.00", {}, "100 points here and 10 in Canvas's column"),
        ("    Points Possible", "Points", {}, "lacks the row “Points Possible”"),
        ("Student,ID", "Name,ID", {}, "isn't an export of Canvas's gradebook"),
        ("100.00", "(read only)", {}, "no column called"),
        ('"Group A, Tuesday"', "Group A, Tuesday, noon", {}, "more cells than the header"),
        ("", "", {"column": "9999"}, "no column called “9999”"),
        ("", "", {"assignments": ["knn"]}, "no assignment “knn”; it holds svm"),
    ],
)
def test_a_canvas_file_that_does_not_fit_is_refused(class_of, tmp_path, old, new, options, said):
    template = written(tmp_path, CANVAS_FILE.replace(old, new, 1) if old else CANVAS_FILE)
    gradebook = class_of({"smithjohn_111": (0.25, on_canvas("111"))})
    options = {"course": COURSE, "form": "canvas", "template": template, **options}
    with pytest.raises(CourseError, match=re.escape(said).replace(r"\.\*", ".*")):
        export(gradebook, to=tmp_path / "out.csv", **options)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("column", ["1233", "Warm-up", "Warm-up (1233)"])
def test_a_column_is_taken_by_name_or_number_and_converted_if_asked(class_of, tmp_path, column):
    to = tmp_path / "out.csv"
    template = written(tmp_path, CANVAS_FILE)
    gradebook = class_of(CANVAS_CLASS)
    options = {"course": COURSE, "form": "canvas", "template": template, "column": column}
    with pytest.raises(CourseError, match="100 points here and 10"):
        export(gradebook, to=to, **options)
    export(gradebook, to=to, scale=True, **options)
    assert canvas_imports(to.read_bytes())["333", "1233"] == "4.8"


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
GERMAN = (
    "\ufeffID;Vollständiger Name;Status;Bewertung;Bestwertung;Bewertung kann geändert werden;"
    "Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung)\r\n"
    "Teilnehmer/in4711;Ada Lovelace;Abgegeben;;100,00;Ja;-;-\r\n"
    "Teilnehmer/in4712;Ada Lovelace;Abgegeben;;100,00;Ja;-;-\r\n"
    "Teilnehmer/in4713;Łukasz Żak;Abgegeben;50,00;100,00;Nein;-;-\r\n"
)


def on_moodle(number, name, **more):
    ids = {"moodle_participant": number, "moodle_name": name}
    return {"platform": "moodle", "ids": ids, "name": name, **more}


MOODLE_CLASS = {
    "Ada Lovelace_4711": (0.25, on_moodle("4711", "Ada Lovelace")),
    "Ada Lovelace_4712": (0.203125, on_moodle("4712", "Ada Lovelace")),
    "Łukasz Żak_4713": (1.0, on_moodle("4713", "Łukasz Żak")),
}


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


# Blackboard and Brightspace


BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
    f'"{TITLE} [Total Pts: 100 Score] |4321"\t"Total [Total Pts: up to 10 Score] |1"\n'
    '"O\'Neil, Jr."\t"Seán"\t"a_smith"\t"0012"\t"2027-01-20"\t"Yes"\t""\t"3"\n'
    '"Smith"\t"Bo"\t"b_smith"\t"0013"\t"2027-01-20"\t"Yes"\t"7"\t"3"\n'
)
BRIGHTSPACE = (
    f"OrgDefinedId,Username,Last Name,First Name,{TITLE} Points Grade "
    "<Numeric MaxPoints:100 Weight:5>,Quiz Points Grade,End-of-Line Indicator\r\n"
    "#0012,#a_smith,O'Neil,Seán,,3,#\r\n#0013,#b_smith,Smith,Bo,7,3,#\r\n"
)
BLACKBOARD_CLASS = {
    "a_smith": (0.5, {"platform": "blackboard", "ids": {"blackboard": "a_smith"}}),
    "b_smith": (1.0, {"platform": "blackboard", "ids": {"blackboard": "b_smith"}}),
}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8"])
def test_blackboard_gets_its_own_file_with_one_column_filled(class_of, tmp_path, encoding):
    template = written(tmp_path, BLACKBOARD, "theirs.xls", encoding)
    to = tmp_path / "out.xls"
    gradebook = class_of(BLACKBOARD_CLASS)
    said = export(gradebook, course=COURSE, form="blackboard", template=template, to=to)
    expected = BLACKBOARD.replace('\t""\t', '\t"48"\t').replace('\t"7"\t', '\t"96"\t')
    assert to.read_bytes() == expected.encode(encoding)
    assert said.unplaced == 0


def test_brightspace_gets_its_own_file_with_one_column_filled(class_of, tmp_path):
    template = written(tmp_path, BRIGHTSPACE)
    to = tmp_path / "out.csv"
    gradebook = class_of({"a_smith": (0.5, {}), "0013": (1.0, {})})
    said = export(gradebook, course=COURSE, form="brightspace", template=template, to=to)
    expected = BRIGHTSPACE.replace("Seán,,", "Seán,48,").replace("Bo,7,", "Bo,96,")
    assert to.read_bytes() == expected.encode()
    assert said.unplaced == 0


@pytest.mark.parametrize("form", ["blackboard", "brightspace", "moodle-worksheet", "moodle"])
def test_another_platforms_file_is_refused(class_of, tmp_path, form):
    template = written(tmp_path, "a,b\n1,2\n")
    with pytest.raises(CourseError, match=re.escape(str(template))):
        export(class_of(BLACKBOARD_CLASS), course=COURSE, form=form, template=template)


@pytest.mark.parametrize(
    "text",
    [
        'a,"b,\r\nc"\n"d ""e""",f',
        "a;b\r1;2\r\r3;4",
        "a\tb\n\t\n=1\t'2\n",
        'a,b\n1\n"",2\n,\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_template_without_new_cells_is_the_same_to_the_byte(tmp_path, text, encoding):
    path = written(tmp_path, text, encoding=encoding)
    assert read_template(path).filled({}) == path.read_bytes()


# Plain tables


def test_plain_tables_list_everybody_with_rounded_safe_cells(class_of, tmp_path):
    course = with_roster(
        tmp_path,
        'id,name,email,section\nada,"Lovelace, Ada",ada@uni.example,A\n'
        "gone,'=cmd(),gone@uni.example,B\n",
    )
    gradebook = class_of({"ada": (0.1, {}), "=SUM(1)": (0.2, {})})
    with Gradebook(f"sqlite:///{gradebook}") as opened:
        opened.find_submission("svm", "ada").timestamp = late_by(DAY)
        opened.find_grade("squared_or_not", "svm", "svm", "ada").auto_score = None
        opened.db.commit()
    to = tmp_path / "long.csv"
    assert export_grades(gradebook, to, course) == 2
    long = {row["student"]: row for row in csv.DictReader(to.open(encoding="utf-8", newline=""))}
    assert set(long) == {"ada", "gone", "'=SUM(1)"}
    assert (long["ada"]["score"], long["ada"]["late_penalty"]) == ("8.64", "0.96")
    assert (long["ada"]["to_grade_by_hand"], long["ada"]["late"]) == ("4.0", "True")
    assert (long["ada"]["first_name"], long["ada"]["last_name"]) == ("Ada", "Lovelace")
    assert long["ada"]["timestamp"] == "2027-01-23T23:59:00+00:00"
    assert long["gone"]["score"] == "0.0" and long["gone"]["max_score"] == "100.0"
    assert (long["gone"]["timestamp"], long["gone"]["handed_in"]) == ("", "False")
    assert long["gone"]["last_name"] == "'=cmd()"
    said = export(gradebook, course=course, form="wide", to=tmp_path / "wide.csv")
    wide = {row[0]: row for row in rows_of((tmp_path / "wide.csv").read_bytes())}
    assert wide["student"][4:] == ["section", "group", "svm", "total", "out_of", "to_grade_by_hand"]
    assert wide["ada"][4:] == ["A", "", "8.64", "8.64", "100.0", "4.0"]
    assert wide["gone"][6:8] == ["", "0.0"]
    assert "svm: nothing handed in by gone" in said.lines
    assert "svm: points still to be given by hand to ada" in said.lines
    assert any("=SUM(1) isn't in the roster" in line for line in said.lines)


def test_a_late_hand_in_whose_time_is_unknown_is_listed_as_late(class_of, tmp_path):
    gradebook = class_of({"ada_1": (0.5, on_canvas("1", late=True))})
    export(gradebook, course=COURSE, to=tmp_path / "long.csv")
    (row,) = csv.DictReader((tmp_path / "long.csv").open(encoding="utf-8", newline=""))
    assert (row["late"], row["timestamp"]) == ("True", "")


def test_someone_graded_before_there_was_a_roster_is_one_person(class_of, tmp_path):
    course = with_roster(tmp_path, "id,name,canvas_id\nada,Ada Lovelace,111\n")
    gradebook = class_of({"lovelaceada_111": (0.5, on_canvas("111"))})
    export(gradebook, course=course, to=tmp_path / "long.csv")
    (row,) = csv.DictReader((tmp_path / "long.csv").open(encoding="utf-8", newline=""))
    assert (row["student"], row["score"]) == ("ada", "48.0")


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_two_assignments_have_a_column_each_and_one_total(class_of, tmp_path):
    gradebook = class_of(CANVAS_CLASS)
    with Gradebook(f"sqlite:///{gradebook}") as opened:
        opened.add_assignment("empty")
        opened.add_assignment("knn")
        opened.add_notebook("knn", "knn")
        opened.add_grade_cell("q", "knn", "knn", max_score=10, cell_type="code")
        opened.add_submission("knn", "smithjohn_111")
        opened.find_grade("q", "knn", "knn", "smithjohn_111").auto_score = 0.1 + 0.2
        opened.db.commit()
    export(gradebook, course=COURSE, form="wide", to=tmp_path / "wide.csv")
    wide = [row[6:] for row in rows_of((tmp_path / "wide.csv").read_bytes())]
    assert wide[:3] == [
        ["svm", "knn", "total", "out_of", "to_grade_by_hand"],
        ["24.0", "0.3", "24.3", "110.0", "0.0"],
        ["48.0", "", "48.0", "110.0", "0.0"],
    ]
    template = written(tmp_path, CANVAS_FILE.replace("Warm-up", "knn"))
    to = tmp_path / "out.csv"
    export(gradebook, course=COURSE, form="canvas", template=template, to=to)
    grades = canvas_imports(to.read_bytes())
    assert (grades["111", "1233"], grades["111", "1234"]) == ("0.3", "24")
    assert (grades["333", "1233"], grades["333", "1234"]) == ("8.00", "48")


# Feedback


def zipped(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_canvas_finds_user_and_attachment_in_the_names_of_feedback_files(class_of, tmp_path):
    gradebook = class_of(
        {
            "smithjohn_111": (0.5, on_canvas("111", "70", ids={"canvas_name": "smith_2john"})),
            "smithjohn_333": (0.5, on_canvas("333", "71", ids={"canvas_name": "smithjohn"})),
            "anon_444": (0.5, anonymous("444", "73")),
            "text_555": (0.5, {"platform": "canvas", "ids": {"canvas_id": "555"}}),
            **{
                name: (0.5, on_canvas("888", "72", group="red", members=["ann", "bob"]))
                for name in ("ann", "bob")
            },
        }
    )
    said = export(
        gradebook, course=COURSE, to=tmp_path / "out.csv", feedback=tmp_path / "feedback.zip"
    )
    found = {}
    for name, page in zipped(tmp_path / "feedback.zip").items():
        user, attachment = [part for part in name.split("_") if part.isdigit()][:2]
        found[user, attachment] = page
    assert found == {
        ("111", "70"): "page of smithjohn_111",
        ("333", "71"): "page of smithjohn_333",
        ("888", "72"): "page of ann",
    }
    assert said.unplaced == 2
    for student in ("anon_444", "text_555"):
        assert any(f"{student} has no feedback" in line for line in said.lines)


def moodle_participants(path):
    """Return the pages by participant, as Moodle's import of feedback files reads them."""
    found = {}
    for name, page in zipped(path).items():
        folder, file = name.split("/")
        _, participant, plugin_type, plugin = folder.split("_")
        assert (plugin_type, plugin, file) == ("assignfeedback", "file", "feedback.html")
        found[participant] = page
    return found


def test_moodle_finds_the_participant_in_the_folders_of_feedback_files(class_of, tmp_path):
    odd = {"Eve_9 / X_4714": (0.5, on_moodle("4714", "Eve_9 / X"))}
    export(
        class_of(MOODLE_CLASS | odd),
        course=COURSE,
        to=tmp_path / "out.csv",
        feedback=tmp_path / "feedback.zip",
    )
    assert moodle_participants(tmp_path / "feedback.zip") == {
        "4711": "page of Ada Lovelace_4711",
        "4712": "page of Ada Lovelace_4712",
        "4713": "page of Łukasz Żak_4713",
        "4714": "page of Eve_9 / X_4714",
    }


def test_a_moodle_groups_members_get_their_pages_by_the_worksheet(class_of, tmp_path):
    course = with_roster(
        tmp_path, "id,name,email,group\nada,Ada,ada@uni.example,red\nlz,L,lz@uni.example,red\n"
    )
    group = {"group": "red", "members": ["ada", "lz"]}
    gradebook = class_of({name: (0.5, on_moodle("4712", "red", **group)) for name in ("ada", "lz")})
    options = {"course": course, "to": tmp_path / "out.csv", "feedback": tmp_path / "f.zip"}
    assert export(gradebook, **options).unplaced == 2
    template = written(tmp_path, WORKSHEET)
    export(gradebook, form="moodle-worksheet", template=template, **options)
    assert moodle_participants(tmp_path / "f.zip") == {"4711": "page of ada", "4713": "page of lz"}


FOLDER = "123-45 - Ada Lovelace - Mar 29, 2018 1205 PM"


@pytest.mark.parametrize(
    ("handed_in", "place"),
    [
        ({"platform": "brightspace", "place": f"class/{FOLDER}/x/svm.ipynb"}, f"{FOLDER}/"),
        ({"platform": "brightspace", "place": f"{FOLDER} - svm.ipynb"}, f"{FOLDER} - "),
        ({"platform": "nbgrader"}, "ada:/svm/svm.html"),
        ({"platform": "exchange"}, "ada:/svm/svm.html"),
        ({"platform": "blackboard"}, "ada:.html"),
        ({}, "ada:.html"),
    ],
)
def test_each_other_platform_gets_feedback_in_its_own_layout(class_of, tmp_path, handed_in, place):
    export(
        class_of({"ada:": (0.5, handed_in)}),
        course=COURSE,
        to=tmp_path / "out.csv",
        feedback=tmp_path / "feedback.zip",
    )
    place = place.replace("ada:", file_name("ada:"))
    expected = place if place.endswith(".html") else f"{place}feedback.html"
    assert zipped(tmp_path / "feedback.zip") == {expected: "page of ada:"}


def test_feedback_for_two_platforms_is_one_zip_for_each(class_of, tmp_path):
    gradebook = class_of(
        {"a_1": (0.5, on_canvas("1")), "Ada_4711": (0.5, on_moodle("4711", "Ada"))}
    )
    options = {"course": COURSE, "to": tmp_path / "out.csv", "feedback": tmp_path / "f.zip"}
    with pytest.raises(CourseError, match="canvas and moodle"):
        export(gradebook, **options)
    assert not (tmp_path / "out.csv").exists()
    said = export(gradebook, form="canvas", template=written(tmp_path, CANVAS_FILE), **options)
    assert list(zipped(tmp_path / "f.zip")) == ["student_1_9_feedback.html"]
    assert any("Ada_4711 has no feedback" in line and "moodle" in line for line in said.lines)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"form": "excel"}, "There is no format “excel”"),
        ({"form": "canvas"}, "Canvas's gradebook with --from"),
        ({"template": "theirs.csv"}, "fills in no other file"),
        ({"form": "canvas", "template": "theirs.csv", "to": "theirs.csv"}, "would overwrite"),
        ({"to": "gradebook.db"}, "would overwrite"),
        ({"column": "1234"}, "--column and --scale are for"),
        ({"results": ["nowhere"]}, "There is no folder"),
        ({"form": "canvas", "template": "nowhere.csv"}, "There is no file"),
        ({"to": "nowhere/out.csv"}, "can't be written"),
    ],
)
def test_what_is_asked_in_vain_is_said_and_nothing_is_written(class_of, tmp_path, options, said):
    gradebook = class_of({"ada": (0.5, {})})
    before = written(tmp_path, CANVAS_FILE).read_bytes(), gradebook.read_bytes()
    paths = {key: tmp_path / options[key] for key in ("template", "to") if key in options}
    if "results" in options:
        paths["results"] = [tmp_path / "nowhere"]
    with pytest.raises(CourseError, match=re.escape(said)):
        export(gradebook, course=COURSE, **{"to": tmp_path / "out.csv", **options, **paths})
    assert ((tmp_path / "theirs.csv").read_bytes(), gradebook.read_bytes()) == before
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_what_is_no_gradebook_is_said(tmp_path, content):
    path = tmp_path / "gradebook.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CourseError, match="gradebook"):
        export(path, course=COURSE, to=tmp_path / "out.csv")
