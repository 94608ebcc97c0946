"""A whole submission through the sandbox: right is right, and what fails costs its own points."""

from dataclasses import replace

import pytest
from variants.svm import prints_and_warns

import autograder.grading.submission
from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import all_checks, points
from autograder.assignments.svm.variants import plain_python
from autograder.assignments.written_answers.filling import (
    answer_by,
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.grading.one_file import grade_handin
from autograder.grading.result import Result
from autograder.grading.submission import grade
from autograder.handin.one_handin import Handin
from autograder.sandbox.process.kept_running import SandboxError
from coursework.checks.svm import LOSSES

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
POINTS = points("svm")
FULL = sum(POINTS.values())


def graded(grader, student="ada", **answers):
    return grade(filled("svm", {**RIGHT, **answers}), student, grader).result


def earned(result, question):
    return sum(verdict.earned for verdict in result.of_question(question))


def lost(result):
    """The points that each answer lost, without those that lost none."""
    losses = {name: POINTS[name] - earned(result, name) for name in POINTS}
    return {name: loss for name, loss in losses.items() if loss}


def test_the_reference_earns_every_point_at_each_level(grader_at_each_level):
    result = graded(grader_at_each_level)
    assert (result.score, result.max_score, result.error) == (FULL, FULL, None)
    assert {check.status for check in result.checks} == {"passed"}
    assert result.isolation == grader_at_each_level.level and result.warnings == []


def test_a_blank_notebook_earns_nothing_and_every_check_says_why(grader):
    result = grade(filled("svm", {}), "blank", grader).result
    assert result.score == 0 and len(result.checks) == len(all_checks("svm"))
    assert all(check.message for check in result.checks)


def test_the_same_submission_gives_the_same_bytes(grader):
    wrong = {"svm_loss_naive": answer_by("svm_loss_naive", plain_python.run) + "1/0\n"}
    first, second = (graded(grader, **wrong).to_json() for _ in range(2))
    assert first == second
    assert Result.from_json(first).to_json() == first


DISASTERS = {
    "syntax error": ("return (", "syntax_error"),
    "endless loop": ("while True: pass", "endless_loop"),
    "exit": ("import os; os._exit(0)", None),
    "segmentation fault": ("import ctypes; ctypes.string_at(0)", None),
    "infinite recursion": ("return hinge_loss(scores, label)", "endless_recursion"),
    "memory hog": ("return bytearray(8 << 30)", None),
    "SystemExit": ("raise SystemExit(0)", None),
    "print flood": ("while True: print('x' * 10**6)", "endless_loop"),
    "misspelt": ("return maximum(scores)", "name_not_defined"),
}


@pytest.mark.parametrize(("body", "mistake"), DISASTERS.values(), ids=DISASTERS)
def test_an_answer_that_fails_costs_its_own_points_and_is_named(grader, body, mistake):
    source = f"def hinge_loss(scores, label, delta=1.0):\n    {body}\n"
    result = graded(grader, hinge_loss=source)
    assert lost(result) == {"hinge_loss": POINTS["hinge_loss"]}
    assert result.mistakes == ([mistake] if mistake else [])
    (first, *_) = result.of_question("hinge_loss")
    assert first.status == "failed" and first.message


def test_a_cell_that_kills_its_process_when_it_runs_costs_its_own_points(grader):
    result = graded(grader, mean_loss="import os; os._exit(0)", loss_range="while True: pass")
    assert lost(result) == {"mean_loss": 2, "loss_range": 2}
    assert result.mistakes == ["endless_loop"]


def test_answers_that_use_the_notebooks_data_or_each_other_are_right(grader):
    mean = (
        "losses = [hinge_loss(s, y) for s, y in zip(scores, labels)]\nmean_loss = np.mean(losses)"
    )
    frog = "loss_of_frog = sum(max(0, scores[2, j] - scores[2, 2] + 1) for j in (0, 1))"
    result = graded(grader, loss_of_frog=frog)
    assert lost(result) == {}
    # hinge_loss comes later in the notebook: that is an error there, too
    assert lost(graded(grader, mean_loss=mean)) == {"mean_loss": 2}


def test_a_test_of_ones_own_below_the_function_costs_nothing(grader):
    tried = f"{RIGHT['svm_loss_naive']}\nprint(svm_loss_naive(W, data.X_train, data.y_train, 0))\n"
    result = graded(grader, svm_loss_naive=tried)
    assert lost(result) == {}
    assert any("`svm_loss_naive`" in text and "NameError" in text for text in result.warnings)


def test_prints_warnings_and_plots_cost_nothing(grader):
    noisy = answer_by("svm_loss_vectorized", prints_and_warns.run)
    noisy += "import sys\nsys.stderr.write('Error' * 100000)\nprint(svm_loss_vectorized)\n"
    assert lost(graded(grader, svm_loss_vectorized=noisy)) == {}


@pytest.mark.parametrize(
    "trick",
    [
        "sys.settrace(None)",
        "sys.settrace(lambda *_: None)",
    ],
)
def test_switching_the_counter_off_loses_the_points_for_no_loop(grader, trick):
    loops = RIGHT["svm_loss_naive"].replace("svm_loss_naive", "svm_loss_vectorized")
    head = "    num_examples, num_classes"
    assert head in loops
    loops = loops.replace(head, f"    import sys; {trick}\n{head}")
    result = graded(grader, svm_loss_vectorized=loops)
    (check,) = (c for c in result.checks if c.name.endswith("no_loop"))
    assert check.status == "failed" and lost(result) == {"svm_loss_vectorized": 6}
    assert "trace function" in check.message


def test_loops_in_the_vectorized_function_lose_the_points_for_no_loop(grader):
    loops = RIGHT["svm_loss_naive"].replace("svm_loss_naive", "svm_loss_vectorized")
    assert lost(graded(grader, svm_loss_vectorized=loops)) == {"svm_loss_vectorized": 6}


def lambda_mistake(name):
    """The right function with ½λ for λ."""
    return (
        RIGHT[name]
        + f"\n_{name} = {name}\ndef {name}(W, X, y, reg):\n    return _{name}(W, X, y, reg / 2)\n"
    )


def test_a_slip_made_in_both_losses_costs_less_in_the_second(grader):
    both = graded(grader, **{name: lambda_mistake(name) for name in LOSSES})
    assert both.mistakes == ["half_lambda_convention"]
    costs = [lost(both)[name] for name in LOSSES]
    alone = lost(graded(grader, svm_loss_vectorized=lambda_mistake("svm_loss_vectorized")))
    assert 0 < costs[1] < alone["svm_loss_vectorized"]
    shown = [one for one in both.of_question("svm_loss_vectorized") if one.mistake]
    assert shown and {one.status for one in shown} == {"failed", "forgiven"}


def test_a_missing_idea_in_both_losses_costs_each_time(grader):
    squared = next(one for one in known_mistakes("svm") if one.name == "squared_hinge")
    made = {name: answer_with_mistake(name, squared, "svm") for name in LOSSES}
    alone = [lost(graded(grader, **{name: text}))[name] for name, text in made.items()]
    assert lost(graded(grader, **made)) == dict(zip(LOSSES, alone, strict=True))


def test_an_unreadable_submission_gets_a_result_with_the_reason(grader):
    result = grade(b"", "ada", grader).result
    assert (result.score, result.max_score) == (0, FULL) and result.error == "The file is empty."
    assert {check.status for check in result.checks} == {"skipped"}


class Unreadable(Handin):
    def read(self, limit=None):
        raise PermissionError(13, "Permission denied")


def test_a_file_that_cannot_be_opened_gets_a_result_with_the_reason(grader, tmp_path):
    graded = grade_handin(Unreadable("ada", tmp_path / "svm.ipynb"), grader)
    assert "svm.ipynb can't be read" in graded.result.error
    assert "Permission denied" in graded.result.error


def test_a_fault_of_the_grader_is_said_to_be_its_own(grader, tmp_path, monkeypatch):
    monkeypatch.setattr(autograder.grading.submission, "read_submission", lambda *_: 1 / 0)
    path = tmp_path / "svm.ipynb"
    path.write_bytes(b"{}")
    result = grade_handin(Handin("ada", path), grader).result
    assert "The grader failed (ZeroDivisionError" in result.error
    assert "not the student's fault" in result.error and result.max_score == FULL


def test_where_no_sandbox_starts_nobody_gets_a_verdict(grader, tmp_path):
    path = tmp_path / "svm.ipynb"
    path.write_bytes(filled("svm", RIGHT))
    starved = replace(grader, limits=replace(grader.limits, memory_megabytes=10))
    with pytest.raises(SandboxError, match="memory_megabytes = 10"):
        grade_handin(Handin("ada", path), starved)
