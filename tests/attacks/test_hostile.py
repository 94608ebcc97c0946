"""Attacks on the grade: each hostile notebook earns what it honestly earns, and leaves nothing."""

import pytest
from hostile_code import comparisons, hard_coded, machinery, objects, searches

pytestmark = pytest.mark.slow

FAMILIES = (comparisons, objects, searches, machinery, hard_coded)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_earns_what_is_right_and_leaves_no_trace(scene, grader_at_each_level, attack):
    scene.expect_honest(attack, grader_at_each_level)


def test_after_all_attacks_the_right_answers_earn_everything(scene, grader_at_each_level):
    scene.expect_unharmed(grader_at_each_level)
