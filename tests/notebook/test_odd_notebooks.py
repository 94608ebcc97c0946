"""Odd encodings, formats, cells and sources do no harm to the other answers."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_notebooks import HINGE, RIGHT, cell_of, code, notebook, read, without_ids

from autograder.assignments.written_answers.filling import filled
from autograder.notebook.answers import UnreadableNotebook

ENCODINGS = {
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CRLF in the cells": lambda text: text.replace("\\n", "\\r\\n").encode(),
    "escaped": lambda text: json.dumps(json.loads(text)).encode("ascii"),
    "Latin-1": lambda text: text.replace("—", "-").encode("latin-1", "ignore"),
}


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
def test_a_notebook_in_another_encoding_is_read(encode):
    answers = {name: source.encode("ascii", "ignore").decode() for name, source in RIGHT.items()}
    text = filled("svm", {**answers, "hinge_loss": HINGE + "# für später\n"}).decode()
    submission = read(encode(text))
    assert submission.answers["hinge_loss"] == HINGE + "# für später\n"
    assert submission.answers["svm_loss_naive"] == answers["svm_loss_naive"]


def test_nbformat_3_is_read():
    new = nbformat.reads(json.dumps(without_ids(notebook())), as_version=4)
    old = nbformat.v4.downgrade(new)
    submission = read(json.dumps(old).encode())
    assert "worksheets" in old and len(submission.answers) == 13
    assert submission.answers["svm_loss_vectorized"] == RIGHT["svm_loss_vectorized"]


def test_odd_cells_do_no_harm():
    changed = notebook()
    odd = [None, 3, "text", [], {}, {"cell_type": "code"}, code(None), code(3), code([1, "x"])]
    odd += [code("x", metadata=[]), code("x", metadata={"nbgrader": [1]}), code("x", id=[1])]
    odd += [code("x", metadata={"nbgrader": {"grade_id": ["hinge_loss"]}})]
    changed["cells"] += odd
    assert read(changed).answers == read(notebook()).answers


deep = "np" + ".a" * 3000

ODD_SOURCES = {
    "null byte": "x = '\0'",
    "surrogate": "x = '\ud800'",
    "brackets": "(" * 5000,
    "deep attribute": f"{deep} = 1",
    "long sum": "x = " + "+".join("1" * 4000),
    "deep helper": "def helper():\n    return " + "-" * 3000 + "1",
    "deep elif": "if 1: pass\n" + "elif 1: pass\n" * 3000,
}


@pytest.mark.parametrize("source", ODD_SOURCES.values(), ids=ODD_SOURCES)
def test_odd_source_does_no_harm_to_the_other_answers(source):
    changed = notebook(loss_of_frog="helper()")
    cell_of(changed, "hinge_loss")["source"] = f"# YOUR ANSWER: hinge_loss\n{source}\nhelper()"
    changed["cells"].append(code(source, id="own"))
    submission = read(changed)
    assert submission.answers["svm_loss_naive"] == RIGHT["svm_loss_naive"]


BROKEN = {
    "empty file": b"",
    "white space": b" \n\n",
    "truncated": filled("svm", RIGHT)[:5000],
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a Python file": b"def hinge_loss(scores, label):\n    return 0\n",
    "another JSON": b'{"a": 1}',
    "a list": b"[1, 2]",
    "a number": b"3",
    "null": b"null",
    "no cells": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "cells no list": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {}}',
    "deep JSON": b"[" * 100_000,
    "UTF-16": "text".encode("utf-16"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_notebook_is_refused_in_one_sentence_for_the_student(content):
    with pytest.raises(UnreadableNotebook) as caught:
        read(content)
    assert str(caught.value).startswith("The file ") and "\n" not in str(caught.value)


@given(st.integers(0, len(BROKEN["truncated"]) - 1), st.binary(min_size=1, max_size=3))
def test_damaged_bytes_are_read_or_refused(place, damage):
    whole = filled("svm", {"hinge_loss": HINGE})
    try:
        read(whole[:place] + damage + whole[place + len(damage) :])
    except UnreadableNotebook:
        return
