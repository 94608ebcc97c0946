"""A clue of who handed in means the one person that it fits in roster.csv, or nobody."""

from __future__ import annotations

import csv
import unicodedata

import pytest
from platform_files import roster, written

from autograder.course import Course, CourseError
from autograder.handin.roster import Clue, Person, Roster, load_roster, write_roster
from autograder.handin.unpacking.csv_tables import TableError, read_table

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
