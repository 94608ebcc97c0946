"""What each known mistake costs, as a selftest has measured it: a table and a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from autograder.authoring.selftest.trials import Trial
from autograder.course import ROOT, Course

PAGE = ROOT / "docs" / "what-mistakes-cost.md"
_HEAD = """# What each mistake costs

Written by `autograder selftest --write`. Each mistake was handed in as the answer of a
student who has all else right. “Keeps” is the share of that answer's points that were
earned; [`points.md`](points.md) tells why.
"""


def costs_table(trials: Sequence[Trial]) -> Table:
    """Return what each mistake keeps of its answer's points, for the terminal."""
    table = Table(title="what mistakes keep", title_justify="left")
    for column in ("answer", "mistake", "is a", "keeps"):
        table.add_column(column, justify="right" if column == "keeps" else "left")
    for answer, name, kind, keeps, _ in _rows(trials):
        table.add_row(answer, name, kind, keeps)
    return table


def costs_section(course: Course, assignment: str, trials: Sequence[Trial]) -> str:
    """Return the part of the page that is about one assignment."""
    lines = [f"## {course.assignment(assignment).title}", ""]
    lines += ["| answer | mistake | is a | keeps | why |", "|---|---|---|---|---|"]
    lines += [
        f"| `{answer}` | `{name}` | {kind} | {keeps} | {why} |"
        for answer, name, kind, keeps, why in _rows(trials)
    ]
    return "\n".join(lines) + "\n"


def write_costs(
    course: Course, assignment: str, trials: Sequence[Trial], page: Path = PAGE
) -> None:
    """Put what a selftest has measured of one assignment into the page, the others stay."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    sections = dict(_sections(text))
    titles = {one.name: one.title for one in course.assignments}
    sections[titles[assignment]] = costs_section(course, assignment, trials)
    ordered = [sections[title] for title in titles.values() if title in sections]
    page.write_text("\n".join([_HEAD, *ordered]), encoding="utf-8")


def _sections(text: str) -> list[tuple[str, str]]:
    """Return the sections of the page by their titles."""
    parts = f"\n{text}".split("\n## ")[1:]
    return [(part.partition("\n")[0], f"## {part}".rstrip("\n") + "\n") for part in parts]


def _rows(trials: Sequence[Trial]) -> list[tuple[str, str, str, str, str]]:
    """Return answer, mistake, kind, share kept and reason, by answer, the dearest first."""
    made = [(one, one.mistake) for one in trials if one.mistake is not None]
    places = {
        name: place for place, name in enumerate(dict.fromkeys(one.answer for one, _ in made))
    }
    made.sort(key=lambda each: (places[each[0].answer], each[0].keeps, each[1].name))
    # A mistake may be known in several wordings, which chance may cost more or less: the dearest.
    rows: dict[tuple[str, str, str, str], str] = {}
    for one, mistake in made:
        said = one.answer, mistake.name, mistake.kind or "–", mistake.why
        rows.setdefault(said, f"{one.keeps:.0%}")
    return [(answer, name, kind, keeps, why) for (answer, name, kind, why), keeps in rows.items()]
