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

from autograder.result import Result
from autograder.wording import (
    Message,
    Question,
    count,
    mark_and_word,
    one_line,
    points,
    questions_of,
    shortened,
    spoken,
    visible,
)
from coursework.checking import Verdict

SHARES = {"full": ("●", "green"), "some": ("◐", "yellow"), "none": ("○", "red")}
STATUS_STYLES = {
    "passed": "green",
    "failed": "red",
    "skipped": "dim",
    "error": "magenta",
    "not done yet": "yellow",
}
# Characters: what the other columns need to be read easily, and what a question's points take.
OTHER_COLUMNS, POINTS_COLUMN = 54, 5


def class_table(results: Sequence[Result], console: Console) -> None:
    """Print the class, a student a row, sorted by name, with the means of what could be read.

    Where the console is wide enough, a column a question holds its points; else it is
    a sign. A legend tells which question is which, with its mean.
    """
    names = list(dict.fromkeys(name for result in results for name in result.questions))
    rows = [
        # Of what couldn't be read, nothing is known.
        (result, {} if result.error else {one.name: one for one in questions_of(result)})
        for result in sorted(results, key=lambda result: result.student)
    ]
    wide = console.width >= OTHER_COLUMNS + POINTS_COLUMN * len(names)

    table = Table(box=box.SIMPLE_HEAD, show_footer=bool(results), padding=(0, 1, 0, 0))
    read = [result for result in results if not result.error]
    table.add_column("student", f"mean of {len(read):,}", min_width=12, overflow="fold")
    table.add_column("score", _mean_score(read), justify="right", no_wrap=True)
    if wide:
        for place, name in enumerate(names, 1):
            table.add_column(f"Q{place}", _mean(name, read), justify="right", no_wrap=True)
    elif names:
        table.add_column(f"Q1 … Q{len(names)}", no_wrap=True)
    table.add_column("noticed", overflow="fold")

    for result, row in rows:
        questions = [row.get(name) for name in names]
        points_of_all = [_points(one) for one in questions]
        if not wide:
            points_of_all = [Text.assemble(*map(_sign, questions))] if names else []
        student = Text(shortened(one_line(result.student), 80))
        table.add_row(student, _score(result), *points_of_all, _noticed(result))
    console.print(table)
    if not wide and names:
        signs = "● all points   ◐ some   ○ none   – not graded"
        console.print(Padding(Text(signs, "dim"), (0, 1)))
    console.print(Padding(Columns(_legend(names, read), padding=(0, 3), equal=True), (0, 1)))


def terminal_report(result: Result, console: Console) -> None:
    """Print one student's result: each question, each check and what it says."""
    whole = result.max_score or 1.0
    filled = round(30 * min(result.score / whole, 1.0))
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
            (points(result.score), "bold"),
            f" of {points(result.max_score)} points",
        )
    )
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
            )
        )
        for verdict in question.verdicts:
            console.print(Padding(_check(verdict), (0, 0, 0, 2)), width=min(console.width, 100))
    console.print()
    console.print(Text(f"graded in isolation: {one_line(result.isolation)}", "dim"))


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
    return Text.assemble((points(result.score), "bold"), (f" / {points(result.max_score)}", "dim"))


def _mean_score(results: Sequence[Result]) -> Text:
    if not results:
        return Text("")
    mean = sum(result.score for result in results) / len(results)
    most = max(result.max_score for result in results)
    return Text(f"{mean:.1f} / {points(most)}")


def _points(question: Question | None) -> Text:
    if question is None:
        return Text("–", "dim")
    return Text(points(question.earned), SHARES[question.share][1])


def _sign(question: Question | None) -> tuple[str, str]:
    return SHARES[question.share] if question else ("–", "dim")


def _noticed(result: Result) -> Text:
    """Say what an instructor should know: what couldn't be read, what broke, which mistakes."""
    noticed = []
    if result.error:
        noticed.append(Text(shortened(one_line(result.error), 200), "bold red"))
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


def _mean(question: str, results: Sequence[Result]) -> str:
    earned = sum(check.earned for one in results for check in one.of_question(question))
    return f"{earned / len(results):.1f}" if results else "–"


def _legend(names: list[str], results: Sequence[Result]) -> list[Text]:
    worth = {
        question.name: question.points for result in results for question in questions_of(result)
    }
    return [
        Text.assemble(
            (f"Q{place} ", "bold"),
            one_line(name),
            (f" {_mean(name, results)} / {points(worth[name])}", "dim"),
        )
        for place, name in enumerate(names, 1)
    ]
