"""The pictures of the regularization assignment.

A student's functions are asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from coursework.plots.images import images, templates
from coursework.plots.regularization.descending import steps_to_zero, weights_against_lambda
from coursework.plots.regularization.fitting import (
    errors_against_lambda,
    fitted_curve,
    two_curves,
)
from coursework.plots.regularization.preferring import penalties_of_one_weight, preferences

__all__ = [
    "errors_against_lambda",
    "fitted_curve",
    "images",
    "penalties_of_one_weight",
    "preferences",
    "steps_to_zero",
    "templates",
    "two_curves",
    "weights_against_lambda",
]
