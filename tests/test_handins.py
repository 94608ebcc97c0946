"""What a class handed in is found, whatever it came in, and each notebook gets its student."""

import os
import zipfile
from pathlib import Path

import pytest

import autograder.handins
from autograder.course import Assignment, Course
from autograder.handins import MAX_NOTEBOOK_BYTES, HandinError, TooLarge, find_handins

MOODLE = "Ada Lovelace_4711_assignsubmission_file"
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
    "lovelaceada_4711_08154711_svm.ipynb": "lovelaceada",  # Canvas
    "lovelaceada_LATE_4711_08154711_svm-1.ipynb": "lovelaceada",
    "SVM loss_alove_attempt_2027-01-20-10-11-12_svm.ipynb": "alove",  # Blackboard
    "Zoë.ipynb": "Zoë",
    "Zoe\u0308.ipynb": "Zoë",  # as macOS writes it
    "=cmd|'calc'!A1.ipynb": "=cmd|'calc'!A1",
    "<script>alert(1)<.ipynb": "<script>alert(1)<",
    "a" * 200 + ".ipynb": "a" * 200,
}


def put(path, content=b"{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path, names, content="{}"):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def students(*paths):
    return [handin.student for handin in find_handins(paths, "svm")]


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


def test_two_notebooks_of_one_name_are_both_kept(tmp_path):
    for name in ("a/ada.ipynb", "b/ada.ipynb", "c/ada (2).ipynb"):
        put(tmp_path / name)
    found = find_handins([tmp_path], "svm")
    assert len({handin.path for handin in found}) == 3
    assert len({handin.student for handin in found}) == 3
    assert found[0].student == "ada" and found[0].path.parent.name == "a"


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
    monkeypatch.setattr(autograder.handins, "load_course", lambda: course)
    for name in ("ada/svm/svm.ipynb", "ada/knn/knn.ipynb", "ada/knn/extra.ipynb"):
        put(tmp_path / name)
    assert students(tmp_path) == ["ada"]
    assert [one.student for one in find_handins([tmp_path], "knn")] == ["ada"]


def test_what_lies_beside_the_notebook_in_nbgraders_tree_is_left_aside(tmp_path):
    put(tmp_path / "ada" / "svm" / "svm.ipynb")
    put(tmp_path / "ada" / "svm" / "scratch.ipynb")
    put(tmp_path / "bob" / "svm" / "bobs work.ipynb")  # all that Bob handed in
    assert students(tmp_path) == ["ada", "bobs work"]


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
    assert [handin.student for handin in found] == ["absolute", "c"]


def test_a_file_name_in_another_encoding_becomes_text(tmp_path):
    try:
        put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/J\xfcrgen.ipynb")))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (student,) = students(tmp_path)
    assert student.encode() and student.startswith("J") and student.endswith("rgen")


def test_too_large_a_notebook_is_not_read(tmp_path, monkeypatch):
    assert MAX_NOTEBOOK_BYTES >= 50 << 20
    monkeypatch.setattr(autograder.handins, "MAX_NOTEBOOK_BYTES", 1000)
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ada.ipynb", bytes(10**6))
    for path in (archive, put(tmp_path / "in" / "grace.ipynb", bytes(1001))):
        (handin,) = find_handins([path], "svm")
        with pytest.raises(TooLarge):
            handin.read()


@pytest.mark.parametrize("place", [60, 75, 90])
def test_a_damaged_member_is_a_bad_zip(tmp_path, place):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ada.ipynb", bytes(range(256)) * 4)
    content = bytearray(path.read_bytes())
    content[place : place + 8] = b"\xff" * 8
    path.write_bytes(content)
    (handin,) = find_handins([path], "svm")
    with pytest.raises(zipfile.BadZipFile):
        handin.read()


def test_the_time_of_handing_in_is_nbgraders(tmp_path):
    put(tmp_path / "ada/svm/svm.ipynb")
    put(tmp_path / "grace/svm/svm.ipynb")
    (tmp_path / "ada/svm/timestamp.txt").write_text("2027-01-22 12:00:00 UTC\n")
    (tmp_path / "grace/svm/timestamp.txt").write_text("yesterday")
    ada, grace = find_handins([tmp_path], "svm")
    assert ada.handed_in.isoformat().startswith("2027-01-22T12:00:00")
    assert grace.handed_in is None
