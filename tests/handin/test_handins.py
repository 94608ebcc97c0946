"""What a class handed in is found, whatever it came in, and each notebook gets its student."""

import os
import zipfile
from pathlib import Path

import pytest
from made_handins import MOODLE, class_zip, outcomes, packed, put, students, zipped

import autograder.handin.collect
import autograder.handin.one_handin
from autograder.course import Assignment, Course
from autograder.handin.collect import find_handins
from autograder.handin.named_paths import HandinError
from autograder.handin.unpacking.bounded_reading import TooLarge
from autograder.handin.unpacking.entry import MAX_NOTEBOOK_BYTES

FILE = "assignsubmission_file"

NAMES = {
    "ada.ipynb": "ada",
    "class/ada.ipynb": "ada",
    "ada/svm/svm.ipynb": "ada",  # nbgrader's tree
    "ada/svm.ipynb": "ada",
    "ada/svm (1).ipynb": "ada",
    "ada/svm/svm-Copy1.ipynb": "ada",
    f"{MOODLE}/svm.ipynb": "Ada Lovelace_4711",
    f"{MOODLE}_svm.ipynb": "Ada Lovelace_4711",  # downloaded without folders
    f"{MOODLE}/my solution.ipynb": "Ada Lovelace_4711",
    f"{MOODLE}_/deep/er/svm.ipynb": "Ada Lovelace_4711",
    f"class/{MOODLE}/svm/svm.ipynb": "Ada Lovelace_4711",
    "lovelaceada_4711_08154711_svm.ipynb": "lovelaceada_4711",  # Canvas
    "lovelaceada_LATE_4711_08154711_svm-1.ipynb": "lovelaceada_4711",
    "SVM loss_alove_attempt_2027-01-20-10-11-12_svm.ipynb": "alove",  # Blackboard
    "Zoë.ipynb": "Zoë",
    "Zoe\u0308.ipynb": "Zoë",  # as macOS writes it
    "=cmd|'calc'!A1.ipynb": "=cmd|'calc'!A1",
    "<script>alert(1)<.ipynb": "<script>alert(1)<",
    "a" * 200 + ".ipynb": "a" * 200,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_in_a_folder_belongs_to_its_student(tmp_path, name):
    put(tmp_path / "in" / name)
    assert students(tmp_path / "in") == [NAMES[name]]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_in_a_zip_belongs_to_its_student(tmp_path, name):
    assert students(zipped(tmp_path / "class.zip", [name])) == [NAMES[name]]


def test_backslashes_in_a_zip_are_folders(tmp_path):
    assert students(zipped(tmp_path / "class.ZIP", [r"ada\svm\svm.ipynb"])) == ["ada"]


def test_single_files_and_several_paths_are_sorted_by_student(tmp_path):
    folder, archive = tmp_path / "folder", zipped(tmp_path / "class.zip", ["grace.ipynb"])
    put(folder / "zuse.ipynb")
    single = put(tmp_path / "ada.ipynb")
    assert students(folder, archive, single) == ["ada", "grace", "zuse"]
    assert students(single, folder, archive) == ["ada", "grace", "zuse"]


def test_the_same_path_twice_is_one_handin(tmp_path):
    single = put(tmp_path / "ada.ipynb")
    assert students(single, single, tmp_path) == ["ada"]


def test_a_folder_is_one_students_whatever_the_files_in_it_are_called(tmp_path):
    for name in ("a/ada.ipynb", "b/ada.ipynb", "c/a.ipynb", "c/b.ipynb"):
        put(tmp_path / name)
    assert students(tmp_path) == ["a", "b", "c"]


def test_what_is_no_students_notebook_is_left_aside(tmp_path):
    names = ["ada/svm.ipynb", ".git/x.ipynb", "ada/.ipynb_checkpoints/svm-checkpoint.ipynb"]
    names += ["__MACOSX/ada/._svm.ipynb", "ada/notes.txt", "ada/svm.py", "._ada.ipynb"]
    for name in names:
        put(tmp_path / "in" / name)
    (tmp_path / "in" / "folder.ipynb").mkdir()
    assert students(tmp_path / "in") == ["ada"]
    assert students(zipped(tmp_path / "class.zip", [*names, "folder.ipynb/"])) == ["ada"]


def test_notebooks_of_other_assignments_in_nbgraders_tree_are_left_aside(tmp_path, monkeypatch):
    course = Course("", "", assignments=(Assignment("knn", ""), Assignment("svm", "")))
    monkeypatch.setattr(autograder.handin.collect, "load_course", lambda: course)
    for name in ("ada/svm/svm.ipynb", "ada/knn/knn.ipynb", "ada/knn/extra.ipynb"):
        put(tmp_path / name)
    assert students(tmp_path) == ["ada"]
    assert [one.student for one in find_handins([tmp_path], "knn")] == ["ada"]


def test_what_lies_beside_the_notebook_in_nbgraders_tree_is_left_aside(tmp_path):
    put(tmp_path / "ada" / "svm" / "svm.ipynb")
    put(tmp_path / "ada" / "svm" / "scratch.ipynb")
    put(tmp_path / "bob" / "svm" / "ada.ipynb")  # all that Bob handed in
    ada, bob = find_handins([tmp_path], "svm")
    assert (ada.student, ada.path.name, ada.rivals) == ("ada", "svm.ipynb", ())
    assert (bob.student, bob.path.parent.parent.name) == ("bob", "bob")


def test_a_path_without_notebooks_is_an_error_that_names_it(tmp_path):
    (tmp_path / "empty").mkdir()
    wrong = {
        tmp_path / "gone": "There is no file or folder",
        tmp_path / "empty": "There is no notebook",
        put(tmp_path / "notes.txt"): "neither a notebook",
        zipped(tmp_path / "empty.zip", ["notes.txt"]): "There is no notebook",
        put(tmp_path / "damaged.zip", b"PK\3\4 no zip"): "damaged",
    }
    for path, reason in wrong.items():
        with pytest.raises(HandinError, match=reason) as caught:
            find_handins([put(tmp_path / "ada.ipynb"), path], "svm")
        assert str(path) in str(caught.value)


def test_a_zip_is_read_and_never_unpacked(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    names = ["../../evil.ipynb", f"{tmp_path}/absolute.ipynb", "a/../../b.ipynb", "C:\\w\\c.ipynb"]
    archive = zipped(inside / "class.zip", names, content="content")
    before = sorted(tmp_path.rglob("*"))
    found = find_handins([archive], "svm")
    assert {handin.read() for handin in found} == {b"content"}
    assert sorted(tmp_path.rglob("*")) == before
    # Each lies in a folder of its own: that of this test, and w.
    assert [handin.student for handin in found] == [tmp_path.parts[1], "w"]


def test_a_file_name_in_another_encoding_becomes_text(tmp_path):
    try:
        put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/J\xfcrgen.ipynb")))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (student,) = students(tmp_path)
    assert student.encode() and student.startswith("J") and student.endswith("rgen")


def test_too_large_a_notebook_is_not_read(tmp_path, monkeypatch):
    assert MAX_NOTEBOOK_BYTES >= 50 << 20
    monkeypatch.setattr(autograder.handin.one_handin, "MAX_NOTEBOOK_BYTES", 1000)
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ada.ipynb", bytes(10**6))
    for path in (archive, put(tmp_path / "in" / "grace.ipynb", bytes(1001))):
        (handin,) = find_handins([path], "svm")
        with pytest.raises(TooLarge):
            handin.read()


def test_the_time_of_handing_in_is_nbgraders(tmp_path):
    put(tmp_path / "ada/svm/svm.ipynb")
    put(tmp_path / "grace/svm/svm.ipynb")
    (tmp_path / "ada/svm/timestamp.txt").write_text("2027-01-22 12:00:00 UTC\n")
    (tmp_path / "grace/svm/timestamp.txt").write_text("yesterday")
    put(tmp_path / "hedy/svm/svm.ipynb")
    ada, grace, hedy = find_handins([tmp_path], "svm")
    assert ada.handed_in.at == "2027-01-22T12:00:00+00:00" and not ada.handed_in.late
    assert (grace.handed_in.at, grace.handed_in.late) == (None, True)
    assert "yesterday" in grace.notes[0] and ada.notes == ()
    assert (hedy.handed_in.at, hedy.handed_in.late) == (None, False)


PATHS = {
    "notebooks in nbgrader's tree": ["ann/svm/svm.ipynb", "mal/svm/ann.ipynb"],
    "notebooks in students' folders": ["ann/svm.ipynb", "mal/ann.ipynb"],
    "folders of assignments in nbgrader's tree": ["ann/svm/", "mal/svm/"],
    "folders of students in nbgrader's tree": ["ann/", "mal/"],
    "folders as Moodle names them": [f"ann_1_{FILE}/", f"mal_2_{FILE}/"],
    "zips as Canvas names them": ["ann_1_8_a.zip", "mal_2_9_b.zip"],
}


@pytest.mark.parametrize("named", PATHS.values(), ids=PATHS)
def test_of_paths_that_a_shell_made_of_a_pattern_the_folders_tell_who(tmp_path, named):
    for name in named:
        content = packed(["ann.ipynb"]) if name.endswith(".zip") else b"{}"
        own = "ann" if "mal" in name else "svm"
        own = f"svm/{own}" if name in ("ann/", "mal/") else own
        inside = f"{name}{own}.ipynb" if name[-1] == "/" else name
        put(tmp_path / "submitted" / inside, content)
        if "svm/" in name:
            put(tmp_path / "submitted" / name[:4] / "svm/timestamp.txt", b"2027-01-20 10:00:00 UTC")
    found = find_handins([tmp_path / "submitted" / name for name in named], "svm")
    assert [one.student.split("_")[0] for one in found] == ["ann", "mal"]
    assert all(one.handed_in.at for one in found) == ("svm/" in named[0])


def test_folders_that_are_named_and_hold_a_class_each_are_classes(tmp_path):
    for name in ("svm_2027_01_22/ada.ipynb", "svm_2027_01_22/bob.ipynb", "CS_1_2_b/cyd.ipynb"):
        put(tmp_path / name)
    assert students(tmp_path / "svm_2027_01_22", tmp_path / "CS_1_2_b") == ["ada", "bob", "cyd"]
    zips = [
        zipped(tmp_path / f"svm_2027_01_22_{n}.zip", [f"a{n}.ipynb", f"b{n}.ipynb"]) for n in "xy"
    ]
    assert students(*zips) == ["ax", "ay", "bx", "by"]


def test_what_tells_of_files_is_read_beside_those_that_are_named(tmp_path):
    told = "submission_1:\n  :submitters:\n  - :sid: '07'\n"
    put(tmp_path / "e/submission_metadata.yml", told.encode())
    for number in (1, 2):
        put(tmp_path / f"e/submission_{number}/svm.ipynb")
    folders = [tmp_path / f"e/submission_{number}" for number in (1, 2)]
    assert students(*folders) == ["07", "submission_2"]
    head = "svm_lab_a_smith_attempt_2027-01-20-10-00-00"
    put(tmp_path / f"b/{head}.txt", b"Name: A Smith (a_smith)\n")
    assert students(put(tmp_path / f"b/{head}_svm.ipynb")) == ["a_smith"]


def test_a_lone_class_zip_in_a_folder_is_looked_into(tmp_path):
    names = {"ann_1_8_svm.ipynb": b"a", "mal_2_9_w.zip": packed(["svm.ipynb"], "m")}
    (tmp_path / "in").mkdir()
    class_zip(tmp_path / "in" / "submissions.zip", names)
    assert outcomes(tmp_path / "in") == {"ann_1": b"a", "mal_2": b"m"}
