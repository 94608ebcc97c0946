"""A marked submission: its result, and what goes back to the student, made where it is graded.

So the one process that writes a class down has little to do for each.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import nbformat
from markupsafe import Markup

from autograder.course import Course
from autograder.grading.one_file import grade_handin
from autograder.grading.result import Result
from autograder.grading.submission import Graded, Grader
from autograder.handin.one_handin import Handin
from autograder.notebook.answers import answer_cells, is_answered, pristine_notebook
from autograder.reports.feedback_notebook import graded_notebook
from autograder.reports.feedback_page import feedback_page
from autograder.reports.student_html import html_of


@dataclass(frozen=True)
class Marked:
    """A result, and what goes with it.

    Attributes
    ----------
    result : Result
    code, texts : mapping of str to Markup
        The student's answers as HTML, by question: those in Python and those in words.
    page : str
        The feedback page.
    notebook : str
        The notebook with the verdicts in it.
    untouched : frozenset of str
        The answers that are as they were given out.
    """

    result: Result
    code: Mapping[str, Markup]
    texts: Mapping[str, Markup]
    page: str
    notebook: str
    untouched: frozenset[str]

    def with_result(self, result: Result, course: Course) -> Marked:
        """Return it with another result of the same text: a group's member's, a late one's."""
        if result == self.result:
            return self
        page = _page(result, self.code, self.texts, course)
        return replace(self, result=result, page=page)


def mark_unless_over(end: float, handin: Handin, grader: Grader, course: Course) -> Marked | None:
    """Grade one hand-in, and make what goes back, unless the time of the run is over."""
    return None if time.time() >= end else marked(grade_handin(handin, grader), course)


def marked(graded: Graded, course: Course) -> Marked:
    """Return what goes back to the student of a graded submission."""
    result, submission = graded.result, graded.submission
    pristine = pristine_notebook(result.assignment)
    html = html_of(submission)
    code = {name: html[name] for name in submission.answers}
    texts = {name: html[name] for name in submission.texts}
    untouched = {
        name
        for name in answer_cells(pristine)
        if not is_answered(name, submission, result.assignment)
    }
    # What it is made of is sound: nbformat's own `writes` would look through it all again.
    notebook: str = nbformat.v4.writes(graded_notebook(pristine, submission, result))
    page = _page(result, code, texts, course)
    return Marked(result, code, texts, page, notebook, frozenset(untouched))


def _page(
    result: Result, code: Mapping[str, Markup], texts: Mapping[str, Markup], course: Course
) -> str:
    title = course.assignment(result.assignment).title
    return feedback_page(result, title, code, texts, course.zone)
