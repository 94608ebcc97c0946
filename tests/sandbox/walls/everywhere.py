"""Grades every variant at every level of isolation, in whatever Python this is.

Run by `test_everywhere.py`; prints what lost points, as JSON.
"""

import json
import sys

from autograder.authoring.selftest import variant_columns
from autograder.content.filling import answer_by, filled, reference_answers
from autograder.course import Limits, load_course
from autograder.grading.submission import Grader, grade
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment


def lost(answers, name, grader):
    result = grade(filled(grader.assignment, answers), name, grader).result
    return [(one.name, one.message) for one in result.checks if one.status != "passed"]


def main(levels):
    told = {"levels": [], "variants": 0, "faults": []}
    with student_environment() as environment:
        for level in levels:
            if not probe(level, environment).holds:
                continue
            told["levels"].append(level)
            for assignment in (one.name for one in load_course().assignments):
                grader = Grader(assignment, environment, level, Limits(), "tests")
                right = reference_answers(assignment)
                for number, column in enumerate(variant_columns(assignment)):
                    told["variants"] += len(column)
                    answers = {name: answer_by(name, one.run) for name, one in column.items()}
                    if lost({**right, **answers}, f"column {number}", grader):
                        # One may disturb another by a name that both use: then alone.
                        for name, one in column.items():
                            if why := lost({**right, name: answers[name]}, one.name, grader):
                                told["faults"].append([level, name, one.name, why])
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
