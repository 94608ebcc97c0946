"""Measure, print, and write ``docs/performance.md``: run by ``make bench``."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench.machine import described
from bench.page import PAGE, PICTURE, draw, keep, kept, write_page
from bench.parts import notebooks, reference, scale, startup, throughput
from bench.rows import HEADINGS, Row
from bench.sizes import FULL, QUICK, Sizes

PARTS = {
    "startup": startup,
    "throughput": throughput,
    "scale": scale,
    "reference": reference,
    "notebooks": notebooks,
}


def main() -> None:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="in a minute; writes nothing")
    parser.add_argument("--notebooks", type=int, help=f"for scale, in place of {FULL.scale:,}")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    sizes = QUICK if given.quick else FULL
    if given.notebooks:
        sizes = replace(sizes, scale=given.notebooks)
    console = Console(width=180)
    machine = described()
    console.print(machine)
    for part in given.parts or PARTS:
        rows = measured(part, sizes, console)
        if not given.quick:
            keep(part, rows)
    if not given.quick:
        tables = kept(PARTS)
        write_page(tables, machine)
        draw({name: part.TITLE for name, part in PARTS.items()}, tables, PICTURE)
        console.print(f"wrote {PAGE} and {PICTURE.name}")


def measured(part: str, sizes: Sizes, console: Console) -> Sequence[Row]:
    """Measure a part, print its table, and return its rows."""
    start = time.perf_counter()
    with TemporaryDirectory(prefix="bench-") as folder:
        rows = list(PARTS[part].rows(sizes, Path(folder)))
    took = time.perf_counter() - start
    shown = Table(*HEADINGS, title=f"{PARTS[part].TITLE}, in {took:.0f} s", title_justify="left")
    for row in rows:
        shown.add_row(*(cell.replace("`", "") for cell in row.cells))
    console.print(shown)
    return rows


if __name__ == "__main__":
    main()
