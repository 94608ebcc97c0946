"""Results in nbgrader's gradebook: what is written, whole submissions, manual points, lateness."""

import csv
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from graded_class import COURSE, DAY, DUE, HOUR, LATE, graded, late_by
from nbgrader.api import Gradebook, MissingEntry

import autograder.grading.lateness
import autograder.nbgrader.gradebook
from autograder.assignments.registry import all_checks
from autograder.course import Extension, Late, load_course
from autograder.grades_back.export import export_grades
from autograder.grading.lateness import late_penalty, settle
from autograder.grading.result import ByHand
from autograder.grading.standing import standing
from autograder.nbgrader.gradebook import is_recorded, record
from autograder.nbgrader.gradebook_file import make_empty, open_gradebook
from autograder.nbgrader.grading_steps import LatePolicy, find_alembic
from autograder.notebook.answers import answer_cells, pristine_notebook

pytestmark = pytest.mark.slow

UNANSWERED = answer_cells(pristine_notebook("svm"))["squared_or_not"].source


@pytest.fixture(scope="module")
def new_gradebook(tmp_path_factory):
    """Make a gradebook without submissions, once: that takes a while."""
    path = tmp_path_factory.mktemp("gradebook") / "new.db"
    with open_gradebook(path, "svm", COURSE):
        return path


@pytest.fixture
def path(new_gradebook, tmp_path):
    return Path(shutil.copy(new_gradebook, tmp_path / "gradebook.db"))


@pytest.fixture
def gradebook(path):
    with Gradebook(f"sqlite:///{path}") as opened:
        yield opened


