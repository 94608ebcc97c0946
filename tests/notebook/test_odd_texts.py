"""Texts that no parser likes cost their own answer at most, and never break the grader."""

import io
import json

import pytest
from rich.console import Console
from shown_pages import feedback_page

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import read_results
from autograder.course import load_course
from autograder.grades_back.export import export_grades
from autograder.grading.submission import grade
from autograder.handin.collect import find_handins
from autograder.reports.terminal import class_table, terminal_report

RIGHT = reference_answers("svm")
FULL, DEEP = sum(points("svm").values()), 100_000
BIG = f"0x{'f' * 5000}"
BRACES = "{" * 150 + "1" + "}" * 150
TEXTS = {
    "a number of 5,000 hexadecimal digits": f"x = {BIG}",
    "a number of 5,000 digits": f"x = {'9' * 5000}",
    "numbers that aren't": "x = 0777 + 0_0__1 + 1if 1else 2 + 0x + 1e + 1e999999",
    "open brackets": "(" * DEEP,
    "open brackets of three kinds": "([{" * (DEEP // 3),
    "brackets": "x = " + "(" * 190 + "1" + ")" * 190,
    "calls": "x = " + "f(" * 190 + ")" * 190,
    "signs": "x = " + "-" * 90_000 + "1",
    "a sum": "x = " + "+".join("1" * 45_000),
    "attributes": "np" + ".a" * 45_000 + " = 1",
    "as many elif as Python reads": "if 1: pass\n" + "elif 1: pass\n" * 1500,
    "elif": "if 1: pass\n" + "elif 1: pass\n" * 7000,
    "lambdas": "x = " + "lambda: " * 10_000 + "1",
    "comparisons": "x = " + "1 < " * 20_000 + "1",
    "indentation": "".join(" " * n + "if 1:\n" for n in range(110)) + " " * 110 + "pass",
    "a letter with no name": "x = '\\N{NO SUCH NAME}'",
    "a letter with a long name": "x = '\\N{" + "A" * 90_000 + "}'",
    "escapes": "x = '\\x \\u \\d' + b'\\xg'",
    "a long line": "x = '" + "a" * 90_000 + "'",
    "a long name": "a" * 90_000 + " = 1",
    "accents": "a" + "\u0345\u0323" * 45_000 + " = 1",
    "null characters": "x = '\0'\n\0",
    "half a surrogate pair": "x = '\ud800'; \udfff = 1",
    "carriage returns": "x = 1\ry = 2\r\r\n",
    "form feeds": "\fx = 1\n\f\fy = 2\x0b",
    "an end of a file": "x = 1\x1a\nx = 2",
    "a byte order mark": "\ufeffx = 1",
    "another encoding": "# coding: utf-7\nx = '+AGEAYg-'",
    "an unknown encoding": "# -*- coding: klingon -*-\nx = 1",
    "an f-string": f'x = f"{BRACES}"',
    "f-strings in f-strings": "x = f'{f\"{f'''{1}'''}\"}' + f'{x!z}' + f'{a:{b:{c}}}'",
    "a walrus": "(x := 1); [y := 1 for y in (z := [1])]; x := 1",
    "what only a compiler minds": "return 1\nyield 2\nbreak\nNone = 1\nnonlocal x\ndel __debug__",
    "a future": "x = 1\nfrom __future__ import braces, annotations",
    "one argument twice": "def f(a, a): global a",
    "ways out of `try`": "def f():\n try:\n" + "  return\n" * 4000 + " finally:\n" + "  a\n" * 9000,
    "`finally` in `finally`": "".join(f"{' ' * n}try: a\n{' ' * n}finally:\n" for n in range(30))
    + " " * 30
    + "a",
    "a conflict": "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> theirs",
    "stars": "*" * DEEP,
    "quotation marks": "'" * 99_999,
    "backslashes": "\\" * DEEP,
    "continued lines": "x = \\\n" * 16_000,
    "`match`": "match x:\n" + " case [" * 1000,
    "decorators": "@" * 50_000 + "\ndef f(): pass",
}


def cell(source):
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}


def with_cells(sources, **answers):
    notebook = json.loads(filled("svm", RIGHT))
    for one in notebook["cells"]:  # as JSON can hold more than a file
        name = one["metadata"].get("nbgrader", {}).get("grade_id")
        one["source"] = answers.get(name, one["source"])
    notebook["cells"] += map(cell, sources)
    return json.dumps(notebook).encode()


