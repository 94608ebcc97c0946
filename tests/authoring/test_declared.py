"""What an author declares wrongly is found, and said in a sentence with what would be right."""

from dataclasses import replace

import nbformat
import pytest

import solutions.svm
from autograder.assignments.mistake import known_mistakes
from autograder.assignments.parts import ContentError
from autograder.assignments.registry import all_checks
from autograder.authoring.selftest import bars, declared
from autograder.authoring.selftest.declared import declared_faults, missing_names
from autograder.authoring.sources import Source, _load, expect_sources
from autograder.course import load_course, solved_path

ASSIGNMENTS = [one.name for one in load_course().assignments]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_assignment_is_as_it_declares(assignment):
    faults = declared_faults(assignment)
    assert faults == [], "\n".join(faults)


def faults_with(monkeypatch, check, **changes):
    """Return the faults of the SVM assignment with one check declared otherwise."""
    checks = [replace(one, **changes) if one.name == check else one for one in all_checks("svm")]
    monkeypatch.setattr(declared, "all_checks", lambda assignment: checks)
    return declared_faults("svm")


LOSS = "svm_loss_naive.random_penalty_in_loss"


def test_a_misspelt_foundation_is_named_with_the_nearest_one(monkeypatch):
    (fault,) = faults_with(monkeypatch, LOSS, builds_on=("svm_loss_naive.random_los",))
    assert fault.startswith(f"The check {LOSS} builds on “random_los”")
    assert fault.endswith("Did you mean “random_loss”?")


def test_a_foundation_that_stands_below_is_named(monkeypatch):
    below = ("svm_loss_naive.inputs_unchanged",)
    (fault,) = faults_with(monkeypatch, LOSS, builds_on=below)
    assert "stands below" in fault


def test_a_misspelt_answer_that_a_check_uses_is_named_with_the_nearest_one(monkeypatch):
    (fault,) = faults_with(monkeypatch, LOSS, uses=("hinge_los",))
    assert fault.endswith("but no answer has that name. Did you mean “hinge_loss”?")


def test_a_check_without_a_sentence_is_named(monkeypatch):
    (fault,) = faults_with(monkeypatch, LOSS, description="random_penalty_in_loss")
    assert LOSS in fault and "in one sentence" in fault


def test_two_checks_of_one_name_are_named(monkeypatch):
    faults = faults_with(monkeypatch, LOSS, name="svm_loss_naive.random_loss")
    assert (
        "There are two checks svm_loss_naive.random_loss. Give one of them another name." in faults
    )


def test_a_mistake_of_a_misspelt_answer_is_named_with_the_nearest_one(monkeypatch):
    first, *others = known_mistakes("svm")
    made = [replace(first, functions=("hinge_losss",)), *others]
    monkeypatch.setattr(declared, "known_mistakes", lambda assignment: made)
    (fault,) = declared_faults("svm")
    assert first.name in fault and fault.endswith("Did you mean “hinge_loss”?")


def loss_of_another_module(scores, label, delta=1.0):
    return referenc.hinge_loss(scores, label, delta)  # noqa: F821


def test_a_name_that_a_mistake_uses_and_nothing_defines_is_named(monkeypatch):
    first, *others = known_mistakes("svm")
    mistakes = [replace(first, run=loss_of_another_module), *others]
    monkeypatch.setattr(declared, "known_mistakes", lambda assignment: mistakes)
    (fault,) = declared_faults("svm")
    assert fault == (f"The mistake {first.name} uses `referenc`, which its module doesn't define.")


@pytest.fixture
def solved_with_helper(tmp_path, monkeypatch):
    """The solved SVM notebook, whose `hinge_loss` calls a helper that no cell defines."""
    notebook = nbformat.read(solved_path("svm"), as_version=4)
    (cell,) = [
        one
        for one in notebook.cells
        if one.metadata.get("nbgrader", {}).get("grade_id") == "hinge_loss"
    ]
    cell.source = "def hinge_loss(scores, label, delta=1.0):\n    return _margins(scores).sum()\n"
    nbformat.write(notebook, tmp_path / "svm.ipynb")
    monkeypatch.setattr(declared, "solved_path", lambda assignment: tmp_path / "svm.ipynb")
    return notebook


def test_a_helper_beside_the_reference_that_no_cell_defines_is_named(
    solved_with_helper, monkeypatch
):
    monkeypatch.setattr(solutions.svm, "_margins", abs, raising=False)
    (fault,) = missing_names("svm")
    assert "`hinge_loss` in solutions/svm.py uses `_margins`, which no cell" in fault
    assert "define or import it in a cell of svm.md" in fault


def test_a_name_that_is_defined_nowhere_is_named(solved_with_helper):
    (fault,) = missing_names("svm")
    assert "uses `_margins`, which nothing defines" in fault


def test_a_missing_file_is_named_with_what_it_holds_and_the_nearest_one():
    with pytest.raises(ContentError, match=r"no solutions/svn\.py.* reference .*“svm”\?"):
        expect_sources("svn")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CHECK = []", r"should define `CHECKS`.* Did you mean “CHECK”\?"),
        ("from coursework.scoring.check import chek", r"line 1 of .* Did you mean “check”\?"),
        ("numbers = 1\nCHECKS = number", r"NameError: name 'number' is not defined.*line 2"),
        ("CHECKS = [", r"SyntaxError: '\[' was never closed \(line 1 of odd\w*\.py\)"),
        ("import nowhere", r"No module named 'nowhere' \(line 1"),
    ],
    ids=["lacks a name", "misspelt import", "unknown name", "syntax error", "unknown module"],
)
def test_a_module_that_does_not_load_is_named_with_line_and_reason(
    text, said, tmp_path, monkeypatch, request
):
    module = f"odd_{abs(hash(text))}"
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr("autograder.authoring.sources.ROOT", tmp_path)
    source = Source(tmp_path / f"{module}.py", "the visible checks", module, ("CHECKS",))
    with pytest.raises(ContentError, match=said):
        _load(source)


def test_an_assignment_below_the_bars_is_remarked_on_in_sentences(monkeypatch):
    monkeypatch.setattr(bars, "points", lambda assignment: {"forward": 58.0})
    monkeypatch.setattr(bars, "number_of_mistakes", lambda assignment: 2)
    monkeypatch.setattr(bars, "pictures_that_wait", lambda assignment: 0)
    worth, mistakes, picture = bars.remarks("svm")
    assert worth.startswith(
        "svm is worth 58 points without the texts and 4 for them; an assignment"
    )
    assert "knows 2 mistakes" in mistakes
    assert 'with needs("answer"):' in picture
