"""How many points an answer keeps: the policy, apart from running checks and from words.

1. A check that went right earns its points. One about form earns them only where some
   value of the same answer is right: an answer that computes nothing has no form.
2. A check that went wrong earns nothing, unless it is a known *slip* that it shows.
3. A slip costs the checks that show it, but never more than half of their points, or a
   fifth of the answer's, whichever is more. Those about one part of the answer pay first.
4. A slip that has cost in an earlier answer costs only the first of these checks again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from coursework.faults.failures import Kind

# What a check is about: values and gradients; one term, convention or trap; shapes, types,
# inputs left as they were, no loop.
Role = Literal["core", "part", "form"]
# From which and up to which share of its answer a known mistake keeps.
BANDS: dict[Kind, tuple[float, float]] = {
    "slip": (0.5, 0.9),
    "misconception": (0.0, 0.5),
    "omission": (0.0, 0.25),
}
MOST_OF_CHECKS, MOST_OF_ANSWER = 1 / 2, 1 / 5  # that a slip costs


@dataclass(frozen=True)
class Seen:
    """What one check has seen of an answer.

    Attributes
    ----------
    question : str
        The answer.
    points : float
        What the check is worth.
    right : bool
        Whether the answer passed, perhaps with other answers lent to it.
    role : {"core", "part", "form"}
        What the check is about.
    slip : str
        The name of the known slip by which alone it went wrong.
    """

    question: str
    points: float
    right: bool
    role: Role = "core"
    slip: str = ""


def earned(seen: Sequence[Seen]) -> list[float]:
    """Return what each check of a submission earns, answer by answer in their order.

    Parameters
    ----------
    seen
        What the checks have seen. Those of one answer may stand apart.
    """
    points = [0.0] * len(seen)
    counted: set[str] = set()
    for question in dict.fromkeys(one.question for one in seen):
        places = [place for place, one in enumerate(seen) if one.question == question]
        answer = [seen[place] for place in places]
        for place, kept in zip(places, _kept(answer, counted), strict=True):
            points[place] = round(kept, 6)  # without what sums of tenths leave
        counted |= {one.slip for one in answer if one.slip}
    return points


def _kept(answer: Sequence[Seen], counted: set[str]) -> list[float]:
    """Return what each check of one answer earns, where some slips were counted before."""
    computes = computes_something(answer)
    kept = [
        one.points if one.slip or (one.right and (computes or one.role != "form")) else 0.0
        for one in answer
    ]
    whole = sum(one.points for one in answer)
    for slip in {one.slip for one in answer if one.slip}:
        showing = [place for place, one in enumerate(answer) if one.slip == slip]
        showing.sort(key=lambda place: answer[place].role != "part")
        prices = [answer[place].points for place in showing]
        cost = cost_of_slip(sum(prices), whole)
        if slip in counted:
            cost = min(cost, prices[0])
        for place, paid in zip(showing, _paid(prices, cost), strict=True):
            kept[place] -= paid
    return kept


def computes_something(answer: Sequence[Seen]) -> bool:
    """Tell whether any value of an answer is right, or each of them but for a slip."""
    core = [one for one in answer if one.role == "core"]
    return any(one.right for one in core) or all(one.slip for one in core)


def cost_of_slip(showing: float, whole: float) -> float:
    """Return what a slip costs, by the points of the checks that show it and of its answer."""
    return min(showing, max(MOST_OF_CHECKS * showing, MOST_OF_ANSWER * whole))


def _paid(prices: Sequence[float], cost: float) -> Iterator[float]:
    """Yield what each check pays of a cost, the first ones all that they are worth."""
    for price in prices:
        paid = min(price, cost)
        cost -= paid
        yield paid
