"""A run that was stopped goes on where it was; an earlier result is kept only if it still holds."""

import csv
import sqlite3
import subprocess
import threading
from dataclasses import replace

import pytest
from fencing import no_fence
from nbgrader.api import Gradebook

import autograder.class_run.edited_kit
import autograder.class_run.pool
import autograder.nbgrader.gradebook_file
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import read_results
from autograder.course import load_course
from autograder.grading.provenance.origin import files_of
from autograder.handin.collect import find_handins
from autograder.handin.one_handin import Handin
from autograder.nbgrader.gradebook_file import GradebookError

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
STUDENTS = ("ada", "bob", "cyd")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number, student in enumerate(STUDENTS):
        hand_in(tmp_path, student, mean_loss=f"mean_loss = {number}")
    return tmp_path


def hand_in(folder, student, **answers):
    (folder / "in" / f"{student}.ipynb").write_bytes(filled("svm", {**answers}))


def run(folder, grader, out="out", again=False):
    """Grade the class, and return who was graded again and who was kept."""
    handins = find_handins([folder / "in"], "svm")
    place = folder / out
    found = grade_class(handins, grader, load_course(), place, place / "gradebook.db", 1, again)
    outcomes = list(found)
    kept = {one.result.student for one in outcomes if one.kept}
    return {one.result.student for one in outcomes} - kept, kept


def students_in(gradebook):
    with Gradebook(f"sqlite:///{gradebook}") as book:
        return sorted(one.student.id for one in book.assignment_submissions("svm"))


@pytest.fixture
def graded(folder, grader):
    assert run(folder, grader) == (set(STUDENTS), set())
    return folder


def test_what_is_graded_is_kept_to_the_byte(graded, grader, monkeypatch):
    def files():
        return {path: path.read_bytes() for path in (graded / "out").rglob("*.*")}

    before = files()
    monkeypatch.setattr(
        autograder.class_run.pool, "mark_all", lambda *_: pytest.fail() if _[0] else []
    )
    assert run(graded, grader) == (set(), set(STUDENTS))
    after = files()
    assert {p for p in before if before[p] != after[p]} <= {graded / "out" / "gradebook.db"}


def test_a_new_hand_in_is_graded_and_the_others_are_kept(graded, grader):
    hand_in(graded, "bob", mean_loss=RIGHT["mean_loss"])
    hand_in(graded, "dan")
    assert run(graded, grader) == ({"bob", "dan"}, {"ada", "cyd"})
    assert students_in(graded / "out" / "gradebook.db") == ["ada", "bob", "cyd", "dan"]


@pytest.mark.parametrize("lost", ["feedback/bob.html", "autograded/bob/svm/svm.ipynb", "bob.json"])
def test_what_is_missing_is_made_again(graded, grader, lost):
    (graded / "out" / lost).unlink()
    assert run(graded, grader) == ({"bob"}, {"ada", "cyd"})
    assert (graded / "out" / lost).is_file()


def test_a_damaged_result_is_made_again(graded, grader):
    (graded / "out" / "bob.json").write_text("{", encoding="utf-8")
    assert run(graded, grader) == ({"bob"}, {"ada", "cyd"})


def test_a_gradebook_that_lacks_a_result_gets_it(graded, grader):
    with Gradebook(f"sqlite:///{graded / 'out' / 'gradebook.db'}") as book:
        book.remove_submission("svm", "bob")
        book.find_grade("check_mean_loss", "svm", "svm", "cyd").auto_score = 1.5
        book.db.commit()
    assert run(graded, grader) == ({"bob", "cyd"}, {"ada"})


def test_other_limits_another_secret_or_level_grade_all_again(graded, grader):
    limits = replace(grader.limits, memory_megabytes=900)
    for other in (
        replace(grader, limits=limits),
        replace(grader, secret="another"),
        replace(grader, level="trusted"),
        grader,
    ):
        assert run(graded, other) == (set(STUDENTS), set())


