"""The feedback page says what a result says, whatever a student wrote into it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hostile_pages import ANSWERS, TEXTS, hostile_page
from made_results import (
    ANNA,
    IN_TIME,
    LAMBDA_W,
    LATE,
    NOT_DONE,
    SCRIPT,
    TEXT,
    TIME_UNKNOWN,
    result,
    with_text,
)
from shown_pages import feedback_page

from autograder.grading.result import ByHand, Result
from autograder.handin.arrival import HandedIn
from autograder.readable_text import points


class Page(HTMLParser):
    """What a page holds: its elements and its text."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.text = ""
        self.by_class: dict[str, list[str]] = {}
        self._depth: list[list[str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        classes = (dict(attrs).get("class") or "").split()
        if tag not in ("meta", "br", "hr", "wbr"):
            self._depth.append(classes)
            for name in classes:
                self.by_class.setdefault(name, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._depth.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for name in {name for classes in self._depth for name in classes}:
            self.by_class[name][-1] += data

    def words(self, name: str) -> list[str]:
        """Return the text of each element of a class."""
        return [" ".join(text.split()) for text in self.by_class.get(name, [])]


def page_of(one: Result) -> Page:
    return Page(feedback_page(one, "The multiclass SVM loss", ANSWERS, TEXTS))


def test_page_shows_every_check_with_its_word_and_points() -> None:
    page = page_of(ANNA)
    assert page.words("status") == [
        {"Not done yet.": "Not done yet"}.get(check.message, check.status.capitalize())
        for check in ANNA.checks
    ]
    for check in ANNA.checks:
        assert check.description in page.text
    assert page.words("score") == ["41 of 54 points"]


def test_names_in_a_description_are_shown_as_code_and_long_ones_break_at_underscores() -> None:
    described = replace(ANNA.checks[0], description="Drawn as `scale` times < 1.")
    html = feedback_page(replace(ANNA, checks=[described]), "SVM", {}, {"why_so_many": "Text."})
    assert "Drawn as <code>scale</code> times &lt; 1." in html
    html = feedback_page(ANNA, "SVM", ANSWERS, TEXTS)
    assert '<span class="name">loss_<wbr>of_<wbr>frog</span>' in html


def test_page_shows_the_first_line_as_what_is_wrong_and_the_rest_as_hint() -> None:
    page = page_of(ANNA)
    what, hint = LAMBDA_W[1].split("\n")
    assert what in page.words("what")
    assert f"Hint {hint}" in page.words("hint")


def test_lines_of_a_students_exception_are_no_hint() -> None:
    raised = ("failed", "Your code raised ValueError: one\nHint: the answer is 42", None)
    assert not page_of(result("a", {("hinge_loss", 0): raised})).words("hint")


def test_page_begins_with_the_first_failed_check_and_its_hint() -> None:
    (first,) = page_of(ANNA).words("first")
    assert first.startswith("What to look at first loss_of_frog What is the hinge loss")
    assert "2.2 − (−3.1) + 1 is 6.3" in first


def test_page_points_to_a_wrong_answer_before_a_missing_one() -> None:
    one = result("a", {("loss_of_frog", 0): NOT_DONE, ("svm_loss_naive", 4): LAMBDA_W})
    assert "svm_loss_naive" in page_of(one).words("first")[0]


def test_page_shows_one_total_and_what_is_still_to_be_graded_by_hand() -> None:
    page = page_of(with_text(ANNA))
    assert page.words("score") == ["41 of 58 points"]
    assert page.words("left") == ["4 points still to be graded by hand"]
    assert page.words("by-hand") == ["0 of 4 so far: graded by hand"]
    assert f"{TEXT} – / 4" in " ".join(page.text.split())


def test_page_shows_points_given_by_hand_and_changed_by_hand() -> None:
    by_hand = [ByHand(TEXT, 4.0, 3.5), ByHand("loss_range", 0.0, 2.0)]
    page = page_of(replace(ANNA, by_hand=by_hand))
    assert page.words("score") == ["46.5 of 58 points"]
    assert not page.words("left") and not page.words("by-hand")
    assert page.words("changed") == ["Your instructor added 2 points."]
    assert "3.5 / 4 points, graded by hand" in page.words("points")


def test_page_shows_a_text_that_was_left_out() -> None:
    page = Page(feedback_page(with_text(ANNA, 0.0), "SVM", ANSWERS, {}))
    assert f"{TEXT} 0 / 4 points" in " ".join(page.text.split())


@pytest.mark.parametrize(
    ("handed_in", "penalty", "late", "when"),
    [
        (None, 0.0, [], []),
        (IN_TIME, 0.0, [], ["2027-01-23 00:59 CET; due: 2027-01-23 00:59 CET"]),
        (
            LATE,
            8.2,
            ["Handed in 1 day 10 h late: −8.2 points"],
            ["2027-01-24 10:59 CET; due: 2027-01-23 00:59 CET"],
        ),
        (TIME_UNKNOWN, 0.0, ["Late, time unknown"], []),
    ],
)
def test_page_tells_how_late_it_was_and_what_that_costs(
    handed_in: HandedIn | None, penalty: float, late: list[str], when: list[str]
) -> None:
    one = replace(ANNA, handed_in=handed_in, late_penalty=penalty)
    page = Page(feedback_page(one, "SVM", {}, {}, zone=ZoneInfo("Europe/Berlin")))
    assert page.words("late") == late
    assert page.words("when") == [f"Handed in: {one}" for one in when]
    assert page.words("score") == [f"{points(41 - penalty)} of 54 points"]


def test_page_says_when_everything_is_right() -> None:
    assert "Everything is right" in page_of(result("a")).words("first")[0]
    assert "Everything is right" not in page_of(ANNA).text


def test_page_says_why_a_submission_could_not_be_read() -> None:
    unread = Result.of("svm", "a", "none", [], [], "The file is empty.")
    assert "The file is empty." in page_of(unread).words("unread")[0]
    assert "Everything is right" not in page_of(unread).text


def test_page_shows_warnings_and_student() -> None:
    page = page_of(ANNA)
    assert page.words("student") == ["anna.berg"]
    assert ANNA.warnings[0].replace("`", "") in page.words("warnings")[0]  # shown as code


def test_code_keeps_its_line_numbers_and_its_text() -> None:
    source = "\n\n# first\nx = 1  # <b>\n"
    page = Page(feedback_page(ANNA, "t", {"hinge_loss": source}, {}))
    numbers = [number.strip() for number in page.words("linenos")]
    assert numbers == ["1", "2", "3", "4"]
    assert "4x = 1 # <b>" in page.words("code")[0].replace("4 x", "4x")


def test_page_renders_markdown_of_texts() -> None:
    page = page_of(ANNA)
    assert {"strong", "em", "code", "li"} <= {tag for tag, _ in page.elements}
    assert "L = \\sum_{j \\neq y} 1 = C - 1" in page.text


def test_page_with_hostile_content_has_no_element_of_the_students() -> None:
    page = Page(hostile_page())
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    assert SCRIPT in page.text  # shown, not dropped
    assert "{{ 7 * 7 }}" in page.text


def test_page_with_hostile_content_hides_nothing() -> None:
    html = hostile_page()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800]", html)
    assert "⟨U+202E⟩gnp.exe" in html
    html.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["[" * 15_000, "*a " * 6000, "![" * 9000, "`" * 20_000, "> " * 9000, "x" * 10**6]
)
def test_page_stands_any_text(text: str) -> None:
    page = Page(feedback_page(ANNA, "t", {"hinge_loss": text}, {"text": text}))
    assert page.words("text")


def test_long_message_is_cut() -> None:
    long = ("failed", "x" * 10**6, None)
    html = feedback_page(result("a", {("hinge_loss", 0): long}), "t", {}, {})
    assert len(html) < 100_000
    assert "more characters" in html


def test_page_links_only_to_places_that_it_has() -> None:
    page = page_of(ANNA)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    targets = {attributes["href"] for _, attributes in page.elements if "href" in attributes}
    assert len(ids) == len(set(ids))
    assert {str(target)[1:] for target in targets} <= set(ids)
