"""Answers are asked in a real sandbox: what they do there costs only them."""

import os
import subprocess
import time
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from autograder.notebook.own_code import Helper
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.process import kept_running as module
from autograder.sandbox.process.connection import Connection, Died
from autograder.sandbox.process.kept_running import SandboxError
from autograder.sandbox.student import SandboxedStudent
from coursework.expecting.number_or_letter import NUMBER, read_answer
from coursework.faults.failures import STRIKES, StudentDied, StudentError
from coursework.scoring.check import Failure, NotDone

pytestmark = pytest.mark.slow

IMPORTS = [("np", "numpy", None), ("plt", "matplotlib.pyplot", None), ("tau", "math", "tau")]
IMPORTS += [("load_digits", "coursework.datasets", "load_digits"), ("check", "coursework", "check")]


@pytest.fixture
def student(grader):
    """Make a student of the given answers, in a sandbox that is ended with the test."""
    made = []

    def make(answers=None, helpers=(), at=grader, **named):
        one = SandboxedStudent(
            {**(answers or {}), **named},
            [*map(Helper, helpers)],
            IMPORTS,
            at.environment,
            at.level,
            at.limits,
            seed=("secret", "svm", "ada"),
        )
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


def plain(**answers):
    return {name: f"def {name}(*args):\n    {body}\n" for name, body in answers.items()}


def test_values_travel_both_ways_at_each_level(student, grader_at_each_level):
    one = student(at=grader_at_each_level, answers=plain(echo="return args"))
    call = one.call("echo", np.eye(2), [1, 2.5], {"a": (True, None, "text")})
    array, numbers, dictionary = call.value
    assert np.array_equal(array, np.eye(2)) and array.dtype == float
    assert (numbers, dictionary) == ([1, 2.5], {"a": (True, None, "text")})
    assert (call.error, call.steps) == (None, None)


def test_names_of_the_import_cell_are_known(student):
    one = student(
        plain(
            numpy="return np.arange(3)",
            pyplot="return plt.figure().number",
            attribute="return tau * 1",
            coursework="return load_digits().X_train.shape[1]",
        )
    )
    one.process.budget.limits = replace(
        one.process.budget.limits, seconds_per_check=30
    )  # as importing may take long
    assert one.call("numpy").value.tolist() == [0, 1, 2]
    assert one.call("coursework").value == 64
    assert one.call("pyplot").value == 1


@pytest.mark.parametrize(
    "module",
    [
        *("autograder", "solutions", "solutions.svm", "nbgrader"),
        *("wire", "limits", "cells", "lenient_imports", "notebook_modules", "stand_ins", "worker"),
    ],
)
def test_nothing_of_the_grader_can_be_imported(student, grader_at_each_level, module):
    found = f"importlib.import_module('{module}')"
    one = student({"f": f"import importlib\ndef f():\n {found}"}, at=grader_at_each_level)
    with_path = student(
        {"f": f"import importlib, sys\ndef f(path):\n sys.path.insert(0, path)\n {found}"},
        at=grader_at_each_level,
    )
    assert one.call("f").error.kind == "ModuleNotFoundError"
    kit = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    assert with_path.call("f", kit).error.kind == "ModuleNotFoundError"


def test_arguments_are_copies_and_what_became_of_them_is_told(student):
    one = student({"f": "def f(a):\n    a[0] = 9\n    return a\n"})
    given = np.zeros(2)
    call = one.call("f", given)
    assert given.tolist() == [0, 0] and call.arguments_after[0].tolist() == [9, 0]


def test_an_exception_tells_kind_line_and_code(student):
    one = student({"f": "def f(x):\n    y = 1\n    return y / x\n"})
    error = one.call("f", 0).error
    assert (error.kind, error.line, error.code) == ("ZeroDivisionError", 3, "return y / x")
    assert str(error).endswith("in line 3 of your answer: return y / x")


