"""A student's feedback: one HTML page that stands alone and runs nothing.

Whatever a student made (a name, a message, code, text) is hostile until shown
otherwise. Three fences stand one behind the other: every value passes `visible`
and Jinja's escaping, rendered Markdown passes nh3, and the page's own policy lets
the browser load nothing and apply no style but the page's.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from autograder.grading.result import Result
from autograder.readable_text import called, count, moment, one_line, points, visible
from autograder.reports.wording import (
    Message,
    Question,
    first_to_look_at,
    lateness,
    mark_and_word,
    questions_of,
    still_to_grade,
)
from coursework.instant_feedback.verdict_table import marked_up

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Card:
    """What the page shows of one question."""

    question: Question
    code: Markup | None
    text: Markup | None


def feedback_page(
    result: Result,
    title: str,
    code: Mapping[str, Markup],
    texts: Mapping[str, Markup],
    zone: tzinfo = UTC,
) -> str:
    """Return a student's feedback as one self-contained HTML page.

    Parameters
    ----------
    result
        What the submission earned.
    title
        The assignment's title.
    code
        Source code of the student's answers by question, as `student_html` makes it.
    texts
        The student's answers that are graded by hand, likewise.
    zone
        The course's, in which times are shown.
    """
    graded = {question.name: question for question in questions_of(result)}
    names = dict.fromkeys([*graded, *code, *texts])
    cards = [
        Card(graded.get(name, Question(name, [])), code.get(name), texts.get(name))
        for name in names
    ]
    css = _css()
    return _template().render(
        result=result,
        title=title,
        cards=cards,
        zone=zone,
        late=lateness(result),
        left=still_to_grade(result),
        first=None if result.error else first_to_look_at(result),
        css=Markup(css),  # the kit's own
        # The browser hashes the text between the tags, with the line breaks around it.
        css_hash=b64encode(sha256(f"\n{css}".encode()).digest()).decode(),
    )


@cache
def _css() -> str:
    return (TEMPLATES / "feedback.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Before escaping, for every value: a template can't forget it.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters |= {
        "points": points,
        "one_line": one_line,
        "called": called,
        "marked_up": lambda text: Markup(marked_up(visible(text))),
        # A long name breaks at an underscore rather than within a word.
        "breakable": lambda name: escape(one_line(name)).replace("_", Markup("_<wbr>")),
    }
    environment.globals |= {
        "count": count,
        "message": Message.of,
        "look": mark_and_word,
        "moment": moment,
    }
    return environment.get_template("feedback.html.j2")
