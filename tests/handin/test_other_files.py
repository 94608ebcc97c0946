"""What is no notebook is told as what it is, and what lies beside notebooks is left aside."""

import pytest
from made_handins import class_zip, outcomes, put, students, zipped

from autograder.handin.platforms import gradescope

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


# Aliases of aliases: written out, this is ten thousand million texts.
LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)

METADATA = f"{LAUGHS}submission_1:\n  :submitters:\n  - :name: *a9\n    :sid: *a9\n"


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
