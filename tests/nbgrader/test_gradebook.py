"""The gradebook that the kit writes is nbgrader's own, and what it holds is whole."""

import csv
import sqlite3
from contextlib import closing

import pytest
from graded_class import COURSE, DAY, DUE, graded, is_recorded, late_by, record
from nbgrader.api import Gradebook, MissingEntry
from submissions_graded import essay_of, in_formgrader, iso, submission_of, with_extensions

import autograder.grading.lateness
import autograder.nbgrader.gradebook
from autograder.assignments.registry import all_checks
from autograder.grades_back.export import export_grades
from autograder.grading.result import ByHand
from autograder.grading.standing import standing
from autograder.nbgrader.gradebook_file import find_alembic, make_empty, open_gradebook
from autograder.notebook.answers import answer_cells, pristine_notebook

pytestmark = pytest.mark.slow
UNANSWERED = answer_cells(pristine_notebook("svm"))["squared_or_not"].source


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