def test_again_grades_all_anew(graded, grader):
    assert run(graded, grader, again=True) == (set(STUDENTS), set())


def test_a_result_of_a_broken_check_is_not_kept(folder, grader, monkeypatch):
    broken = replace(autograder.grading.submission.all_checks("svm")[0], run=lambda student: 1 / 0)
    with monkeypatch.context() as patch:
        patch.setattr(autograder.class_run.pool, "fence", no_fence)
        patch.setattr(autograder.grading.submission, "all_checks", lambda _: [broken])
        run(folder, grader)
    assert run(folder, grader) == (set(STUDENTS), set())


NOT_READ = {
    "bob.ipynb": lambda path: path.symlink_to("ada.ipynb"),
    "cyd.ipynb": lambda path: path.write_bytes(b" " * (2 << 20)),  # more than it may have
}


def test_results_of_files_that_are_not_read_are_kept_and_why_points_changed_is_true(folder, grader):
    grader = replace(grader, limits=replace(grader.limits, notebook_megabytes=1))
    for name, make in NOT_READ.items():
        (folder / "in" / name).unlink()
        make(folder / "in" / name)
    assert run(folder, grader) == (set(STUDENTS), set())
    errors = {one.student: one.error for one in read_results(folder / "out") if one.error}
    assert "link" in errors["bob"] and "larger than 1 MB" in errors["cyd"]
    assert run(folder, grader) == (set(), set(STUDENTS))
    for name in NOT_READ:
        (folder / "in" / name).unlink()
        hand_in(folder, name.removesuffix(".ipynb"), mean_loss=RIGHT["mean_loss"])
    assert run(folder, grader) == ({"bob", "cyd"}, {"ada"})
    with (folder / "out" / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["student"] for row in rows} == {"bob", "cyd"}
    assert {row["why"] for row in rows} == {"the file handed in then was not read"}


def test_a_file_that_the_disk_did_not_give_is_asked_for_again(folder, grader, monkeypatch):
    def broken(self, limit=None):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(autograder.class_run.pool, "fence", no_fence)
        patch.setattr(Handin, "read", broken)
        run(folder, grader)
        assert run(folder, grader) == (set(STUDENTS), set())
    assert run(folder, grader) == (set(STUDENTS), set())


def test_a_note_on_how_it_came_in_goes_with_its_cause(folder, grader):
    copies = [folder / "in" / "ada" / "svm" / f"svm-Copy{number}.ipynb" for number in (1, 2)]
    copies[0].parent.mkdir(parents=True)
    (folder / "in" / "ada.ipynb").unlink()
    for path, answers in zip(copies, (RIGHT, {}), strict=True):
        path.write_bytes(filled("svm", answers))
    run(folder, grader)
    (ada,) = (one for one in read_results(folder / "out") if one.student == "ada")
    assert any("was left out" in note for note in ada.warnings)
    assert run(folder, grader) == (set(), set(STUDENTS))
    copies[1].unlink()
    anew, _ = run(folder, grader)
    (ada,) = (one for one in read_results(folder / "out") if one.student == "ada")
    assert anew == {"ada"} and not any("was left out" in note for note in ada.warnings)


def test_a_folder_with_results_of_another_assignment_is_refused_and_stays(graded, grader):
    before = (graded / "out" / "ada.json").read_bytes()
    other = replace(grader, assignment="knn")
    with pytest.raises(OSError, match=r"holds results of svm, which those of knn.*out-knn"):
        run(graded, other)
    assert (graded / "out" / "ada.json").read_bytes() == before


