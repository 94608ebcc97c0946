"""The reports say what a result says, to everybody, whatever a student wrote into it."""

from __future__ import annotations

import csv
import io
import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from autograder.grading.result import ByHand, Result
from autograder.handin.arrival import HandedIn
from autograder.handin.unpacking.csv_tables import safe_cell
from autograder.readable_text import count, duration, one_line, points, spoken, visible
from autograder.reports.class_picture import _title as class_picture_title
from autograder.reports.class_picture import class_picture
from autograder.reports.feedback_page import feedback_page
from autograder.reports.summary import ABOUT, summary_csv
from autograder.reports.terminal import class_table, terminal_report
from autograder.reports.wording import lateness
from coursework.scoring.check import Status, Verdict

CHECKS = {
    "loss_of_frog": [("What is the hinge loss of the frog image?", 2.0)],
    "mean_loss": [("What is the mean loss of the three images?", 2.0)],
    "loss_range": [("What are the smallest and the largest possible hinge loss?", 2.0)],
    "hinge_loss": [
        ("The losses of the cat, the car and the frog image are those of the lecture.", 4.0),
        ("The loss is right for random scores of 4 to 8 classes.", 3.0),
        ("Another margin than 1 can be asked for.", 2.0),
        ("The scores are left as they were.", 1.0),
    ],
    "svm_loss_naive": [
        ("Without regularization, the loss of the lecture's three images is their mean.", 4.0),
        ("With all weights 0, the loss is the number of classes less one.", 2.0),
        ("The gradient for four points in the plane is the one worked out on paper.", 4.0),
        ("Regularization adds λΣW² to the loss.", 3.0),
        ("Regularization adds the derivative of λΣW² to the gradient.", 3.0),
    ],
    "svm_loss_vectorized": [
        ("Without regularization, the loss of the lecture's three images is their mean.", 4.0),
        ("With all weights 0, the loss is the number of classes less one.", 2.0),
        ("The gradient for four points in the plane is the one worked out on paper.", 4.0),
        ("Regularization adds λΣW² to the loss.", 3.0),
        ("Regularization adds the derivative of λΣW² to the gradient.", 3.0),
        (
            "There is no loop over the examples: Python takes no more steps for 400 than for 40.",
            6.0,
        ),
    ],
}
Ending = tuple[Status, str, str | None]
NOT_DONE: Ending = ("failed", "Not done yet.", None)
SLIP = (
    "failed",
    "Your answer is 10.9.\nThat is the slip on one of the lecture's slides. 2.2 − (−3.1) + 1 is "
    "6.3 and 2.5 − (−3.1) + 1 is 6.6: don't lose the margin of 1. The loss is 12.9.",
    "slide_slip_10_9",
)
LAMBDA_W = (
    "failed",
    "Your gradient at λ = 0.5 minus the gradient at λ = 0 is wrong in 4 of 6 entries. The first "
    "is at [0, 0]: 0.5; expected 1.\nThat is λW. The derivative of λw² is 2λw: the 2 comes down.",
    "gradient_has_lambda_w",
)
COUNTED = (
    "passed",
    "Right but for a mistake that is counted already. That is λW. The derivative of λw² is 2λw.",
    "gradient_has_lambda_w",
)
RIGHT_CLASS = (
    "failed",
    "Your loss for the cat image is 3.9; expected 2.9.\nThe sum runs over the wrong classes only. "
    "The term j = y would add max(0, 0 + 1) = 1.",
    "right_class_included",
)
LOOPS = (
    "failed",
    "For 400 examples the interpreter executes 96,412 steps, for 40 only 9,652: there is a loop "
    "over the examples.\nLet one X @ W.T do the work of the loop over the examples.",
    "loop_over_examples",
)
RAISED = (
    "failed",
    "Your code raised IndexError: index 3 is out of bounds for axis 0 with size 3 in line 7 of "
    "your answer: margin = scores[j] - scores[label] + delta",
    None,
)
SKIPPED = (
    "skipped",
    "Not tried. First make this one right: “Without regularization, the loss of the lecture's "
    "three images is their mean.”",
    None,
)
BROKE = (
    "error",
    "The check itself broke (ZeroDivisionError: division by zero). This is not your fault: "
    "please tell your instructor.",
    None,
)


