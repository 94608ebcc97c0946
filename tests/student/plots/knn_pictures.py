"""The pictures of nearest neighbours, with and without axes."""

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import load_digits
from coursework.plots import knn as plots
from solutions.knn import cross_validate, distances_no_loops, predict_labels

BOTH = distances_no_loops, predict_labels
DIGITS = load_digits()
KS = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50]


def grainy() -> tuple[np.ndarray, np.ndarray]:
    """Return the images of part 6, with the notebook's grain."""
    noise = np.random.default_rng(0).normal(size=DIGITS.X_train.shape)
    return DIGITS.X_train + 0.3 * noise, DIGITS.y_train


X_GRAINY, Y_GRAINY = grainy()
HALF = len(X_GRAINY) // 2
TRAIN, OTHER = (X_GRAINY[:HALF], Y_GRAINY[:HALF]), (X_GRAINY[HALF:], Y_GRAINY[HALF:])
RIGHT = plots.right_by_k(*BOTH, TRAIN, OTHER, KS)
ACCURACIES = cross_validate(X_GRAINY, Y_GRAINY, KS, 5)


def legend() -> list[str]:
    return [text.get_text() for text in plt.gca().get_legend().get_texts()]
