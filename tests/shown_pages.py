"""A student's page, made of a result and of answers as they were written."""

from datetime import UTC

from autograder.notebook.answers import Submission
from autograder.reports import feedback_page as pages
from autograder.reports.student_html import html_of


def feedback_page(result, title, answers, texts, zone=UTC):
    html = html_of(Submission(answers, texts))
    code = {name: html[name] for name in answers}
    return pages.feedback_page(result, title, code, {name: html[name] for name in texts}, zone)
