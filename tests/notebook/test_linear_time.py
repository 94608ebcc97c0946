"""Reading a notebook and showing it takes steps in proportion to what was handed in."""

import json
import zipfile

import numpy as np
import pytest
from worst_inputs import LONG

import autograder
import autograder.nbgrader.sanitized_pages
import autograder.reports.student_html
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.handin.collect import find_handins
from autograder.notebook.answers import UnreadableNotebook, pristine_notebook, read_submission
from autograder.reports.student_html import highlighted
from coursework.asking.steps import count_steps
from coursework.faults.discretion import discreet

PRISTINE = pristine_notebook("svm")
RIGHT = reference_answers("svm")
NAMES = list(RIGHT)


def cell(source, kind="code", **more):
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def read(content):
    try:
        return read_submission(content, PRISTINE)
    except UnreadableNotebook as error:
        return error


def handed_in(*cells, **answers):
    """Return the right notebook with other answers, and with these cells below it."""
    notebook = json.loads(filled("svm", {**RIGHT, **answers}))
    notebook["cells"] += cells
    return json.dumps(notebook).encode()


def own_cell(write):
    """Return what makes a notebook with a text of about some length in a cell of its own."""
    return lambda length: handed_in(cell(write(length)))


def many_cells(source, kind="code", **more):
    """Return what makes a notebook of many cells with the same text."""
    return lambda length: handed_in(*[cell(source, kind, **more)] * (length // len(source)))


def of_an_answer(write):
    """Return what makes a notebook with a text for an answer that is right but for that."""
    return lambda length: handed_in(hinge_loss=f"{write(length)}\n{RIGHT['hinge_loss']}")


def numbered(line):
    """Return what repeats a line with a number in it up to a length, and 90% of it at most."""

    def write(length):
        lines = (line.format(n, n + 1) for n in range(length))
        text, size = [], 0
        for one in lines:
            size += len(one)
            if size > 0.9 * length:
                break
            text.append(one)
        return "".join(text)

    return write


def used(write, name="a0"):
    """Return what makes a notebook with an answer that uses what a cell of its own defines."""
    uses = f"{name}\n{RIGHT['hinge_loss']}"
    return lambda length: handed_in(cell(write(length)), hinge_loss=uses)


def all_used(write):
    """Return what makes a notebook whose answer uses every name of a cell of its own."""

    def make(length):
        uses = numbered("a{0}; ")(length)
        return handed_in(cell(write(length)), hinge_loss=f"{uses}\n{RIGHT['hinge_loss']}")

    return make


def alternating(*cells):
    return lambda length: handed_in(*cells * (length // sum(len(one["source"]) for one in cells)))


MARK = "# YOUR ANSWER: hinge_loss\n"
ALL_MARKS = "".join(f"# YOUR ANSWER: {name}\n" for name in NAMES)
ALL_BEGUN = "".join(f"{name} = (\n" for name in NAMES)


read(handed_in())  # what is found out once about the notebook that was given out


BASE = count_steps(read, handed_in())[1]

LONG_WAYS = {
    "line ends in a text": lambda n: handed_in(cell("\n" * n, "markdown")),
    "line ends in code": own_cell(lambda n: "\n" * n),
    "blanks in code": own_cell(lambda n: " " * n + "!ls"),
    "line ends in an answer": of_an_answer(lambda n: "\n" * int(0.9 * n)),
    "blank lines in an answer that can't be read": of_an_answer(lambda n: " \n" * (n // 3) + "("),
    "blank cells": many_cells(" " * 10),
    "small cells": many_cells("x = 1\n" * 3),
    "cells of text": many_cells("some text\n", "markdown"),
    "many markers": own_cell(lambda n: MARK * (n // len(MARK))),
    "half a marker": own_cell(lambda n: "# YOUR\n" * (n // 8)),
    "cells with a marker": many_cells(MARK),
    "cells with all markers": many_cells(ALL_MARKS),
    "cells that begin all answers": many_cells(ALL_BEGUN),
    "a text that begins all answers": lambda n: handed_in(
        cell(ALL_BEGUN * (n // len(ALL_BEGUN)), "markdown")
    ),
    "cells of an answer's own": many_cells(
        RIGHT["hinge_loss"], metadata={"nbgrader": {"grade_id": "hinge_loss"}}
    ),
    "texts in an answer's own cells": lambda n: handed_in(
        *(cell(f"text {i}", "markdown", id="squared_or_not") for i in range(n // 10))
    ),
    "answers begun and not ended": many_cells("def hinge_loss(scores, label):\n"),
    "answers and their tails": alternating(
        cell("def hinge_loss(scores, label):"), cell("    x = 1\n" * 50), cell("    return x")
    ),
    "names in a chain": used(lambda n: numbered("a{0} = ")(n) + "1"),
    "all names of a chain": all_used(lambda n: numbered("a{0} = ")(n) + "1"),
    "names one by one": all_used(numbered("a{0} = 1\n")),
    "names on one line": all_used(numbered("a{0} = 1; ")),
    "names of names": used(lambda n: numbered("def a{0}(): return a{1}()\n")(n)),
    "one name again and again": used(numbered("a0 = {0}\n")),
    "names taken apart": all_used(
        lambda n: "(" + numbered("a{0}, ")(n // 2) + ") = [" + numbered("{0}, ")(n // 2) + "]"
    ),
    "decorators": used(lambda n: "@f\n" * (n // 4) + "def a0(): pass"),
    "values in a function": used(lambda n: "def a0():\n" + numbered(" b{0} = {1}\n")(n)),
    "functions in a function": used(lambda n: "def a0():\n" + " lambda: b\n" * (n // 12)),
    "libraries' functions": of_an_answer(numbered("np.a{0}.b.c = 1\n")),
    "attributes of attributes": of_an_answer(lambda n: "np" + ".a" * (n // 3) + " = 1"),
    "attributes set within such": of_an_answer(
        lambda n: "x = [0 for np.a in [0 for np.a in [0 for np.a in y]]]\n" * (n // 60)
    ),
    "waiting on one line": of_an_answer(lambda n: "await x; " * (n // 20)),
    "waiting line by line": of_an_answer(lambda n: "await x\n" * (n // 20)),
    "stubs": own_cell(lambda n: "def f():\n raise NotImplementedError\n" * (n // 36)),
    "ways out of `try`": own_cell(
        lambda n: (
            "def f():\n try:\n" + "  return\n" * (n // 24) + " finally:\n" + "  a\n" * (n // 12)
        )
    ),
    "accents": own_cell(lambda n: "a" + "\u0345\u0323" * (n // 2) + " = 1"),
    "ignored accents": own_cell(lambda n: "# " + "\u0345" * n),
    "brackets": own_cell(lambda n: "(" * n),
    "signs": own_cell(lambda n: "x = " + "-" * n + "1"),
    "tabs": own_cell(lambda n: "\t" * n + "x ="),
    "prompts": own_cell(lambda n: ">>> x =\n" * (n // 9)),
    "pieces of a text": lambda n: handed_in({**cell(""), "source": ["x\n"] * (n // 2)}),
    "outputs": lambda n: handed_in(cell("1", outputs=[{}] * (n // 4))),
    "marks in a text that never ends": lambda n: (
        handed_in()[:-1] + b', "a": "' + b"," * n + b'", "' + rb"\"" * (n // 2)
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("way", LONG_WAYS)
def test_reading_takes_steps_in_proportion_to_what_was_handed_in(way):
    make = LONG_WAYS[way]
    few, many = (count_steps(read, make(length))[1] - BASE for length in (LONG // 2, LONG))
    assert many <= 2.6 * max(few, BASE // 10)


LONG_NAMES = {
    "Canvas's numbers": "a" + "_1" * 32_000 + "_svm",
    "a platform's dashes": "1-1 - " + "a - " * 16_000,
    "Moodle's marks": "a_1_assignsubmission_file_" * 2_500,
    "words": "a " * 32_000,
    "accents": "a" + "\u0345\u0323" * 16_000,
    "copies": "copy of " * 8_000 + "-copy1" * 10,
}


@pytest.mark.parametrize("name", LONG_NAMES.values(), ids=LONG_NAMES)
@pytest.mark.parametrize("place", ["{}.ipynb", "class/{}/svm.ipynb", "class/{}.txt"])
def test_a_file_with_a_long_name_is_found_in_a_bounded_number_of_steps(name, place, tmp_path):
    def steps(long):
        with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
            for own in ("broe_111_7_svm", "roe_222_8_svm", long):
                packed.writestr(place.format(own), b"{}")
        found, steps = count_steps(find_handins, [tmp_path / "class.zip"], "svm")
        assert len(found) >= 2 and all(len(one.student) <= 250 for one in found)
        return steps

    steps("any")  # with what is found out once
    assert steps(name) <= 2.6 * steps(name[:1200])


def test_a_page_shows_an_answer_of_nothing_but_blank_lines():
    # The lexer itself would look from each line to the end.
    assert highlighted(" \n" * 20_000).count("linenos") == 20_000


def test_a_page_colours_no_line_that_would_take_minutes(monkeypatch):
    line = f"odd = '%{'0' * 36_000}('  # <b>"
    for module in (autograder.reports.student_html, autograder.nbgrader.sanitized_pages):
        lexers = [name for name in vars(module) if name.lower() in ("highlight", "highlight2html")]
        for name in lexers:
            monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("was begun"))
        assert lexers and "# &lt;b&gt;" in module.highlighted(line)


def test_shapes_are_told_of_and_numbers_in_their_place_are_not():
    with pytest.raises(ValueError) as raised:
        np.ones((3, 4)) + np.ones((2, 5, 1))
    assert discreet("ValueError", str(raised.value)) == f"ValueError: {raised.value}"
    with pytest.raises(ValueError) as raised:
        np.dot(np.ones((3,)), np.ones((4, 5)))
    assert discreet("ValueError", str(raised.value)) == f"ValueError: {raised.value}"
    broadcast = "operands could not be broadcast together with shapes (3,4) "
    for forged in ("(1234567,)", "(12 34)", "(1234", "(" + "1" * 400 + ")"):
        assert discreet("ValueError", broadcast + forged) == "ValueError"
