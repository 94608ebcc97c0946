"""Links, folders that nobody may open and paths without end cost nobody but their owner."""

import contextlib
import os
import stat
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest
from made_handins import outcomes, put

from autograder.handin.collect import find_handins
from autograder.handin.named_paths import HandinError
from autograder.handin.unpacking.folders import entries_of_folder


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
