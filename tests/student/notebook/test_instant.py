"""check() under an answer in the notebook: a table, one amber line, or a helpful error."""

import subprocess
import sys
from importlib import import_module

import numpy as np
import pytest

from autograder.assignments.registry import questions
from autograder.course import load_course
from coursework import check
from coursework.faults.failures import shown as described
from coursework.instant_feedback.notebook_names import visible_checks
from coursework.instant_feedback.verdict_table import LOOK
from solutions import svm as reference

ASSIGNMENTS = [one.name for one in load_course().assignments]
AMBER = LOOK["not done"][2]


def stub(scores, label, delta=1.0):
    raise NotImplementedError


def notebook(**names):
    """A notebook's namespace, in which check() is called as a cell does."""
    return {"check": check, "np": np, **names}


def run(question, **names):
    exec(f"check({question!r})", notebook(**names))


@pytest.fixture
def shown(monkeypatch):
    """The tables that were shown."""
    tables = []
    monkeypatch.setattr("coursework.instant.show", tables.append)
    return tables


def test_a_right_answer_passes_every_check(shown):
    run("hinge_loss", hinge_loss=reference.hinge_loss)
    (table,) = shown
    assert {verdict.status for verdict in table.verdicts} == {"passed"}
    assert table.headline == "hinge_loss: 4 of 4 points now, the others after you hand in"


@pytest.mark.parametrize("question", dict.fromkeys(one.question for one in visible_checks()))
def test_the_reference_passes_what_the_notebook_checks(shown, question):
    right = {
        name: value
        for assignment in ASSIGNMENTS
        for name, value in vars(import_module(f"solutions.{assignment}")).items()
    }
    answers = {
        name: one.right for assignment in ASSIGNMENTS for name, one in questions(assignment).items()
    }
    run(question, **{**right, **answers})
    assert {verdict.status for verdict in shown[0].verdicts} == {"passed"}


def test_a_check_loads_those_of_its_own_notebook_alone():
    source = (
        "import sys; from coursework import check; hinge_loss = None; check('hinge_loss'); "
        "print(*(name for name in sys.modules if name.startswith('coursework.checks.')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", source], check=True, capture_output=True, text=True
    ).stdout
    assert told.splitlines()[-1] == "coursework.checks.svm"


def test_an_answer_that_no_notebook_was_built_with_is_checked(shown, monkeypatch):
    monkeypatch.setattr("coursework.instant_feedback.notebook_names._names", dict)
    run("hinge_loss", hinge_loss=reference.hinge_loss)
    assert {verdict.status for verdict in shown[0].verdicts} == {"passed"}


def test_a_stub_is_one_amber_line_not_done_yet(shown):
    run("svm_loss_naive", svm_loss_naive=lambda W, X, y, reg: stub(1, 2))
    html = shown[0]._repr_html_()
    first, *others = shown[0].verdicts
    assert first.status == "failed" and {one.status for one in others} == {"skipped"}
    assert "not done yet" in html and AMBER in html
    assert LOOK["failed"][2] not in html and "NotImplementedError" not in html


def test_an_open_question_is_not_done_yet(shown):
    run("loss_of_frog", loss_of_frog=None)
    assert "not done yet" in str(shown[0]) and AMBER in shown[0]._repr_html_()


def test_an_answer_that_was_not_run_is_asked_for(shown):
    run("hinge_loss")
    (message,) = {verdict.message for verdict in shown[0].verdicts}
    assert message.startswith("There is no `hinge_loss` yet. Run the cell")
    assert "<code>hinge_loss</code>" in shown[0]._repr_html_()


def test_a_wrong_answer_says_what_it_gave_and_what_was_expected(shown):
    run("hinge_loss", hinge_loss=lambda scores, label, delta=1.0: 7.5)
    (verdict,) = shown[0].verdicts
    assert verdict.status == "failed"
    assert "for the cat image is 7.5; expected 2.9" in verdict.message
    assert "Work the cat's loss out by hand" in verdict.message


@pytest.mark.parametrize("value", ["2.9", (2, 9), np.nan, np.ones(2), reference])
def test_what_is_no_number_can_not_be_read_as_an_answer_and_is_shown(shown, value):
    run("loss_of_frog", loss_of_frog=value)
    text = str(shown[0])
    assert "✗ This can't be read as an answer: a number is expected" in text
    assert "feedback" not in text and "feedback" not in shown[0]._repr_html_()
    assert text.endswith(f"It is {described(value)}. (failed)")


