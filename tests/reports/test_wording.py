"""Lengths of time, lateness, points and names are worded once for all reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_results import ANNA, IN_TIME, LATE, TIME_UNKNOWN

from autograder.handin.arrival import HandedIn
from autograder.handin.unpacking.csv_tables import safe_cell
from autograder.readable_text import count, duration, one_line, points, spoken, visible
from autograder.reports.wording import lateness


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
