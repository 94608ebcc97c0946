"""A selftest finds what breaks a check, what earns for nothing and what ends a notebook."""

from dataclasses import replace

import nbformat
import pytest

from autograder.assignments.registry import all_checks
from autograder.authoring.selftest import garbage
from autograder.authoring.selftest.garbage import GARBAGE, garbage_trials
from autograder.authoring.selftest.kernel_runs import _errors, _points_missing, run_in_kernel
from autograder.authoring.selftest.trials import Trial
from autograder.course import load_course
from autograder.grading.result import Result
from coursework.scoring.check import Verdict

ASSIGNMENTS = [one.name for one in load_course().assignments]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
@pytest.mark.slow
def test_garbage_earns_nothing_and_breaks_no_check_of_the_course(assignment):
    trials = list(garbage_trials(assignment))
    assert len(trials) == len(GARBAGE)
    assert {one.name: one.fault for one in trials if one.fault} == {}


def garbage_faults(monkeypatch, run):
    """Return the faults of garbage judged by a single check, which does what it is told."""
    one = next(one for one in all_checks("svm") if one.name == "hinge_loss.three_images")
    checks = [replace(one, run=run, builds_on=())]
    monkeypatch.setattr(garbage, "all_checks", lambda assignment: checks)
    return {trial.name: trial for trial in garbage_trials("svm") if trial.fault}


def test_a_check_that_breaks_on_a_tuple_is_found_and_says_why(monkeypatch):
    faults = garbage_faults(monkeypatch, lambda student: abs(student.answer([1.0], 0)) + 1)
    trial = faults["every answer returns ()"]
    assert trial.fault == "breaks hinge_loss.three_images"
    (why,) = trial.why
    assert "TypeError: bad operand type for abs(): 'tuple'" in why


def test_a_check_that_asks_nothing_is_found_to_give_points_for_garbage(monkeypatch):
    faults = garbage_faults(monkeypatch, lambda student: None)
    assert len(faults) == len(GARBAGE)
    fault = faults["every answer returns None"].fault
    assert fault == "earns 4 points, where nothing is right: hinge_loss.three_images"


def test_beside_a_fault_stands_what_the_failed_checks_say():
    checks = [
        Verdict("f.sum", "f", "It adds.", 4, 4, "passed", ""),
        Verdict("f.other", "f", "It adds more.", 3, 1, "failed", "The sum is 2, not 3.\nAdd all."),
        Verdict("g.sum", "g", "It adds.", 3, 0, "failed", "Another answer's."),
    ]
    result = Result.of("svm", "x", "trusted", checks, [])
    trial = Trial("variant", "f: by hand", result, "should have full marks", answer="f")
    assert trial.why == ["f.other: failed, 1 of 3 points. The sum is 2, not 3. Add all."]
    assert replace(trial, fault="").why == []


@pytest.mark.slow
def test_the_cell_that_ends_in_an_error_is_named(tmp_path):
    bad = nbformat.v4.new_code_cell(
        "loss = _helper(2)", metadata={"nbgrader": {"grade_id": "loss", "solution": True}}
    )
    plain = nbformat.v4.new_code_cell("\nx = 1 / 0  # oh")
    check = nbformat.v4.new_code_cell(
        "3.0", metadata={"nbgrader": {"grade_id": "check_loss", "grade": True, "points": 4.0}}
    )
    notebook = run_in_kernel(nbformat.v4.new_notebook(cells=[bad, plain, check]), tmp_path)
    helper, division = _errors("The blank notebook", notebook)
    assert helper == (
        "The blank notebook ends in NameError: name '_helper' is not defined (cell `loss`)"
    )
    assert division.endswith("(in the cell that begins with `x = 1 / 0  # oh`)")
    (missing,) = _points_missing(notebook)
    assert missing == "The solved notebook's `check_loss` is worth 4 points, but gives 3."
