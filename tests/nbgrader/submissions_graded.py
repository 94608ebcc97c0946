"""Submissions with a late policy, put into a real gradebook."""

from dataclasses import replace
from datetime import timedelta

from graded_class import COURSE, DUE

from autograder.course import Extension


def submission_of(student, gradebook):
    gradebook.db.expire_all()
    return gradebook.find_submission("svm", student)


def essay_of(student, gradebook):
    return gradebook.find_grade("squared_or_not", "svm", "svm", student)


def iso(seconds):
    """Return a time after the due date as a result holds it."""
    return (DUE + timedelta(seconds=seconds)).isoformat()


def with_extensions(*extensions):
    return replace(
        COURSE,
        extensions=tuple(Extension(student, "svm", **more) for student, more in extensions),
    )


def in_formgrader(gradebook, student, points, cell="squared_or_not"):
    """Do what formgrader does when somebody types points: see its `GradeHandler.put`."""
    grade = gradebook.find_grade(cell, "svm", "svm", student)
    grade.manual_score, grade.extra_credit = points, None
    grade.needs_manual_grade = points is None and grade.auto_score is None
    gradebook.db.commit()
