"""A group's hand-in is graded once, and no name is a way into a group."""

from dataclasses import replace

import pytest
from courses_with_lists import FULL, GOOD, course_with, handed_in
from made_handins import class_zip, zipped
from nbgrader.api import Gradebook

from autograder.assignments.written_answers.filling import filled
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import (
    apart_from_earlier,
    bring_in_step,
    read_outlines,
    read_results,
)
from autograder.course import load_course
from autograder.handin.collect import look_for


@pytest.mark.slow
def test_a_groups_hand_in_is_graded_once_and_stands_for_each_member(grader, tmp_path):
    course = course_with(tmp_path)
    path = class_zip(tmp_path / "c.zip", {"blue_12_9_svm.ipynb": GOOD})
    (blue,) = look_for([path], "svm", course).handins
    assert (blue.student, [who for who, _ in blue.each()]) == ("blue", ["ada", "bob"])
    out, book = tmp_path / "out", tmp_path / "out" / "gradebook.db"
    for again in (False, False):
        outcomes = list(grade_class([blue], grader, course, out, book, 1, again))
    assert [one.kept for one in outcomes] == [True, True]
    ada, bob = read_results(out, "svm")
    assert (ada.student, bob.student, ada.score, ada.graded_as) == ("ada", "bob", FULL, "blue")
    assert ada.checks == bob.checks and ada.handed_in.members == ["ada", "bob"]

    with Gradebook(f"sqlite:///{book}") as gradebook:
        assert {one.id for one in gradebook.students} == {"ada", "bob"}
        grade = gradebook.find_grade("squared_or_not", "svm", "svm", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    assert bring_in_step(out, book, course) == 2
    assert [one.total for one in read_results(out, "svm")] == [99, 99]
    with Gradebook(f"sqlite:///{book}") as gradebook:  # points that are corrected later, too
        gradebook.find_grade("squared_or_not", "svm", "svm", "bob").manual_score = 2.0
        gradebook.db.commit()
    assert bring_in_step(out, book, course) == 2
    assert [one.total for one in read_results(out, "svm")] == [98, 98]


def test_a_student_who_takes_the_groups_name_hands_in_alone_where_others_do(tmp_path):
    names = ["blue_11_9_svm.ipynb", "bobsonbob_12_8_svm.ipynb"]
    found = handed_in(zipped(tmp_path / "c.zip", names), course_with(tmp_path))
    assert {who: one.members for who, one in found.items()} == {"ada": (), "bob": ()}


def test_what_one_member_hands_in_stands_for_the_group_where_the_course_says_so(tmp_path):
    (svm,) = (one for one in load_course().assignments if one.name == "svm")
    course = course_with(tmp_path, assignments=(replace(svm, groups=True),))
    path = zipped(tmp_path / "c.zip", ["SVM_bob_attempt_2027-01-20-10-00-00_svm.ipynb"])
    (blue,) = handed_in(path, course).values()
    assert (blue.student, [who for who, _ in blue.each()]) == ("blue", ["ada", "bob"])


def test_a_name_like_a_groups_takes_no_grade_of_its_members(tmp_path):
    files = ["3-1 - Blue - Jan 21, 2027 1002 AM/svm.ipynb"]
    (blue,) = handed_in(zipped(tmp_path / "c.zip", files), course_with(tmp_path)).values()
    assert (blue.student, blue.members, blue.handed_in.known) == ("Blue", (), False)
    (svm,) = (one for one in load_course().assignments if one.name == "svm")
    course = course_with(tmp_path, assignments=(replace(svm, groups=True),))
    (blue,) = handed_in(tmp_path / "c.zip", course).values()
    assert [who for who, _ in blue.each()] == ["ada", "bob"]


@pytest.mark.slow
def test_a_group_in_a_later_run_takes_no_members_own_grade(grader, tmp_path):
    course, out = course_with(tmp_path), tmp_path / "out"
    for name, content in (("bobsonbob_12_8", GOOD), ("blue_11_9", filled("svm", {}))):
        path = class_zip(tmp_path / f"{name}.zip", {f"{name}_svm.ipynb": content})
        handins = apart_from_earlier(
            look_for([path], "svm", course).handins, read_outlines(out, "svm")
        )
        list(grade_class(handins, grader, course, out, out / "gradebook.db", 1))
    results = {one.student: one.score for one in read_results(out, "svm")}
    assert results == {"bob": FULL, "ada": 0, "bob (2)": 0} and handins[0].contested


ATTEMPTS = ("ada_attempt_2027-01-21", "bob_attempt_2027-01-20")


def test_what_members_of_a_group_hand_in_one_after_the_other_is_one_hand_in(tmp_path):
    (svm,) = (one for one in load_course().assignments if one.name == "svm")
    course = course_with(tmp_path, assignments=(replace(svm, groups=True),))
    names = [
        f"SVM_{who}_attempt_2027-01-{day}-10-00-00_svm.ipynb"
        for who, day in (("ada", 21), ("bob", 20))
    ]
    (blue,) = handed_in(zipped(tmp_path / "c.zip", names), course).values()
    assert (blue.handed_in.place, blue.contested) == (names[0], False)


@pytest.mark.slow
def test_points_by_hand_go_to_no_other_text_of_a_group_of_the_same_name(grader, tmp_path):
    course = course_with(tmp_path)
    told = "".join(
        f"submission_{n}:\n  :submitters:\n" + "".join(f"  - :sid: {who}\n" for who in pair)
        for n, pair in enumerate((("ada", "x"), ("bob", "y")))
    )
    texts = [filled("svm", {"squared_or_not": f"text {n}"}) for n in range(2)]
    files = {f"submission_{n}/svm.ipynb": texts[n] for n in range(2)}
    path = class_zip(tmp_path / "c.zip", {**files, "submission_metadata.yml": told.encode()})
    out, book = tmp_path / "out", tmp_path / "out" / "gradebook.db"
    found = look_for([path], "svm", course)
    list(grade_class(found.handins, grader, course, out, book, 1))
    with Gradebook(f"sqlite:///{book}") as gradebook:
        grade = gradebook.find_grade("squared_or_not", "svm", "svm", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    bring_in_step(out, book, course)
    points = {one.student: one.total for one in read_results(out, "svm")}
    assert points == {"ada": 3, "x": 3, "bob": 0, "y": 0}
