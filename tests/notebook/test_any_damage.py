"""Whatever is cut, swapped, merged or overwritten, the answers that it hasn't touched count."""

import copy
import json

import pytest
from damaged_notebooks import text_of, without_ids
from damages_seen import RIGHT, SENTENCE, SOUND, read
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.notebook.answers import UnreadableNotebook

# --- any damage

NAMES = [name for name in RIGHT if name != "squared_or_not"]

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)

PLACES = st.integers(0, 10**6)


def hit(notebook, place):
    """A cell, and the answer that it holds if it holds one."""
    cell = notebook["cells"][place % len(notebook["cells"])]
    held = [name for name in RIGHT if f"YOUR ANSWER: {name} " in text_of(cell)]
    return cell, set(held)


def delete(notebook, place, _):
    cell, held = hit(notebook, place)
    if len(notebook["cells"]) > 1:
        notebook["cells"].remove(cell)
    return held


def repeat(notebook, place, other):
    cell, _ = hit(notebook, place)
    notebook["cells"].insert(other % len(notebook["cells"]), copy.deepcopy(cell))
    return set()


def swap(notebook, place, other):
    cells = notebook["cells"]
    place, other = place % len(cells), other % len(cells)
    cells[place], cells[other] = cells[other], cells[place]
    return set()


def swap_ids(notebook, place, other):
    one, two = hit(notebook, place)[0], hit(notebook, other)[0]
    for key in ("id", "metadata"):
        one[key], two[key] = two.get(key, {}), one.get(key, {})
    return set()


def retype(notebook, place, other):
    hit(notebook, place)[0]["cell_type"] = ["code", "markdown", "raw", "heading"][other % 4]
    return set()


def strip(notebook, place, _):
    cell, _ = hit(notebook, place)
    cell["metadata"] = {}
    cell.pop("id", None)
    return set()


def strip_all(notebook, *_):
    without_ids(notebook)
    return set()


def split(notebook, place, other):
    cell, held = hit(notebook, place)
    lines = text_of(cell).splitlines(keepends=True)
    cut = other % (len(lines) + 1)
    below = {**copy.deepcopy(cell), "source": "".join(lines[cut:])}
    cell["source"] = "".join(lines[:cut])
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, below)
    return held


def merge(notebook, place, _):
    cells = notebook["cells"]
    place %= max(1, len(cells) - 1)
    if place + 1 < len(cells):
        held = hit(notebook, place)[1] | hit(notebook, place + 1)[1]
        cells[place]["source"] = text_of(cells[place]) + "\n\n" + text_of(cells.pop(place + 1))
        return held
    return set()


STEPS = [delete, repeat, swap, swap_ids, retype, strip, strip_all, split, merge]
SEQUENCES = st.lists(st.tuples(st.sampled_from(STEPS), PLACES, PLACES), min_size=1, max_size=6)


def outcome(content):
    """What is read, or the sentence of refusal: the same each time, and fit to be shown."""
    first, second = attempt(content), attempt(content)
    assert first == second
    sentences = [first] if isinstance(first, str) else first.warnings
    assert all(SENTENCE.fullmatch(text) for text in sentences), sentences
    assert len(sentences) <= 2 * len(RIGHT)
    return first


def attempt(content):
    try:
        return read(content)
    except UnreadableNotebook as error:
        return str(error)


@pytest.mark.slow
@settings(max_examples=120)
@given(SEQUENCES)
def test_answers_that_no_damage_has_touched_are_taken_word_for_word(steps):
    notebook, touched = json.loads(SOUND), set()
    for step, place, other in steps:
        touched |= step(notebook, place, other)
    submission = outcome(json.dumps(notebook).encode())
    for name in set(NAMES) - touched:
        assert submission.answers[name] == RIGHT[name], name


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=6))
def test_any_value_anywhere_in_the_notebook_is_borne(changes):
    top = {"notebook": json.loads(SOUND)}
    for place, value in changes:
        node, key = top, "notebook"
        while isinstance(node[key], dict | list) and node[key] and place % 7:
            node = node[key]
            keys = sorted(node) if isinstance(node, dict) else range(len(node))
            key, place = keys[place % len(keys)], place // 3
        node[key] = value
    outcome(json.dumps(top["notebook"]).encode())


@settings(max_examples=60)
@given(
    st.lists(st.tuples(PLACES, st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=4)
)
def test_any_bytes_cut_turned_or_put_in_are_borne(changes):
    content = SOUND
    for place, cut, put in changes:
        place %= len(content)
        content = content[:place] + put + content[place + cut :]
    outcome(content)
