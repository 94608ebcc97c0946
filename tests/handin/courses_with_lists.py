"""Courses with a roster, and what their students hand in."""

from dataclasses import replace

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.course import load_course
from autograder.handin.collect import look_for

GOOD = filled("svm", {**reference_answers("svm"), "squared_or_not": "A word on squares."})
FULL = sum(points("svm").values())

ROSTER = """id,name,email,group,canvas_id,svm_handed_in
ada,"Lovelace, Ada",ada@x.org,blue,11,
bob,"Bobson, Bob",bob@x.org,blue,12,
cyd,"Charisse, Cyd",cyd@x.org,,13,2027-01-24 10:00
"""


def course_with(folder, roster=ROSTER, **more):
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    return replace(load_course(), roster="roster.csv", folder=folder, **more)


def handed_in(path, course, **more):
    return {one.student: one for one in look_for([path], "svm", course, **more).handins}
