"""The rows of the bench's tables: what was measured, against what, and whether that is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.costs import Cost, Ratio


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    ``share`` is how much of what its bar allows it takes: more than 1 is too much.
    """

    what: str
    measured: str
    against: str = ""
    clock: Ratio | None = None
    processor: Ratio | None = None
    bar: str = ""
    share: Ratio | None = None

    @property
    def met(self) -> str:
        """Whether the bar is met, in a word; nothing where there is none."""
        if not self.bar:
            return ""
        if self.share is None:
            return "not measured"
        return "yes" if self.share.median <= 1 else "**no**"

    @property
    def cells(self) -> list[str]:
        """What stands in the table."""
        ratios = (in_words(one) if one else "" for one in (self.clock, self.processor))
        return [self.what, self.measured, self.against, *ratios, self.bar, self.met]

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Row:
        """Return the row that `to_json` gave."""
        ratios = ("clock", "processor", "share")
        return cls(**data | {name: Ratio(**data[name]) for name in ratios if data[name]})


HEADINGS = ("", "measured", "against", "ratio, clock", "ratio, processor", "bar", "met")


def slower(
    what: str,
    costs: Sequence[Cost],
    against: str,
    others: Sequence[Cost],
    *,
    at_most: float | None = None,
    by: str = "clock",
) -> Row:
    """Return a row that says how many times as much something takes as something else does.

    Parameters
    ----------
    by
        Of which ratio the bar speaks: ``"clock"`` or ``"processor"``.
    """
    ratios = _ratios(costs, others)
    return Row(
        what,
        seconds(costs),
        f"{against}: {seconds(others)}",
        **ratios,
        bar=f"≤ {number(at_most)} × by the {by}" if at_most else "",
        share=ratios[by].over(at_most) if at_most else None,
    )


def compared(what: str, measured: str, against: str, ratio: Ratio, *, at_most: float) -> Row:
    """Return a row of a ratio by the clock that was made elsewhere."""
    bar, share = f"≤ {number(at_most)} × by the clock", ratio.over(at_most)
    return Row(what, measured, against, clock=ratio, bar=bar, share=share)


def faster(
    what: str, costs: Sequence[Cost], against: str, others: Sequence[Cost], *, at_least: float
) -> Row:
    """Return a row that says how many times as fast something is as something else."""
    ratios = _ratios(others, costs)
    return Row(
        what,
        seconds(costs),
        f"{against}: {seconds(others)}",
        **ratios,
        bar=f"≥ {number(at_least)} × as fast",
        share=ratios["clock"].under(at_least),
    )


def amount(what: str, amounts: Sequence[float], unit: str, *, at_most: float | None = None) -> Row:
    """Return a row that is held to a number rather than to something else."""
    return Row(
        what,
        f"{number(median(amounts))} {unit}",
        bar=f"≤ {number(at_most)} {unit}" if at_most else "",
        share=Ratio.of(amounts, [at_most] * len(amounts)) if at_most else None,
    )


def missing(what: str, against: str, bar: str, reason: str) -> Row:
    """Return a row that couldn't be measured, and says why."""
    return Row(what, reason, against, bar=bar)


def in_words(ratio: Ratio) -> str:
    """Return a ratio with its spread: the lowest and the highest of all rounds."""
    if ratio.lowest == ratio.highest:
        return f"{number(ratio.median)} ×"
    return f"{number(ratio.median)} × ({number(ratio.lowest)}–{number(ratio.highest)})"


def seconds(costs: Sequence[Cost]) -> str:
    """Return the median by the clock, in words."""
    return duration(median(one.clock for one in costs))


def duration(typical: float) -> str:
    """Return seconds in words."""
    return f"{number(typical)} s" if typical >= 1 else f"{number(1000 * typical)} ms"


def number(value: float) -> str:
    """Return a number in three digits, or in two where it is less than 1."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.{3 if abs(value) >= 1 else 2}g}"


def _ratios(costs: Sequence[Cost], others: Sequence[Cost]) -> dict[str, Ratio]:
    return {
        by: Ratio.of([getattr(one, by) for one in costs], [getattr(one, by) for one in others])
        for by in ("clock", "processor")
    }
