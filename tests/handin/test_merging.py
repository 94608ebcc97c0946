"""Entries of several lists are one person's where something says so and nothing against it."""

from __future__ import annotations

import pytest
from platform_files import CANVAS, GRADESCOPE, MOODLE, WORKSHEET, roster, written

from autograder.course import CourseError
from autograder.handin.roster import Clue, Person, Roster
from autograder.handin.roster.platform_lists import make_roster, merge

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
