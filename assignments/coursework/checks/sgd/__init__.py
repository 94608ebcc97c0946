"""The visible checks of the SGD assignment: what the notebook's instant check runs.

They use small integers that can be followed on paper. The losses that they hand over
are losses of W alone, so that W tells every step, whichever batch was drawn.
"""

from coursework.checks.sgd import measuring, searching, stepping
from coursework.checks.sgd.calls import expect_calls, expect_enough_calls
from coursework.checks.sgd.searching import BATCH, expect_best
from coursework.checks.sgd.stepping import MINIBATCH, STEPS

__all__ = [
    "BATCH",
    "CHECKS",
    "MINIBATCH",
    "STEPS",
    "expect_best",
    "expect_calls",
    "expect_enough_calls",
]


CHECKS = [
    *searching.CHECKS,
    *measuring.CHECKS,
    *stepping.CHECKS,
]
