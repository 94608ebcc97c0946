"""Answers are found in whatever comes in as a notebook, and nothing else is taken from it."""

import copy
import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.notebook.answers import (
    UnreadableNotebook,
    answer_cells,
    assignment_of,
    pristine_notebook,
    read_submission,
)
from autograder.notebook.definitions import data_of, imports_of

RIGHT = reference_answers("svm")
HINGE = """def hinge_loss(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label] + delta)
    return margins.sum() - delta
"""


def notebook(**answers):
    """A notebook as the reference would hand it in, as plain JSON, with other answers."""
    return json.loads(filled("svm", {**RIGHT, **answers}))


def written(notebook):
    return json.dumps(notebook).encode()


def read(notebook):
    content = notebook if isinstance(notebook, bytes) else written(notebook)
    return read_submission(content, pristine_notebook("svm"))


def cell_of(notebook, name):
    """The cell of an answer, found by its text as ids may be gone."""
    return next(cell for cell in notebook["cells"] if f"YOUR ANSWER: {name}" in text_of(cell))


def text_of(cell):
    return "".join(cell["source"])


def code(source, **more):
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return {**empty, "source": source, **more}


def without_ids(notebook, nbgrader=True):
    for cell in notebook["cells"]:
        del cell["id"]
        if nbgrader:
            cell["metadata"] = {}
    return {**notebook, "nbformat_minor": 0}


def test_an_untouched_notebook_gives_every_answer_and_no_warning():
    submission = read(notebook())
    code_answers = {name for name in RIGHT if name != "squared_or_not"}
    assert submission.answers == {name: RIGHT[name] for name in code_answers}
    assert submission.texts == {"squared_or_not": RIGHT["squared_or_not"]}
    assert (submission.helpers, submission.warnings) == ([], [])


