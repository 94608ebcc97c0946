"""Grading by nbgrader alone: all checks of an answer, in the student's own process.

The hidden part of a released notebook's test cell imports `check` from here, so
that stock ``nbgrader autograde`` grades the same notebooks. The student's code and
the checks share one interpreter then: convenient, and not tamper-proof.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stderr
from io import StringIO

from autograder.assignments.registry import all_checks
from autograder.course import load_course
from autograder.grading.recognising_mistakes import recogniser
from coursework.instant import NotebookStudent, show
from coursework.instant_feedback.prints import folded_prints
from coursework.instant_feedback.verdict_table import Table
from coursework.scoring.judge import run_checks


def check(question: str) -> float:
    """Run all checks of one answer, show how each ended, and return the points earned.

    nbgrader reads the points off the cell's value, as partial credit.
    """
    assignment = next(
        one.name
        for one in load_course().assignments
        if any(check.question == question for check in all_checks(one.name))
    )
    checks = [one for one in all_checks(assignment) if one.question == question]
    student = NotebookStudent(sys._getframe(1).f_globals)
    # nbgrader gives no points where a warning is shown.
    with folded_prints(), redirect_stderr(StringIO()):
        verdicts = run_checks(checks, student, recogniser(assignment))
    show(Table(question, verdicts))
    return sum(verdict.earned for verdict in verdicts)
