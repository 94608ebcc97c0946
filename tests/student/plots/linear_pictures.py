"""The pictures of linear scores, with and without axes."""

import numpy as np

from autograder.assignments.worked_examples import worked_example
from coursework import toy
from coursework.datasets import load_digits
from coursework.plots import linear as plots
from solutions.linear import linear_scores, predict

EXAMPLE = worked_example("linear-scores")
CLASSES = EXAMPLE["inputs"]["classes"]
x, W, b = (np.array(EXAMPLE["inputs"][name]) for name in ("x", "W", "b"))
CENTRES = np.array([[1.8, 0.3], [-0.6, 1.7], [-1.1, -1.5]])
PLANE = toy.blobs(CENTRES, 150, np.random.default_rng(1), spread=0.6)
W_PLANE, B_PLANE = np.array([[1.2, 0.2], [-0.4, 1.1], [-0.7, -1.0]]), np.array([-0.6, -0.4, -0.8])

HARD = {
    "quadrants": toy.opposite_quadrants(400, np.random.default_rng(0)),
    "ring": toy.ring(400, np.random.default_rng(0)),
    "three modes": toy.three_modes(400, np.random.default_rng(0)),
}


def clouds(number, rng):
    return toy.blobs(np.array([[-0.9, 0], [0.9, 0]]), number, rng, spread=1.0)


def digits_fit():
    data = load_digits()
    return data, *plots.least_squares(data.X_train, data.y_train, 10)


def draw_template_match(scores=linear_scores):
    data, weights, biases = digits_fit()
    plots.template_match(scores, 3, weights, biases, data)


def with_axes(scores=linear_scores, labels=predict):
    """The pictures that have axes with numbers."""
    return {
        "fading_image": lambda: plots.fading_image(scores, x, W, b, CLASSES),
        "plane": lambda: plots.plane(scores, labels, *PLANE, W_PLANE, B_PLANE),
        "knobs": lambda: plots.knobs(scores, labels, *PLANE)(),
        "hard_cases": lambda: plots.hard_cases(labels, HARD),
        "along_feature": lambda: plots.along_feature(labels, HARD["ring"], np.hypot, "norm"),
        "resampled_borders": lambda: plots.resampled_borders(labels, clouds),
        "train_and_test": lambda: plots.train_and_test(labels, {"clouds": clouds}, num_sets=3),
    }
