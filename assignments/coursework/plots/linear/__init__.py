"""The pictures of the assignment on linear scores, and the small fits that they show.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from coursework.plots.images import images, templates
from coursework.plots.linear.fitting import (
    accuracy,
    best_line,
    least_squares,
    nearest_neighbour,
)
from coursework.plots.linear.hard_cases import along_feature, corners, hard_cases
from coursework.plots.linear.matching import template_match
from coursework.plots.linear.numbers import (
    bias_trick,
    fading_image,
    four_pixels,
    rows_as_images,
    scores_of_points,
    winners,
)
from coursework.plots.linear.plane import KNOBS, knobs, plane
from coursework.plots.linear.resampling import resampled_borders, train_and_test

__all__ = [
    "KNOBS",
    "accuracy",
    "along_feature",
    "best_line",
    "bias_trick",
    "corners",
    "fading_image",
    "four_pixels",
    "hard_cases",
    "images",
    "knobs",
    "least_squares",
    "nearest_neighbour",
    "plane",
    "resampled_borders",
    "rows_as_images",
    "scores_of_points",
    "template_match",
    "templates",
    "train_and_test",
    "winners",
]
