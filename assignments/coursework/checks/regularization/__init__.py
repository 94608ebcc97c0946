"""The visible checks of the regularization assignment: small numbers to follow on paper."""

from coursework.checks.regularization import curves, losses, penalties
from coursework.checks.regularization.curves import expect_fit
from coursework.checks.regularization.losses import (
    LOSS,
    sum_of_fourth_powers,
    sum_of_w_squared,
)
from coursework.checks.regularization.penalties import OF_BOTH, PENALTY, expect_zero_slopes
from coursework.checks.regularization.strengths import (
    Case,
    naming_strength,
    naming_strength_of_loss,
)
from coursework.expecting.answer import NUMBER, form_checks

__all__ = [
    "CHECKS",
    "LOSS",
    "OF_BOTH",
    "PENALTY",
    "QUESTIONS",
    "Case",
    "expect_fit",
    "expect_zero_slopes",
    "naming_strength",
    "naming_strength_of_loss",
    "sum_of_fourth_powers",
    "sum_of_w_squared",
]

QUESTIONS = {
    "lambda_that_tips": NUMBER,
    "l2_of_third_vector": NUMBER,
    "l2_of_doubled_weights": NUMBER,
    "l1_of_third_vector": NUMBER,
    "beta_for_twice_penalty": NUMBER,
    "smallest_l1_with_score_one": NUMBER,
    "l2_step_of_weight": NUMBER,
    "l1_step_of_weight": NUMBER,
    "slope_with_penalty": NUMBER,
    "who_chooses_lambda": "ABC",
}

CHECKS = [
    *form_checks(QUESTIONS),
    *penalties.CHECKS,
    *losses.CHECKS,
    *curves.CHECKS,
]
