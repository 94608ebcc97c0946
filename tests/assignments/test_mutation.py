"""Every change of a reference function that changes its meaning loses points."""

import tomllib
from dataclasses import replace

import pytest

from autograder.assignments import parts
from autograder.assignments.parts import CONTENT
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.authoring.mutants.bench import all_mutants
from autograder.authoring.mutants.equivalent import equivalents, list_of_equivalents
from autograder.authoring.mutants.mutator import mutants
from autograder.authoring.mutants.search import Searched, searched
from autograder.authoring.selftest.bars import HELD, MUTANTS
from autograder.course import load_course
from autograder.grading.submission import grade

ASSIGNMENTS = [one.name for one in load_course().assignments]


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_mutant_but_the_equivalent_ones_loses_points(
    assignment: str, grader, record_property
) -> None:
    found = searched(replace(grader, assignment=assignment))
    faults = found.faults()
    assert not faults, "\n".join(faults)
    assert assignment not in HELD or len(found.lost) >= MUTANTS
    kill_rate = f"{len(found.killed)}, beside {len(found.listed)} equivalent ones"
    record_property("killed", kill_rate)
    print(f"{assignment}: {kill_rate}")


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_whole_submission_of_mutants_is_graded_the_same(assignment: str, grader) -> None:
    right, same = reference_answers(assignment), equivalents(assignment)
    made = list(all_mutants(assignment))
    grader = replace(grader, assignment=assignment)
    equivalent = {one.answer: one.source for one in made if one.name in same}
    result = grade(filled(assignment, {**right, **equivalent}), "equivalent", grader).result
    assert result.score == result.max_score
    wrong = [one for one in made if one.name not in same]
    for one in wrong[:: len(wrong) // 3]:
        result = grade(
            filled(assignment, {**right, one.answer: one.source}), "wrong", grader
        ).result
        assert result.score < result.max_score, one.name


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_equivalent_mutant_has_a_reason(assignment: str) -> None:
    assert all(
        reason.endswith(".") and len(reason) > 20 for reason in equivalents(assignment).values()
    )


def test_no_list_of_equivalents_is_left_over() -> None:
    lists = {list_of_equivalents(assignment) for assignment in ASSIGNMENTS}
    assert set(CONTENT.rglob("*equivalent.toml")) - lists == set()


FOUND = Searched(
    "svm",
    {"f: x → y": None, "f: 'a' → 'b'": None, "f: 1 → 2": "f.check", "f: a → b": "f.check"},
    {"f: 1 → 2": "Because.", "f: old": "Because."},
    [],
    {},
)


def test_what_loses_no_points_is_told_as_lines_ready_to_paste() -> None:
    *listed, survivors = FOUND.faults()
    sentence, _, entry = survivors.partition("\n\n")
    assert sentence.startswith("2 changes lose no points.")
    assert "autograder/assignments/svm/equivalent.toml" in sentence
    (read,) = tomllib.loads(entry)["equivalent"]
    assert read == {"reason": "", "mutants": ["f: x → y", "f: 'a' → 'b'"]}
    assert len(listed) == 2
    assert "'f: 1 → 2', but it loses f.check" in listed[0]
    assert "'f: old', which isn't made any more" in listed[1]


def test_an_assignment_without_a_list_has_no_equivalent_mutants(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(parts, "CONTENT", tmp_path)
    assert equivalents("svm") == {}


SOURCE = '''
def mean_above(X, least=0.5):
    """Return the mean of what is above."""
    total = 0
    for x in X:
        if x > least and x != 7:
            total += x * 2
    return -total / len(X), X[1:, 0].sum(axis=1)
'''
CHANGES = [
    "total = 0 → total = 1",
    "x > least → x >= least",
    "x > least → x < least",
    "x > least and x != 7 → x > least or x != 7",
    "if x > least and x != 7 → if True",
    "if x > least and x != 7 → if not (x > least and x != 7)",
    "total += x * 2 dropped",
    "total += x * 2 → total -= x * 2",
    "total += x * 2 → total = x * 2",
    "x * 2 → x / 2",
    "x * 2 → x * 3",
    "x * 2 → x",
    "x * 2 → least * 2",
    "for x in X: only once",
    "for x in X: in reverse",
    "default 0.5 → 1.0",
    "return (-total / len(X), X[1:, 0].sum(axis=1)), X overwritten",
    "-total → total",
    "-total / len(X) → -total",
    "-total / len(X) → -total / (len(X) - 1)",
    "X[1:, 0] → X[2:, 0]",
    "X[1:, 0] → X[:, 0]",
    "X[1:, 0] → X[0, 1:]",
    "X[1:, 0].sum(axis=1) → X[1:, 0].sum(axis=0)",
    "X[1:, 0].sum(axis=1) → X[1:, 0].sum()",
    "X[1:, 0].sum(axis=1) → X[1:, 0].mean(axis=1)",
    "X[1:, 0].sum(axis=1) → X[1:, 0]",
    "X[1:, 0].sum(axis=1) dropped",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_made_and_named(change: str) -> None:
    assert f"mean_above: {change}" in {one.name for one in mutants("mean_above", SOURCE)}


def test_mutants_are_all_different_and_have_names_of_their_own() -> None:
    made = mutants("mean_above", SOURCE)
    assert len({one.source for one in made}) == len({one.name for one in made}) == len(made)


def test_formatting_and_docstrings_change_no_name() -> None:
    other = (
        SOURCE.replace("the mean", "what")
        .replace("x * 2", "(x\n * 2)")
        .replace("\n    t", "\n\n    t")
    )
    names = [one.name for one in mutants("mean_above", SOURCE)]
    assert [one.name for one in mutants("mean_above", other)] == names


def test_a_method_is_named_before_the_change() -> None:
    source = "class Gate:\n    def forward(self, x):\n        self.x = x\n        return -x\n"
    assert "Gate: forward: self.x = x dropped" in {one.name for one in mutants("Gate", source)}
