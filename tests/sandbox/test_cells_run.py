"""The cells of a notebook run in order, each on its own, with what every notebook has."""

from dataclasses import replace

import numpy as np
import pytest
from plain_answers import plain

from autograder.sandbox.isolation.levels import probe
from coursework.faults.failures import StudentError

pytestmark = pytest.mark.slow


def test_cells_run_in_order_each_on_its_own(student):
    one = student(
        a="first = 1\n", b="raise ValueError('here')\n", c="second = first + 1\n", d="1 +\n"
    )
    one.answers |= {"first": "", "second": ""}
    assert (one.value("first"), one.value("second")) == (1, 2)
    with pytest.raises(StudentError, match="ValueError: here in line 1"):
        one.value("b")
    with pytest.raises(StudentError) as caught:
        one.value("d")
    assert caught.value.kind == "SyntaxError" and caught.value.mistake.name == "syntax_error"


def test_what_a_cell_defines_before_it_raises_is_graded_with_a_warning(student):
    one = student(f="def f():\n    return 7\nprint(unknown)\n", g="print(unknown)\n")
    assert one.call("f").value == 7
    (warning,) = one.warnings
    assert "`f`" in warning and "NameError" in warning and "line 3" in warning
    with pytest.raises(StudentError, match="NameError"):
        one.call("g")


def test_a_helper_that_fails_takes_no_other_helper_along(student):
    one = student(
        helpers=["x = 1 / 0", "def two():\n    return 2"],
        answers=plain(f="return two()", g="return x"),
    )
    assert one.call("f").value == 2
    (warning,) = one.warnings
    assert "ZeroDivisionError: division by zero in “x = 1 / 0”" in warning
    hint = one.call("g").error.mistake.hint
    assert hint.startswith("It gets its value in a cell of your own that stopped: ")


MISSING = """import torch, math
import nowhere.to.be.found as found
from numpy import mean, no_such_function
from torch import nn, optim; from torch import *
device = torch.device("cpu")
def f(kind, x: nn.Parameter = None):
    import elsewhere
    if kind == "guarded":
        try:
            import torch as here
        except ImportError:
            return "guarded"
    if kind == "attribute":
        return torch.relu(1)
    if kind == "call":
        return optim(1)
    if kind == "sum":
        return 1 + nn
    if kind == "assigned":
        return device.type
    return math.sqrt(4) + mean([1])
"""


def test_a_module_that_is_not_there_stops_an_answer_only_where_it_is_used(student):
    one = student({"f": MISSING})
    assert one.call("f", "").value == 3 and one.call("f", "guarded").value == "guarded"
    for kind in ("attribute", "call", "sum", "assigned"):
        error = one.call("f", kind).error
        assert (error.kind, error.detail) == ("ModuleNotFoundError", "No module named 'torch'")
        assert "scikit-learn, pandas, tqdm" in error.mistake.hint
    (warning,) = one.warnings
    assert "`f`" in warning and "line 5" in warning and "the rest of the cell was graded" in warning


def test_what_every_notebook_has_is_there_and_does_nothing(student, grader_at_each_level):
    answer = """from IPython.display import HTML, clear_output, display as show
import IPython, getpass, matplotlib.pyplot as plt
from tqdm.notebook import tqdm
get_ipython().run_line_magic("matplotlib", "inline")
print("Run by", getpass.getuser())
def f():
    show(HTML("<b>1</b>")); clear_output(wait=True); display(1); IPython.get_ipython().system("ls")
    plt.plot([1, 2])
    return sum(tqdm(range(4)))
"""
    one = student({"f": answer}, at=grader_at_each_level)
    one.process.budget.limits = replace(
        one.process.budget.limits, seconds_per_check=30
    )  # as importing may take long
    assert one.call("f").value == 6 and one.warnings == []


def test_a_file_that_is_not_there_leaves_out_the_statement_that_reads_it(student):
    one = student({"f": "data = open('train.csv').read()\ndef f():\n    return 1\n"})
    assert one.call("f").value == 1
    (warning,) = one.warnings
    assert "FileNotFoundError" in warning and "a file beside the notebook isn't there" in warning


def test_files_can_be_written_and_read_again_at_each_level(student, grader_at_each_level):
    body = "os.makedirs('a/b'); np.save('a/b/w', w); shutil.copy('a/b/w.npy', 'c'); "
    one = student(
        {"f": f"import os, shutil\ndef f(w):\n    {body}return np.load('c') + len(os.listdir())\n"},
        at=grader_at_each_level,
    )
    assert one.call("f", np.ones(2)).value.tolist() == [3, 3]


def test_a_module_that_a_cell_writes_can_be_imported(student, grader_at_each_level):
    write = "open('helper.py', 'w').write('import torch\\ndef two(): return 2')"
    one = student(
        helpers=[write],
        answers={"f": "from helper import *\nimport helper\ndef f(): return two() + helper.two()"},
        at=grader_at_each_level,
    )
    assert one.call("f").value == 4 and one.warnings == []


@pytest.mark.parametrize("files", ["['f' + str(i) for i in range(9)]", "['f'] * 9"])
def test_who_fills_the_disk_is_ended(student, grader, files):
    level = replace(grader, level="self-limited")
    if not probe("self-limited", grader.environment).holds:
        pytest.skip("self-limited doesn't hold here")
    write = "open(name, 'ab').write(bytes(3 << 20)); time.sleep(0.1)"
    one = student(
        {"f": f"import time\ndef f():\n    for name in {files}:\n        {write}\n"}, at=level
    )
    with pytest.raises(StudentError) as caught:
        raise one.call("f").error
    many = len(set(eval(files))) > 1
    assert caught.value.kind == ("TooMuch" if many else "OSError")  # one file alone has its limit
