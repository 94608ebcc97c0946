"""The worked examples stand once and are complete."""

import json

import pytest

from autograder.assignments.worked_examples import worked_example
from autograder.course import ROOT

EXAMPLES = json.loads((ROOT / "data" / "worked_examples.json").read_text(encoding="utf-8"))
DECKS = {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["id"] for one in EXAMPLES])
def test_example_tells_inputs_value_sources_and_slip(example: dict) -> None:
    assert set(example) == {"id", "topic", "inputs", "value", "sources", "slip"}
    assert set(example["sources"]) <= DECKS
    assert example["sources"]
    slip = example["slip"]
    assert slip is None or (slip["source"] in example["sources"] and slip["reason"])


def test_ids_are_unique() -> None:
    assert len({example["id"] for example in EXAMPLES}) == len(EXAMPLES)


def test_inputs_named_by_another_example_are_that_examples() -> None:
    assert worked_example("squared-hinge")["inputs"] == worked_example("three-images")["inputs"]


def test_unknown_example_error_lists_the_known_ones() -> None:
    with pytest.raises(KeyError, match="three-images"):
        worked_example("four-images")
