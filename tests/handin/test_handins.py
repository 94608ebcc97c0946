"""What a class handed in is found, whatever it came in, and each notebook gets its student."""

import contextlib
import gc
import io
import os
import stat
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest

import autograder.handin.choice
import autograder.handin.collect
import autograder.handin.one_handin
import autograder.handin.unpacking.careful_zip
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.course import Assignment, Course
from autograder.grading.one_file import grade_handin
from autograder.grading.result import file_name
from autograder.handin.collect import find_handins
from autograder.handin.named_paths import HandinError
from autograder.handin.platforms import folder_levels, gradescope
from autograder.handin.unpacking.careful_zip import TooLarge
from autograder.handin.unpacking.entry import MAX_NOTEBOOK_BYTES, Entry
from autograder.handin.unpacking.folders import entries_of_folder
from autograder.handin.unpacking.tree import seen, tree_of
from autograder.handin.unpacking.zips import entries_of_zip

FILE = "assignsubmission_file"
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
    "lovelaceada_4711_08154711_svm.ipynb": "lovelaceada_4711",  # Canvas
    "lovelaceada_LATE_4711_08154711_svm-1.ipynb": "lovelaceada_4711",
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


def zip_without_flag(path, name, encoding):
    """A zip whose names are in some encoding, though it doesn't say which."""
    raw = name.encode(encoding)
    stand_in = "x" * len(raw)
    zipped(path, [stand_in])
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), raw))
    return path


def test_names_in_a_zip_that_doesnt_say_how_they_are_written_are_read_as_utf_8(tmp_path):
    path = zip_without_flag(tmp_path / "class.zip", "\u00c5ngstr\u00f6m.ipynb", "utf-8")
    (handin,) = find_handins([path], "svm")
    assert (handin.student, handin.read(), handin.notes) == ("\u00c5ngstr\u00f6m", b"{}", ())


def test_where_they_aren_t_utf_8_the_name_is_shown_with_a_warning(tmp_path):
    path = zip_without_flag(tmp_path / "class.zip", "J\u00fcrgen.ipynb", "latin-1")
    (handin,) = find_handins([path], "svm")
    assert handin.read() == b"{}" and "may stand for another name" in handin.notes[0]


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
    put(tmp_path / "hedy/svm/svm.ipynb")
    ada, grace, hedy = find_handins([tmp_path], "svm")
    assert ada.handed_in.at == "2027-01-22T12:00:00+00:00" and not ada.handed_in.late
    assert (grace.handed_in.at, grace.handed_in.late) == (None, True)
    assert "yesterday" in grace.notes[0] and ada.notes == ()
    assert (hedy.handed_in.at, hedy.handed_in.late) == (None, False)


def packed(names, content="{}"):
    """A student's own zip, as bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def class_zip(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def outcomes(path):
    """Each student's notebook, or why it can't be read."""
    found = {}
    for handin in find_handins([path], "svm"):
        try:
            found[handin.student] = handin.read()
        except (OSError, zipfile.BadZipFile, TooLarge) as error:
            found[handin.student] = str(error)
    return found


# --- zips in zips

MANY = {
    f"{MOODLE}/work.zip": packed(["svm/svm.ipynb", "svm/scratch.ipynb", "__MACOSX/._svm.ipynb"]),
    "hoppergrace_1_2_homework.zip": packed(["mine.ipynb"]),
    "zuse/work.zip": packed(["svm.ipynb"]),
    "bob_7_assignsubmission_file/svm.ipynb": b"{}",
    "bob_7_assignsubmission_file/data.zip": packed(["other.ipynb"]),
}
OWNERS = {"Ada Lovelace_4711", "hoppergrace_1", "zuse", "bob_7"}


def test_a_students_zip_in_the_zip_of_the_class_is_looked_into(tmp_path):
    found = outcomes(class_zip(tmp_path / "class.zip", MANY))
    assert found == dict.fromkeys(OWNERS, b"{}")


def test_a_students_zip_in_a_folder_is_looked_into(tmp_path):
    for name, content in MANY.items():
        put(tmp_path / "in" / name, content)
    assert outcomes(tmp_path / "in") == dict.fromkeys(OWNERS, b"{}")


def with_changed(content, local, central, change):
    """A zip with a byte of its member's two headers changed."""
    content = bytearray(content)
    for header, place in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        content[content.index(header) + place] = change
    return bytes(content)


