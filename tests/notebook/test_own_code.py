"""What a student's own cells define is taken along where an answer uses it."""

import pytest
from made_notebooks import HINGE, RIGHT, code, notebook, read, text_of

from autograder.notebook.answers import pristine_notebook
from autograder.notebook.definitions import data_of, imports_of


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
