"""The course: `course.toml` as data, read and checked in one place, and where its files stand."""

from autograder.course.course_toml import load_course
from autograder.course.paths import ROOT, solved_path, student_path, text_path
from autograder.course.settings import (
    GO_ON,
    PYTHONS,
    USUAL_PACKAGES,
    Assignment,
    Course,
    CourseError,
    Extension,
    Late,
    Limits,
    Student,
)

__all__ = [
    "GO_ON",
    "PYTHONS",
    "ROOT",
    "USUAL_PACKAGES",
    "Assignment",
    "Course",
    "CourseError",
    "Extension",
    "Late",
    "Limits",
    "Student",
    "load_course",
    "solved_path",
    "student_path",
    "text_path",
]