def test_a_students_zip_that_can_t_be_read_is_that_students_result(tmp_path, monkeypatch):
    monkeypatch.setattr(autograder.handin.unpacking.careful_zip, "MAX_PACKED_BYTES", 100_000)
    monkeypatch.setattr(autograder.handin.one_handin, "MAX_NOTEBOOK_BYTES", 10**6)
    deep = packed(["svm.ipynb"])
    for _ in range(3):
        deep = packed(["svm.zip"], deep)
    zips = {
        "damaged": (b"PK\x03\x04 no zip", "it is damaged"),
        "empty": (packed(["notes.txt"]), "holds no notebook"),
        "deep": (deep, "holds no notebook"),
        "secret": (with_changed(packed(["svm.ipynb"]), 6, 8, 1), "needs a password"),
        "odd": (with_changed(packed(["svm.ipynb"]), 8, 10, 97), "packed in a way"),
        "huge": (bytes(100_001), "larger than"),
        "bomb": (packed(["svm.ipynb"], bytes(2 * 10**6)), "larger than"),
    }
    members = {f"{who}_1_assignsubmission_file/x.zip": it[0] for who, it in zips.items()}
    found = outcomes(class_zip(tmp_path / "class.zip", {**members, "ada.ipynb": b"{}"}))
    assert found.pop("ada") == b"{}"
    assert set(found) == {f"{who}_1" for who in zips}
    for who, (_, reason) in zips.items():
        assert reason in found[f"{who}_1"]


def test_a_students_zip_of_too_many_files_isn_t_even_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(autograder.handin.unpacking.careful_zip, "MAX_MEMBERS", 20)
    many = packed([f"{number}/svm.ipynb" for number in range(40)])
    members = {
        "ada_1_assignsubmission_file/x.zip": many,
        "bob_1_assignsubmission_file/y.ipynb": b"{}",
    }
    for name, content in members.items():
        put(tmp_path / "in" / name, content)
    for place in (tmp_path / "in", class_zip(tmp_path / "class.zip", members)):
        found = outcomes(place)
        assert "it holds too many files" in found["ada_1"] and found["bob_1"] == b"{}"


def with_zip64_end(content):
    """A zip whose size stands in an end for large zips; the usual end says that it is empty."""
    place = content.rindex(b"PK\5\6")
    count, _, size, offset = struct.unpack("<HHLL", content[place + 8 : place + 20])
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, place, 1)
    return content[:place] + large + where + struct.pack("<4s4H2LH", b"PK\5\6", *[0] * 7)