def result(
    student: str,
    endings: dict[tuple[str, int], Any] | None = None,
    warnings: list[str] | None = None,
    error: str | None = None,
) -> Result:
    """Make the result of a student for whom all checks passed but those given."""
    checks = []
    for question, descriptions in CHECKS.items():
        for place, (description, worth) in enumerate(descriptions):
            ending: Ending = (endings or {}).get((question, place), ("passed", "", None))
            status, message, mistake = NOT_DONE if error else ending
            earned = worth if status == "passed" else 0.0
            name = f"{question}.check_{place}"
            checks.append(
                Verdict(name, question, description, worth, earned, status, message, mistake)
            )
    return Result.of("svm", student, "bubblewrap", checks, warnings or [], error)


def all_of(question: str, ending: Any, first: int = 0) -> dict[tuple[str, int], Any]:
    return {(question, place): ending for place in range(first, len(CHECKS[question]))}


ANNA = result(
    "anna.berg",
    {
        ("loss_of_frog", 0): SLIP,
        ("loss_range", 0): NOT_DONE,
        ("svm_loss_naive", 4): LAMBDA_W,
        ("svm_loss_vectorized", 4): COUNTED,
        ("svm_loss_vectorized", 5): LOOPS,
    },
    warnings=["The cell of `hinge_loss` had lost its id; it was found by the name it defines."],
)
CLASS = [
    ANNA,
    result("ben.okafor"),
    result("chiara.rossi", {("hinge_loss", 0): RIGHT_CLASS}),
    result(
        "david.kim",
        {("hinge_loss", 0): RAISED, **all_of("hinge_loss", SKIPPED, 1)}
        | all_of("svm_loss_vectorized", NOT_DONE),
    ),
    result("elif.yilmaz", {("loss_of_frog", 0): SLIP, ("svm_loss_naive", 4): LAMBDA_W}),
    result("fatima.al-sayed", {("svm_loss_vectorized", 5): LOOPS}),
    result("george.papadopoulos", error="The file is not a notebook: it is cut off in line 210."),
    result(
        "hana.sato",
        {("svm_loss_naive", 0): RAISED, **all_of("svm_loss_naive", SKIPPED, 1)}
        | {("svm_loss_vectorized", 3): BROKE},
    ),
    result("ivan.petrov", {("svm_loss_naive", 4): LAMBDA_W, ("svm_loss_vectorized", 5): LOOPS}),
    result("jo.lee", {("mean_loss", 0): NOT_DONE, ("hinge_loss", 2): RAISED}),
]
TEXT = "why_start_at_c_minus_one"
DUE, MUCH_LATER = "2027-01-22T23:59:00+00:00", "2027-01-24T09:59:00+00:00"
IN_TIME = HandedIn("canvas", "berganna_11_22_svm.ipynb", "Anna Berg", at=DUE, due=DUE)
LATE = replace(IN_TIME, at=MUCH_LATER, late=True)
TIME_UNKNOWN = HandedIn("canvas", late=True, due=DUE)


def with_text(one: Result, earned: float | None = None, **more: Any) -> Result:
    """Add a text of 4 points that is graded by hand."""
    return replace(one, by_hand=[ByHand(TEXT, 4.0, earned)], **more)


