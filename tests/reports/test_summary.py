"""The summary has a line a student, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from made_results import ANNA, CHECKS, CLASS, LATE, MUCH_LATER, TEXT, TIME_UNKNOWN, with_text

from autograder.grading.result import Result
from autograder.handin.arrival import HandedIn
from autograder.reports.summary import ABOUT, summary_csv


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
