"""The course's assignments, and their notebooks as they are built."""

from autograder.course import load_course

COURSE = load_course()
ASSIGNMENTS = [one.name for one in COURSE.assignments]
