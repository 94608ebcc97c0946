"""The visible checks of the SGD assignment: what the notebook's instant check runs.

They use small integers that can be followed on paper. The losses that they hand over
are losses of W alone, so that W tells every step, whichever batch was drawn.
"""

from coursework.checks.sgd import measuring, searching, stepping
from coursework.checks.sgd.calls import expect_calls, expect_enough_calls
from coursework.checks.sgd.searching import BATCH, expect_best
from coursework.checks.sgd.stepping import MINIBATCH, STEPS
from coursework.expecting.answer import NUMBER, form_checks

__all__ = [
    "BATCH",
    "CHECKS",
    "MINIBATCH",
    "QUESTIONS",
    "STEPS",
    "expect_best",
    "expect_calls",
    "expect_enough_calls",
]

QUESTIONS = {
    "tries_for_ten_weights": NUMBER,
    "slope_of_second_weight": NUMBER,
    "calls_for_one_gradient": NUMBER,
    "central_difference_at_kink": NUMBER,
    "weight_after_one_step": NUMBER,
    "learning_rate_of_one": "ABC",
    "slope_of_regression": NUMBER,
    "steps_in_one_epoch": NUMBER,
    "mean_of_minibatch_slopes": NUMBER,
    "minus_accuracy_as_loss": "ABC",
}

CHECKS = [
    *form_checks(QUESTIONS),
    *searching.CHECKS,
    *measuring.CHECKS,
    *stepping.CHECKS,
]
