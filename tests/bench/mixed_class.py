"""A class as it comes in: right by other methods, with known mistakes, unfinished."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from variants import more_variants

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.variant import known_variants
from autograder.assignments.written_answers.filling import (
    answer_by,
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.authoring.demo import usual_class

# Of ten in a row, five are right, four have a mistake, and one is unfinished. So ten, or any
# number of tens, are a sample of the class.
KINDS = (*("right", "mistaken") * 4, "right", "unfinished")
UNFINISHED = ("blank", "half-finished", "syntax-error")


class Handed(NamedTuple):
    """A notebook of the class, and what is special about it."""

    kind: str
    name: str
    content: bytes


def mixed_class(assignment: str, number: int) -> list[Handed]:
    """Return so many notebooks of an assignment, the same ones each time."""
    chosen = random.Random(assignment)
    right = reference_answers(assignment)
    variants = [*known_variants(assignment), *more_variants(assignment)]
    # All of these end, as a floor has no limits that could end them.
    mistakes = [one for one in known_mistakes(assignment) if one.run is not None and one.functions]
    unfinished = cycle(UNFINISHED)
    demo = usual_class(assignment)

    def made(kind: str) -> Handed:
        if kind == "unfinished":
            name = next(unfinished)
            answers = demo[name]
        elif kind == "right":
            variant = chosen.choice(variants)
            name = variant.name
            answers = right | {one: answer_by(one, variant.run) for one in variant.answers}
        else:
            mistake = chosen.choice(mistakes)
            answer, name = chosen.choice(sorted(mistake.functions)), mistake.name
            answers = {**right, answer: answer_with_mistake(answer, mistake, assignment)}
        return Handed(kind, name, filled(assignment, answers))

    return [made(kind) for kind in islice(cycle(KINDS), number)]


def write_class(contents: Sequence[bytes], number: int, folder: Path) -> None:
    """Write so many notebooks into a folder, from the first again where there are fewer."""
    folder.mkdir(parents=True)
    for place, content in enumerate(islice(cycle(contents), number)):
        (folder / f"student{place:05}.ipynb").write_bytes(content)
