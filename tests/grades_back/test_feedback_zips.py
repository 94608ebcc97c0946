"""Each platform gets the pages in the names and folders that it looks for."""

import zipfile

import pytest
from graded_class import COURSE
from graded_people import (
    CANVAS_FILE,
    MOODLE_CLASS,
    WORKSHEET,
    anonymous,
    on_canvas,
    on_moodle,
    with_roster,
    written,
)

from autograder.course import CourseError
from autograder.grades_back.export import export
from autograder.grading.result import file_name

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
