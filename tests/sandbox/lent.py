"""A student to whom right answers are lent."""

from dataclasses import replace

from autograder.sandbox.student import SandboxedStudent


def student_of(answers, grader, reference, **limits):
    return SandboxedStudent(
        answers,
        (),
        [("np", "numpy", None)],
        grader.environment,
        grader.level,
        replace(grader.limits, **limits),
        seed=("s",),
        reference=reference,
    )
