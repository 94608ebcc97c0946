"""Small fits in closed form or by trying all: the notebook's tools, not the student's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.expecting.values import as_array
from coursework.scoring.check import Failure

Classifier = Callable[..., Any]
Linear = tuple[np.ndarray, np.ndarray]


def labels_of(predict: Classifier, X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return a student's labels or say why they can't be used for a picture."""
    labels = as_array(predict(X.copy(), W.copy(), b.copy()), "array of labels")
    if labels.shape != (len(X),):
        raise Failure(f"Your labels have shape {labels.shape}; expected shape {(len(X),)}.")
    return labels


def scores_of(linear_scores: Classifier, X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return a student's scores or say why they can't be used for a picture."""
    scores = as_array(linear_scores(X.copy(), W.copy(), b.copy()), "array of scores")
    if scores.shape != (len(X), len(W)):
        shape = (len(X), len(W))
        raise Failure(f"Your scores have shape {scores.shape}; expected shape {shape}.")
    return scores


def accuracy(
    predict: Classifier, X: np.ndarray, y: np.ndarray, W: np.ndarray, b: np.ndarray
) -> float:
    """Return the share of examples whose label is predicted."""
    return float(np.mean(labels_of(predict, X, W, b) == y))


def least_squares(
    X: np.ndarray, y: np.ndarray, num_classes: int, shrink: float = 1 / 400
) -> Linear:
    """Fit W and b so that the scores come close to 1 for the right class and 0 for the others.

    The weights have the least sum of squared errors plus a penalty on their squares,
    which keeps them small where there are fewer examples than pixels.

    Parameters
    ----------
    X : array of shape (N, D)
    y : array of shape (N,)
    num_classes
        The number C of classes.
    shrink
        Strength of the penalty, as a share of the data's total variance.

    Returns
    -------
    W : array of shape (C, D)
    b : array of shape (C,)
    """
    targets = np.eye(num_classes)[y]
    middle, share = X.mean(axis=0), targets.mean(axis=0)
    centred, targets = X - middle, targets - share
    penalty = max(shrink * float(np.sum(centred**2)), 1e-9)
    if len(X) < X.shape[1]:  # the same W from the smaller of two systems of equations
        inner = centred @ centred.T + penalty * np.eye(len(X))
        W = (centred.T @ np.linalg.solve(inner, targets)).T
    else:
        inner = centred.T @ centred + penalty * np.eye(X.shape[1])
        W = np.linalg.solve(inner, centred.T @ targets).T
    return W, share - W @ middle


def best_line(X: np.ndarray, y: np.ndarray, num_directions: int = 720) -> Linear:
    """Find W and b of the straight line that gets most of the points right, by trying all.

    Parameters
    ----------
    X : array of shape (N, 2) or (N, 1)
        Points, or the values of a single feature.
    y : array of shape (N,)
        Labels 0 and 1.
    num_directions
        How many directions of the line are tried. In each, every place between two
        neighbouring points is.

    Returns
    -------
    W : array of shape (2, D)
        The second class scores w · x, the first one 0.
    b : array of shape (2,)
    """
    angles = 2 * np.pi * np.arange(num_directions) / num_directions
    if X.shape[1] == 1:
        directions = np.array([[1.0], [-1.0]])
    else:
        directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    most, best = -1, (directions[0], 0.0)
    for direction in directions:
        along = X @ direction
        order = np.argsort(along)
        # Points up to the cut are of class 0, those beyond it of class 1.
        gain = np.cumsum(np.where(y[order] == 0, 1, -1))
        right = np.sum(y == 1) + np.concatenate([[0], gain])
        ends = np.concatenate([[along.min() - 1], along[order], [along.max() + 1]])
        right[np.diff(ends) < 1e-9] = -1  # no cut between points at the same place
        if right.max() > most:
            most, cut = int(right.max()), int(right.argmax())
            best = direction, float(ends[cut] + ends[cut + 1]) / 2
    direction, cut_at = best
    return np.stack([np.zeros_like(direction), direction]), np.array([0.0, -cut_at])


def nearest_neighbour(X: np.ndarray, X_train: np.ndarray, y_train: np.ndarray) -> np.ndarray:
    """Predict the label of the nearest training example (Euclidean distance, k = 1)."""
    squared = (X_train**2).sum(axis=1) - 2 * X @ X_train.T  # less ‖x‖², the same for all
    labels: np.ndarray = y_train[np.argmin(squared, axis=1)]
    return labels
