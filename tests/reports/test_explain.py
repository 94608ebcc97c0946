"""One check again, with all that students aren't shown: to answer a complaint in a minute."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.assignments.registry import all_checks, questions
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.results_folder import write_submission
from autograder.course import load_course
from autograder.grading.submission import grade
from autograder.reports.explain import (
    ExplainError,
    differences,
    in_words,
    notebook_of,
    run_again,
    verdict_in,
)
from autograder.reports.for_the_student import marked

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
SHIFTED = (
    RIGHT["svm_loss_vectorized"]
    + "\nwhole = svm_loss_vectorized\n"
    + "def svm_loss_vectorized(W, X, y, reg):\n"
    + "    loss, gradient = whole(W, X, y, reg)\n"
    + "    return loss, gradient + 0.1 * (1000 * X[0, 0] % 1 != 0)\n"
)


@pytest.fixture
def explained(grader, tmp_path):
    """Grade answers as a class is graded, and explain a check by what lies in the folder."""

    def explain(check, content=None, full=False, at=grader, assignment="svm", **answers):
        right = reference_answers(assignment)
        at = replace(at, assignment=assignment)
        graded = grade(content or filled(assignment, {**right, **answers}), "ada", at)
        write_submission(marked(graded, load_course()), tmp_path)
        notebook = notebook_of(tmp_path / "ada.json", graded.result).read_bytes()
        found = run_again(graded.result, check, notebook, at)
        return found, "\n".join(in_words(found, graded.result, full))

    return explain


def test_inputs_value_reference_and_difference_are_shown(explained):
    found, text = explained("svm_loss_vectorized.random_gradient", svm_loss_vectorized=SHIFTED)
    assert found.now == found.then and found.then.status == "failed"
    assert "  now:  the same" in text and "svm_loss_vectorized(W, X, y, reg)" in text
    W, X, _, reg = found.calls[0].arguments
    for value in (W, X):
        assert f"float64 {value.shape}" in text
    assert f"{W.flat[0]:.6f}"[:6] in text and "in place of" in text
    assert reg == 0 and text.count("difference") == len(found.calls)


def test_every_check_of_every_assignment_can_be_explained(grader):
    for assignment in (one.name for one in load_course().assignments):
        at = replace(grader, assignment=assignment)
        right = reference_answers(assignment)
        content = filled(assignment, right)
        result = grade(content, "ada", at).result
        for name in (all_checks(assignment)[-1].name, all_checks(assignment)[5].name):
            found = run_again(result, name, content, at)
            text = "\n".join(in_words(found, result))
            assert "the same" in text
            calls = text.count("\ncall ")
            assert text.count("difference none") + text.count("raised") >= calls or not calls


def test_a_question_shows_the_answer_and_the_right_one(explained):
    _, text = explained("mean_loss.answer", mean_loss="mean_loss = 4.6")
    assert "answer     4.6" in text
    assert f"right is   {questions('svm')['mean_loss'].right}"[:17] in text


def test_a_call_that_never_ended_is_shown_with_its_inputs(explained):
    hangs = "def hinge_loss(scores, label, delta=1.0):\n    import os; os._exit(0)\n"
    found, text = explained("hinge_loss.random_scores", hinge_loss=hangs)
    assert "no answer. failed" in text and "ended the process" in text and len(found.calls) == 1
    assert f"float64 {found.calls[0].arguments[0].shape}" in text


def test_a_check_that_was_skipped_is_run_all_the_same(explained):
    wrong = "def hinge_loss(scores, label, delta=1.0):\n    return 0.123 * len(scores)\n"
    found, text = explained("hinge_loss.scores_unchanged", hinge_loss=wrong)
    assert found.then.status == "skipped" and "call 1 of 2" in text


def test_definitions_from_other_cells_are_there_again(explained):
    helped = "def hinge_loss(scores, label, delta=1.0):\n    return of(scores, label, delta)\n"
    import nbformat

    notebook = nbformat.reads(filled("svm", {**RIGHT, "hinge_loss": helped}), as_version=4)
    own = RIGHT["hinge_loss"].replace("def hinge_loss", "def of")
    notebook.cells.insert(1, nbformat.v4.new_code_cell(own.split("\n", 1)[1]))
    found, _ = explained("hinge_loss.random_scores", content=nbformat.writes(notebook).encode())
    assert found.then.status == found.now.status == "passed"


def test_large_arrays_are_whole_only_when_asked_for(explained):
    name = "svm_loss_vectorized.no_loop"
    assert "..." in explained(name)[1]
    assert "..." not in explained(name, full=True)[1]


def test_what_a_student_wrote_can_not_command_the_terminal(explained):
    wicked = "def hinge_loss(scores, label, delta=1.0):\n    raise ValueError('\\x1b[2J' * 3)\n"
    _, text = explained("hinge_loss.random_scores", hinge_loss=wicked)
    assert "\x1b" not in text and "ValueError" in text


def test_what_is_missing_is_said(grader, tmp_path):
    result = grade(filled("svm", {}), "ada", grader).result
    with pytest.raises(
        ExplainError, match="(?s)no check “hinge”. It has:.*hinge_loss.random_scores"
    ):
        verdict_in(result, "hinge")
    with pytest.raises(ExplainError, match="Name the notebook with --notebook"):
        notebook_of(tmp_path / "ada.json", result)


def test_what_was_changed_since_then_is_said(grader):
    content = filled("svm", RIGHT)
    result = grade(content, "ada", grader).result
    other = replace(grader, secret="another")
    text = "\n".join(in_words(run_again(result, "mean_loss", content, other), result))
    assert "Mind: the grading secret was changed since then." in text


def test_an_argument_that_was_changed_is_shown(explained):
    right = RIGHT["hinge_loss"].replace("def hinge_loss", "def right")
    changes = right + (
        "\ndef hinge_loss(scores, label, delta=1.0):\n"
        "    loss = right(scores, label, delta)\n    scores[0] = 77\n    return loss\n"
    )
    _, text = explained("hinge_loss.scores_unchanged", hinge_loss=changes)
    assert "after the call, scores has 77 in place of" in text


def test_a_notebook_that_was_not_graded_has_nothing_to_explain(grader):
    result = grade(b"{", "ada", grader).result
    with pytest.raises(ExplainError, match="ada's notebook wasn't graded: The file"):
        verdict_in(result, "mean_loss.answer")


@pytest.mark.parametrize(
    ("got", "right", "told"),
    [
        (2.0, np.float64(2.0), []),
        (2.5, 2.0, ["2.5 in place of 2"]),
        ((1.0, np.eye(2)), (1.0, 2 * np.eye(2)), ["[1]: 1 in place of 2 at [0, 0]"]),
        (np.ones(3), np.ones((3, 1)), ["shape (3,) in place of (3, 1)"]),
        ({1: [0.5]}, {1: [0.25]}, ["[1]: 0.5 in place of 0.25 at [0]"]),
        ([1, 2], [1, 2], []),
        (None, 2.0, ["NoneType in place of float"]),
        (["a"], ["b"], ["[0]: str in place of str"]),
    ],
)
def test_differences_are_named_part_by_part(got, right, told):
    assert list(differences(got, right)) == told
