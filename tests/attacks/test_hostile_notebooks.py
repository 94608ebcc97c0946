"""Forged replies, and hostile notebooks and texts: they earn what is right, and leave nothing."""

import pytest
from hostile_code import notebooks, replies, texts
from hostile_code.scene import earned

pytestmark = pytest.mark.slow

FAMILIES = (replies, notebooks, texts)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_earns_what_is_right_and_leaves_no_trace(scene, grader_at_each_level, attack):
    scene.expect_honest(attack, grader_at_each_level)


@pytest.mark.parametrize("attack", replies.LINGERING, ids=str)
def test_an_attack_that_goes_on_in_the_background_wins_nothing(scene, grader_at_each_level, attack):
    result, traces = scene.grade(attack, grader_at_each_level)
    assert result.error is None and traces == []
    assert all(earned(result)[name] <= most for name, most in attack.honest().items())


def test_after_all_attacks_the_right_answers_earn_everything(scene, grader_at_each_level):
    scene.expect_unharmed(grader_at_each_level)
