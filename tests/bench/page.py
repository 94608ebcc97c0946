"""What was measured, kept below ``build/``, and written into the page and its picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.course import ROOT
from bench.rows import HEADINGS, Row

KEPT = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "performance.png"

_SECTION = "<!-- measured: {name} -->\n{text}<!-- end -->"


def keep(part: str, rows: Iterable[Row]) -> None:
    """Keep the rows of a part for the page: parts may be measured one at a time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    text = json.dumps([row.to_json() for row in rows], indent=1, ensure_ascii=False)
    (KEPT / f"{part}.json").write_text(text, "utf-8")


def kept(parts: Iterable[str]) -> dict[str, list[Row]]:
    """Return the rows of those parts that have been measured on this machine."""
    paths = {part: KEPT / f"{part}.json" for part in parts}
    return {
        part: [Row.from_json(one) for one in json.loads(path.read_text("utf-8"))]
        for part, path in paths.items()
        if path.is_file()
    }


def write_page(tables: Mapping[str, Sequence[Row]], machine: str, page: Path = PAGE) -> None:
    """Write what was measured between the page's markers; the rest of it is written by hand."""
    text = page.read_text("utf-8")
    for name, content in {
        "machine": f"{machine}\n",
        **{part: table(rows) for part, rows in tables.items()},
    }.items():
        section = _SECTION.format(name=name, text=content)
        place = re.compile(_SECTION.format(name=name, text="(?:.*\n)*?"))
        text, found = place.subn(lambda _, section=section: section, text)
        if found != 1:
            raise ValueError(f"{page} has {found} places for “{name}”; there should be one")
    page.write_text(text, "utf-8")


def table(rows: Sequence[Row]) -> str:
    """Return a table in Markdown."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *(row.cells for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def draw(titles: Mapping[str, str], tables: Mapping[str, Sequence[Row]], picture: Path) -> None:
    """Draw how much of what its bar allows each thing takes, on a logarithmic scale.

    Parameters
    ----------
    titles
        What each part is called in the picture.
    """
    import matplotlib.pyplot as plt

    barred = [(part, row) for part, rows in tables.items() for row in rows if row.share is not None]
    figure, axes = plt.subplots(figsize=(10, 1.2 + 0.2 * len(barred)), layout="constrained")
    for color, (part, title) in enumerate(titles.items()):
        own = [(place, row) for place, (other, row) in enumerate(barred) if other == part]
        if not own:
            continue
        places, shares = [place for place, _ in own], [row.share for _, row in own]
        middles = [share.median for share in shares]
        spreads = [
            [share.median - share.lowest for share in shares],
            [share.highest - share.median for share in shares],
        ]
        axes.errorbar(middles, places, xerr=spreads, fmt="o", color=f"C{color}", label=title)
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.set_xlabel("measured ÷ allowed, median and range (1 is the bar; left of it is better)")
    axes.set_yticks(range(len(barred)), [_label(row) for _, row in barred], fontsize=8)
    axes.set_ylim(len(barred) - 0.5, -0.5)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="best", fontsize=8)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def _label(row: Row) -> str:
    against = row.against.partition(":")[0] if row.clock else ""
    label = f"{row.what}, against {against}" if against else row.what
    return label.replace("`", "")