def broken(result):
    return [check.message for check in result.checks if check.status == "error"]


def test_in_cells_of_the_students_own_they_cost_nothing(grader):
    result = grade(with_cells(TEXTS.values()), "ada", grader).result
    assert (result.error, broken(result), result.score) == (None, [], FULL)


# As many at once as there are answers: each costs no other answer's points.
ANSWERS = [name for name in RIGHT if name != "squared_or_not"][:8]
SHORT = [name for name in TEXTS if "`" not in name]  # to run the others takes all the time
GROUPS = [SHORT[n : n + len(ANSWERS)] for n in range(0, len(SHORT), len(ANSWERS))]


@pytest.mark.slow
@pytest.mark.parametrize("texts", GROUPS, ids=", ".join)
def test_in_an_answer_they_cost_that_answer_at_most(grader, texts):
    odd = dict(zip(ANSWERS, texts, strict=False))
    answers = {name: f"{TEXTS[text]}\n{RIGHT[name]}" for name, text in odd.items()}
    graded = grade(with_cells([], **answers), "ada", grader)
    result = graded.result
    assert (result.error, broken(result)) == (None, [])
    lost = {one.question for one in result.checks if one.earned < one.points}
    assert lost <= set(odd)
    assert feedback_page(result, "SVM", graded.submission.answers, {})


@pytest.mark.parametrize(
    "own",
    [
        f"BIG = {BIG}",
        f"import math; BIG, other = {BIG}, 'é'; unused = 1",
        f"BIG = (\n    {BIG}  # the largest\n)",
        f"def largest():\n    return {BIG}\n\nBIG = largest  # a function",
        f"x = 'é'; BIG = [{BIG},\n  2][0]; y = 2",
    ],
)
def test_a_right_answer_that_uses_a_number_of_5000_digits_earns_everything(grader, own):
    uses = RIGHT["hinge_loss"].replace("):\n", "):\n    assert BIG\n", 1)
    result = grade(with_cells([own], hinge_loss=uses), "ada", grader).result
    assert (result.error, result.score) == (None, FULL)
    literal = RIGHT["hinge_loss"] + f"\nassert {BIG} > 0\n"
    assert grade(filled("svm", {"hinge_loss": literal}), "ada", grader).result.score > 0


def test_a_helper_is_taken_along_as_it_was_written(grader):
    own = (
        "# é\n@staticmethod\n# what it is for\n@(\n    lambda f: f)\ndef total(x):\n"
        "    return (x  # all of it\n    )\n\nONE = 'é'; TWO = 2; THREE = [\n  3]  # and no more"
    )
    uses = f"total.__func__, ONE, TWO, THREE\n{RIGHT['hinge_loss']}"
    graded = grade(with_cells([own], hinge_loss=uses), "ada", grader)
    total, three = own[own.index("@") : own.index("\n\n")], "THREE = [\n  3]"
    taken = [one.source for one in graded.submission.helpers]
    assert taken == [total, "ONE = 'é'", "TWO = 2", three]
    assert graded.result.score == FULL


@pytest.mark.slow
def test_a_class_of_which_no_notebook_can_be_read_is_reported_as_any_other(grader, tmp_path):
    (tmp_path / "in").mkdir()
    for student, content in {"ada": b"", "bob": b"PK\x03\x04", "cyd": b"[" * DEEP}.items():
        (tmp_path / "in" / f"{student}.ipynb").write_bytes(content)
    out, course = tmp_path / "out", load_course()
    handins = find_handins([tmp_path / "in"], "svm")
    for again in (False, True):  # the second time they are compared with the first
        outcomes = list(grade_class(handins, grader, course, out, out / "book.db", 1, again=again))
    results = read_results(out, "svm")
    assert [(one.student, one.total) for one in results] == [("ada", 0), ("bob", 0), ("cyd", 0)]
    assert len(outcomes) == 3 and all(one.error and one.checks for one in results)
    for width in (40, 80, 250):
        shown = Console(width=width, record=True, file=io.StringIO())
        class_table(results, shown)
        class_table(results[:1], shown)
        terminal_report(results[0], shown)
        text = shown.export_text()
        assert "mean of 0" in text and "The file is empty." in " ".join(text.split())
    assert (out / "class.png").stat().st_size > 1000
    assert (out / "summary.csv").read_text(encoding="utf-8").count("The file is") == 3
    assert len(list((out / "feedback").glob("*.html"))) == 3
    assert export_grades(out / "book.db", tmp_path / "grades.csv", course) == 3
