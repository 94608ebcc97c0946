"""Grades every right answer at every level of isolation, in whatever Python this is.

Run by `test_everywhere.py`; prints what lost points, as JSON.
"""

import json
import sys

from variants import more_variants

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.authoring.right_answers import right_notebooks
from autograder.course import Limits, load_course
from autograder.grading.submission import Grader, grade
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment


def graded(answers, name, grader):
    answers = {**reference_answers(grader.assignment), **answers}
    return grade(filled(grader.assignment, answers), name, grader).result


def main(levels):
    told = {"levels": [], "right": 0, "faults": []}
    with student_environment() as environment:
        for level in levels:
            if not probe(level, environment).holds:
                continue
            told["levels"].append(level)
            for assignment in (one.name for one in load_course().assignments):
                grader = Grader(assignment, environment, level, Limits(), "tests")
                for number, notebook in enumerate(
                    right_notebooks(assignment, more_variants(assignment))
                ):
                    told["right"] += len(notebook)
                    answers = {name: one.text for name, one in notebook.items()}
                    together = graded(answers, f"notebook {number}", grader)
                    if all(check.status == "passed" for check in together.checks):
                        continue
                    # One may disturb another by a name that both use: then alone.
                    for name, one in notebook.items():
                        alone = graded({name: one.text}, one.name, grader)
                        if why := one.lost(alone):
                            told["faults"].append([level, name, one.name, why])
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