def test_an_exception_in_another_answer_names_that_one(student):
    one = student(f="def f(x):\n    return 1 / x\n", g="def g(x):\n    return f(x)\n")
    one.answers["f"] = one.answers["g"] = ""
    error = one.call("g", 0).error
    assert str(error).endswith("in line 2 of your `f`: return 1 / x")


def test_an_exception_in_a_library_names_the_line_that_called_it(student):
    one = student(f="def f(x):\n    return np.stack([x, x[1:]])\n")
    error = one.call("f", np.ones(3)).error
    assert str(error).endswith("in line 2 of your answer: return np.stack([x, x[1:]])")


@pytest.mark.parametrize("kind", ["np.longdouble", "object"])
def test_numbers_of_unusual_kinds_travel(student, kind):
    one = student(plain(f=f"return np.array([[1.5, 2.0]], dtype={kind})"))
    assert np.array_equal(one.call("f").value, [[1.5, 2.0]])


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


def test_an_answer_is_asked_in_the_state_that_its_cell_left(student):
    one = student(
        helpers=["total = 1"],
        f="def f():\n    return np.ones(total) + sum([1]) + helper()\n",
        g="del np\nsum = 3\ndef helper(): return 10\ndef g(): return sum\n",
        h="total = 5\ndef h(): return float(np.sum([sum([1]), total]))\n",
    )
    assert one.call("f").value.tolist() == [12]
    assert one.call("g").value == 3
    assert one.call("h").value == 6  # a number in the place of a function is of no use to it
    assert one.call("f").value.tolist() == [12]


def test_what_an_answer_keeps_in_a_global_is_there_at_the_next_call(student):
    one = student(
        f="calls = 0\ndef f():\n    global calls\n    calls += 1\n    return calls\n",
        g="def g(): return calls\n",
    )
    assert [one.call(name).value for name in "ffgf"] == [1, 2, 0, 3]


def test_help_and_exit_are_there_as_in_a_notebook(student):
    one = student({"f": "help(np.sum)\ndef f():\n    return 5\nexit()\n"}, **plain(g="quit()"))
    assert one.call("f").value == 5 and "SystemExit in line 4" in one.warnings[0]
    assert one.call("g").error.kind == "SystemExit"


def test_the_stub_is_not_done_and_an_absent_answer_too(student):
    one = student({"f": "def f():\n    raise NotImplementedError\n", "g": "pass\n"})
    with pytest.raises(NotDone, match="Not done yet"):
        raise one.call("f").failure
    with pytest.raises(NotDone, match="doesn't define `g`"):
        one.call("g")
    with pytest.raises(NotDone, match="no answer for `h`"):
        one.value("h")


CATASTROPHES = {
    "ends the process": ("import os; os._exit(0)", "Crash"),
    "crashes": ("import ctypes; ctypes.string_at(0)", "Crash"),
    "aborts": ("import os; os.abort()", "Crash"),
    "closes its descriptors": ("import os; os.closerange(0, 60); return 1", "Crash"),
    "hangs": ("while True: pass", "Timeout"),
    "sleeps": ("import time; time.sleep(100)", "Timeout"),
    "hangs in finally": (
        "\n    while True:\n        try:\n            1 / 0\n        except BaseException:\n"
        "            continue",
        "Timeout",
    ),
}


@pytest.mark.parametrize(("body", "kind"), CATASTROPHES.values(), ids=CATASTROPHES)
def test_an_answer_that_dies_is_told_so_and_the_next_one_is_right(student, body, kind):
    one = student(plain(bad=body, good="return 5"))
    with pytest.raises(StudentDied) as caught:
        one.call("bad")
    assert caught.value.kind == kind
    assert (caught.value.mistake is not None) == (kind == "Timeout")
    assert one.call("good").value == 5


ERRORS = {
    "SystemExit": "raise SystemExit",
    "exit": "import sys; sys.exit(0)",
    "RecursionError": "return bad()",
    "MemoryError": "return np.ones((100_000, 100_000))",
    "bytearray": "return len(bytearray(4 << 30))",
    "GeneratorExit": "raise GeneratorExit",
    "BaseException": "raise BaseException('all')",
}


