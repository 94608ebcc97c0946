"""The hidden checks of the SGD assignment.

Many of them look at the calls that a student's function made of the loss it was given.
Those losses depend on W alone, so that a wrong step is recognised by its values,
whichever batches were drawn; what is wrong with the batches is named by the check.
"""

from autograder.content.sgd.checks import measuring, searching, stepping
from autograder.content.sgd.questions import QUESTIONS

__all__ = ["ANSWERS", "CHECKS", "QUESTIONS"]

ANSWERS = [
    "random_search",
    "tries_for_ten_weights",
    "slope_of_second_weight",
    "numerical_gradient",
    "calls_for_one_gradient",
    "relative_error",
    "central_difference_at_kink",
    "weight_after_one_step",
    "gradient_descent",
    "learning_rate_of_one",
    "slope_of_regression",
    "linear_regression_loss",
    "steps_in_one_epoch",
    "sample_minibatch",
    "mean_of_minibatch_slopes",
    "sgd",
    "minus_accuracy_as_loss",
]

CHECKS = [*searching.CHECKS, *measuring.CHECKS, *stepping.CHECKS]
