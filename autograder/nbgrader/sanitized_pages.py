"""What nbgrader's pages show of a notebook, made harmless: feedback and formgrader.

nbconvert's templates clean a part of what they show, and nbgrader's leave the answers
out. So its filters are replaced here: Markdown is cleaned after it became HTML, and
everything that is cleaned may keep the looks of the tables of verdicts; code is coloured
only where that can't take minutes.
"""

from __future__ import annotations

from typing import Any

import nh3
from markupsafe import escape
from nbconvert.filters import Highlight2HTML, markdown2html_mistune
from pygments.token import STANDARD_TYPES

from autograder.reports.student_html import for_the_lexer

TAGS = {
    *("p", "br", "hr", "div", "span", "strong", "em", "b", "i", "del", "sub", "sup", "a", "img"),
    *("code", "pre", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
# No `id`, which could stand in for one of formgrader's own fields.
ATTRIBUTES = {
    **{tag: {"style"} for tag in TAGS},
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
}
# Those of highlighted code; other classes could look or act like formgrader's buttons.
CLASSES = {"div": {"highlight"}, "span": set(STANDARD_TYPES.values())}
# Nothing that moves an element out of its place.
STYLES = {
    *("border-left", "border-collapse", "caption-side", "color", "font-weight", "margin"),
    *("opacity", "padding", "text-align", "vertical-align", "white-space"),
}


def clean(html: str | bytes) -> str:
    """Return HTML that runs nothing: the filter ``clean_html`` of nbconvert's templates."""
    return nh3.clean(
        html.decode() if isinstance(html, bytes) else str(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_pictures_of_the_web,
        allowed_classes=CLASSES,
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto"},
    )


def markdown(source: str) -> str:
    """Return Markdown as harmless HTML: the filter ``markdown2html`` of the templates."""
    return clean(markdown2html_mistune(source))


def highlighted(source: str, language: str | None = None, metadata: Any = None) -> str:
    """Return code as HTML, coloured unless it is huge: the filter ``highlight_code``."""
    quick = for_the_lexer(source)
    if quick is None:
        return f'<div class="highlight"><pre>{escape(source)}</pre></div>'
    return str(Highlight2HTML(pygments_lexer="ipython3")(quick, language, metadata))


def _only_pictures_of_the_web(tag: str, attribute: str, value: str) -> str | None:
    # An address of the server itself would be asked for in the instructor's name.
    if tag == "img" and attribute == "src" and not value.startswith("https://"):
        return None
    return value