# Each returns first what ends the process once nobody needs it any more.
LEAVINGS = {
    "ends when deleted": "class Last:\n"
    "    def __del__(self):\n"
    "        import os; os._exit(0)\n"
    "def bad():\n"
    "    global last\n"
    "    last = Last()\n"
    "    import threading; threading.Timer(0.2, exec, ['last = None', globals()]).start()\n"
    "    return 1\n",
    "sends a word too many": "def bad():\n"
    "    import os, threading\n"
    "    def late():\n"
    "        for number in range(3, 20):\n"
    "            try: os.write(number, b'x' * 10)\n"
    "            except OSError: pass\n"
    "    threading.Timer(0.2, late).start()\n"
    "    return 1\n",
}


@pytest.mark.parametrize("bad", LEAVINGS.values(), ids=LEAVINGS)
def test_what_an_answer_leaves_behind_costs_that_one_and_not_the_next(student, bad):
    one = student(bad=bad, good="def good():\n    return 5\n")
    for _ in range(STRIKES):
        assert one.call("bad").value == 1
        time.sleep(0.5)
        assert one.call("good").value == 5
    with pytest.raises(StudentDied):
        one.call("bad")
    assert one.call("good").value == 5


@pytest.mark.parametrize("body", ERRORS.values(), ids=ERRORS)
def test_an_answer_that_raises_anything_at_all_is_only_wrong(student, body):
    one = student(plain(bad=body, good="return 5"))
    assert one.call("bad").error.kind in (*ERRORS, "_ArrayMemoryError")
    assert one.call("good").value == 5


@pytest.mark.parametrize("body", ["while True: pass", "import os; os._exit(0)"])
def test_a_cell_that_dies_is_left_out_and_the_others_run(student, body):
    one = student(bad=body, good="good = 5")
    assert one.value("good") == 5
    with pytest.raises(StudentDied):
        one.value("bad")
    assert one.value("good") == 5


def test_a_function_that_dies_again_and_again_is_not_asked_any_more(student, monkeypatch):
    one = student(plain(bad="import os; os._exit(0)"))
    for _ in range(STRIKES):
        with pytest.raises(StudentDied):
            one.call("bad")
    monkeypatch.setattr(module, "launch", None)  # no sandbox is started for it any more
    with pytest.raises(StudentDied):
        one.call("bad")


def test_a_submission_that_used_up_its_time_is_not_asked_any_more(student):
    one = student(plain(f="return 1"))
    one.process.budget.spend(60.0)
    with pytest.raises(StudentDied, match="used up its 60 seconds"):
        one.call("f")


@pytest.mark.parametrize(
    "value",
    [
        "object()",
        "lambda: 0",
        "{1, 2}",
        "1j",
        "np.array([object()])",
        "type('T' * 999999, (), {})()",
    ],
)
def test_what_is_no_data_is_named_and_costs_only_this_call(student, value):
    one = student(plain(f=f"return {value}"))
    error = one.call("f").error
    assert "Your code returned a" in str(error) and "numbers or arrays are expected" in str(error)
    assert len(str(error)) < 1000
    assert error.discreet == (
        "Your code returned something else, where numbers or arrays are expected."
    )


def test_a_question_says_of_what_is_no_data_what_it_should_be(student):
    one = student(mean_loss="mean_loss = print\n")
    with pytest.raises(Failure, match="can't be read as an answer: a number .*builtin_function"):
        read_answer(one.value("mean_loss"), NUMBER)


def test_texts_of_a_student_are_cut(student):
    one = student(plain(f="raise type('K' * 10**6, (Exception,), {})('d' * 10**6)"))
    assert len(str(one.call("f").error)) < 1000


def test_too_large_a_value_is_refused(student):
    one = student(plain(array="return np.zeros(9_000_000)", texts="return ['abc' * 4_000_000]"))
    for name in ("array", "texts"):
        with pytest.raises(StudentDied, match="too large"):
            one.call(name)


