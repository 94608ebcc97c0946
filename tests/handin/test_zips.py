"""Zips are read where they lie, zips in zips too, and no zip costs anybody but its owner."""

import gc
import io
import struct
import zipfile
from pathlib import Path

import pytest
from made_handins import MOODLE, class_zip, outcomes, packed, put, students, zipped

import autograder.handin.choice
import autograder.handin.one_handin
import autograder.handin.unpacking.bounded_reading
from autograder.handin.collect import find_handins
from autograder.handin.platforms import folder_levels
from autograder.handin.unpacking.entry import Entry
from autograder.handin.unpacking.tree import seen, tree_of
from autograder.handin.unpacking.zips import entries_of_zip


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
    monkeypatch.setattr(autograder.handin.unpacking.bounded_reading, "MAX_PACKED_BYTES", 100_000)
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
    monkeypatch.setattr(autograder.handin.unpacking.bounded_reading, "MAX_MEMBERS", 20)
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
    monkeypatch.setattr(autograder.handin.unpacking.bounded_reading, "MAX_MEMBERS", 20)
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
    monkeypatch.setattr(autograder.handin.unpacking.bounded_reading, "MOST_KEPT", 20)
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


def test_a_zip_of_countless_folders_is_no_class_beside_others(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_levels, "MOST_FOLDERS", 100)
    made = []
    monkeypatch.setattr(folder_levels, "tree_of", lambda *of: made.append(of) or tree_of(*of))
    put(tmp_path / "in/ada.zip", packed([f"{'f/' * 50}{n}/svm.ipynb" for n in range(3)]))
    put(tmp_path / "in/bob.zip", packed(["svm.ipynb"]))
    assert set(students(tmp_path / "in")) == {"ada", "bob"}
    assert not [name for name, *_ in made if name == "ada"]
