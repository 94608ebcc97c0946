"""On the terminal, table and report tell everything, and no student's text moves its cursor."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from made_results import ANNA, CHECKS, CLASS, LATE, TEXT, TIME_UNKNOWN, hostile, with_text
from rich.console import Console

from autograder.grading.result import Result
from autograder.readable_text import points
from autograder.reports.class_picture import _title as class_picture_title
from autograder.reports.terminal import MOST_ROWS, class_table, terminal_report


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


def test_the_picture_and_the_table_have_one_mean_of_what_could_be_read() -> None:
    read = [one for one in CLASS if one.error is None]
    mean = sum(one.score for one in read) / len(read)
    title = class_picture_title(CLASS)
    assert f"{len(read)} students, mean score {points(round(mean, 1))} of 54" in title
    assert title.endswith(f", {len(CLASS) - len(read)} more could not be read")
    assert f"mean of {len(read)} {mean:.1f} / 54" in " ".join(
        printed(120, class_table, CLASS).split()
    )


def test_of_a_large_class_the_first_are_shown_and_the_means_are_those_of_all():
    class_of = [replace(CLASS[0], student=f"student-{number:03}") for number in range(250)]
    text = printed(140, class_table, class_of)
    assert text.count("student-") == MOST_ROWS and "student-199" in text
    assert "50 more students" in text and "mean of 250" in text
