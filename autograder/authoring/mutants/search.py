"""What the checks make of every mutant of an assignment's reference, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from autograder.authoring.mutants.bench import Bench, all_mutants
from autograder.authoring.mutants.equivalent import equivalents, list_of_equivalents, pasted
from autograder.course import ROOT
from autograder.grading.submission import Grader
from autograder.sandbox.isolation.levels import probe, strongest

# A mutant that hangs is given up soon, and there is no end to all of them together.
SECONDS_PER_CHECK, SECONDS_FOR_ALL = 3, 3600


@dataclass(frozen=True)
class Searched:
    """What came out: the check that each mutant lost first, None if it has all points.

    ``listed`` are the mutants that mean the same as the reference, with the reason why.
    """

    assignment: str
    lost: Mapping[str, str | None]
    listed: Mapping[str, str]
    lost_by_reference: list[str]
    broken: Mapping[str, str]

    @property
    def survivors(self) -> list[str]:
        """The mutants that lose no points, and aren't listed with a reason why."""
        return [name for name, check in self.lost.items() if not check and name not in self.listed]

    @property
    def killed(self) -> list[str]:
        """The mutants that lose points."""
        return [name for name, check in self.lost.items() if check]

    def faults(self) -> list[str]:
        """Say what isn't as it should be, and what to do; nothing if all mutants lose points."""
        path = list_of_equivalents(self.assignment).relative_to(ROOT)
        told = []
        if self.lost_by_reference:
            told.append(f"The reference itself loses {', '.join(self.lost_by_reference)}.")
        told += [f"The check {name} broke: {why}" for name, why in self.broken.items()]
        for name in self.listed:
            if name not in self.lost:
                told.append(f"{path} lists {name!r}, which isn't made any more. Take it out.")
            elif check := self.lost[name]:
                told.append(f"{path} lists {name!r}, but it loses {check}. Take it out.")
            elif not self.listed[name].endswith("."):
                told.append(
                    f"{path} lists {name!r} without a reason. Write why it means the same: "
                    "a sentence that ends with a full stop."
                )
        if self.survivors:
            changes = "change loses" if len(self.survivors) == 1 else "changes lose"
            told.append(
                f"{len(self.survivors)} {changes} no points. Add a check that sees it, or, where "
                f"it means the same as the reference, paste it into {path} with the reason:\n\n"
                f"{pasted(self.survivors)}"
            )
        return told


def searched(grader: Grader) -> Searched:
    """Try every mutant of the reference functions of the grader's assignment."""
    made = list(all_mutants(grader.assignment))
    with closing(Bench(_fast(grader))) as bench:
        before = bench.lost_by_reference()
        lost = {one.name: bench.first_lost(one.answer, one.source) for one in made}
        after = bench.lost_by_reference()
    listed = equivalents(grader.assignment)
    return Searched(grader.assignment, lost, listed, before or after, bench.broken)


def _fast(grader: Grader) -> Grader:
    """Return a grader that starts its workers fastest: many mutants end theirs."""
    found = probe("self-limited", grader.environment)
    level = found.level if found.holds else strongest(grader.environment, True).level
    limits = replace(
        grader.limits,
        seconds_per_check=SECONDS_PER_CHECK,
        seconds_per_submission=SECONDS_FOR_ALL,
    )
    return replace(grader, level=level, limits=limits)
