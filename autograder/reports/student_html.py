"""A student's code and Markdown as HTML that runs nothing and loads nothing.

Made where the submission is graded, as what highlights code, and what reads Markdown, may
take long for a text that was made for it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import mistune
import nh3
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.notebook.answers import Submission
from autograder.readable_text import shortened, visible

# More than any honest answer; highlighting and Markdown of megabytes would take minutes.
LONGEST_CODE, LONGEST_TEXT = 40_000, 20_000
LONGEST_REMEMBERED = 500  # answers to questions are a line, the same in many notebooks
LONGEST_LINE = 500  # for some of the lexer's patterns a line takes its length squared
_FORMATTER: HtmlFormatter[str] = HtmlFormatter(linenos="inline")
TEXT_TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


def html_of(submission: Submission) -> dict[str, Markup]:
    """Return a submission's answers as HTML, by question."""
    code = {name: highlighted(source) for name, source in submission.answers.items()}
    return code | {name: rendered(text) for name, text in submission.texts.items()}


def highlighted(source: str) -> Markup:
    """Return source code as HTML with numbered lines, highlighted unless it is huge."""
    return _remembered(source) if len(source) <= LONGEST_REMEMBERED else _highlighted(source)


def _highlighted(source: str) -> Markup:
    source = visible(source)
    quick = for_the_lexer(source)
    if quick is None:
        return Markup("<pre>{}</pre>").format(shortened(source, LONGEST_CODE))
    # `stripnl`: messages name a line of the answer, so no line may go.
    return Markup(highlight(quick, PythonLexer(stripnl=False), _FORMATTER))


_remembered = lru_cache(maxsize=500)(_highlighted)


def for_the_lexer(source: str) -> str | None:
    """Return code that is quick to highlight: without blanks on empty lines; None if it is huge."""
    lines = source.split("\n")
    if len(source) > LONGEST_CODE or max(map(len, lines)) > LONGEST_LINE:
        return None
    # The lexer looks for a docstring behind all white space that follows a line's beginning:
    # 20,000 lines with a blank each would take minutes.
    return "\n".join(line if line.strip() else "" for line in lines)


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
