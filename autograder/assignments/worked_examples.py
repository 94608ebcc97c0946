"""The lectures' worked examples, all of them, as `data/worked_examples.json` holds them.

Most of them answer a question of a notebook, so students get only those that the
visible checks compute with (`coursework.expecting.given_examples`).
"""

from __future__ import annotations

import json
from functools import cache

from autograder.course import ROOT
from coursework.expecting.given_examples import Example, by_id, find

GIVEN = (
    "three-images",
    "l2-regularized-hinge",
    "linear-scores-cat-and-dog",
    "l2-prefers-spread",
    "add-and-multiply",
    "softmax-cat",
    "l1-distance",
)


def worked_example(name: str) -> Example:
    """Return a worked example: its topic, inputs, value, source decks and the slide's slip.

    Raises
    ------
    KeyError
        With the names that there are.
    """
    return find(name, _all())


@cache
def _all() -> dict[str, Example]:
    return by_id((ROOT / "data" / "worked_examples.json").read_text(encoding="utf-8"))


def given_examples() -> str:
    """Return the students' part as the text of its file: inputs and values, no slips."""
    kept = ("id", "inputs", "value")
    given = [{key: worked_example(name)[key] for key in kept} for name in GIVEN]
    return "[\n" + ",\n".join(json.dumps(one) for one in given) + "\n]\n"
