"""Results in nbgrader's gradebook: what is written, whole submissions, manual points, lateness."""

import csv
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, MissingEntry

import autograder.gradebook
from autograder.checks import all_checks
from autograder.course import Late, load_course
from autograder.grade import Graded
from autograder.gradebook import export_grades, open_gradebook, record
from autograder.nbgrader_steps import LatePolicy, late_penalty
from autograder.result import Result
from autograder.submission import Submission, answer_cells, pristine_notebook
from coursework.checking import Verdict

DUE = datetime(2027, 1, 22, 23, 59, tzinfo=UTC)
LATE = Late(grace_hours=1, penalty_per_day=0.1, max_days=5)
COURSE = replace(
    load_course(),
    assignments=(replace(load_course().assignment("svm"), due=DUE),),
    late=LATE,
)
HOUR, DAY = 3600, 86400
UNANSWERED = answer_cells(pristine_notebook("svm"))["squared_or_not"].source


def graded(student, share=1.0, text="A word on squares."):
    """Make a submission that earns the same share of each check's points."""
    verdicts = [
        Verdict(
            check.name,
            check.question,
            check.description,
            check.points,
            check.points * share,
            "passed",
            "",
        )
        for check in all_checks("svm")
    ]
    texts = {"squared_or_not": text} if text is not None else {}
    return Graded(Result.of("svm", student, "tests", verdicts, []), Submission({}, texts))


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


def submission_of(student, gradebook):
    gradebook.db.expire_all()
    return gradebook.find_submission("svm", student)


def essay_of(student, gradebook):
    return gradebook.find_grade("squared_or_not", "svm", "svm", student)


def late_by(seconds):
    return (DUE + timedelta(seconds=seconds)).replace(tzinfo=None)


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


@pytest.mark.parametrize("step", ["_auto_score", "late_penalty"])
def test_what_breaks_in_the_middle_leaves_nothing_half_written(gradebook, path, monkeypatch, step):
    record(gradebook, graded("old", share=0.5), COURSE)
    real, calls = getattr(autograder.gradebook, step), []

    def breaking(*arguments):
        calls.append(arguments)
        if step == "late_penalty" or len(calls) % 5 == 0:
            raise RuntimeError("the power went out")
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(autograder.gradebook, step, breaking)
        for student in ("new", "old"):
            with pytest.raises(RuntimeError):
                record(gradebook, graded(student), COURSE)

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

    monkeypatch.setattr(autograder.gradebook, "late_penalty", look)
    record(gradebook, graded("ada"), COURSE)
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
    assert float(rows["late"]["score"]) == pytest.approx(score + 4 - 0.1 * score)
    assert float(rows["late"]["late_penalty"]) == pytest.approx(0.1 * score)
