"""Lateness costs what the course says, and the penalty follows points and extensions at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from graded_class import COURSE, DAY, DUE, HOUR, LATE, graded, late_by, record
from submissions_graded import essay_of, in_formgrader, iso, submission_of, with_extensions

from autograder.course import Late, load_course
from autograder.grading.lateness import late_penalty, settle
from autograder.grading.standing import standing
from autograder.nbgrader.gradebook_file import open_gradebook
from autograder.nbgrader.grading_steps import LatePolicy

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("seconds", "part"),
    [
        (-DAY, None),
        (0, None),
        (HOUR, None),
        (HOUR + 1, 0.1),
        (DAY, 0.1),
        (DAY + 1, 0.2),
        (5 * DAY, 0.5),
        (5 * DAY + 1, 1.0),
        (400 * DAY, 1.0),
    ],
)
def test_each_day_begun_costs_its_part_after_the_grace_period(seconds, part):
    penalty = late_penalty(80.0, seconds, LATE)
    assert penalty == (None if part is None else pytest.approx(80 * part))


def test_lateness_never_costs_more_than_the_score():
    harsh = Late(penalty_per_day=0.4, max_days=10)
    assert late_penalty(50.0, 4 * DAY, harsh) == 50.0
    assert late_penalty(0.0, 4 * DAY, harsh) == 0.0


def test_a_penalty_has_no_rounding_errors():
    assert late_penalty(96.0, 2 * DAY, LATE) == 19.2


def test_a_course_without_a_late_policy_takes_nothing_off():
    assert late_penalty(50.0, 30 * DAY, Late()) == 0


def test_nbgrader_gets_the_late_policy_of_the_course():
    seconds = 1.5 * DAY
    expected = late_penalty(70.0, seconds, load_course().late)
    assert LatePolicy().late_submission_penalty("ada", 70.0, seconds) == expected


def test_a_late_submission_loses_points_and_one_in_time_does_not(gradebook):
    record(gradebook, graded("late"), COURSE, late_by(1.5 * DAY))
    record(gradebook, graded("in time"), COURSE, late_by(-HOUR))
    record(gradebook, graded("unknown"), COURSE)
    late = submission_of("late", gradebook)
    assert late.total_seconds_late == 1.5 * DAY
    assert late.late_submission_penalty == pytest.approx(0.2 * late.score)
    assert submission_of("in time", gradebook).late_submission_penalty == 0
    assert submission_of("unknown", gradebook).late_submission_penalty == 0


def test_the_late_penalty_follows_the_new_score_and_the_new_hand_in(gradebook):
    record(gradebook, graded("ada", share=0.5), COURSE, late_by(DAY))
    record(gradebook, graded("ada", share=1.0), COURSE, late_by(3 * DAY))
    ada = submission_of("ada", gradebook)
    assert ada.late_submission_penalty == pytest.approx(0.3 * ada.score)
    record(gradebook, graded("ada"), COURSE, late_by(-DAY))
    assert submission_of("ada", gradebook).late_submission_penalty == 0


def test_an_extension_granted_in_nbgrader_counts(gradebook):
    record(gradebook, graded("ada"), COURSE, late_by(2 * DAY))
    gradebook.grant_extension("svm", "ada", days=3)
    record(gradebook, graded("ada"), COURSE, late_by(2 * DAY))
    assert submission_of("ada", gradebook).late_submission_penalty == 0


def test_the_time_and_the_extension_of_a_result_are_what_the_gradebook_has(gradebook):
    course = with_extensions(("ada", {"days": 2}), ("bob", {"due": DUE + timedelta(hours=30)}))
    penalties = {
        student: record(gradebook, graded(student, at=iso(3 * DAY)), course).late_penalty
        for student in ("ada", "bob", "cleo")
    }
    assert penalties == {"ada": 9.6, "bob": 19.2, "cleo": 28.8}
    assert submission_of("bob", gradebook).duedate == late_by(30 * HOUR)
    assert submission_of("cleo", gradebook).extension is None


def test_a_group_has_the_longest_extension_of_its_members(gradebook):
    course = with_extensions(("ada", {"days": 1}), ("bob", {"days": 3}))
    for student in ("ada", "bob", "cleo"):
        members = ["ada", "bob", "cleo"]
        record(gradebook, graded(student, at=iso(3 * DAY), members=members), course)
    settle(gradebook, course)
    for student in ("ada", "bob", "cleo"):
        assert submission_of(student, gradebook).late_submission_penalty == 0


def test_late_at_an_unknown_time_costs_nothing(gradebook):
    record(gradebook, graded("ada", at=iso(2 * DAY)), COURSE)
    found = record(gradebook, graded("ada", late=True), COURSE)
    assert found.late_penalty == 0 and submission_of("ada", gradebook).timestamp is None
    result = found.added_to(graded("ada", late=True).result)
    assert result.handed_in.late and result.total == result.score


def test_points_given_by_hand_count_towards_the_penalty_at_once(path):
    with open_gradebook(path, "svm", COURSE) as gradebook:
        record(gradebook, graded("ada", at=iso(1.5 * DAY)), COURSE)
        for points, penalty in ((4, 20.0), (None, 19.2), (1.5, 19.5)):
            in_formgrader(gradebook, "ada", points)
            assert submission_of("ada", gradebook).late_submission_penalty == penalty
        in_formgrader(gradebook, "ada", 0.0, cell="check_hinge_loss")
        assert submission_of("ada", gradebook).late_submission_penalty == 17.5
        gradebook.grant_extension("svm", "ada", days=1)
        assert submission_of("ada", gradebook).late_submission_penalty == 8.75
        gradebook.update_or_create_assignment("svm", duedate=iso(2 * DAY))
        assert submission_of("ada", gradebook).late_submission_penalty == 0


def test_a_penalty_that_follows_is_seen_before_the_commit(path):
    with open_gradebook(path, "svm", COURSE) as gradebook:
        record(gradebook, graded("ada", at=iso(DAY)), COURSE)
        (notebook,) = submission_of("ada", gradebook).notebooks
        assert notebook.late_submission_penalty == 9.6
        essay_of("ada", gradebook).manual_score = 4
        gradebook.db.flush()
        assert notebook.late_submission_penalty == 10.0


def test_settling_brings_a_gradebook_in_step_that_was_changed_elsewhere(gradebook):
    for student in ("ada", "bob"):
        record(gradebook, graded(student, at=iso(1.5 * DAY)), COURSE)
        in_formgrader(gradebook, student, 4)  # this one knows nothing of the kit
        assert submission_of(student, gradebook).late_submission_penalty == 19.2
    settle(gradebook, with_extensions(("ada", {"days": 1})), "svm", "ada")
    assert submission_of("ada", gradebook).late_submission_penalty == 10.0
    assert submission_of("bob", gradebook).late_submission_penalty == 19.2
    # An extension that was a slip is corrected; without one in course.toml, what is there stays.
    settle(gradebook, with_extensions(("ada", {"days": 0.125})))
    assert submission_of("ada", gradebook).late_submission_penalty == 20.0
    settle(gradebook, COURSE)
    assert submission_of("ada", gradebook).extension == timedelta(hours=3)
    assert submission_of("bob", gradebook).late_submission_penalty == 20.0


def test_a_new_late_policy_counts_as_soon_as_the_gradebook_is_opened(path, gradebook):
    record(gradebook, graded("ada", at=iso(1.5 * DAY)), COURSE)
    milder = replace(COURSE, late=Late(penalty_per_day=0.05))
    with open_gradebook(path, "svm", milder) as opened:
        assert standing(opened, graded("ada").result).late_penalty == 9.6
