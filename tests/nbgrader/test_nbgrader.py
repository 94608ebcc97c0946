"""nbgrader's own commands on a copy of the course: release, autograde, feedback, formgrader."""

import csv
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader_course import check_cells, copy_of_the_course, notebook_of, run, scores
from odd_class import HONEST, TIMED, hand_in_all
from pages import active_things, formgrader, open_page

from autograder.assignments.registry import points
from autograder.authoring.demo import class_of
from autograder.course import ROOT, load_course
from autograder.notebook.answers import answer_cells, pristine_notebook

pytestmark = pytest.mark.slow

TEXT = class_of("svm")["right-by-einsum"]["squared_or_not"]


@pytest.fixture(scope="module")
def marker(tmp_path_factory):
    """Return a file that submissions try to write."""
    return tmp_path_factory.mktemp("outside") / "marker"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Return a course from which the assignment was released by nbgrader."""
    course = copy_of_the_course(tmp_path_factory.mktemp("course"))
    with (course / "course.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[extensions]]\nstudent = "extended"\nassignment = "svm"\ndays = 1\n')
    run(course, "nbgrader", "generate_assignment", "svm")
    return course


@pytest.fixture(scope="module")
def autograded(released, marker):
    """Return the course with a class that nbgrader has collected and autograded."""
    hand_in_all(released, marker)
    done = run(released, "nbgrader", "autograde", "svm", check=False)
    (released / "autograde.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return released


@pytest.fixture(scope="module")
def feedback(autograded):
    """Return the folder of feedback pages that nbgrader made."""
    run(autograded, "nbgrader", "generate_feedback", "svm", check=False)
    return autograded / "feedback"


@pytest.fixture(scope="module")
def graded_by_the_kit(autograded):
    """Return the folder in which `autograder grade` left its results on the same class."""
    out = autograded / "results"
    notebooks = sorted(map(str, (autograded / "submitted").glob("*/svm/svm.ipynb")))
    command = [sys.executable, "-m", "autograder.cli", "grade", "svm", *notebooks]
    run(autograded, *command, "--out", str(out), check=False)
    return out


def headline(question: str, student: str, course: Path) -> str:
    """Return the headline of the table that shows what a student earned for a question."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(f"check_{question}", "svm", "svm", student)
        assert 0 < grade.auto_score < grade.max_score
        return f"{question}: {grade.auto_score:g} of {grade.max_score:g} points"


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


def test_nothing_that_a_student_wrote_acts_in_the_feedback_page(feedback, chromium):
    page = open_page(chromium, (feedback / "hostile" / "svm" / "svm.html").as_uri(), "file:")
    assert "The squared hinge is my choice." in page.inner_text("body")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert active_things(page) == []
    assert page.locator("#notebook-container .full-credit, #check_hinge_loss").count() == 0
    assert "fixed" not in page.evaluate(
        """[...document.querySelectorAll("#notebook-container *")].map(
            (one) => getComputedStyle(one).position)"""
    )


def test_without_the_kits_cleaning_the_same_answers_would_act(autograded, chromium, tmp_path):
    # So the test above can fail.
    from nbconvert.exporters import HTMLExporter

    notebook = autograded / "autograded" / "hostile" / "svm" / "svm.ipynb"
    html, _ = HTMLExporter(template_name="classic").from_filename(str(notebook))
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page = open_page(chromium, (tmp_path / "page.html").as_uri(), "file:")
    page.wait_for_function("window.hacked !== undefined")


