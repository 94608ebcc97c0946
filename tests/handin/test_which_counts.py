"""Of several hand-ins of one student one counts, and no name takes another's place."""

from pathlib import Path

import pytest
from made_handins import class_zip, put, students, zipped

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.one_file import grade_handin
from autograder.grading.result import file_name
from autograder.handin.collect import find_handins

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
