"""Who is who: the roster, the platforms' lists it is made of, and whom a platform means."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course, CourseError
from autograder.handin.roster import Clue, Person, Roster, load_roster, write_roster
from autograder.handin.roster.platform_lists import make_roster, merge, people_of
from autograder.handin.unpacking.csv_tables import TableError, read_table

ROSTER = """\
Student ID;Name;E-Mail;Section;Group;Canvas ID;github;svm_handed_in;Notes
ada;Lovelace, Ada;ada@uni.example;A;red;111;countess;2027-01-22 23:10;
js1;John Smith;;A;red;222;;;left-handed
js2;Smith, John;;B;;333;;;
Åsa;Åsa Ångström;asa@uni.example;B;blue;;asa-a;;
0042;José de la Cruz;jose@uni.example;;;;janedoe;;
janedoe;Jane Doe;jane@uni.example;;;555;jane-gh;;
li;Wei Li;;;;666;;;
o'b;Seán O'Brien;;;;777;#9;;
"""


def roster(folder: Path, text: str = ROSTER) -> Roster:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    course = Course("Course", "https://git.example/course", roster="roster.csv", folder=folder)
    found = load_roster(course)
    assert found is not None
    return found


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# ---------------------------------------------------------------------------- tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_each_encoding_and_with_each_delimiter(tmp_path, encoding, delimiter):
    lines = ['"Name, first; last"', "0042", "'=1", "Åsa"], ["", "", "", ""], ["#12", " x ", "", "é"]
    text = "\r\n".join(delimiter.join(line) for line in (["a b", "b", "b", "c"], *lines))
    table = read_table(written(tmp_path / "t.csv", text, encoding))
    assert table.header == ("a b", "b", "b", "c")
    assert table.rows == (("Name, first; last", "0042", "'=1", "Åsa"), ("#12", " x ", "", "é"))
    assert (table.delimiter, table.encoding, table.lines) == (delimiter, encoding, (2, 4))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "save it as CSV"),
        (b"id,name\nada,x\0y\n", "isn't text"),
        (b"id,name\nada,\x81\n", "isn't text"),
        (b"\xff\xfei\0d\0,", "isn't text"),
        (b"<!DOCTYPE html><title>Log in</title>", "is a web page"),
        (b'id,name\nada,"Ada\nbob,Bob\n', "line 2: the CSV is damaged"),
        (b"id,name\nada,Lovelace, Ada\n", "line 2: the row has more cells"),
    ],
)
def test_a_file_that_is_no_table_is_told_as_what_it_is(tmp_path, content, said):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=said):
        read_table(path)


# ------------------------------------------------------------------------- whom a clue means


@pytest.mark.parametrize(
    ("clue", "who"),
    [
        (Clue(ids=("ada",)), "ada"),
        (Clue(ids=("ADA",)), "ada"),
        (Clue(ids=(unicodedata.normalize("NFD", "åsa"),)), "Åsa"),
        (Clue(ids=("0042",)), "0042"),
        (Clue(ids=("countess",)), "ada"),
        (Clue(ids=("Ada@Uni.example",)), "ada"),
        (Clue(numbers={"canvas_id": "333"}, name="smithjohn"), "js2"),
        (Clue(numbers={"canvas_id": "999"}, email="ASA@uni.example"), "Åsa"),
        (Clue(email="jose@uni.example", name="John Smith"), "0042"),
        (Clue(name="ada  LOVELACE"), "ada"),
        (Clue(name="Ångström, Åsa"), "Åsa"),
        (Clue(name=unicodedata.normalize("NFD", "ångströmåsa")), "Åsa"),
        (Clue(name="delacruzjosé"), "0042"),
        (Clue(name="cruzjosédela"), "0042"),
        (Clue(name="Seán OBrien"), "o'b"),
        (Clue(name="liwei"), "li"),
        # A number that the roster lacks doesn't stand against a name.
        (Clue(numbers={"moodle_participant": "4711"}, name="Wei Li"), "li"),
    ],
)
def test_a_clue_means_the_one_person_that_it_fits(tmp_path, clue, who):
    match = roster(tmp_path).match(clue)
    assert match.person is not None, match.why
    assert match.person.id == who


@pytest.mark.parametrize(
    ("clue", "why"),
    [
        (Clue(ids=("nobody",)), "isn't in the roster"),
        (Clue(), "isn't in the roster"),
        (Clue(ids=("42",)), "isn't in the roster"),
        (Clue(ids=("111",)), "isn't in the roster"),
        (Clue(email="uni.example"), "isn't in the roster"),
        (Clue(name="weili"), "isn't in the roster"),
        (Clue(name="Asa Angstrom"), "isn't in the roster"),
        (Clue(name="smithjohn"), "two people of the roster are called John Smith (js1, js2)"),
        (Clue(name="John Smith"), "two people of the roster are called John Smith (js1, js2)"),
        # Who calls themselves Ada Lovelace in their profile isn't Ada.
        (
            Clue(numbers={"canvas_id": "888"}, email="ada@uni.example", name="lovelaceada"),
            "isn't in the roster: Lovelace, Ada (ada) has the canvas_id 111 there",
        ),
        # A login that is taken is not the student whose id it happens to be.
        (
            Clue(ids=("jane-doe", "ada"), numbers={"github": "ada"}),
            "isn't in the roster: Lovelace, Ada (ada) has the github countess there",
        ),
        # The id is one person's, the number another's.
        (
            Clue(ids=("js1",), numbers={"github": "asa-a"}),
            "two people of the roster fit by id or number (js1, Åsa)",
        ),
    ],
)
def test_a_clue_that_fits_nobody_or_several_means_nobody(tmp_path, clue, why):
    match = roster(tmp_path).match(clue)
    assert (match.person, match.why) == (None, why)


def test_a_login_means_its_owner_and_not_whose_id_is_spelled_so(tmp_path):
    clue = Clue(ids=("janedoe",), numbers={"github": "janedoe"}, name="janedoe")
    match = roster(tmp_path).match(clue)
    assert match.person is not None
    assert match.person.id == "0042"


def test_the_same_student_number_twice_means_nobody_and_no_weaker_sign_decides():
    people = (
        Person("a", "Ada", numbers={"student_number": "7"}),
        Person("b", "Bob", numbers={"student_number": "7"}),
    )
    match = Roster(people).match(Clue(numbers={"student_number": "7"}, name="Ada"))
    assert match.why == "two people of the roster fit the student_number 7 (a, b)"


def test_an_id_that_canvas_counted_up_to_is_nobodys_student_number():
    found = Roster((Person("4711", "Ada", numbers={"canvas_id": "4711"}),))
    sid = Clue(ids=("4711",), numbers={"gradescope_sid": "4711"})
    assert found.match(sid).person is None
    folder = Clue(ids=("4711",))
    assert found.match(folder).person is found.people[0]


def test_the_roster_tells_groups_and_times(tmp_path):
    found = roster(tmp_path)
    assert [one.id for one in found.members("Red")] == ["ada", "js1"]
    assert found.members("") == ()
    assert found.handed_in("ada", "svm") == "2027-01-22 23:10"
    assert found.handed_in("js1", "svm") == found.handed_in("nobody", "svm") == ""


# ---------------------------------------------------------------------------- roster.csv


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,name\nada,A\n\nada,B\n", "lines 2 and 4: the id 'ada' should stand"),
        ("id,name\nada,A\nADA,B\n", "lines 2 and 3: the id 'ada' and 'ADA'"),
        ("id,name\n,Ada\n", "line 2: there is no id"),
        ("name,email\nAda,a@x\n", "no column that tells who"),
        ("id,email,E-Mail\nada,a@x,b@x\n", "has 2 columns “email”"),
    ],
)
def test_a_roster_that_leaves_doubt_who_is_who_is_an_error(tmp_path, text, said):
    with pytest.raises(CourseError, match=said):
        roster(tmp_path, text)


def test_a_roster_that_is_named_has_to_be_there(tmp_path):
    course = Course("Course", "https://git.example/course", folder=tmp_path)
    assert load_roster(course) is None
    with pytest.raises(CourseError, match=r"names the roster class\.csv"):
        load_roster(Course("Course", "", roster="class.csv", folder=tmp_path))


def test_a_roster_is_written_as_it_is_read_and_no_text_is_a_formula(tmp_path):
    odd = Person("=id", '=HYPERLINK("x")', "@a", "+1", "-", {"login": "=l"}, {"=Note": "\t=1"})
    people = (*roster(tmp_path).people, odd)
    path = tmp_path / "new.csv"
    write_roster(people, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t" and cell]
    known = ["id", "name", "email", "section", "group", "canvas_id", "login", "github"]
    assert rows[0][:8] == known
    again = roster(tmp_path, path.read_text(encoding="utf-8")).people
    assert again[-1].id == "=id"
    for before, after in zip(people[:-1], again[:-1], strict=True):
        assert (before.id, before.name, before.numbers) == (after.id, after.name, after.numbers)
        assert before.other.items() <= after.other.items()


# ------------------------------------------------------------------------ platforms' files

CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,"SVM, part 1 (9001)",Final Score
,,,,,Manual Posting,
    Points Possible,,,,,100,(read only)
"Lovelace, Ada",111,S1,ada,A and B,96,
"Smith, John",222,S2,js1,A,EX,
"Smith, John",333,S3,js2,B,,
"=""=1+1, Eve""",444,,,B,,
"Student, Test",999,,0123456789abcdef0123456789abcdef01234567,A,,
'''
MOODLE = """\
First name,Surname,Username,ID number,Institution,Email address,Assignment: SVM (Real)
Ada,Lovelace,al,S1,,ada@uni.example,96
Åsa,Ångström,,S7,,asa@uni.example,-
Bo,Li,,,,bo@uni.example,-
"""
WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Feedback comments"
"Participant 4711","Ada Lovelace",ada@uni.example,"Submitted for grading",,100.00,
"""
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"'
    '\t"SVM [Total Pts: 100 Score] |12"\n"Smith"\t"Ann"\t"a_smith"\t"0017"\t""\t"Yes"\t""\n'
)
BRIGHTSPACE = """\
OrgDefinedId,Username,Last Name,First Name,Email,SVM Points Grade,End-of-Line Indicator
#0017,#asmith,Smith,Ann,ann@uni.example,90,#
"""
GRADESCOPE = """\
First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status
Ann,Smith,0017,ann@uni.example,A,90,100,Graded
Bo,Li,,bo@uni.example,B,,100,Missing
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


# ------------------------------------------------------------------------------- merging


def person(id: str, name: str = "", email: str = "", **numbers: str) -> Person:
    return Person(id, name, email, numbers=numbers)


@pytest.mark.parametrize(
    ("first", "second", "ids"),
    [
        # The same person: by id, number, a login that is a number elsewhere, email, name.
        (person("ada"), person("ADA", email="a@x"), ["ada"]),
        (person("ada", canvas_id="1"), person("al", canvas_id="1"), ["ada"]),
        (person("ada", student_number="7"), person("7", gradescope_sid="7"), ["ada"]),
        (person("a@x", login="a@x"), person("ada", "Ada", "A@x", nbgrader="ada"), ["a@x"]),
        (
            person("ada", "Lovelace, Ada", login="ada"),
            person("al", "Ada Lovelace", moodle_username="al"),
            ["ada"],
        ),
        (person("ada", "Lovelace, Ada"), person("1", "Ada Lovelace", canvas_id="1"), ["ada"]),
        # Two people: the platform tells them apart, or the emails do, or the ids.
        (
            person("js1", "John Smith", login="js1"),
            person("js2", "John Smith", login="js2"),
            ["js1", "js2"],
        ),
        (
            person("js1", "John Smith", "1@x", login="js1"),
            person("js2", "John Smith", "2@x", blackboard="js2"),
            ["js1", "js2"],
        ),
        (person("js1", "John Smith"), person("js2", "John Smith"), ["js1", "js2"]),
        (
            person("a", email="shared@x", canvas_id="1"),
            person("b", email="shared@x", canvas_id="2"),
            ["a", "b"],
        ),
        # Canvas's own number is nobody's student number.
        (
            person("4711", "Ada Lovelace", canvas_id="4711"),
            person("bo", "Bo Li", student_number="4711"),
            ["4711", "bo"],
        ),
    ],
)
def test_entries_are_one_persons_where_something_says_so_and_nothing_against_it(first, second, ids):
    assert [one.id for one in merge([[first], [second]])] == ids


def test_a_name_that_two_people_have_makes_nobody_the_same():
    old = [person("js1", "Smith, John", login="js1"), person("js2", "Smith, John", login="js2")]
    new = [person("x", "John Smith", blackboard="x")]
    assert [one.id for one in merge([old, new])] == ["js1", "js2", "x"]
    assert [one.id for one in merge([new, old])] == ["x", "js1", "js2"]


def test_an_earlier_list_wins_and_a_later_one_fills_what_it_lacks():
    first = Person("ada", "Lovelace, Ada", group="red", numbers={"login": "ada"})
    second = Person("al", "Ada L.", "ada@x", "B", "blue", {"login": "ADA", "canvas_id": "1"})
    (one,) = merge([[first], [second]])
    numbers = {"login": "ada", "canvas_id": "1", "other_id": "al"}
    assert one == Person("ada", "Lovelace, Ada", "ada@x", "B", "red", numbers)
    match = Roster((one,)).match(Clue(ids=("al",)))
    assert match.person is one


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (person("ada", canvas_id="1"), person("ada", canvas_id="2")),
        (person("ada", canvas_id="1", login="ada"), person("al", canvas_id="1", login="al")),
    ],
)
def test_lists_that_contradict_each_other_are_an_error(first, second):
    with pytest.raises(CourseError, match=r"ada \(canvas_id 1"):
        merge([[first], [second]])


def test_a_roster_of_several_platforms_knows_each_person_once(tmp_path):
    files = [
        written(tmp_path / "canvas.csv", CANVAS),
        written(tmp_path / "moodle.csv", MOODLE),
        written(tmp_path / "gradescope.csv", GRADESCOPE),
    ]
    to = tmp_path / "roster.csv"
    said = make_roster(files, to)
    assert "canvas.csv is Canvas's gradebook with 4 people." in said
    assert "By the name alone" not in said  # Moodle's ID number is Canvas's SIS User ID
    assert "Two people are called Smith, John (js1, js2)" in said
    assert said.endswith("now holds 7 people.")
    found = roster(tmp_path, to.read_text(encoding="utf-8"))
    assert [one.id for one in found.people] == [
        *("ada", "js1", "js2", "444", "S7", "bo@uni.example", "0017")
    ]
    assert found.people[0].numbers["moodle_username"] == "al"


def test_it_is_said_where_nothing_but_a_name_told_who_is_who(tmp_path):
    files = [
        written(tmp_path / "canvas.csv", CANVAS),
        written(tmp_path / "worksheet.csv", WORKSHEET),
    ]
    said = make_roster(files, tmp_path / "roster.csv")
    assert "By the name alone, ada@uni.example (Ada Lovelace, ada@uni.example) was " in said
    assert said.endswith("now holds 4 people.")


def test_making_the_roster_again_keeps_what_was_written_into_it(tmp_path):
    canvas = written(tmp_path / "canvas.csv", CANVAS)
    to = written(
        tmp_path / "roster.csv",
        "id,name,Group,svm_handed_in,Notes,canvas_id,login\n"
        "lovelace,Ada L.,red,2027-01-22 23:10,sits in front,111,\n"
        "guest,Guest,blue,,,,\n",
    )
    said = make_roster([canvas, to], to)
    assert said.endswith("now holds 5 people, 3 of them new.")
    first = to.read_bytes()
    ada, guest = roster(tmp_path, first.decode()).people[:2]
    assert (ada.id, ada.name, ada.section, ada.group) == ("lovelace", "Ada L.", "A and B", "red")
    assert ada.numbers == {"canvas_id": "111", "sis_id": "S1", "login": "ada"}
    assert ada.other == {"svm_handed_in": "2027-01-22 23:10", "Notes": "sits in front"}
    assert (guest.id, guest.group) == ("guest", "blue")
    make_roster([canvas], to)
    assert to.read_bytes() == first


def test_a_roster_stays_as_it_was_where_a_file_cant_be_read(tmp_path):
    to = written(tmp_path / "roster.csv", "id\nada\n")
    with pytest.raises(CourseError, match="There is no file"):
        make_roster([tmp_path / "missing.csv"], to)
    with pytest.raises(CourseError, match="Nobody was found"):
        make_roster([written(tmp_path / "e.csv", "id\n")], tmp_path / "new.csv")
    assert to.read_text(encoding="utf-8") == "id\nada\n"
