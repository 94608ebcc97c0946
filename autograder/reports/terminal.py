"""Results in the terminal: the class as a table, and one student in detail.

All text goes into `rich.text.Text`, which knows no markup, after `visible` has
taken the terminal sequences out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.columns import Columns
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.grading.result import Result
from autograder.readable_text import count, moment, one_line, points, shortened, spoken, visible
from autograder.reports.wording import (
    Message,
    Question,
    how_late,
    lateness,
    mark_and_word,
    of_the_roster,
    questions_of,
    still_to_grade,
)
from coursework.scoring.check import Verdict

SHARES = {
    "full": ("●", "green"),
    "some": ("◐", "yellow"),
    "none": ("○", "red"),
    "waits": ("–", "dim"),
}
STATUS_STYLES = {
    "passed": "green",
    "forgiven": "yellow",
    "failed": "red",
    "skipped": "dim",
    "error": "magenta",
    "not done yet": "yellow",
}
Row = dict[str, Question]  # by name
# Characters: what the other columns need to be read easily, and what a question's points take.
OTHER_COLUMNS, POINTS_COLUMN = 54, 5
MOST_ROWS = 200  # of a class


def class_table(results: Sequence[Result], console: Console) -> None:
    """Print the class, a student a row, sorted by name, with the means of what could be read.

    Where the console is wide enough, a column a question holds its points; else it is
    a sign. A legend tells which question is which, with its mean. Scores are totals: what
    a person still has to grade is noticed, below the table if it is the same for all. Of a
    large class the first students are shown; means are those of all.
    """
    asked = [{one.name: one for one in questions_of(result)} for result in results]
    names = list(dict.fromkeys(name for row in asked for name in row))
    # Of what couldn't be read, nothing is known.
    rows = [{} if one.error else row for one, row in zip(results, asked, strict=True)]
    read = [result for result in results if not result.error]
    rows_read = [row for one, row in zip(results, rows, strict=True) if not one.error]
    left = {one.to_grade for one in read}
    all_wait = len(read) > 1 and len(left) == 1 and left != {0.0}
    wide = console.width >= OTHER_COLUMNS + POINTS_COLUMN * len(names)

    table = Table(box=box.SIMPLE_HEAD, show_footer=bool(results), padding=(0, 1, 0, 0))
    table.add_column("student", f"mean of {len(read):,}", min_width=12, overflow="fold")
    table.add_column("score", _mean_score(read), justify="right", no_wrap=True)
    if wide:
        for place, name in enumerate(names, 1):
            table.add_column(f"Q{place}", _mean(name, rows_read), justify="right", no_wrap=True)
    elif names:
        table.add_column(f"Q1 … Q{len(names)}", no_wrap=True)
    table.add_column("noticed", overflow="fold")

    by_student = sorted(zip(results, rows, strict=True), key=lambda each: each[0].student)
    for result, row in by_student[:MOST_ROWS]:
        questions = [row.get(name) for name in names]
        points_of_all = [_points(one) for one in questions]
        if not wide:
            points_of_all = [Text.assemble(*map(_sign, questions))] if names else []
        student = Text(shortened(one_line(result.student), 80))
        noticed = _noticed(result, with_texts=not all_wait)
        table.add_row(student, _score(result), *points_of_all, noticed)
    console.print(table)
    if len(results) > MOST_ROWS:
        text = f"… and {len(results) - MOST_ROWS:,} more students, who stand in summary.csv"
        console.print(Padding(Text(text, "dim"), (0, 1)))
    if all_wait:
        text = f"Still to be graded by hand in each: {still_to_grade(read[0])}."
        console.print(Padding(Text(text, "yellow"), (0, 1)))
    if not wide and names:
        signs = "● all points   ◐ some   ○ none   – not graded"
        console.print(Padding(Text(signs, "dim"), (0, 1)))
    console.print(Padding(Columns(_legend(names, rows_read), padding=(0, 3), equal=True), (0, 1)))


def terminal_report(result: Result, console: Console) -> None:
    """Print one student's result: each question, each check and what it says."""
    whole = result.out_of or 1.0
    filled = round(30 * min(result.total / whole, 1.0))
    console.print()
    console.print(
        Text.assemble(
            (one_line(result.student), "bold"), ("  " + one_line(result.assignment), "dim")
        )
    )
    console.print(
        Text.assemble(
            ("━" * filled, "green"),
            ("━" * (30 - filled), "bright_black"),
            "  ",
            (points(result.total), "bold"),
            f" of {points(result.out_of)} points",
        )
    )
    for line in _about(result):
        console.print(Padding(line, (0, 0, 0, 2)))
    for warning in result.warnings:
        console.print(_indented("warning: ", visible(warning), "yellow"))
    if result.error:
        console.print(_indented("could not be read: ", visible(result.error), "bold red"))
    for question in questions_of(result):
        console.print()
        console.print(
            Text.assemble(
                (one_line(question.name), "bold"),
                (f"  {points(question.earned)} of {points(question.points)} points", "dim"),
                ("  still to be graded by hand" if question.waits else "", "yellow"),
            )
        )
        for one in question.by_hand:
            if question.verdicts and one.earned:
                console.print(Text(f"  changed by hand: {one.earned:+g} points", "yellow"))
        for verdict in question.verdicts:
            console.print(Padding(_check(verdict), (0, 0, 0, 2)), width=min(console.width, 100))
    console.print()
    console.print(Text(f"graded in isolation: {one_line(result.isolation)}", "dim"))