ANSWERS = {
    "loss_of_frog": "loss_of_frog = 10.9\n",
    "hinge_loss": (
        "def hinge_loss(scores, label, delta=1.0):\n"
        '    """Return the hinge loss of one example."""\n'
        "    margins = np.maximum(0, scores - scores[label] + delta)\n"
        "    margins[label] = 0  # the right class adds nothing\n"
        "    return float(margins.sum())\n"
    ),
}
TEXTS = {
    TEXT: (
        "With `W` close to 0 all scores are *equal*, so each of the **C − 1** wrong classes adds "
        "max(0, 0 − 0 + 1) = 1.\n\n- a first test of the code\n- and it costs nothing\n\n"
        "$$L = \\sum_{j \\neq y} 1 = C - 1$$"
    )
}

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    SCRIPT + "</style></title><img src=http://evil.example/x.png onerror=alert(2)>"
    "[bold red]x[/bold red] {{ 7 * 7 }} \x1b[31mred\x1b]0;title\x07 \u202egnp.exe\u202c \x00 \ud800"
)


def hostile() -> Result:
    """Make a result in which everything that a student can write is an attack."""
    checks = [
        Verdict("q.one", "q", "A description.", 2.0, 0.0, "failed", f"{HOSTILE}\n{HOSTILE}", None),
        Verdict("q.two", "q", "Another.", 1.0, 0.0, "skipped", HOSTILE, HOSTILE),
    ]
    one = Result.of("svm", f"../../{HOSTILE}", "bubblewrap", checks, [HOSTILE], HOSTILE)
    handed_in = HandedIn(HOSTILE, HOSTILE, HOSTILE, {}, DUE, DUE, False, HOSTILE, [HOSTILE], False)
    return replace(one, handed_in=handed_in, by_hand=[ByHand(HOSTILE, 1.0), ByHand("q", 0.0, 1.0)])


def hostile_page() -> str:
    code = f'x = "{HOSTILE}"\n</pre></details>{HOSTILE}\n'
    text = (
        f"{HOSTILE}\n\n![x](http://evil.example/y.png) [click](javascript:alert(3)) "
        "[there](http://evil.example/) <http://evil.example/auto>\n\n"
        '<iframe src="http://evil.example/frame"></iframe>\n\n'
        '<p style="background: url(http://evil.example/z.png)" onclick="alert(4)">p</p>\n\n'
        "```\n</code></pre><script>alert(5)</script>\n```\n\n[a]: javascript:alert(6)\n\n[a]"
    )
    return feedback_page(hostile(), HOSTILE, {"q": code, HOSTILE: code}, {"text": text})


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


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a browser context that may not do anything in the background."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no chromium on this system")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("chromium")),
            executable_path=chromium,
            headless=True,
            args=flags.split(),
        )
        yield context
        context.close()


@dataclass
class Visit:
    """An open page, and what it tried."""

    page: Any
    requests: list[Any]
    dialogs: list[str]
    console: list[str]


def visit(browser: Any, html: str, folder: Path) -> Visit:
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    visit = Visit(browser.new_page(), [], [], [])

    def dismiss(dialog: Any) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.on("request", lambda request: visit.requests.append(request))
    visit.page.on("console", lambda message: visit.console.append(message.text))
    visit.page.on("dialog", dismiss)
    visit.page.goto(path.as_uri(), wait_until="load")
    assert visit.requests.pop(0).url == path.as_uri()
    return visit


@pytest.mark.slow
def test_hostile_page_runs_no_script_and_requests_nothing(browser: Any, tmp_path: Path) -> None:
    seen = visit(browser, hostile_page(), tmp_path)
    assert (seen.requests, seen.dialogs) == ([], [])
    assert SCRIPT in seen.page.inner_text("body")
    seen.page.close()


@pytest.mark.slow
def test_policy_alone_stops_script_picture_and_style(browser: Any, tmp_path: Path) -> None:
    attack = (
        "<body><script>alert(1)</script><img src='http://127.0.0.1:9/x' onerror='alert(2)'>"
        "<p style='color: rgb(1, 2, 3)' id=styled>x</p>"
    )
    seen = visit(browser, feedback_page(ANNA, "t", {}, {}).replace("<body>", attack), tmp_path)
    # Playwright tells of the picture, and that the policy stopped it before it left.
    assert [request.failure for request in seen.requests] == ["csp"]
    assert seen.dialogs == []
    assert seen.page.evaluate("getComputedStyle(styled).color") != "rgb(1, 2, 3)"
    seen.page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_page_is_styled_and_as_wide_as_the_screen(browser: Any, tmp_path: Path, width: int) -> None:
    html = feedback_page(ANNA, "The multiclass SVM loss", ANSWERS, TEXTS)
    seen = visit(browser, html, tmp_path)
    seen.page.set_viewport_size({"width": width, "height": 800})
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    assert seen.page.evaluate("getComputedStyle(document.querySelector('.hint')).display") == "flex"
    assert seen.console == []
    seen.page.close()


