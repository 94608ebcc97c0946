"""Attacks on the grade: each hostile notebook earns what it honestly earns, and leaves nothing."""

import pytest
from hostile import comparisons, hard_coded, machinery, objects, searches
from hostile.attack import FULL, POINTS, Attack
from hostile.scene import laid_out

FAMILIES = (comparisons, objects, searches, machinery, hard_coded)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]


@pytest.fixture(scope="module")
def scene(environment):
    with laid_out(environment) as made:
        yield made


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_earns_what_is_right_and_leaves_no_trace(scene, grader_at_each_level, attack):
    result, traces = scene.grade(attack, grader_at_each_level)
    earned = {name: sum(c.earned for c in result.of_question(name)) for name in POINTS}
    assert result.error is None and traces == []
    assert earned == attack.honest()


def test_after_all_attacks_the_right_answers_earn_everything(scene, grader_at_each_level):
    result, traces = scene.grade(Attack("none", "Nothing."), grader_at_each_level)
    assert (result.score, traces, result.warnings) == (FULL, [], [])
