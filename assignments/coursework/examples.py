"""The lectures' worked examples, as the data file `worked_examples.json` holds them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _all() -> dict[str, dict[str, Any]]:
    text = files("coursework").joinpath("worked_examples.json").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in json.loads(text)}


def worked_example(name: str) -> dict[str, Any]:
    """Return a worked example: its topic, inputs, value, source decks and the slide's slip.

    Raises
    ------
    KeyError
        With the names that there are.
    """
    examples = _all()
    if name not in examples:
        raise KeyError(f"no worked example {name!r}; there are: {', '.join(examples)}")
    example = examples[name]
    if isinstance(example["inputs"], str):  # the inputs of another example, standing once
        example = {**example, "inputs": examples[example["inputs"]]["inputs"]}
    return example
