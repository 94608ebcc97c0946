"""A sound notebook, and how a damaged one is read."""

import re

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.notebook.answers import pristine_notebook, read_submission

RIGHT = reference_answers("svm")
SOUND = filled("svm", RIGHT)
PRISTINE = pristine_notebook("svm")


# One sentence for a student: it ends, and nothing is in it that a page or a table can't show.
SENTENCE = re.compile(r"[^\n]{8,400}[.]")


def read(content):
    return read_submission(content, PRISTINE)