def read_csv(results: list[Result], *missing: tuple[str, str]) -> list[dict[str, str]]:
    text = summary_csv(results, missing)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_summary_has_a_line_a_student_and_a_column_a_question() -> None:
    rows = read_csv(list(reversed(CLASS)))
    assert [row["student"] for row in rows] == [one.student for one in CLASS]
    anna = rows[0]
    assert list(anna) == [
        *("student", "score", "max_score"),
        *("to_grade_by_hand", "late_penalty", "handed_in", "late", "name", "roster"),
        *CHECKS,
        *("mistakes", "warnings", "error", "isolation"),
    ]
    assert sum(float(anna[question]) for question in CHECKS) == float(anna["score"]) == ANNA.score
    assert anna["mistakes"] == "slide_slip_10_9; gradient_has_lambda_w; loop_over_examples"
    assert (anna["warnings"], anna["error"], anna["isolation"]) == ("1", "", "bubblewrap")


@pytest.mark.parametrize(
    "name",
    [
        *('=HYPERLINK("http://evil.example")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1"),
        *("\n=1", "\x1b[31m=1", "=1", "\u202c=1"),
    ],
)
def test_summary_holds_no_formula(name: str) -> None:
    handed_in = HandedIn(name=name)
    one = replace(Result.of("svm", name, name, [], [], name), handed_in=handed_in)
    row, missing = sorted(
        read_csv([with_text(one)], (name, name)),
        key=lambda row: row["error"] == "handed in nothing",
    )
    for column in ("student", "error", "isolation", "name"):
        assert re.match(r"'|[^\s=+\-@=]", row[column])
    for column in ("student", "name"):
        assert re.match(r"'|[^\s=+\-@=]", missing[column])


def test_summary_quotes_every_text_and_no_number() -> None:
    one = Result.of("svm", 'a;=1,"b"', "none", [], [], "first\nsecond")
    assert summary_csv([one]).splitlines()[1] == (
        '"a;=1,""b""",0,0,0,0,"","","","","",0,"first second","none"'
    )
    assert summary_csv([one]).endswith("\r\n")


def test_summary_leaves_a_question_empty_that_was_not_graded() -> None:
    unread = Result.of("svm", "zoe", "none", [], [], "empty")
    assert read_csv([ANNA, unread])[1]["hinge_loss"] == ""


def test_summary_holds_the_total_what_is_to_be_graded_and_how_late_it_was() -> None:
    late = with_text(ANNA, 3.5, handed_in=replace(LATE, known=False), late_penalty=8.9)
    waits = with_text(CLASS[1], handed_in=TIME_UNKNOWN)
    anna, ben = read_csv([late, waits])
    assert [anna[name] for name in ABOUT] == [
        *("anna.berg", "35.6", "58", "0", "8.9", MUCH_LATER, "1 day 10 h late", "Anna Berg"),
        "not in the roster",
    ]
    assert sum(float(anna[one]) for one in [*CHECKS, TEXT]) - 8.9 == pytest.approx(35.6)
    assert [ben[name] for name in ABOUT] == [
        *("ben.okafor", "54", "58", "4", "0", "", "late, time unknown", "", "")
    ]
    assert (anna[TEXT], ben[TEXT]) == ("3.5", "")


def test_summary_lists_who_handed_in_nothing() -> None:
    rows = read_csv([CLASS[1], ANNA], ("zoe", "Zoë Ek"), ("aaron", "Aaron Ek"))
    assert [row["student"] for row in rows] == ["aaron", "anna.berg", "ben.okafor", "zoe"]
    given = {name: value for name, value in rows[-1].items() if value}
    assert given == {"student": "zoe", "name": "Zoë Ek", "error": "handed in nothing"}


def printed(width: int, report: Any, *what: Any) -> str:
    console = Console(width=width, record=True, file=io.StringIO(), force_terminal=True)
    report(*what, console)
    return console.export_text(styles=False)


def test_table_shows_points_where_there_is_room_and_signs_where_not() -> None:
    assert re.search(r"anna.berg +41 / 54 +0 +2 +0 +10 +13 +16 ", printed(120, class_table, CLASS))
    assert re.search(r"anna.berg +41 / 54 +○●○●◐◐ ", printed(80, class_table, CLASS))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_table_fits_and_shows_every_student_and_mistake(width: int) -> None:
    text = printed(width, class_table, CLASS)
    assert max(map(len, text.splitlines())) <= width
    words = " ".join(text.split())
    for one in CLASS:
        assert f"{points(one.score)} / 54" in words
    assert "gradient has" in words
    read = sum(one.error is None for one in CLASS)
    assert f"mean of {read}" in words and read < len(CLASS)
    for question in CHECKS:
        assert question in words


def test_table_shows_names_as_they_are_and_no_terminal_sequence() -> None:
    names = ["[bold]x[/bold]", "[/]", "\x1b[31mred", "a\u202eb", ":smile:"]
    text = printed(120, class_table, [Result.of("svm", name, "none", [], []) for name in names])
    for shown in ("[bold]x[/bold]", "[/]", " red", "a⟨U+202E⟩b", ":smile:"):
        assert shown in text
    assert "\x1b" not in text


def test_table_notices_lateness_strangers_and_what_is_to_be_graded() -> None:
    results = [
        with_text(ANNA, 3.5, handed_in=LATE, late_penalty=8.9),
        with_text(CLASS[1], handed_in=replace(TIME_UNKNOWN, known=False)),
    ]
    lines = printed(140, class_table, results).splitlines()
    (anna,) = [line for line in lines if "anna.berg" in line]
    (ben,) = [line for line in lines if "ben.okafor" in line]
    assert re.search(r"35.6 / 58 .* 3.5 .*1 day 10 h late \(−8.9\)", anna)
    assert "to grade by hand" not in anna and "not in the roster" not in anna
    assert re.search(r"54 / 58 .* – .*not in the roster; late, time unknown; 4 to grade by", ben)


def test_table_says_once_what_is_to_be_graded_in_each() -> None:
    text = printed(140, class_table, [with_text(one) for one in CLASS])
    assert text.count("by hand") == 1
    assert "Still to be graded by hand in each: 4 points." in text


def test_terminal_report_tells_who_when_and_what_is_to_be_graded() -> None:
    one = with_text(ANNA, handed_in=replace(LATE, group="Nets", members=["anna", "ben"]))
    text = " ".join(printed(120, terminal_report, replace(one, late_penalty=8.2)).split())
    assert "32.8 of 58 points Anna Berg, group Nets (anna, ben)" in text
    assert "handed in 2027-01-24 09:59 UTC, due 2027-01-22 23:59 UTC" in text
    assert "handed in 1 day 10 h late: −8.2 points 4 points still to be graded by hand" in text
    assert f"{TEXT} 0 of 4 points still to be graded by hand" in text


def test_table_of_nobody_is_printed() -> None:
    assert "student" in printed(80, class_table, [])


@pytest.mark.parametrize("width", [60, 80, 120])
def test_terminal_report_tells_each_check(width: int) -> None:
    text = " ".join(printed(width, terminal_report, ANNA).split())
    for word in ("passed", "failed", "not done yet", "Hint:", "warning:", "bubblewrap"):
        assert word in text


def test_terminal_report_stands_hostile_content() -> None:
    text = printed(200, terminal_report, hostile())
    assert "[bold red]x[/bold red]" in text
    assert not re.search("[\x00\x1b\u202e\ud800]", text)


@pytest.mark.parametrize(
    "results",
    [
        pytest.param([], id="nobody"),
        pytest.param([ANNA], id="one"),
        pytest.param([result("a")], id="no mistake"),
        pytest.param(CLASS * 300, id="3000"),
        pytest.param([Result.of("svm", "a", "none", [], [], "empty")], id="nothing graded"),
        pytest.param([hostile()], id="hostile"),
        pytest.param([with_text(one) for one in CLASS], id="texts to be graded"),
        pytest.param([with_text(one, 40.0) for one in CLASS], id="more than all points"),
    ],
)
def test_class_picture_is_drawn_without_a_warning(results: list[Result], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # A font knows only so many characters.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        class_picture(results, tmp_path / "class.png")
    assert (tmp_path / "class.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_tells_what_is_still_to_be_graded() -> None:
    title = class_picture_title([with_text(CLASS[1]), with_text(CLASS[1], 2.0)])
    assert title == "svm: 2 students, mean score 55 of 58 (4 still to be graded by hand)"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 s"),
        (90, "1 min 30 s"),
        (3600, "1 h"),
        (34 * 3600, "1 day 10 h"),
        (86401, "1 day 1 s"),
        (3 * 86400 + 60, "3 days 1 min"),
    ],
)
def test_a_length_of_time_is_told_by_its_two_largest_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("handed_in", "penalty", "words"),
    [
        (None, 0.0, ""),
        (IN_TIME, 0.0, ""),
        (LATE, 1.0, "handed in 1 day 10 h late: −1 point"),
        (LATE, 0.0, "handed in 1 day 10 h late: no points off"),
        (TIME_UNKNOWN, 0.0, "late, time unknown"),
        (None, 19.200000000000003, "late: −19.2 points"),
    ],
)
def test_lateness_is_told_with_what_it_costs(
    handed_in: HandedIn | None, penalty: float, words: str
) -> None:
    assert lateness(replace(ANNA, handed_in=handed_in, late_penalty=penalty)) == words