def test_what_is_printed_and_warned_has_no_effect(student):
    body = """
    import os, sys, warnings
    print("x" * 10**6)
    sys.stderr.write("error")
    warnings.warn("careful")
    os.write(1, b"\\0" * 10**6)
    os.system("echo hello")
    np.float64(1) / 0
    return input() if args else 3"""
    one = student(plain(f=body), good="print('at the top')\ngood = 1")
    assert (one.call("f").value, one.value("good")) == (3, 1)


FIND = """
import os, struct, sys, json

def find():
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["replies"], frame.f_locals["number"]

def send(text, data=b""):
    if not isinstance(text, bytes):
        text = json.dumps({"value": text, "sizes": []}).encode()
    os.write(find()[0], struct.pack(">I", len(text)) + text + data)

def reply(*parts, number=None):
    number = find()[1] if number is None else number
    send({"tuple": [number, *parts]})

"""
EMPTY = '{"tuple": []}'
FORGERIES = {
    "no frame": 'os.write(find()[0], b"hello, grader, full points please")',
    "no JSON": 'send(b"x")',
    "an array for the number": (
        'send(b\'{"value":{"tuple":[{"array":["|i1",[2],0]},"value"]},"sizes":[2]}\', b"ab")'
    ),
    "an array for the kind": (
        'send(b\'{"value":{"tuple":[%d,{"array":["|i1",[2],0]}]},"sizes":[2]}\' % find()[1], b"ab")'
    ),
    "another number": f'reply("value", 5, {EMPTY}, None, number=999)',
    "true for the number": f'reply("value", 5, {EMPTY}, None, number=True)',
    "no number": f'reply("value", 5, {EMPTY}, None, number="1")',
    "no kind": "reply()",
    "an unknown kind": 'reply("passed", 100)',
    "half a value": 'reply("value", 5)',
    "a value with odd steps": f'reply("value", 5, {EMPTY}, "few")',
    "half an error": 'reply("error", "ValueError")',
    "done": 'reply("done")',
    "no tuple": "send(7)",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_reply_costs_the_forger_and_no_one_else(student, forgery):
    answers = {"forger": f"{FIND}\ndef forger():\n    {forgery}\n    os._exit(0)\n"}
    one = student(answers | plain(good="return 5"))
    with pytest.raises(StudentDied) as caught:
        one.call("forger")
    assert caught.value.kind in ("BrokenReply", "Crash")
    assert one.call("good").value == 5


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_reply_to_the_running_of_a_cell_leaves_no_process_behind(
    student, forgery, monkeypatch
):
    started, launch = [], module.launch
    monkeypatch.setattr(module, "launch", lambda *a: started.append(launch(*a)) or started[-1])
    one = student(bad=f"{FIND}\n{forgery}\nos._exit(0)", **plain(good="return 5"))
    with suppress(StudentDied):  # whoever forges that a cell is done loses the other answers too
        assert one.call("good").value == 5
    one.close()
    assert started and all(process.returncode is not None for process in started)


def test_a_second_reply_is_not_taken_for_the_next_one(student):
    late = f'reply("value", 1, {EMPTY}, None); reply("value", 2, {EMPTY}, None)'
    one = student({"forger": f"{FIND}\ndef forger():\n    {late}\n"} | plain(good="return 5"))
    one.call("forger")
    values = []
    for _ in range(3):
        try:
            values.append(one.call("good").value)
        except StudentDied as error:
            assert error.kind == "BrokenReply"
    assert set(values) <= {5} and values


def test_a_reply_forged_in_advance_is_not_taken(student):
    """For the next request's number, sent before that request came."""
    ahead = f'reply("value", 1, {EMPTY}, None, number=find()[1] + 1); return 0'
    one = student({"forger": f"{FIND}\ndef forger():\n    {ahead}\n"} | plain(good="return 5"))
    with pytest.raises(StudentDied):
        one.call("forger")
    assert one.call("good").value == 5


def test_what_a_forged_value_says_is_only_the_students_own_value(student):
    body = f'reply("value", 41, {EMPTY}, None); os._exit(0)'
    one = student({"forger": f"{FIND}\ndef forger():\n    {body}\n"})
    assert one.call("forger").value == 41


SEARCH = """
import gc, sys
def search():
    seen = []
    frame = sys._getframe()
    while frame:
        seen += [frame.f_locals, frame.f_globals]
        frame = frame.f_back
    words = ("expected", "CHECKS", "QUESTIONS", "secret", "reference", "grader", "student")
    names = {str(key) for scope in seen for key in scope}
    files = {getattr(module, "__file__", None) or "" for module in sys.modules.values()}
    texts = [one for one in gc.get_objects() if isinstance(one, dict) and "three_images" in one]
    return (
        sorted(names & set(words)),
        sorted(f for f in files if "autograder/assignments" in f or "solutions" in f),
        len(texts),
        "|".join(sys.argv),
        sorted(__import__("os").environ),
    )
"""


def test_frames_memory_and_settings_of_the_sandbox_hold_nothing_of_the_grader(
    student, grader_at_each_level
):
    one = student(search=SEARCH, at=grader_at_each_level)
    names, files, texts, arguments, variables = one.call("search").value
    assert (names, files, texts) == ([], [], 0)
    assert "secret" not in arguments and not any("SECRET" in name for name in variables)


def test_random_inputs_are_those_of_the_check_and_the_student(student):
    def drawn(one, name):
        one.begin(name, "f")
        return one.rng.random(3).tolist()

    one, again, other = student(f=""), student(f=""), student(f="")
    other.seed = ("secret", "svm", "bob")
    assert drawn(one, "a") == drawn(again, "a") == drawn(one, "a")
    assert len({str(drawn(*which)) for which in ((one, "a"), (one, "b"), (other, "a"))}) == 3


def test_a_sandbox_that_does_not_start_is_the_graders_fault(grader, student, tmp_path):
    (tmp_path / "work").mkdir()
    broken = replace(grader.environment, folder=tmp_path)
    one = student(plain(f="return 1"), at=replace(grader, environment=broken, level="trusted"))
    with pytest.raises(SandboxError, match="The sandbox doesn't start. Are the .limits."):
        one.call("f")


def test_closing_ends_the_process(student):
    one = student(plain(f="return 1"))
    one.call("f")
    process = one.process.connection.process
    one.close()
    assert process.returncode is not None and one.process.connection is None


class Announcing(Connection):
    """A connection whose other side takes back, each time, what it has announced."""

    times = 3

    def _wait(self, descriptor, event):
        self.times -= 1
        if self.times < 0:
            raise Died("Timeout", "in time")


def test_a_reply_that_is_announced_and_taken_back_is_waited_for_no_longer_than_any_other():
    with subprocess.Popen(["sleep", "5"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        connection = Announcing(process, max_reply=1000)
        with pytest.raises(Died, match="in time"):
            connection._read(4)
        connection.times = 1000  # the pipe is soon full, and nobody reads it
        with pytest.raises(Died, match="in time"):
            connection._write(bytes(1 << 20))
        process.kill()


def test_replies_count_towards_a_total(grader, student):
    limits = replace(grader.limits, replies_megabytes=40)
    one = student(f="def f():\n    return np.zeros(1_000_000)\n", at=replace(grader, limits=limits))
    assert one.call("f").value.size == one.call("f").value.size == 1_000_000
    with pytest.raises(StudentDied, match="too large"):
        one.call("f")
    with pytest.raises(StudentDied):
        [one.call("f") for _ in range(3)]


def test_an_answer_that_sends_too_much_leaves_enough_for_the_others(grader, student):
    limits = replace(grader.limits, replies_megabytes=1)
    answers = {f"f{n}": f"def f{n}():\n    return [0] * 30_000\n" for n in range(3)}
    one = student(answers, right="def right():\n    return 1\n", at=replace(grader, limits=limits))
    for name in answers:
        one.call(name)  # as objects, this takes more than its text
        with pytest.raises(StudentDied, match=f"`{name}` sent back more than its part of the 1 MB"):
            one.call(name)
        assert one.call("right").value == 1
