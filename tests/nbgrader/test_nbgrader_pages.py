"""nbgrader's pages in a real browser: feedback and formgrader run nothing of a student's."""

import csv
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader_course import run, scores
from pages import active_things, formgrader, open_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def feedback(autograded):
    """Return the folder of feedback pages that nbgrader made."""
    run(autograded, "nbgrader", "generate_feedback", "svm", check=False)
    return autograded / "feedback"


def headline(question: str, student: str, course: Path) -> str:
    """Return the headline of the table that shows what a student earned for a question."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(f"check_{question}", "svm", "svm", student)
        assert 0 < grade.auto_score < grade.max_score
        return f"{question}: {grade.auto_score:g} of {grade.max_score:g} points"


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
