"""The lectures' worked examples that the visible checks compute with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Example = dict[str, Any]


def worked_example(name: str) -> Example:
    """Return a worked example: its inputs and its value.

    Raises
    ------
    KeyError
        With the names that there are.
    """
    return find(name, _given())


@cache
def _given() -> dict[str, Example]:
    return by_id(files("coursework").joinpath("worked_examples.json").read_text(encoding="utf-8"))


def by_id(text: str) -> dict[str, Example]:
    """Return the examples of a JSON file by their ids."""
    return {entry["id"]: entry for entry in json.loads(text)}


def find(name: str, examples: Mapping[str, Example]) -> Example:
    """Return the example of that name, with its inputs filled in."""
    if name not in examples:
        raise KeyError(f"no worked example {name!r}; there are: {', '.join(examples)}")
    example = examples[name]
    if isinstance(example["inputs"], str):  # the inputs of another example, standing once
        example = {**example, "inputs": examples[example["inputs"]]["inputs"]}
    return example
