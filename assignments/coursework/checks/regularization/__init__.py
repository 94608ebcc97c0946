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

__all__ = [
    "CHECKS",
    "LOSS",
    "OF_BOTH",
    "PENALTY",
    "Case",
    "expect_fit",
    "expect_zero_slopes",
    "naming_strength",
    "naming_strength_of_loss",
    "sum_of_fourth_powers",
    "sum_of_w_squared",
]


CHECKS = [
    *penalties.CHECKS,
    *losses.CHECKS,
    *curves.CHECKS,
]