def _about(result: Result) -> list[Text]:
    """Say who handed it in and when, and what isn't decided yet."""
    handed_in, lines = result.handed_in, []
    if handed_in is not None:
        who = one_line(handed_in.name)
        if handed_in.group:
            members = ", ".join(map(one_line, handed_in.members))
            who += f", group {one_line(handed_in.group)} ({members})"
        when = f"handed in {moment(handed_in.at)}" if handed_in.at else ""
        if when and handed_in.due:
            when += f", due {moment(handed_in.due)}"
        lines += [Text(line, "dim") for line in (who.removeprefix(", "), when) if line]
        if doubt := of_the_roster(handed_in):
            lines.append(Text(one_line(doubt), "yellow"))
    if late := lateness(result):
        lines.append(Text(late, "yellow"))
    if left := still_to_grade(result):
        lines.append(Text(f"{left} still to be graded by hand", "yellow"))
    return lines


def _check(verdict: Verdict) -> Table:
    mark, word = mark_and_word(verdict)
    told = Message.of(verdict)
    line = Table.grid(padding=(0, 2), expand=True)
    line.add_column(width=14, no_wrap=True)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    about = [Text(visible(verdict.description), "dim" if verdict.status == "skipped" else "")]
    about[0].append(f"  {one_line(verdict.name).split('.')[-1]}", "bright_black")
    if told.what and word != "not done yet":
        about.append(Text(told.what, "dim" if verdict.status == "skipped" else "italic"))
    if told.hint:
        about.append(Text.assemble(("Hint: ", "bold yellow"), told.hint))
    worth = f"{points(verdict.earned)}/{points(verdict.points)}" if verdict.points else ""
    line.add_row(Text(f"{mark} {word}", STATUS_STYLES[word]), Group(*about), worth)
    return line


def _indented(label: str, text: str, style: str) -> Padding:
    return Padding(Text.assemble((label, style), text), (0, 0, 0, 2))


def _score(result: Result) -> Text:
    return Text.assemble((points(result.total), "bold"), (f" / {points(result.out_of)}", "dim"))


def _mean_score(results: Sequence[Result]) -> Text:
    if not results:
        return Text("")
    mean = sum(result.total for result in results) / len(results)
    most = max(result.out_of for result in results)
    return Text(f"{mean:.1f} / {points(most)}")


def _points(question: Question | None) -> Text:
    if question is None or question.waits:
        return Text("–", "dim")
    return Text(points(question.earned), SHARES[question.share][1])


def _sign(question: Question | None) -> tuple[str, str]:
    return SHARES[question.share] if question else ("–", "dim")


def _noticed(result: Result, with_texts: bool) -> Text:
    """Say what an instructor should know: what couldn't be read, what broke, which mistakes."""
    noticed = []
    if result.handed_in is not None and (doubt := of_the_roster(result.handed_in)):
        noticed.append(Text(shortened(one_line(doubt), 200), "bold yellow"))
    if result.error:
        noticed.append(Text(shortened(one_line(result.error), 200), "bold red"))
    if late := how_late(result.handed_in) or ("late" if result.late_penalty else ""):
        cost = f" (−{points(result.late_penalty)})" if result.late_penalty else ""
        noticed.append(Text(late + cost, "yellow"))
    if result.to_grade and with_texts:
        noticed.append(Text(f"{points(result.to_grade)} to grade by hand", "yellow"))
    broken = sum(check.status == "error" for check in result.checks)
    if broken:
        noticed.append(Text(f"{count(broken, 'check')} broke", "magenta"))
    noticed += [Text(spoken(mistake)) for mistake in result.mistakes]
    unknown = sum(
        mark_and_word(check)[1] == "failed" and check.mistake is None for check in result.checks
    )
    if unknown and not result.error:
        noticed.append(Text(f"{count(unknown, 'failure')} not recognised", "dim"))
    if result.warnings:
        noticed.append(Text(count(len(result.warnings), "warning"), "yellow"))
    return Text("; ").join(noticed)


def _mean(name: str, rows: Sequence[Row]) -> str:
    """Return a question's mean, without what waits; of what a result lacks it earned nothing."""
    asked = [row.get(name) for row in rows]
    earned = [0.0 if one is None else one.earned for one in asked if one is None or not one.waits]
    return f"{sum(earned) / len(earned):.1f}" if earned else "–"


def _legend(names: list[str], rows: Sequence[Row]) -> list[Text]:
    worth = {name: one.points for row in rows for name, one in row.items()}
    return [
        Text.assemble(
            (f"Q{place} ", "bold"),
            one_line(name),
            (f" {_mean(name, rows)} / {points(worth[name])}" if name in worth else "", "dim"),
        )
        for place, name in enumerate(names, 1)
    ]