ENDS = {
    "an end for large zips": with_zip64_end,
    "something in front": lambda content: b"#!/bin/sh\n" + content,
    "something in front, and an end for large zips": (
        lambda content: b"#!/bin/sh\n" + with_zip64_end(content)
    ),
    "another zip in front": lambda content: packed(["a.ipynb"]) + with_zip64_end(content),
    "a comment": lambda content: content[:-2] + b"\3\0abc",
    "a comment that is longer than it says": lambda content: content + b"abc",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_end_of_a_zip_hides_how_many_files_it_holds(tmp_path, monkeypatch, end):
    few, many = (end(packed([f"{n}/svm.ipynb" for n in range(count)])) for count in (5, 40))
    members = {"ada/x.zip": many, "bob/x.zip": few, "cyd/svm.ipynb": b"{}"}
    for name, content in members.items():
        put(tmp_path / "in" / name, content)
    assert len(entries_of_zip(tmp_path / "in/ada/x.zip")) == 40  # it is no damaged one
    monkeypatch.setattr(autograder.handin.unpacking.careful_zip, "MAX_MEMBERS", 20)
    for place in (tmp_path / "in", class_zip(tmp_path / "class.zip", members)):
        found = outcomes(place)
        assert "it holds too many files" in found.pop("ada")
        assert found == {"bob": b"{}", "cyd": b"{}"}


def test_many_zips_of_one_student_are_listed_no_further_than_one(tmp_path, monkeypatch):
    listed = []
    look = autograder.handin.choice.entries_within
    monkeypatch.setattr(
        autograder.handin.choice, "entries_within", lambda one: listed.append(one) or look(one)
    )
    monkeypatch.setattr(autograder.handin.choice, "MAX_MEMBERS", 20)
    for number in range(10):
        put(tmp_path / f"ada/{number}.zip", packed([f"{n}/svm.ipynb" for n in range(15)]))
    (ada,) = find_handins([tmp_path], "svm")
    assert ada.read() == b"{}" and len(listed) == 2


@pytest.mark.parametrize("zipped_up", [False, True])
def test_nothing_of_a_large_listing_is_kept_after_the_choice(tmp_path, monkeypatch, zipped_up):
    monkeypatch.setattr(autograder.handin.unpacking.careful_zip, "MOST_KEPT", 20)
    names = [f"{number}/{tmp_path.name}.ipynb" for number in range(40)]
    put(tmp_path / "in/ada/x.zip", packed(names))
    path = tmp_path / "in"
    if zipped_up:
        path = class_zip(tmp_path / "class.zip", {"ada/x.zip": packed(names)})
    handins = find_handins([path], "svm")
    assert handins[0].read() == b"{}"
    gc.collect()
    kept = [one.filename for one in gc.get_objects() if isinstance(one, zipfile.ZipInfo)]
    kept += [one.member for one in gc.get_objects() if isinstance(one, Entry)]
    assert [name for name in kept if name in names] == []


def test_what_is_seen_of_a_students_zip_is_what_a_tree_has():
    names = [
        "a.ipynb",
        "/b/c.ipynb",
        "C:/d.ipynb",
        "e/.f/g.ipynb",
        "__MACOSX/h.ipynb",
        "i/../j.ipynb",
    ]
    names += ["k/" * 59 + "l.ipynb", "m/" * 60 + "n.ipynb"]
    entries = [Entry(Path(name), Path(name), Path("x.zip"), name) for name in names]
    assert sorted(seen(entries)) == sorted(tree_of("", entries).all())
    assert len(list(seen(entries))) == 4


def test_a_link_in_a_zip_is_told_and_not_read(tmp_path):
    link = zipfile.ZipInfo("ada_1_assignsubmission_file/svm.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "it is a link" in outcomes(tmp_path / "class.zip")["ada_1"]


# --- links and other things that are no files


def test_no_link_in_a_folder_is_followed_and_its_student_gets_the_reason(tmp_path):
    tree = tmp_path / "submitted"
    good = put(tree / "ada/svm/svm.ipynb")
    secret = put(tmp_path / "secret.ipynb", b"secret")
    for who in ("bob", "cyd", "dan"):
        (tree / who / "svm").mkdir(parents=True)
    (tree / "bob/svm/svm.ipynb").symlink_to(secret)
    (tree / "cyd/svm/svm.ipynb").symlink_to(good)  # another student's
    (tree / "dan/svm/svm.ipynb").symlink_to("nowhere")
    (tree / "eve").symlink_to(tree / "ada", target_is_directory=True)
    (tree / "fay").mkdir()
    (tree / "fay/svm").symlink_to(tree / "ada/svm", target_is_directory=True)
    os.mkfifo(put(tree / "gil/svm/timestamp.txt").with_name("svm.ipynb"))
    found = outcomes(tree)
    assert found.pop("ada") == b"{}"
    assert "isn't an ordinary file" in found.pop("gil")
    assert set(found) == {"bob", "cyd", "dan", "eve", "fay"}
    assert all("it is a link" in reason for reason in found.values())


@contextlib.contextmanager
def ordinary_user():
    """Look at files as somebody whom their modes bind; root becomes such a one for a while."""
    if root := os.geteuid() == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def tree():
    """A folder of hand-ins that an ordinary user may read."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)
        # As Python's own way of removing ends at a path of too many folders.
        subprocess.run(["chmod", "-R", "u+rwx", made], check=True)
        subprocess.run(["rm", "-rf", f"{made}/ada"], check=True)


@pytest.mark.parametrize("mode", [0o644, 0o000])
def test_a_folder_that_can_t_be_looked_into_is_its_students_result_alone(tree, mode):
    for who in ("ada", "bob", "cyd", "dan"):
        put(tree / who / "svm" / "svm.ipynb")
    put(tree / "ada/svm/pictures/x.png")
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        path.chmod(0o755)
    for shut in ("ada/svm/pictures", "bob", "cyd/svm"):
        (tree / shut).chmod(mode)
    with ordinary_user():
        found = outcomes(tree)
        named = {one.student for one in find_handins(sorted(tree.iterdir()), "svm")}
    assert set(found) == named == {"ada", "bob", "cyd", "dan"}
    assert found["ada"] == found["dan"] == b"{}"
    for who in ("bob", "cyd"):
        assert found[who] == "the grader can't look at it (Permission denied)"


def test_what_nobody_may_look_into_is_named_with_the_reason(tree):
    put(tree / "svm.ipynb")
    tree.chmod(0o000)
    with ordinary_user():
        with pytest.raises(HandinError, match=r"no notebook.*can't look at it \(Permission denied"):
            find_handins([tree], "svm")
        with pytest.raises(HandinError, match=r"can't look at .*svm.ipynb \(Permission denied"):
            find_handins([tree / "svm.ipynb"], "svm")
    tree.chmod(0o755)


def dig(folder, names):
    """Make folders in folders and a file in the last, without a path that tells them all."""
    place = os.open(folder, os.O_RDONLY)
    for name in names:
        os.mkdir(name, dir_fd=place)
        inner = os.open(name, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(os.open("deep.ipynb", os.O_WRONLY | os.O_CREAT, dir_fd=place))
    os.close(place)


@pytest.mark.parametrize("names", [["d" * 200] * 25, ["d"] * 1100])
def test_no_path_is_too_long_or_too_deep_for_the_others_to_be_found(tree, names):
    put(tree / "bob/svm/svm.ipynb")
    put(tree / "ada/svm/svm.ipynb")
    dig(tree / "ada/svm", names)
    assert outcomes(tree) == {"ada": b"{}", "bob": b"{}"}
    (refused,) = [one.refused for one in entries_of_folder(tree) if one.refused]
    assert ("File name too long" if len(names) == 25 else "in too many folders") in refused


def test_what_lies_behind_a_students_links_is_not_even_named(tmp_path):
    for number in range(50):
        put(tmp_path / f"many/{number}.ipynb")
    (tmp_path / "in/ada").mkdir(parents=True)
    for number in range(50):
        (tmp_path / f"in/ada/{number}").symlink_to(tmp_path / "many")
    found = entries_of_folder(tmp_path / "in")
    assert [str(one.inside) for one in found] == sorted(f"ada/{number}" for number in range(50))
    assert all(one.refused for one in found)


def test_a_link_that_the_instructor_names_is_followed(tmp_path):
    put(tmp_path / "there" / "ada.ipynb")
    (tmp_path / "in").symlink_to(tmp_path / "there", target_is_directory=True)
    (tmp_path / "bob.ipynb").symlink_to(tmp_path / "there" / "ada.ipynb")
    assert outcomes(tmp_path / "in") == {"ada": b"{}"}
    assert outcomes(tmp_path / "bob.ipynb") == {"bob": b"{}"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"9" * 10**6, b"99999-99-99", b"1e400"])
def test_an_odd_time_of_handing_in_is_told_and_counts_as_late_time_unknown(tmp_path, content):
    put(tmp_path / "ada/svm/svm.ipynb")
    put(tmp_path / "ada/svm/timestamp.txt", content)
    (ada,) = find_handins([tmp_path], "svm")
    assert (ada.handed_in.at, ada.handed_in.late) == (None, True)
    why = "isn't read" if len(content) > 10_000 else "can't be read"
    assert why in ada.notes[0] and len(ada.notes[0]) < 300


# --- names

SEVERAL = {
    "a browser's copy": (["ada/svm.ipynb", "ada/svm (1).ipynb", "ada/svm (10).ipynb"], 2),
    "a browser's copy by name": (["ada.ipynb", "ada (1).ipynb", "ada (2).ipynb"], 2),
    "Canvas": (["ada_4_5_svm.ipynb", "ada_4_9_svm-1.ipynb", "ada_LATE_4_3_svm-2.ipynb"], 2),
    "Blackboard": (
        [
            "SVM_ada_attempt_2027-01-20-10-11-12_svm.ipynb",
            "SVM_ada_attempt_2027-01-21-09-00-00_a.ipynb",
        ],
        1,
    ),
}


@pytest.mark.parametrize("names, last", SEVERAL.values(), ids=SEVERAL)
@pytest.mark.parametrize("zipped_up", [False, True])
def test_of_what_was_handed_in_again_the_last_counts_and_a_note_names_the_others(
    tmp_path, names, last, zipped_up
):
    contents = {name: name.encode() for name in names}
    for name in names:
        put(tmp_path / "in" / name, contents[name])
    path = class_zip(tmp_path / "class.zip", contents) if zipped_up else tmp_path / "in"
    (handin,) = find_handins([path], "svm")
    assert (handin.student, handin.read()) in {
        (who, names[last].encode()) for who in ("ada", "ada_4")
    }
    (note,) = handin.notes
    assert all(Path(name).name in note for name in names) and "came last" in note


def test_of_an_original_and_a_copy_made_by_hand_the_original_counts(tmp_path):
    for name in ("ada/svm.ipynb", "ada/svm-Copy1.ipynb", "ada/Copy of svm.ipynb"):
        put(tmp_path / name)
    (ada,) = find_handins([tmp_path], "svm")
    assert ada.path.name == "svm.ipynb" and "svm-Copy1.ipynb" in ada.notes[0]


def test_a_second_claimant_of_a_name_is_shown_and_takes_nobodys_place(tmp_path):
    one, two = put(tmp_path / "one/jane.ipynb", b"1"), put(tmp_path / "two/jane.ipynb", b"2")
    three = put(tmp_path / "three/jane (2).ipynb", b"3")
    found = {}
    for handin in find_handins([one.parent, two.parent, three.parent], "svm"):
        found[handin.student] = (handin.read(), handin.contested)
    assert found == {"jane": (b"1", True), "jane (2)": (b"3", False), "jane (3)": (b"2", True)}


def test_students_of_a_group_are_no_copies_of_each_other(tmp_path):
    for name in ("group-1.ipynb", "group-2.ipynb", "team (1).ipynb", "team (2).ipynb"):
        put(tmp_path / name)
    assert students(tmp_path) == ["group-1", "group-2", "team (1)", "team (2)"]


def test_names_that_are_one_file_on_some_disks_are_kept_apart(tmp_path):
    names = ["ada.ipynb", "Ada.ipynb", "x/ADA.ipynb", "stra\u00dfe.ipynb", "STRASSE.ipynb"]
    names += ["Zo\u00eb.ipynb", "y/Zoe\u0308.ipynb"]
    found = students(zipped(tmp_path / "class.zip", names))
    assert len(found) == len(names) and len({name.casefold() for name in found}) == len(names)


def test_hostile_names_in_a_zip_become_students_whose_files_stay_in_the_folder(tmp_path):
    names = [
        "a\x1b[31mb.ipynb",
        "\u202egpj.ipynb",
        "CON.ipynb",
        "x" * 5000 + ".ipynb",
        "n\nl.ipynb",
    ]
    names += ["d/\u200b.ipynb", "'; DROP TABLE.ipynb"]
    found = students(zipped(tmp_path / "class.zip", names))
    assert len(found) == len(names) and max(map(len, found)) <= 250
    for student in found:
        made = file_name(student)
        assert not set(made) & set("/\\\n\x1b\u202e") and len(made.encode()) <= 200


def test_two_zips_with_the_same_absolute_names_lose_nobody(tmp_path):
    one = class_zip(tmp_path / "one.zip", {"/tmp/ada.ipynb": b"1"})
    two = class_zip(tmp_path / "two.zip", {"/tmp/ada.ipynb": b"2"})
    assert {handin.read() for handin in find_handins([one, two], "svm")} == {b"1", b"2"}


# --- which of a student's own files


def test_of_notebooks_that_nothing_orders_the_fullest_counts(tmp_path, grader):
    empty, full = filled("svm", {}), filled("svm", reference_answers("svm"))
    files = {"ada_1_2_draft.ipynb": empty, "ada_1_3_mine.ipynb": full, "ada_1_4_z.ipynb": b"{"}
    (handin,) = find_handins([class_zip(tmp_path / "class.zip", files)], "svm")
    graded = grade_handin(handin, grader).result
    assert graded.score == graded.max_score
    assert graded.handed_in.place == "ada_1_3_mine.ipynb"
    (note,) = (text for text in graded.warnings if "counts" in text)
    assert "has the most answers; ada_1_2_draft.ipynb, ada_1_4_z.ipynb" in note


def test_a_later_attempt_without_a_notebook_takes_nothing_from_an_earlier_one(tmp_path):
    names = ["SVM_ada_attempt_2027-01-20-10-00-00_svm.ipynb"]
    names += ["SVM_ada_attempt_2027-01-21-10-00-00_report.pdf"]
    (ada,) = find_handins([zipped(tmp_path / "class.zip", names)], "svm")
    assert ada.refused is None and ada.handed_in.at == "2027-01-20T10:00:00+00:00"
    assert f"{names[1]} came in later, but holds no notebook" in ada.notes[0]


CLOCKS = {"1205 PM": "12:05", "115 PM": "13:15", "105 AM": "01:05", "1230 AM": "00:30"}


@pytest.mark.parametrize("told", CLOCKS)
def test_brightspaces_clock_is_read_right(tmp_path, told):
    name = f"9-1 - Ada - Jan 20, 2027 {told}/svm.ipynb"
    (ada,) = find_handins([zipped(tmp_path / "class.zip", [name])], "svm")
    assert ada.handed_in.at == f"2027-01-20T{CLOCKS[told]}:00+00:00"


def test_of_two_attempts_in_one_minute_the_greater_number_is_the_later(tmp_path):
    names = [f"{n} - Ada - Jan 20, 2027 905 AM/svm.ipynb" for n in ("10-1", "9-1")]
    (ada,) = find_handins([zipped(tmp_path / "class.zip", names)], "svm")
    assert ada.handed_in.place == names[0]


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


KINDS = {
    "khanali_888_700007_svm.pdf": "a PDF document",
    "khanali_888_text.html": "a text typed into Canvas",
    "khanali_888_link.html": "a link",
    "Ali Khan_7_assignsubmission_onlinetext_/onlinetext.html": "a text typed into Moodle",
    "SVM_ali_attempt_2027-01-20-10-00-00.txt": "a text typed into Blackboard",
    "1-2 - Ali Khan - Jan 20, 2027 1000 AM/svm.rar": "an archive of another kind than zip",
    "ali/svm/svm.py": "a Python script",
    "ali.docx": "a text document",
}


@pytest.mark.parametrize("name", KINDS)
def test_what_was_handed_in_in_place_of_a_notebook_is_named(tmp_path, name):
    (found,) = outcomes(zipped(tmp_path / "class.zip", [name])).values()
    assert f"is {KINDS[name]}, not a notebook (*.ipynb)." in found


# --- what is no notebook by its name


def test_other_endings_that_browsers_give_a_notebook_are_known(tmp_path):
    for name in ("ada.ipynb.txt", "bob.IPYNB", "cyd.ipynb.json", "dan.ipynb", "dan.ipynb.txt"):
        put(tmp_path / "in" / name)
    assert students(tmp_path / "in") == ["ada", "bob", "cyd", "dan"]
    assert students(tmp_path / "in" / "ada.ipynb.txt") == ["ada"]


def test_who_handed_in_something_else_has_a_result_that_says_so(tmp_path):
    names = {
        "ada_1_assignsubmission_file/svm.py": b"x",
        "bob_2_assignsubmission_file_homework.docx": b"x",
        "cyd_3_assignsubmission_file/svm.ipynb": b"{}",
        "cyd_3_assignsubmission_file/notes.pdf": b"x",
    }
    found = outcomes(class_zip(tmp_path / "class.zip", names))
    assert found.pop("cyd_3") == b"{}"
    assert set(found) == {"ada_1", "bob_2"}
    assert all("not a notebook (*.ipynb)" in reason for reason in found.values())
    for name in ("dan/svm/svm.py", "dan/svm/timestamp.txt", "eve/svm/svm.ipynb"):
        put(tmp_path / "in" / name)
    assert set(outcomes(tmp_path / "in")) == {"dan", "eve"}


def test_notebooks_of_other_assignments_in_a_zip_are_left_aside(tmp_path):
    names = ["ada/svm/svm.ipynb", "ada/knn/knn.ipynb", "ada/svm/scratch.ipynb"]
    assert students(zipped(tmp_path / "class.zip", names)) == ["ada"]


def nameless(content):
    """A zip whose member has a name that begins with NUL in the table of contents."""
    content = bytearray(content)
    content[content.index(b"PK\x01\x02") + 46] = 0
    return bytes(content)


def squeezed(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("svm.ipynb", bytes(10**6))
    return file.getvalue()


# Aliases of aliases: written out, this is ten thousand million texts.
LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
METADATA = f"{LAUGHS}submission_1:\n  :submitters:\n  - :name: *a9\n    :sid: *a9\n"


def test_what_one_student_packs_oddly_ends_nobody_elses_search(tmp_path):
    kept = {
        "ada_1_assignsubmission_file/svm.ipynb": b"{}",
        "bob_2_assignsubmission_file/x.zip": nameless(packed(["svm.ipynb"])),
        "cyd_3_assignsubmission_file/x.zip": squeezed(zipfile.ZIP_BZIP2),
        "dan_4_assignsubmission_file/x.zip": squeezed(zipfile.ZIP_LZMA),
    }
    for name, content in kept.items():
        put(tmp_path / "in" / name, content)
    for place in (tmp_path / "in", class_zip(tmp_path / "class.zip", kept)):
        found = outcomes(place)
        assert found["ada_1"] == b"{}" and isinstance(found["bob_2"], str)
        assert "packed in a way" in found["cyd_3"] and "packed in a way" in found["dan_4"]


def test_a_students_own_metadata_is_not_written_out(tmp_path):
    for student in ("ada", "bob"):
        put(tmp_path / "in" / student / "svm.ipynb")
    put(tmp_path / "in/eve/submission_1/svm.ipynb")
    put(tmp_path / "in/eve/submission_metadata.yml", METADATA.encode())
    assert set(students(tmp_path / "in")) == {"ada", "bob", "eve"}


def test_metadata_is_read_where_students_lie_side_by_side_and_nowhere_else(tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(gradescope.yaml, "load", lambda content, _: read.append(content) or {})
    put(tmp_path / "in/ada/svm.ipynb")
    put(tmp_path / "in/eve/submission_1/svm.ipynb")
    put(tmp_path / "in/eve/submission_metadata.yml", b"eve: 1")
    assert set(students(tmp_path / "in")) == {"ada", "eve"} and read == []
    put(tmp_path / "export/submission_1/svm.ipynb")
    put(tmp_path / "export/submission_2/svm.ipynb")
    put(tmp_path / "export/submission_metadata.yml", b"export: 1")
    assert len(students(tmp_path / "export")) == 2 and read == [b"export: 1"]


def test_a_zip_of_countless_folders_is_no_class_beside_others(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_levels, "MOST_FOLDERS", 100)
    made = []
    monkeypatch.setattr(folder_levels, "tree_of", lambda *of: made.append(of) or tree_of(*of))
    put(tmp_path / "in/ada.zip", packed([f"{'f/' * 50}{n}/svm.ipynb" for n in range(3)]))
    put(tmp_path / "in/bob.zip", packed(["svm.ipynb"]))
    assert set(students(tmp_path / "in")) == {"ada", "bob"}
    assert not [name for name, *_ in made if name == "ada"]
