"""Grading that is watched: which of the kit's files it loads and reads.

Run as a script, it grades notebooks and prints what came of it. `WATCH` goes, as
``sitecustomize``, into every Python that this starts, so that the grader's own processes
are watched as well.
"""

import json
import sys
from pathlib import Path

WATCH = """
import os, sys

told = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        os.write(told, os.path.abspath(arguments[0]).encode() + b"\\n")

sys.addaudithook(watch)
"""


def grade_all(assignment: str, notebooks: list[str]) -> None:
    """Grade notebooks as a run does, with pages and all, and print what was seen of it."""
    import autograder.grading.provenance.origin
    from autograder.course import Limits, load_course
    from autograder.grading.one_file import grade_handin
    from autograder.grading.submission import Grader
    from autograder.handin.one_handin import Handin
    from autograder.reports.for_the_student import marked
    from autograder.sandbox.student_python.environment import student_environment

    # For another assignment's notebook, digests are taken of all of the package: that it is read
    # for them doesn't tell what grading reads.
    autograder.grading.provenance.origin.all_of_coursework = list
    with student_environment() as environment:
        # Unprotected, so that the code in the sandbox can tell what is loaded there.
        grader = Grader(assignment, environment, "trusted", Limits(), "secret")
        results = []
        for path in map(Path, notebooks):
            graded = grade_handin(Handin("ada", path), grader)
            results.append(json.loads(marked(graded, load_course()).result.to_json()))
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    seen = {"results": results, "modules": [file for file in files if file]}
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    grade_all(sys.argv[1], sys.argv[2:])