def test_what_is_graded_after_an_edit_of_the_kit_is_graded_again_by_the_next_run(
    folder, grader, monkeypatch
):
    (folder / "kit.py").write_text("a = 1", encoding="utf-8")
    files = dict(files_of("svm"), grader=[*files_of("svm")["grader"], folder / "kit.py"])
    monkeypatch.setattr(autograder.class_run.edited_kit, "files_of", lambda _: files)
    handins, out = find_handins([folder / "in"], "svm"), folder / "out"
    outcomes = grade_class(handins, grader, load_course(), out, out / "gradebook.db", 1)
    first = next(outcomes)
    (folder / "kit.py").write_text("a = 2", encoding="utf-8")
    later = list(outcomes)
    assert first.edited == () and {one.edited for one in later} == {("kit.py",)}
    assert all(not one.result.made_from.is_known for one in later)
    known = {first.result.student}
    assert run(folder, grader) == (set(STUDENTS) - known, known)


def test_an_edit_after_the_process_was_started_counts_though_it_is_older_than_the_run(
    folder, grader
):
    handins, out = find_handins([folder / "in"], "svm"), folder / "out"
    newest = max(path.stat().st_ctime for part in files_of("svm").values() for path in part)
    arguments = (handins, grader, load_course(), out, out / "gradebook.db", 1)
    outcomes = list(grade_class(*arguments, since=newest - 1))
    assert all(one.edited for one in outcomes)
    assert run(folder, grader) == (set(STUDENTS), set())


def test_two_runs_at_once_do_not_mix(folder, grader):
    handins = find_handins([folder / "in"], "svm")
    out = folder / "out"
    first = grade_class(handins, grader, load_course(), out, out / "gradebook.db", 1)
    next(first)
    with pytest.raises(OSError, match="Another run of autograder is writing to .*out"):
        run(folder, grader)
    assert len(list(first)) == len(STUDENTS) - 1


def test_when_the_time_of_a_run_is_over_the_next_goes_on(folder, grader):
    short = replace(grader, limits=replace(grader.limits, minutes_per_run=1e-9))
    assert run(folder, short) == (set(), set())
    assert run(folder, grader) == (set(STUDENTS), set())


def test_a_gradebook_that_is_locked_for_a_moment_is_waited_for(graded, grader):
    hand_in(graded, "dan")
    other = sqlite3.connect(graded / "out" / "gradebook.db", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(1.5, other.rollback).start()
    assert run(graded, grader) == ({"dan"}, set(STUDENTS))


def test_a_gradebook_that_stays_locked_loses_nothing(graded, grader, monkeypatch):
    monkeypatch.setattr(autograder.nbgrader.gradebook_file, "SECONDS_TO_WAIT", 0.1)
    hand_in(graded, "dan")
    handins = find_handins([graded / "in"], "svm")
    out = graded / "out"
    outcomes = grade_class(handins, grader, load_course(), out, out / "gradebook.db", 1)
    assert next(outcomes).kept
    other = sqlite3.connect(out / "gradebook.db")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(GradebookError, match="perhaps formgrader, has locked it. Nothing that"):
        list(outcomes)
    other.rollback()
    assert not (out / "dan.json").exists()
    assert run(graded, grader) == ({"dan"}, set(STUDENTS))
    assert students_in(out / "gradebook.db") == [*STUDENTS, "dan"]


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted by root on Linux only")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_loses_nothing(folder, grader, small_disk):
    out = small_disk / "out"
    (small_disk / "ballast").write_bytes(bytes(150_000))
    for student in ("dan", "eve", "fay"):
        hand_in(folder, student, squared_or_not="long " * 2000)
    with pytest.raises((OSError, GradebookError), match="space|full"):
        run(folder, grader, out=out)
    there = read_results(out)
    assert len(there) < 6 and not list(out.rglob("*.json.partial"))
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    anew, kept = run(folder, grader, out=out)
    assert kept == {one.student for one in there} and len(anew) + len(kept) == 6
    assert students_in(out / "gradebook.db") == sorted(anew | kept)


def test_the_grader_of_a_class_that_is_kept_starts_no_sandbox(graded, grader, monkeypatch):
    launch = "autograder.sandbox.process.kept_running.launch"
    monkeypatch.setattr(launch, lambda *_: pytest.fail("started"))
    assert run(graded, grader) == (set(), set(STUDENTS))