def test_the_feedback_page_shows_the_verdicts_as_coloured_tables(feedback, chromium):
    address = (feedback / "slide-slip" / "svm" / "svm.html").as_uri()
    page = open_page(chromium, address, "file:")
    assert (
        headline("hinge_loss", "slide-slip", feedback.parent)
        in page.locator("caption").all_inner_texts()
    )
    colours = {
        word: page.locator("#notebook-container td", has_text=word).first.evaluate(
            "(cell) => [getComputedStyle(cell).color, getComputedStyle(cell).fontWeight]"
        )
        for word in ("✓ passed", "✗ failed")
    }
    assert colours == {
        "✓ passed": ["rgb(26, 152, 80)", "700"],
        "✗ failed": ["rgb(215, 48, 39)", "700"],
    }
    assert "&lt;" not in page.inner_text("#notebook-container")
    assert "<td" not in page.inner_text("#notebook-container")


def test_the_feedback_page_notes_what_the_grader_repaired(feedback, chromium):
    page = open_page(chromium, (feedback / "messy" / "svm" / "svm.html").as_uri(), "file:")
    notes = page.locator("li", has_text="2 versions of the answer hinge_loss")
    assert notes.count() == 1


def test_formgrader_shows_scores_verdicts_and_takes_points_by_hand(autograded, chromium):
    before = scores(autograded / "gradebook.db")
    with formgrader(autograded) as server:
        page = open_page(chromium, f"{server}/tree?token=secret", server)
        page.goto(f"{server}/formgrader/manage_submissions/svm")
        row = page.locator("tr", has_text="slide-slip")
        row.wait_for()
        assert f"{before['slide-slip']:g} / 100" in row.inner_text()
        assert "needs manual grading" in row.inner_text()
        assert "late" in page.inner_text("table")

        page.goto(f"{server}/formgrader/gradebook/svm/svm")
        page.locator("tbody tr", has_text="/ 100").first.wait_for()
        with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
            ids = {
                student: gradebook.find_submission_notebook("svm", "svm", student).id
                for student in ("slide-slip", "hostile", "late")
            }
        page.goto(f"{server}/formgrader/submissions/{ids['hostile']}/")
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None
        assert active_things(page) == []

        # Its script takes points once it has asked for those that are there.
        page.goto(f"{server}/formgrader/submissions/{ids['slide-slip']}/", wait_until="networkidle")
        assert (
            headline("hinge_loss", "slide-slip", autograded)
            in page.locator("caption").all_inner_texts()
        )
        points = page.locator("input#squared_or_not")
        points.fill("3")
        with page.expect_response(lambda response: "/api/grade/" in response.url):
            points.press("Tab")

        page.goto(f"{server}/formgrader/submissions/{ids['late']}/", wait_until="networkidle")
        points = page.locator("input#squared_or_not")
        points.fill("4")
        with page.expect_response(lambda response: "/api/grade/" in response.url):
            points.press("Tab")
    with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
        slip = gradebook.find_submission("svm", "slide-slip")
        assert (slip.score, slip.needs_manual_grade) == (before["slide-slip"] + 3, False)
        # Lateness costs its part of the points by hand, too, without grading again.
        late = gradebook.find_submission("svm", "late")
        assert (late.score, late.late_submission_penalty) == (100, 20)
        assert not late.needs_manual_grade


def test_export_and_feedback_settle_a_gradebook_that_was_changed_elsewhere(autograded):
    def change(points):
        with Gradebook(f"sqlite:///{autograded / 'gradebook.db'}") as gradebook:
            gradebook.find_grade("squared_or_not", "svm", "svm", "late").manual_score = points
            gradebook.db.commit()

    change(1.5)
    run(autograded, "nbgrader", "export", "--to", "settled.csv")
    with (autograded / "settled.csv").open(encoding="utf-8") as file:
        (late,) = (row for row in csv.DictReader(file) if row["student_id"] == "late")
    assert (late["late_submission_penalty"], late["score"]) == ("19.5", "78.0")
    change(3)
    run(autograded, "nbgrader", "generate_feedback", "svm", "--student", "late", "--force")
    page = (autograded / "feedback" / "late" / "svm" / "svm.html").read_text(encoding="utf-8")
    assert "Score: 79.2 / 100.0" in page and "Score: -19.8" in page
