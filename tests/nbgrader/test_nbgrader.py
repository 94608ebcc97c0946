"""nbgrader's own commands on a copy of the course: release, autograde, feedback, formgrader."""

import csv
import json
import sys
from datetime import timedelta

import pytest
from nbgrader.api import Gradebook
from nbgrader_course import check_cells, notebook_of, run, scores
from odd_class import HONEST, TIMED

from autograder.assignments.registry import points
from autograder.authoring.demo import class_of
from autograder.course import ROOT, load_course
from autograder.notebook.answers import answer_cells, pristine_notebook

pytestmark = pytest.mark.slow

TEXT = class_of("svm")["right-by-einsum"]["squared_or_not"]


@pytest.fixture(scope="module")
def graded_by_the_kit(autograded):
    """Return the folder in which `autograder grade` left its results on the same class."""
    out = autograded / "results"
    notebooks = sorted(map(str, (autograded / "submitted").glob("*/svm/svm.ipynb")))
    command = [sys.executable, "-m", "autograder.cli", "grade", "svm", *notebooks]
    run(autograded, *command, "--out", str(out), check=False)
    return out


# Releasing


def test_nbgrader_releases_the_committed_notebook_byte_for_byte(released):
    made = released / "assignments" / "svm" / "svm.ipynb"
    assert made.read_bytes() == (ROOT / "assignments" / "svm" / "svm.ipynb").read_bytes()


def test_releasing_records_cells_points_and_the_due_date(released):
    with Gradebook(f"sqlite:///{released / 'gradebook.db'}") as gradebook:
        assignment = gradebook.find_assignment("svm")
        due = load_course().assignment("svm").due
        assert assignment.duedate == due.replace(tzinfo=None) - due.utcoffset()
        assert assignment.max_score == 100
        names = {cell.name for cell in gradebook.find_notebook("svm", "svm").solution_cells}
        assert names == set(answer_cells(pristine_notebook("svm")))


def test_releasing_again_works_when_there_are_submissions(autograded):
    before = scores(autograded / "gradebook.db")
    run(autograded, "nbgrader", "generate_assignment", "svm")
    assert scores(autograded / "gradebook.db") == before


# Autograding


def test_the_kit_of_the_course_folder_grades_wherever_nbgrader_is_started(autograded):
    # The secret is made by the package that really ran, in that package's own checkout.
    secret = autograded / ".grading-secret"
    known = secret.read_text()
    secret.unlink()
    course = f"--CourseDirectory.root={autograded}"
    arguments = ["svm", "--student", "blank", "--force", course]
    run(autograded, "nbgrader", "autograde", *arguments, folder=autograded / "home")
    assert secret.is_file()
    secret.write_text(known)


def test_one_damaged_notebook_does_not_stop_the_others(autograded):
    graded = {path.parent.parent.name for path in autograded.glob("autograded/*/svm/svm.ipynb")}
    assert graded == {*HONEST, *TIMED, "hostile", "messy", "damaged"}


def test_every_student_gets_the_points_deserved(autograded):
    found = scores(autograded / "gradebook.db")
    full = sum(points("svm").values())
    assert {found[student] for student in ("right-by-einsum", "messy", *TIMED)} == {full}
    assert found["blank"] == found["damaged"] == 0
    assert 0 < found["slide-slip"] < found["gradient-forgotten"] < full


def test_nbgrader_and_the_kit_give_the_same_points(autograded, graded_by_the_kit):
    results = {
        result["student"]: result["score"]
        for result in (
            json.loads(path.read_text(encoding="utf-8"))
            for path in graded_by_the_kit.glob("*.json")
        )
    }
    assert results == scores(autograded / "gradebook.db")
    assert results == scores(graded_by_the_kit / "gradebook.db")


def test_the_verdicts_stand_in_the_grade_cells_with_partial_credit_and_message(autograded):
    cell = check_cells(notebook_of("slide-slip", autograded))["check_hinge_loss"]
    table, earned = cell.outputs
    assert 0 < float(earned.data["text/plain"]) < cell.metadata.nbgrader.points
    assert f"hinge_loss: {float(earned.data['text/plain']):g} of 10 points" in str(table.data)
    frog = check_cells(notebook_of("slide-slip", autograded))["check_loss_of_frog"]
    assert "slip on one of the lecture's slides" in frog.outputs[0].data["text/plain"]
    assert frog.outputs[1].data["text/plain"] in ("0", "0.0")


