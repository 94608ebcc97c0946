"""What every made-up student deserves: `deserved.json` beside this file, and how it is recorded.

``python tests/authoring/deserved.py`` grades all of them and records what they get,
``python tests/authoring/deserved.py svm`` only those of one assignment. Then `git diff` shows
what has changed, which has to be what was meant.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from as_students_write import students_of

from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of
from autograder.course import Limits, load_course
from autograder.grading.result import Result
from autograder.grading.submission import Grader, grade
from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment

RECORD = Path(__file__).with_suffix(".json")
ASSIGNMENTS = [one.name for one in load_course().assignments]


def everyone(assignment: str) -> dict[str, dict[str, str]]:
    """Return the answers of the demo's class, and of those who write in their own words."""
    return {
        **class_of(assignment),
        **{f"{name}, own words": answers for name, answers in students_of(assignment).items()},
    }


def graded(assignment: str, student: str, grader: Grader) -> Result:
    """Return the result of one of them."""
    content = filled(assignment, everyone(assignment)[student])
    return grade(content, student, replace(grader, assignment=assignment)).result


def deserved(result: Result) -> dict[str, object]:
    """Return what is recorded of a result: the points, and the mistakes that are named."""
    return {"points": result.score, "mistakes": result.mistakes}


def recorded() -> dict[str, dict[str, dict[str, object]]]:
    """Return what was recorded, by assignment and student."""
    found: dict[str, dict[str, dict[str, object]]] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def main(assignments: Sequence[str]) -> None:
    """Record what the students of some assignments deserve, or of all."""
    found = recorded() if RECORD.is_file() else {}
    with student_environment() as environment:
        grader = Grader("", environment, strongest(environment).level, Limits(), secret="tests")
        for name in assignments or ASSIGNMENTS:
            found[name] = {
                one: deserved(graded(name, one, grader)) for one in sorted(everyone(name))
            }
    ordered = {name: found[name] for name in ASSIGNMENTS if name in found}
    RECORD.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
