"""Canvas gets its own file back with one column filled, and every grade finds its owner."""

import re

import pytest
from graded_class import COURSE
from graded_people import (
    CANVAS_CLASS,
    CANVAS_FILE,
    TITLE,
    anonymous,
    canvas_imports,
    on_canvas,
    with_roster,
    written,
)

from autograder.course import CourseError
from autograder.grades_back.export import export


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