def test_a_text_needs_grading_by_hand_only_when_it_was_answered(autograded):
    with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
        for student, waits in {"blank": False, "right-by-einsum": True, "hostile": True}.items():
            assert gradebook.find_submission("svm", student).needs_manual_grade is waits
    assert TEXT in [cell.source for cell in notebook_of("right-by-einsum", autograded).cells]


def test_nothing_of_a_student_runs_outside_the_sandbox(autograded, marker):
    assert not marker.exists()


def test_a_students_own_outputs_tags_and_cells_are_gone(autograded):
    notebook = notebook_of("hostile", autograded)
    own = {cell.id for cell in notebook.cells} - {
        cell.id for cell in pristine_notebook("svm").cells
    }
    assert own == {"grader-notes"}
    assert notebook.metadata.kernelspec == pristine_notebook("svm").metadata.kernelspec
    assert not any("student-tag" in str(cell.metadata) for cell in notebook.cells)
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        assert not outputs or cell.metadata.nbgrader.grade_id.startswith("check_")
        assert "window.hacked = 'output'" not in str(outputs)


def test_lateness_costs_what_course_toml_says(autograded):
    with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
        late = gradebook.find_submission("svm", "late")
        assert late.total_seconds_late == 34 * 3600
        assert late.late_submission_penalty == 19.2  # two days of a tenth
        extended = gradebook.find_submission("svm", "extended")
        assert extended.total_seconds_late == 10 * 3600
        assert extended.late_submission_penalty == 9.6
        assert gradebook.find_submission("svm", "messy").late_submission_penalty == 0


def test_a_time_is_read_right_or_not_at_all_and_said(autograded):
    with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
        east = gradebook.find_submission("svm", "east")
        due = load_course().assignment("svm").due.replace(tzinfo=None)
        assert east.timestamp == due - timedelta(minutes=30)
        assert gradebook.find_submission("svm", "odd").timestamp is None
        for student in ("east", "odd"):
            assert gradebook.find_submission("svm", student).late_submission_penalty == 0
    said = (autograded / "autograde.log").read_text(encoding="utf-8")
    assert said.count("odd: `99999-01-22 � yesterday` can't be read as a time") == 1
    assert said.count("99999-01-22") == 1
    # nbgrader looks at the old and the new time before it grades again.
    run(autograded, "nbgrader", "autograde", "svm", "--student", "odd")


def test_export_lists_the_final_scores(autograded):
    run(autograded, "nbgrader", "export", "--to", "all.csv")
    with (autograded / "all.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows["right-by-einsum"] == sum(points("svm").values())
    assert rows["late"] == 76.8


def test_export_holds_names_as_they_are_and_no_formula(autograded):
    with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
        names = {"first_name": "=HYPERLINK(1)", "last_name": 'Slip, "S"'}
        gradebook.update_or_create_student("slide-slip", **names)
    options = ["--student", '["slide-slip"]', "--assignment", '["svm"]']
    run(autograded, "nbgrader", "export", "--to", "one.csv", *options)
    with (autograded / "one.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file, strict=True)
    assert (row["first_name"], row["last_name"]) == ("'=HYPERLINK(1)", 'Slip, "S"')
    assert row["max_score"] == "100.0"


def test_grading_again_keeps_points_given_by_hand(autograded):
    url = f"sqlite:///{autograded / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        essay = gradebook.find_grade("squared_or_not", "svm", "svm", "messy")
        essay.manual_score = 3
        gradebook.db.commit()
    run(autograded, "nbgrader", "autograde", "svm", "--student", "messy", "--force")
    with Gradebook(url) as gradebook:
        assert gradebook.find_submission("svm", "messy").score == 99
        gradebook.find_grade("squared_or_not", "svm", "svm", "messy").manual_score = None
        gradebook.db.commit()


# The kit's own results, in nbgrader's commands


def test_nbgrader_exports_and_gives_feedback_from_a_gradebook_of_the_kit(
    autograded, graded_by_the_kit
):
    database = f"--db=sqlite:///{graded_by_the_kit / 'gradebook.db'}"
    run(autograded, "nbgrader", "export", database, "--to", "kit.csv")
    with (autograded / "kit.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert rows == scores(graded_by_the_kit / "gradebook.db")
    folders = [
        f"--CourseDirectory.autograded_directory={graded_by_the_kit / 'autograded'}",
        f"--CourseDirectory.feedback_directory={graded_by_the_kit / 'pages'}",
    ]
    run(autograded, "nbgrader", "generate_feedback", "svm", database, *folders)
    page = graded_by_the_kit / "pages" / "slide-slip" / "svm" / "svm.html"
    assert "slip on one of the lecture" in page.read_text(encoding="utf-8")
