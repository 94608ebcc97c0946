"""The whole class as one CSV file, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from autograder.result import Result
from autograder.wording import one_line, questions_of

# What a spreadsheet takes for the beginning of a formula, in ASCII and in full width, and the
# white space before which some of them look for it.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def summary_csv(results: Sequence[Result]) -> str:
    """Return the class as CSV text (RFC 4180): a student a line, sorted by name.

    Every text stands in quotes and no text is a formula; numbers are bare. Write it with
    ``newline=""``: its lines end as the standard wants already.

    Parameters
    ----------
    results
        Of one assignment. A question that a result does not hold is an empty cell.
    """
    questions = list(dict.fromkeys(name for result in results for name in result.questions))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(
        [
            *("student", "score", "max_score"),
            *map(safe_cell, questions),
            *("mistakes", "warnings", "error", "isolation"),
        ]
    )
    for result in sorted(results, key=lambda result: result.student):
        earned = {question.name: _number(question.earned) for question in questions_of(result)}
        writer.writerow(
            [
                safe_cell(result.student),
                _number(result.score),
                _number(result.max_score),
                *(earned.get(name, "") for name in questions),
                safe_cell("; ".join(result.mistakes)),
                len(result.warnings),
                safe_cell(result.error or ""),
                safe_cell(result.isolation),
            ]
        )
    return text.getvalue()


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows as it is, and never runs as a formula."""
    line = one_line(text)
    # Also before cleaning: a tab or line break at the beginning is a trick in itself.
    return "'" + line if _FORMULA.match(text) or _FORMULA.match(line) else line


def _number(number: float) -> float | int:
    # Sums of tenths carry rounding errors that nobody wants to see in a spreadsheet.
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
