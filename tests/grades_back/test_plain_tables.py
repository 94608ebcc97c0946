"""Plain tables list everybody, and what is asked in vain is said."""

import csv
import re

import pytest
from graded_class import COURSE, DAY, late_by
from graded_people import (
    CANVAS_CLASS,
    CANVAS_FILE,
    canvas_imports,
    on_canvas,
    rows_of,
    with_roster,
    written,
)
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.grades_back.export import export, export_grades

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
