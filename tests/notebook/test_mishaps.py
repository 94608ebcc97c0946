"""What an error is about is said as what it is, with a line of the student's own."""

import json
import linecache
import re
import sys

import pytest

from autograder.notebook.newer_syntax import why_unread
from autograder.notebook.repair import repaired
from autograder.sandbox.student import SandboxedStudent
from coursework.asking.asked import Asked
from coursework.asking.calling import call_function
from coursework.faults.failures import StudentError
from coursework.faults.mishaps import subject

OF_A_CELL = """from dataclasses import dataclass
import json

@dataclass
class Point:
    x: int

def own(): return 1 / 0
def of_a_library(): return json.loads("{")
def of_a_made_method(): return Point()
def of_a_text(): exec("x = 1\\n1 / 0")
def of_a_text_that_cant_be_read(): eval("1 +")
"""


@pytest.mark.parametrize("name", re.findall(r"def (\w+)", OF_A_CELL))
def test_the_line_told_is_one_of_the_students_own(name):
    namespace = {"__name__": "__main__"}
    file = "<answer own>"
    linecache.cache[file] = (len(OF_A_CELL), None, OF_A_CELL.splitlines(True), file)
    exec(compile(OF_A_CELL, file, "exec"), namespace)
    error = call_function(namespace[name], name, ()).error
    assert error.code.startswith(f"def {name}()") and error.answer == ""
    assert OF_A_CELL.splitlines()[error.line - 1] == error.code


def test_where_only_a_library_is_at_work_no_line_is_told():
    assert call_function(json.loads, "f", ("{",)).error.line is None


def in_sandbox(grader, source):
    """Return what calling `answer`, whose cell this is, fails with, and the warnings."""
    student = SandboxedStudent(
        {"answer": source},
        (),
        [("np", "numpy", None)],
        grader.environment,
        grader.level,
        grader.limits,
        seed=("secret", "ada"),
    )
    with student:
        student.begin("any", "any")
        try:
            Asked(student, "answer").answer()
        except StudentError as error:
            return error, student.warnings
    return None, student.warnings


ASKED_IN_VAIN = {
    "k = int(input('a number'))": "input_asked_for",
    "breakpoint()": "stopped_for_debugger",
    "import pdb; pdb.set_trace()": "stopped_for_debugger",
    "import argparse; argparse.ArgumentParser().parse_args()": "command_line_read",
    "import sys; reg = float(sys.argv[1])": "command_line_read",
    "import multiprocessing; multiprocessing.Pool(2)": "other_process_started",
    "import multiprocessing; multiprocessing.Process(target=print).start()": (
        "other_process_started"
    ),
    "import subprocess; subprocess.run(['ls'])": "other_process_started",
    "import os; os.fork()": "other_process_started",
}


@pytest.mark.parametrize("code", ASKED_IN_VAIN)
def test_what_isn_t_there_where_answers_run_is_named(code, grader):
    error, _ = in_sandbox(grader, f"def answer():\n    {code}\n    return 1")
    assert error.mistake.name == ASKED_IN_VAIN[code]


def test_what_a_cell_asks_for_in_vain_is_named_in_a_warning(grader):
    _, (warning,) = in_sandbox(grader, "def answer():\n    return 1\nname = input()")
    assert "`input` waits until somebody types" in warning


def test_code_that_is_given_to_eval_is_no_cell_that_can_t_be_read(grader):
    error, _ = in_sandbox(grader, "def answer():\n    eval('1 +')")
    assert (error.kind, error.line, error.mistake) == ("SyntaxError", 2, None)


NEWER = {
    "type Row = list\n": 12,
    "def answer[T](x: T): pass\n": 12,
    'x = f"{"a"}"\n': 12,
    "x = f'{chr(10) + '\\\\n'}'\n": 12,
    "class A[T = int]: pass\n": 12,
    "try:\n    pass\nexcept KeyError, ValueError:\n    pass\n": 14,
    "x = t'{1}'\n": 14,
}


@pytest.mark.parametrize("source", NEWER)
def test_the_python_that_has_a_newer_syntax_is_named(source):
    mistake = why_unread(source, (3, 11))
    assert f"Python 3.{NEWER[source]}'s syntax; the grader runs Python 3.11" in mistake.hint
    assert why_unread(source, (3, 14)) is None


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python can read it")
def test_newer_syntax_in_an_answer_is_named_with_both_versions(grader):
    error, _ = in_sandbox(grader, "def answer():\n    return t'{1}'")
    runs = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"Python 3.14's syntax; the grader runs Python {runs}" in error.mistake.hint


@pytest.mark.parametrize("source", ["x = (\n", "a b\n", 'print "x"\n', "x = " + "-" * 90_000 + "1"])
def test_a_mistake_in_any_python_is_no_newer_syntax(source):
    assert why_unread(source, (3, 11)) is None


def test_a_merge_conflict_in_an_answer_is_named(grader):
    conflict = "<<<<<<< HEAD\n    return 1\n=======\n    return 2\n>>>>>>> theirs\n"
    error, _ = in_sandbox(grader, f"def answer():\n{conflict}")
    assert error.mistake.name == "merge_conflict"
    assert why_unread("x = '======='\n(", (3, 11)) is None


@pytest.mark.parametrize("lookalike", ["x ＝ 1", "f（1）", "f(1，2)", "x – 1", "x − 1", "１"])
def test_punctuation_that_only_looks_like_python_s_is_repaired(lookalike):
    text, (done,) = repaired(lookalike)
    assert text.isascii() and "look like Python's" in done


def test_a_character_that_can_t_be_repaired_is_named(grader):
    error, _ = in_sandbox(grader, "def answer（):\n    return (1")
    assert error.mistake.name == "character_not_pythons"


@pytest.mark.parametrize(
    ("kind", "detail", "code", "about"),
    [
        ("NameError", "name 'C' is not defined", "is_w_unique = C", "letter"),
        ("NameError", "name 'C' is not defined", "loss = C - 1", "NameError"),
        ("NameError", "name 'X' is not defined", "return X @ W", "NameError"),
        ("SyntaxError", "'(' was never closed", "x = (1", "syntax told"),
        ("IndentationError", "unexpected indent", "  x = 1", "syntax told"),
        ("SyntaxError", "invalid syntax", "so it is", "SyntaxError"),
    ],
)
def test_a_hint_guesses_only_where_python_does_not_tell(kind, detail, code, about):
    assert subject(kind, detail, code) == about