def tables_of(path):
    """Return how each table and index is made, blanks apart, and the version of the schema."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return {name: (sql or "").replace(";", "").split() for name, sql in made}, version


def test_an_empty_gradebook_has_the_tables_and_the_version_that_nbgrader_gives_it(tmp_path):
    find_alembic()
    Gradebook(f"sqlite:///{tmp_path}/theirs.db").close()
    make_empty(tmp_path / "ours.db")
    assert tables_of(tmp_path / "ours.db") == tables_of(tmp_path / "theirs.db")


def submission_of(student, gradebook):
    gradebook.db.expire_all()
    return gradebook.find_submission("svm", student)


def essay_of(student, gradebook):
    return gradebook.find_grade("squared_or_not", "svm", "svm", student)


def iso(seconds):
    """Return a time after the due date as a result holds it."""
    return (DUE + timedelta(seconds=seconds)).isoformat()


def with_extensions(*extensions):
    return replace(
        COURSE,
        extensions=tuple(Extension(student, "svm", **more) for student, more in extensions),
    )


def in_formgrader(gradebook, student, points, cell="squared_or_not"):
    """Do what formgrader does when somebody types points: see its `GradeHandler.put`."""
    grade = gradebook.find_grade(cell, "svm", "svm", student)
    grade.manual_score, grade.extra_credit = points, None
    grade.needs_manual_grade = points is None and grade.auto_score is None
    gradebook.db.commit()


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


def test_a_new_gradebook_knows_the_cells_the_points_and_the_due_date(gradebook):
    assignment = gradebook.find_assignment("svm")
    notebook = gradebook.find_notebook("svm", "svm")
    assert assignment.duedate == DUE.replace(tzinfo=None)
    assert {cell.name for cell in notebook.solution_cells} == set(
        answer_cells(pristine_notebook("svm"))
    )
    assert sum(cell.max_score for cell in notebook.grade_cells) == assignment.max_score
    assert assignment.max_score == sum(check.points for check in all_checks("svm")) + 4


def test_the_points_of_an_answer_stand_at_its_check_cell(gradebook):
    record(gradebook, graded("ada", share=0.5), COURSE)
    result = graded("ada", share=0.5).result
    for question in result.questions:
        grade = gradebook.find_grade(f"check_{question}", "svm", "svm", "ada")
        assert grade.auto_score == sum(one.earned for one in result.of_question(question))
        assert not grade.needs_manual_grade
    assert submission_of("ada", gradebook).score == result.score


@pytest.mark.parametrize("text", [None, UNANSWERED])
def test_an_unanswered_text_needs_no_one_to_read_it(gradebook, text):
    record(gradebook, graded("ada", text=text), COURSE)
    assert essay_of("ada", gradebook).auto_score == 0
    assert not submission_of("ada", gradebook).needs_manual_grade
    comment = gradebook.find_comment("squared_or_not", "svm", "svm", "ada")
    assert comment.comment == "No response."


def test_an_answered_text_waits_for_a_person(gradebook):
    record(gradebook, graded("ada"), COURSE)
    assert essay_of("ada", gradebook).auto_score is None
    assert submission_of("ada", gradebook).needs_manual_grade


def test_grading_again_keeps_points_and_comments_given_by_hand(gradebook):
    record(gradebook, graded("ada", share=0.5), COURSE)
    essay_of("ada", gradebook).manual_score = 3.5
    gradebook.find_comment("squared_or_not", "svm", "svm", "ada").manual_comment = "Well put."
    gradebook.find_grade("check_hinge_loss", "svm", "svm", "ada").extra_credit = 2
    gradebook.db.commit()
    record(gradebook, graded("ada", share=1.0), COURSE)
    result = graded("ada").result
    assert submission_of("ada", gradebook).score == result.score + 3.5 + 2
    comment = gradebook.find_comment("squared_or_not", "svm", "svm", "ada")
    assert comment.comment == "Well put."


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


def test_an_extension_granted_in_nbgrader_is_what_the_result_says(gradebook):
    record(gradebook, graded("ada", at=iso(2 * DAY), late=True, due=iso(0)), COURSE)
    gradebook.grant_extension("svm", "ada", days=3)
    result = graded("ada", at=iso(2 * DAY), late=True, due=iso(0)).result
    result = standing(gradebook, result).added_to(result)
    assert (result.handed_in.late, result.handed_in.due) == (False, iso(3 * DAY))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Lovelace, Ada King", "Ada King", "Lovelace"),
        ("Ada", "", "Ada"),
        ("Ana María García", "Ana María", "García"),
        ("<b>Ada</b>\n\u202e King", "‹b›Ada‹/b› ⟨U+202E⟩", "King"),
    ],
)
def test_a_name_is_written_down_once_and_never_over_one_that_is_there(gradebook, name, first, last):
    one = graded("ada", name=name, ids={"email": "ada@example.org"})
    record(gradebook, one, COURSE)
    ada = gradebook.find_student("ada")
    assert (ada.first_name, ada.last_name, ada.email) == (first, last, "ada@example.org")
    assert is_recorded(gradebook, one.result, COURSE)
    ada.first_name = "Augusta"
    gradebook.db.commit()
    record(gradebook, one, COURSE)
    assert gradebook.find_student("ada").first_name == "Augusta"


def test_a_result_is_recorded_only_if_all_that_would_be_written_is_there(gradebook):
    one = graded("ada", at=iso(DAY))
    assert not is_recorded(gradebook, one.result, COURSE)
    record(gradebook, one, COURSE)
    assert is_recorded(gradebook, one.result, COURSE)
    in_formgrader(gradebook, "ada", 4)
    assert is_recorded(gradebook, one.result, COURSE)
    assert not is_recorded(gradebook, graded("ada", at=iso(2 * DAY)).result, COURSE)
    assert not is_recorded(gradebook, graded("ada", late=True).result, COURSE)
    assert not is_recorded(gradebook, graded("ada", share=0.5, at=iso(DAY)).result, COURSE)
    assert not is_recorded(gradebook, graded("ada", at=iso(DAY), name="Ada").result, COURSE)
    assert not is_recorded(gradebook, one.result, with_extensions(("ada", {"days": 2})))


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


def test_the_same_notebook_graded_again_needs_no_other_look_and_another_one_does(gradebook):
    record(gradebook, graded("ada"), COURSE, same_notebook=True)
    assert essay_of("ada", gradebook).needs_manual_grade
    in_formgrader(gradebook, "ada", 3)
    record(gradebook, graded("ada", share=0.5), COURSE, same_notebook=True)
    assert not submission_of("ada", gradebook).needs_manual_grade
    record(gradebook, graded("ada", text="Another text."), COURSE)
    assert submission_of("ada", gradebook).needs_manual_grade
    record(gradebook, graded("ada", text="Another text."), COURSE, same_notebook=True)
    assert submission_of("ada", gradebook).needs_manual_grade  # nobody has looked yet


@pytest.mark.parametrize(("text", "points"), [("A word.", None), (None, 0.0), (UNANSWERED, 0.0)])
def test_the_standing_tells_what_waits_for_a_person(gradebook, text, points):
    found = record(gradebook, graded("ada", text=text), COURSE)
    assert found.by_hand == [ByHand("squared_or_not", 4.0, points)]
    in_formgrader(gradebook, "ada", 2.5)
    assert standing(gradebook, graded("ada").result).by_hand == [ByHand("squared_or_not", 4.0, 2.5)]
    assert standing(gradebook, graded("nobody").result) is None


def test_result_and_gradebook_have_one_total_of_one_maximum(gradebook):
    one = graded("ada", share=0.7, at=iso(1.5 * DAY), late=True, due=iso(0))
    record(gradebook, one, COURSE)
    in_formgrader(gradebook, "ada", 3.3)
    in_formgrader(gradebook, "ada", 10.0, cell="check_hinge_loss")
    gradebook.find_grade("check_svm_loss_naive", "svm", "svm", "ada").extra_credit = 1.1
    gradebook.db.commit()
    found = record(gradebook, one, COURSE, same_notebook=True)
    result = found.added_to(one.result)
    ada = submission_of("ada", gradebook)
    assert result.total == pytest.approx(ada.score - ada.late_submission_penalty)
    assert (result.out_of, result.to_grade) == (ada.max_score, 0) == (100, 0)
    assert {one.question: (one.points, one.earned) for one in result.by_hand} == {
        "squared_or_not": (4.0, 3.3),
        "hinge_loss": (0.0, 3.0),
        "svm_loss_naive": (0.0, 1.1),
    }


@pytest.mark.parametrize("step", ["_auto_score", "late_penalty"])
def test_what_breaks_in_the_middle_leaves_nothing_half_written(gradebook, path, monkeypatch, step):
    record(gradebook, graded("old", share=0.5), COURSE)
    module = (
        autograder.grading.lateness if step == "late_penalty" else autograder.nbgrader.gradebook
    )
    real, calls = getattr(module, step), []

    def breaking(*arguments):
        calls.append(arguments)
        if step == "late_penalty" or len(calls) % 5 == 0:
            raise RuntimeError("the power went out")
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(module, step, breaking)
        for student in ("new", "old"):
            with pytest.raises(RuntimeError):
                record(gradebook, graded(student), COURSE, late_by(DAY))

    with Gradebook(f"sqlite:///{path}") as reader:
        assert [student.id for student in reader.students] == ["old"]
        assert reader.find_submission("svm", "old").score == graded("old", 0.5).result.score
        with pytest.raises(MissingEntry):
            reader.find_submission("svm", "new")
    record(gradebook, graded("new"), COURSE)  # and the gradebook goes on working
    assert submission_of("new", gradebook).score == graded("new").result.score


def test_a_reader_sees_a_submission_only_when_it_is_whole(gradebook, path, monkeypatch):
    seen = []

    def look(*arguments):
        with Gradebook(f"sqlite:///{path}") as reader:
            seen.append([student.id for student in reader.students])

    monkeypatch.setattr(autograder.grading.lateness, "late_penalty", look)
    record(gradebook, graded("ada"), COURSE, late_by(DAY))
    assert seen == [[]]
    assert submission_of("ada", gradebook).score == graded("ada").result.score


def test_opening_a_gradebook_again_keeps_its_submissions(path):
    for student in ("ada", "bob"):
        with open_gradebook(path, "svm", COURSE) as gradebook:
            record(gradebook, graded(student), COURSE)
    with Gradebook(f"sqlite:///{path}") as gradebook:
        assert {student.id for student in gradebook.students} == {"ada", "bob"}


def test_the_export_holds_the_final_scores_and_no_formula(gradebook, path, tmp_path):
    record(gradebook, graded("=HYPERLINK(1)"), COURSE)
    record(gradebook, graded("late"), COURSE, late_by(DAY))
    essay_of("late", gradebook).manual_score = 4
    gradebook.db.commit()
    assert export_grades(path, tmp_path / "grades.csv") == 2
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert all(not student.startswith("=") for student in rows)
    score = graded("late").result.score
    assert float(rows["late"]["late_penalty"]) == pytest.approx(0.1 * (score + 4))
    assert float(rows["late"]["score"]) == pytest.approx(0.9 * (score + 4))