def lose_cell_ids(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"new-{number}"


def lose_nbgrader_ids(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def as_colab_writes(notebook):
    """Cell ids in the metadata, nbformat 4.0, a cell of Colab's own in front."""
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "colab": {"base_uri": "https://localhost"}}
    notebook["cells"].insert(0, code(["!pip install something\n"]))
    notebook |= {"nbformat_minor": 0, "metadata": {"colab": {"provenance": []}}}


@pytest.mark.parametrize("change", [lose_cell_ids, lose_nbgrader_ids, as_colab_writes])
def test_answers_are_found_by_whichever_id_is_left_without_a_warning(change):
    changed = notebook()
    change(changed)
    submission = read(changed)
    assert {**submission.answers, **submission.texts} == RIGHT
    assert submission.warnings == []


def test_without_ids_answers_are_found_by_their_marker_and_that_is_said_once():
    submission = read(without_ids(notebook()))
    assert submission.answers == {n: RIGHT[n] for n in RIGHT if n != "squared_or_not"}
    (warning,) = submission.warnings
    assert "No answer's cell has the id" in warning and "found by their marker or place" in warning


def test_without_id_and_marker_an_answer_is_found_by_the_name_that_its_cell_defines():
    changed = without_ids(notebook())
    for cell in changed["cells"]:
        cell["source"] = text_of(cell).replace("# YOUR ANSWER:", "#")
    submission = read(changed)
    assert "def hinge_loss" in submission.answers["hinge_loss"]
    assert "loss_of_frog = " in submission.answers["loss_of_frog"]
    assert sum("found by their name or place" in text for text in submission.warnings) == 1


@pytest.mark.parametrize("leave", ["stub", "nothing", "deleted"])
def test_an_answer_in_a_cell_of_the_students_own_counts(leave):
    changed = notebook()
    cell = cell_of(changed, "hinge_loss")
    if leave == "deleted":
        changed["cells"].remove(cell)
    else:
        stub = answer_cells(pristine_notebook("svm"))["hinge_loss"].source
        cell["source"] = stub if leave == "stub" else ""
    changed["cells"].append(code(HINGE, id="own"))
    submission = read(changed)
    assert submission.answers["hinge_loss"] == HINGE
    (warning,) = submission.warnings
    assert "`hinge_loss`" in warning and "name" in warning


def test_an_instructors_cell_is_never_taken_for_an_answer_of_that_name():
    changed = notebook()
    changed["cells"].remove(cell_of(changed, "svm_loss_naive"))
    submission = read(changed)
    assert "svm_loss_naive" not in submission.answers
    assert submission.warnings == ["No cell holds the answer `svm_loss_naive`."]


def test_of_duplicated_cells_the_last_one_filled_in_counts():
    changed = notebook()
    cells = changed["cells"]
    cell = cell_of(changed, "hinge_loss")
    stub = answer_cells(pristine_notebook("svm"))["hinge_loss"].source
    place = cells.index(cell)
    cells[place + 1 : place + 1] = [
        {**copy.deepcopy(cell), "source": HINGE},
        {**copy.deepcopy(cell), "source": stub},
        {**copy.deepcopy(cell), "source": "\n"},
    ]
    submission = read(changed)
    assert submission.answers["hinge_loss"] == HINGE
    assert submission.warnings == [
        "There are 2 versions of the answer `hinge_loss`; the last one counts, in cell "
        f"{place + 2} of the notebook."
    ]


@pytest.mark.parametrize("below", [True, False])
def test_of_two_versions_the_last_counts_though_it_is_in_a_cell_of_the_students_own(below):
    changed = notebook()
    cells = changed["cells"]
    place = cells.index(cell_of(changed, "hinge_loss"))
    cells.insert(place + below, code(HINGE, id="own"))
    submission = read(changed)
    assert submission.answers["hinge_loss"] == (HINGE if below else RIGHT["hinge_loss"])
    assert submission.warnings == [
        "There are 2 versions of the answer `hinge_loss`; the last one counts, in cell "
        f"{place + 2} of the notebook."
    ]


def test_of_two_numbers_for_a_question_the_last_counts():
    changed = notebook()
    changed["cells"].append(code("loss_of_frog = 3.0", id="own"))
    assert read(changed).answers["loss_of_frog"] == "loss_of_frog = 3.0"


@pytest.mark.parametrize(
    "source",
    [
        "from my_own import hinge_loss",
        "hinge_loss = timed(hinge_loss)",
        "print(hinge_loss([1, 2], 0))",
        "def test():\n    hinge_loss = 3",
        "# def hinge_loss(scores, label):\n#     return 0",
    ],
)
def test_a_cell_that_only_uses_an_answer_is_no_version_of_it(source):
    changed = notebook()
    changed["cells"].append(code(source, id="own"))
    assert read(changed) == read(notebook())


def test_a_class_that_goes_on_in_a_cell_below_is_joined_with_that():
    first = "class hinge_loss:\n    a = 1\n"
    below = ["class hinge_loss(hinge_loss):\n    b = 2", "class hinge_loss(hinge_loss):\n    c = 3"]
    changed = notebook(hinge_loss=first)
    changed["cells"] += [code(text, id=f"own{i}") for i, text in enumerate(below)]
    submission = read(changed)
    assert submission.answers["hinge_loss"] == "\n".join([first, *below])
    assert submission.warnings == [
        "The answer `hinge_loss` was split over 3 cells; the grader joined them."
    ]
    changed["cells"] += [code(text, id=f"again{i}") for i, text in enumerate([first, below[0]])]
    assert read(changed).answers["hinge_loss"] == "\n".join([first, below[0]])


def test_of_two_versions_in_one_cell_the_last_counts_and_that_is_said():
    submission = read(notebook(hinge_loss=f"{HINGE}\n{HINGE}    # again"))
    (warning,) = submission.warnings
    assert warning.startswith("There are 2 versions of the answer `hinge_loss`; the last one")


def test_several_answers_in_other_cells_are_named_in_one_warning():
    changed = notebook()
    for name in ("hinge_loss", "svm_loss_naive"):
        changed["cells"].append({**cell_of(changed, name), "metadata": {}, "id": f"moved {name}"})
        changed["cells"].remove(cell_of(changed, name))
    assert read(changed).warnings == [
        "`hinge_loss`, `svm_loss_naive` weren't in their cells; they were found by their marker."
    ]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_retyped_answer_cell_still_holds_the_answer(kind):
    changed = notebook()
    cell = cell_of(changed, "hinge_loss")
    cell["cell_type"] = kind
    del cell["outputs"], cell["execution_count"]
    assert read(changed).answers == read(notebook()).answers


def test_edits_of_instructors_cells_tags_outputs_and_metadata_change_nothing():
    changed = notebook()
    for cell in changed["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        cell["metadata"]["tags"] = ["skip-execution", "remove-cell"]
        if cell["cell_type"] == "code":
            output = {"output_type": "stream", "name": "stderr", "text": ["36.0"]}
            cell |= {"outputs": [output], "execution_count": 99}
        if nbgrader.get("locked"):
            nbgrader |= {"points": 1000.0, "locked": False, "grade": False}
            cell["source"] = "import os; os._exit(0)"
    changed["metadata"] = {"kernelspec": {"name": "evil", "language": "c", "display_name": ""}}
    assert read(changed) == read(notebook())


def test_helpers_in_a_students_own_cells_are_taken_with_all_that_they_need():
    uses = "def hinge_loss(scores, label, delta=1.0):\n    return total(scores, label) * ONE\n"
    changed = notebook(hinge_loss=uses)
    cells = changed["cells"]
    before = cells.index(next(cell for cell in cells if text_of(cell) == uses))
    cells[before:before] = [
        code("from math import fsum as add\nimport os\nONE = 1.0\nprint('hello')", id="a"),
        code("def unused(x):\n    return os\n\nloss = slow_training()", id="b"),
        code("def total(scores, label):\n    return add(margins(scores, label))", id="c"),
        code("def margins(scores, label):\n    return [0]", id="d"),
        code("def margins(scores, label):\n    return [1]  # a better one", id="e"),
        code("this is no Python", id="f"),
    ]
    submission = read(changed)
    assert [one.source for one in submission.helpers] == [
        "from math import fsum as add",
        "ONE = 1.0",
        "def total(scores, label):\n    return add(margins(scores, label))",
        "def margins(scores, label):\n    return [1]",
    ]
    (warning,) = submission.warnings
    assert all(f"`{name}`" in warning for name in ("add", "ONE", "total", "margins"))


def test_a_helper_can_t_take_the_place_of_numpy_or_of_another_answer():
    changed = notebook()
    changed["cells"].insert(0, code("import math as np\ndef hinge_loss(*_): return 0", id="a"))
    submission = read(changed)
    assert submission.helpers == []
    assert submission.answers["hinge_loss"] == RIGHT["hinge_loss"]


def with_own_cells(above, answer, below):
    """The submission of a notebook with the student's own cells around `svm_loss_naive`."""
    changed = notebook(svm_loss_naive=answer)
    cells = changed["cells"]
    place = next(i for i, cell in enumerate(cells) if text_of(cell) == answer)
    cells[place + 1 : place + 1] = [code(text, id=f"below{i}") for i, text in enumerate(below)]
    cells[place:place] = [code(text, id=f"above{i}") for i, text in enumerate(above)]
    return read(changed)


def test_of_several_definitions_the_last_one_above_an_answer_is_its_own():
    uses = "def svm_loss_naive(*_):\n    return rate, sum([1]), later\n"
    above, below = ["rate = 1", "rate = 2"], ["rate = 3", "sum = 3\nnp = None", "later = 4"]
    found = with_own_cells(above, uses, below).helpers
    assert [one.source for one in found] == ["rate = 2", "later = 4"]
    assert {one.before for one in found} == {"svm_loss_naive"}


def test_values_that_statements_build_up_are_taken_along_whole():
    above = ["total = 0\nfor i in range(3):\n    total += i", "sums = {}\nsums['a'] = total"]
    found = with_own_cells(above, "def svm_loss_naive(*_):\n    return sums\n", []).helpers
    assert [one.source for one in found] == [
        "total = 0",
        "for i in range(3):\n    total += i",
        "sums = {}",
        "sums['a'] = total",
    ]


@pytest.mark.parametrize("change", ["sums.append(1)", "sums[0].update(a=1)", "sums.sort()"])
def test_a_list_that_is_changed_by_its_methods_is_taken_along_as_it_became(change):
    loop = f"for i in range(3):\n    if i:\n        {change}"
    above = ["sums = []\nsums.index(3)", change, loop]
    found = with_own_cells(above, "def svm_loss_naive(*_):\n    return sums\n", []).helpers
    assert [one.source for one in found] == ["sums = []", change, loop]


@pytest.mark.parametrize(
    "second",
    [
        "f = timed(f)",
        "f: object = g, f",
        "class f(f): pass",
        "def f(x=f): pass",
        "@f\ndef f(): pass",
    ],
)
def test_what_is_made_of_its_own_earlier_value_is_taken_along_with_that(second):
    uses = "def svm_loss_naive(*_):\n    return f()\n"
    first = ["f = 0", "def f(): pass"]
    found = with_own_cells([*first, second], uses, []).helpers
    assert [one.source for one in found] == ["def f(): pass", second]


def test_of_an_import_only_the_names_are_told_that_an_answer_does_not_import_itself():
    uses = "import math\ndef svm_loss_naive(*_):\n    return math.pi, stats.mean\n"
    submission = with_own_cells(["import math", "import os, statistics as stats"], uses, [])
    assert [one.source for one in submission.helpers] == ["import os, statistics as stats"]
    (warning,) = submission.warnings
    assert warning.startswith("Your answers use `stats` from cells of your own;")


def test_star_imports_and_commands_by_get_ipython_are_taken_along():
    above = ["from numpy import *\nget_ipython().run_line_magic('pylab', '')"]
    above += ["files = get_ipython().getoutput('ls')\nimport torch, math as m"]
    submission = with_own_cells(above, "def svm_loss_naive(*_): return exp(m.pi), files\n", [])
    assert [one.source for one in submission.helpers] == [
        "from numpy import *",
        "files = get_ipython().getoutput('ls')",
        "import torch, math as m",
    ]
    assert "`from numpy import *`" in submission.warnings[0]


def test_files_that_cells_write_are_taken_along_where_they_are_imported_or_named():
    above = ["%%writefile tools/one.py\nfrom .two import x", "%%writefile tools/two.py\nx = 2"]
    above += ["%%file rate.json\n{}", "%%writefile unused.py\ny = 3"]
    above += ["get_ipython().run_cell_magic('writefile', '-a /a/r.txt', 'z')"]
    uses = (
        "from tools import one\ndef svm_loss_naive(*_): return open('rate.json'), open('r.txt')\n"
    )
    sources = [one.source for one in with_own_cells(above, uses, []).helpers]
    assert [source.count("makedirs('tools'") for source in sources] == [1, 1, 0, 0]
    assert sources[2] == "open('rate.json', 'w', encoding='utf-8').write('{}')"
    assert sources[3] == "open('r.txt', 'a', encoding='utf-8').write('z')"


def test_a_cell_that_was_exported_with_its_command_is_read_as_it_was_written():
    exported = "get_ipython().run_cell_magic('time', '', 'def two():\\n    return 2\\n')"
    found = with_own_cells([exported], "def svm_loss_naive(*_):\n    return two()\n", []).helpers
    assert [one.source for one in found] == ["def two():\n    return 2"]


def test_what_the_notebook_itself_defines_is_no_helper_of_the_students():
    submission = read(notebook(loss_range='loss_range = "B" if DATASET else W_small'))
    assert (submission.helpers, submission.warnings) == ([], [])


def test_commands_of_ipython_are_left_out_where_they_are_in_the_way():
    source = f"%%time\n!pip install nothing\nnp.maximum?\n{HINGE}    %timeit 3\n?np\n"
    submission = read(notebook(hinge_loss=source))
    compile(submission.answers["hinge_loss"], "answer", "exec")
    assert "return margins.sum() - delta" in submission.answers["hinge_loss"]
    assert len(submission.warnings) == 1 and "`hinge_loss`" in submission.warnings[0]


def test_a_remainder_at_the_beginning_of_a_line_is_no_command():
    source = "loss_of_frog = (25.9\n    % 13)\n"
    submission = read(notebook(loss_of_frog=source))
    assert submission.answers["loss_of_frog"] == source and not submission.warnings


def test_replacing_a_library_function_is_warned_of():
    for line in ("np.allclose = print", "np.testing.assert_allclose = 1", "sys.settrace = None"):
        submission = read(notebook(hinge_loss=f"{HINGE}\n{line}"))
        assert [line.split(" =")[0] in text for text in submission.warnings] == [True]


def test_names_of_the_import_cell_and_the_notebooks_small_data_are_known():
    imports = imports_of(pristine_notebook("svm"))
    assert {("np", "numpy", None), ("check", "coursework", "check")} <= set(imports)
    data = {}
    import numpy

    for statement in data_of(pristine_notebook("svm")):
        exec(statement, {"np": numpy}, data)
    assert data["scores"].shape == (3, 3) and list(data["labels"]) == [0, 1, 2]
    assert "data" not in data and "X" not in data  # the data set takes long to load


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


def test_the_assignment_of_a_notebook_is_told_by_its_answers():
    assert assignment_of(filled("svm", {}), ["svm"]) == "svm"
    assert assignment_of(written({**notebook(), "cells": []}), ["svm"]) is None
