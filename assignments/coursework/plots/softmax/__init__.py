"""The pictures of the softmax assignment.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from coursework.plots.images import images, templates
from coursework.plots.loss_slopes import gradient_check
from coursework.plots.running_times import running_time
from coursework.plots.softmax.losses import (
    entropies,
    hinge_and_cross_entropy,
    jiggled,
    minus_log,
    three_losses,
)
from coursework.plots.softmax.probabilities import predictions, pull, steps_to_probabilities

__all__ = [
    "entropies",
    "gradient_check",
    "hinge_and_cross_entropy",
    "images",
    "jiggled",
    "minus_log",
    "predictions",
    "pull",
    "running_time",
    "steps_to_probabilities",
    "templates",
    "three_losses",
]