def test_mistakes_are_spoken_in_words() -> None:
    assert spoken("gradient_has_lambda_w") == "gradient has lambda w"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, ünïcode 名前 👩‍🚀", "plain, ünïcode 名前 👩‍🚀"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("a\x00b\x7f\r", "a␀b␡␍"),
        ("a\u202eb\u200bc\u2028", "a⟨U+202E⟩b⟨U+200B⟩c⟨U+2028⟩"),
        ("\ud83d", "�"),
        ("one\ttwo\r\nthree", "one\ttwo\nthree"),
    ],
)
def test_hidden_characters_become_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_names_stay_in_one_line() -> None:
    assert one_line(" a\n\nb\tc ") == "a b c"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(3.0, "3"), (2.5, "2.5"), (1 / 3, "0.33"), (0.1 + 0.2, "0.3"), (40.0, "40"), (-0.0, "0")],
)
def test_points_are_written_as_by_hand(number: float, expected: str) -> None:
    assert points(number) == expected


def test_one_is_singular() -> None:
    assert (count(1, "check"), count(2, "check")) == ("1 check", "2 checks")


@pytest.mark.parametrize("text", ["20231234", "3.5", "12:30", "Ada", "2027/01/22", "a=b"])
def test_numbers_given_as_text_and_names_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\uff0b1", "\tx", " =1"]
)
def test_what_a_spreadsheet_takes_for_a_formula_is_marked_as_text(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_the_picture_and_the_table_have_one_mean_of_what_could_be_read() -> None:
    read = [one for one in CLASS if one.error is None]
    mean = sum(one.score for one in read) / len(read)
    title = class_picture_title(CLASS)
    assert f"{len(read)} students, mean score {points(round(mean, 1))} of 54" in title
    assert title.endswith(f", {len(CLASS) - len(read)} more could not be read")
    assert f"mean of {len(read)} {mean:.1f} / 54" in " ".join(
        printed(120, class_table, CLASS).split()
    )
