"""What the grader lends to student code cannot be turned against its time or its memory."""

import subprocess
import sys
import textwrap
from dataclasses import replace

import numpy as np
import pytest
from hostile_code.helpers_of_the_grader import ATTACKS_ON

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.submission import grade
from autograder.sandbox.argument_bounds import Extent
from autograder.sandbox.process.connection import _answered
from coursework.expecting.values import how_far_off

# How far the memory of a process went up, at its peak, while it graded one notebook.
GROWTH = """
import resource, sys
from dataclasses import replace
from autograder.course import Limits
from autograder.sandbox.student_python.environment import student_environment
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.submission import Grader, grade
from hostile_code.helpers_of_the_grader import ATTACKS_ON
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
assignment, answers = ATTACKS_ON[sys.argv[1]]
with student_environment() as environment:
    grader = Grader(assignment, environment, sys.argv[2], Limits(), "tests")
    right = reference_answers(assignment)
    grade(filled(assignment, right), "ada", grader)
    before = peak()
    grade(filled(assignment, {**right, **answers}), "mallory", grader)
print(peak() - before)
"""


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS_ON)
def test_an_attack_costs_its_own_points_and_breaks_no_check(attack, grader_at_each_level):
    assignment, answers = ATTACKS_ON[attack]
    limits = replace(grader_at_each_level.limits, seconds_per_check=2)
    grader = replace(grader_at_each_level, assignment=assignment, limits=limits)
    content = filled(assignment, {**reference_answers(assignment), **answers})
    result = grade(content, "mallory", grader).result
    assert result.error is None and len(result.to_json()) < 100_000
    assert [(c.name, c.message) for c in result.checks if c.status == "error"] == []
    for name, full in points(assignment).items():
        earned = sum(check.earned for check in result.of_question(name))
        lent = assignment == "backprop" and name == "svm_graph"  # builds on the graph
        assert earned < full or "thousand" in attack if name in answers else earned == full or lent


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(3_000_000, 1), (0, 3_000_000)])
def test_a_function_that_is_asked_with_too_much_is_not_begun(shape):
    frame = _answered(
        lambda _: pytest.fail("was begun"), (np.zeros(shape, np.int8),), {}, Extent(1000, 1000, 4)
    )
    assert b"the arguments are much larger than those given" in frame


@pytest.mark.slow
@pytest.mark.parametrize("attack", list(ATTACKS_ON)[:6])
def test_the_graders_memory_stays_flat(attack, grader):
    command = [sys.executable, "-c", textwrap.dedent(GROWTH), attack, grader.level]
    path = ":".join(sys.path)
    done = subprocess.run(command, capture_output=True, text=True, env={"PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 200  # megabytes; a reply may have 64


@pytest.mark.parametrize(
    ("got", "expected"), [(1e308, 1e-3), (1e308, -1e308), (-1e308, 5e-324), (5e-324, 1.0)]
)
def test_numbers_at_the_ends_of_the_scale_break_no_message(got, expected):
    assert how_far_off(got, expected)
