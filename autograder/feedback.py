"""A student's feedback: one HTML page that stands alone and runs nothing.

Whatever a student made (a name, a message, code, text) is hostile until shown
otherwise. Three fences stand one behind the other: every value passes `visible`
and Jinja's escaping, rendered Markdown passes nh3, and the page's own policy lets
the browser load nothing and apply no style but the page's.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import mistune
import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.result import Result
from autograder.wording import (
    Message,
    Question,
    called,
    count,
    first_to_look_at,
    lateness,
    mark_and_word,
    moment,
    one_line,
    points,
    questions_of,
    shortened,
    still_to_grade,
    visible,
)
from coursework.table import marked_up

TEMPLATES = Path(__file__).parent / "templates"
# More than any honest answer; highlighting and Markdown of megabytes would take minutes.
LONGEST_CODE, LONGEST_TEXT = 40_000, 20_000
TEXT_TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


@dataclass(frozen=True)
class Card:
    """What the page shows of one question."""

    question: Question
    code: Markup | None
    text: Markup | None


def feedback_page(
    result: Result,
    title: str,
    answers: dict[str, str],
    texts: dict[str, str],
    zone: tzinfo = UTC,
) -> str:
    """Return a student's feedback as one self-contained HTML page.

    Parameters
    ----------
    result
        What the submission earned.
    title
        The assignment's title.
    answers
        Source code of the student's answers, by question.
    texts
        Markdown of the student's answers that are graded by hand, by question.
    zone
        The course's, in which times are shown.
    """
    graded = {question.name: question for question in questions_of(result)}
    names = dict.fromkeys([*graded, *answers, *texts])
    cards = [
        Card(
            graded.get(name, Question(name, [])),
            code=highlighted(answers[name]) if name in answers else None,
            text=rendered(texts[name]) if name in texts else None,
        )
        for name in names
    ]
    css = (TEMPLATES / "feedback.css").read_text(encoding="utf-8")
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


def highlighted(source: str) -> Markup:
    """Return source code as HTML with numbered lines, highlighted unless it is huge."""
    source = visible(source)
    if len(source) > LONGEST_CODE:
        return Markup("<pre>{}</pre>").format(shortened(source, LONGEST_CODE))
    # `stripnl`: messages name a line of the answer, so no line may go.
    lexer = PythonLexer(stripnl=False)
    return Markup(highlight(source, lexer, HtmlFormatter(linenos="inline")))


def rendered(text: str) -> Markup:
    """Return a student's Markdown as harmless HTML, as plain text where it is huge."""
    text = visible(text)
    if len(text) <= LONGEST_TEXT:
        try:
            html = _markdown()(text)
        except RecursionError:  # brackets in brackets in brackets …
            html = None
        if isinstance(html, str):
            return Markup(nh3.clean(html, tags=TEXT_TAGS, attributes={}))
    return Markup("<pre>{}</pre>").format(shortened(text, LONGEST_TEXT))


class _Harmless(mistune.HTMLRenderer):
    """Renders nothing that loads or leads elsewhere: a link is its text and its address."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text if text == mistune.escape(url) else f"{text} ({mistune.escape(url)})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"[picture: {text or 'untitled'}]"

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        # Below the page's own headings.
        return f"<h{min(level + 2, 6)}>{text}</h{min(level + 2, 6)}>\n"

    def inline_math(self, text: str) -> str:
        return f"<code>{mistune.escape(text)}</code>"

    def block_math(self, text: str) -> str:
        return f"<pre><code>{mistune.escape(text)}</code></pre>\n"


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(
        renderer=_Harmless(escape=True), plugins=["math", "table", "strikethrough"]
    )


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
