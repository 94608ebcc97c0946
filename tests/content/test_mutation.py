"""Every change of a reference function that changes its meaning loses points."""

from dataclasses import replace

import pytest
from mutation.bench import Bench, all_mutants
from mutation.equivalent import equivalents
from mutation.mutator import mutants

from autograder.content.filling import filled, reference_answers
from autograder.course import ROOT, load_course
from autograder.grading.submission import Grader, grade
from autograder.sandbox.isolation.levels import probe, strongest

ASSIGNMENTS = [one.name for one in load_course().assignments]


@pytest.fixture(scope="module")
def fast_grader(grader):
    """Grades where a worker starts fastest: many mutants end theirs."""
    found = probe("self-limited", grader.environment)
    level = found.level if found.holds else strongest(grader.environment, True).level
    # A mutant that hangs is given up soon, and there is no end to all of them together.
    limits = replace(grader.limits, seconds_per_check=3, seconds_per_submission=3600)
    return replace(grader, level=level, limits=limits)


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_mutant_but_the_equivalent_ones_loses_points(
    assignment: str, fast_grader: Grader, record_property
) -> None:
    made = list(all_mutants(assignment))
    same = equivalents(assignment)
    assert len(made) > 100
    assert set(same) - {one.name for one in made} == set(), "is listed, but isn't made any more"
    with Bench(replace(fast_grader, assignment=assignment)) as bench:
        assert bench.lost_by_reference() == []
        lost = {one.name: bench.first_lost(one.answer, one.source) for one in made}
        assert bench.lost_by_reference() == []
    assert bench.broken == {}
    killed = {name for name, check in lost.items() if check is not None}
    assert {name: lost[name] for name in same if name in killed} == {}, (
        "is listed, but loses points"
    )
    assert set(lost) - killed - set(same) == set(), "changes the meaning, but loses no points"
    kill_rate = f"{len(killed)} of {len(made) - len(same)}, beside {len(same)} equivalent ones"
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
    folder = ROOT / "tests" / "mutation" / "equivalent"
    assert {path.stem for path in folder.glob("*.toml")} == set(ASSIGNMENTS)


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