@pytest.mark.parametrize("value", [12.9, None, np.ones(2)])
def test_a_value_in_the_place_of_a_function_is_told_to_be_one(shown, value):
    run("hinge_loss", hinge_loss=value)
    (message,) = (verdict.message for verdict in shown[0].verdicts)
    assert message.startswith("Your answer is a value that can't be called")


def test_a_question_only_tells_that_an_answer_is_there_not_whether_it_is_right(shown):
    run("loss_of_frog", loss_of_frog=1.0)
    run("loss_of_frog", loss_of_frog=12.9)
    assert shown[0] == shown[1]
    assert {verdict.status for verdict in shown[0].verdicts} == {"passed"}
    run("loss_range", loss_range="D")
    assert '"A", "B" or "C"' in str(shown[2])


def test_a_name_without_a_check_is_told_the_one_meant_and_the_names_of_this_notebook(shown):
    with pytest.raises(ValueError, match="no check for 'hinge_los'.*Did you mean") as caught:
        run("hinge_los")
    assert all(name in str(caught.value) for name in ("hinge_loss", "mean_loss", "svm_loss_naive"))
    assert "softmax" not in str(caught.value) and shown == []


def test_an_answer_without_quotes_is_checked_and_a_value_is_told_to_be_in_quotes(shown):
    exec("check(hinge_loss)", notebook(hinge_loss=reference.hinge_loss))
    assert shown[0].question == "hinge_loss"
    with pytest.raises(ValueError, match=r'in quotes: check\("loss_of_frog"\)'):
        exec("check(loss_of_frog)", notebook(loss_of_frog=12.9))


def test_a_failed_check_raises_only_where_nbgrader_runs_the_notebook(shown, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    run("hinge_loss", hinge_loss=stub)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(AssertionError, match=r"(?s)hinge_loss: 0 of 4.*for the cat image is 7\.5"):
        run("hinge_loss", hinge_loss=lambda scores, label, delta=1.0: 7.5)
    run("hinge_loss", hinge_loss=reference.hinge_loss)
    assert len(shown) == 3  # the table is there either way


def test_checking_leaves_the_notebooks_own_random_numbers_and_names_alone(shown):
    np.random.seed(5)
    state, names = np.random.get_state()[1].tolist(), notebook(hinge_loss=reference.hinge_loss)
    before = set(names) | {"__builtins__"}
    exec("check('hinge_loss')", names)
    assert np.random.get_state()[1].tolist() == state and set(names) == before


def test_a_variable_of_the_notebook_that_is_missing_asks_for_the_cells_above(shown):
    for name in ("classes", "clases"):
        run("hinge_loss", hinge_loss=eval(f"lambda scores, label, delta=1.0: {name}"))
    assert "`classes` further up: run the cells above" in str(shown[0])
    assert "run the cells above" not in str(shown[1]) and "spelt" in str(shown[1])


def test_a_flood_of_prints_is_folded_and_a_few_lines_are_not(shown, capsys):
    def prints(lines):
        def hinge_loss(scores, label, delta=1.0):
            print("\n".join(map(str, range(lines))))
            return reference.hinge_loss(scores, label, delta)

        run("hinge_loss", hinge_loss=hinge_loss)
        return capsys.readouterr().out

    few = prints(3)
    assert few and few.replace("0\n1\n2\n", "") == ""
    flood = prints(100_000).splitlines()
    assert len(flood) < 100 and flood[-1].endswith("more lines that your code printed.")
    assert shown[0].verdicts == shown[1].verdicts


def test_input_is_not_waited_for_and_a_debugger_s_is(shown, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "1")
    for program in ("__main__", "cmd"):
        names = notebook(__name__=program, right=reference.hinge_loss)
        exec("def hinge_loss(*given): return right(*given) * int(input('?'))", names)
        exec("check('hinge_loss')", names)
    (message,) = (verdict.message for verdict in shown[0].verdicts)
    assert "`input` waits until somebody types" in message
    assert {verdict.status for verdict in shown[1].verdicts} == {"passed"}
    assert input("?") == "1"


def test_without_a_notebook_the_table_is_printed(capsys):
    run("hinge_loss", hinge_loss=reference.hinge_loss)
    assert "✓" in capsys.readouterr().out


def test_what_a_student_writes_is_escaped_in_the_table(shown):
    def breaks(scores, label, delta=1.0):
        raise ValueError("<script>alert(1)</script> `<b>`")

    run("hinge_loss", hinge_loss=breaks)
    html = shown[0]._repr_html_()
    assert "<script>" not in html and "<b>" not in html and "&lt;script&gt;" in html
