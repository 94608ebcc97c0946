"""Pictures of points in the plane: who votes, and where each class wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from coursework import toy
from coursework.expecting.values import as_array
from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled

Distances = Callable[[np.ndarray, np.ndarray], Any]
Vote = Callable[[np.ndarray, np.ndarray, int], Any]

COLOURS, MARKERS = (BLUE, ORANGE, GREEN, "#CC79A7"), "os^D"
PALE = ListedColormap(["#b7d6ea", "#f6cfb4", "#b4e2d3", "#f0d6e4"])
CENTRES = [[-1.2, -0.8], [1.2, -0.8], [0.0, 1.2]]
# Points of the grid along each axis: a student's function votes on each, and more can't be seen.
STEPS, STEPS_IN_SMALL_PANELS = 150, 100


@styled
def votes(
    distances: Distances,
    predict_labels: Vote,
    X: np.ndarray,
    y: np.ndarray,
    point: np.ndarray,
    ks: Sequence[int] = (1, 4, 5),
) -> None:
    """Draw one point and its k nearest neighbours, a panel for each k."""
    table = as_array(distances(point[np.newaxis], X), "table of distances").reshape(1, len(X))
    won = [int(as_array(predict_labels(table, y, k), "array of labels").ravel()[0]) for k in ks]

    _, panels = plt.subplots(
        1, len(ks), figsize=(WIDTH, 2.7), sharex=True, sharey=True, squeeze=False
    )
    nearest = table[0].argsort()
    shown = 1.4 * table[0][nearest[max(ks)]]  # how far the panels reach
    for axes, k, winner in zip(panels[0], ks, won, strict=True):
        for neighbour in nearest[:k]:
            axes.plot(*np.stack([point, X[neighbour]]).T, color="black", linewidth=1, zorder=1)
        _points(axes, X, y)
        axes.plot(*point, "*", color="black", markersize=13)
        counts = [int(np.sum(y[nearest[:k]] == label)) for label in range(int(y.max()) + 1)]
        axes.set(
            title=f"k = {k}: label {winner} wins",
            xlabel="first pixel\nvotes for 0, 1, 2: " + ", ".join(map(str, counts)),
            aspect="equal",
            xlim=(point[0] - shown, point[0] + shown),
            ylim=(point[1] - shown, point[1] + shown),
        )
    panels[0][0].set_ylabel("second pixel")


@styled
def decision_regions(
    distances: Distances,
    predict_labels: Vote,
    X: np.ndarray,
    y: np.ndarray,
    ks: Sequence[int] = (1, 3, 5, 15),
) -> None:
    """Draw which label each place of the plane gets, a panel for each k."""
    grid, corners = _grid(X, STEPS_IN_SMALL_PANELS)
    table = as_array(distances(grid, X), "table of distances")
    labels = [as_array(predict_labels(table, y, k), "array of labels") for k in ks]
    _panels(labels, [f"k = {k}" for k in ks], X, y, corners)


@styled
def regions_by_metric(
    NearestNeighbor: type,
    distances: Distances,
    predict_labels: Vote,
    X: np.ndarray,
    y: np.ndarray,
) -> None:
    """Draw which label the nearest neighbour gives each place: by L1 distance, and by L2."""
    grid, corners = _grid(X)
    classifier = NearestNeighbor()
    classifier.train(X, y)
    by_l1 = as_array(classifier.predict(grid), "array of predictions")
    table = as_array(distances(grid, X), "table of distances")
    by_l2 = as_array(predict_labels(table, y, 1), "array of labels")
    _panels([by_l1, by_l2], ["L1 distance, k = 1", "L2 distance, k = 1"], X, y, corners)


@styled
def toy_regions(predict_labels: Vote, metric: str = "L2", k: int = 3, points: int = 60) -> None:
    """Draw the regions of new toy points, for one metric and one k."""
    from scipy.spatial.distance import cdist

    X, y = toy_points(points)
    grid, corners = _grid(X)
    table = cdist(grid, X, "cityblock" if metric == "L1" else "euclidean")
    labels = as_array(predict_labels(table, y, min(k, points)), "array of labels")
    _panels([labels], [f"{points} points, {metric} distance, k = {k}"], X, y, corners)


def toy_points(number: int) -> toy.Points:
    """Return points of three classes that overlap, the same for the same number."""
    return toy.blobs(np.array(CENTRES), number, np.random.default_rng(2), spread=0.8)


def _grid(X: np.ndarray, steps: int = STEPS) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Return the middles of a grid of small squares about the points, and its lines."""
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    lines = np.linspace(low, high, steps + 1).T
    middles = (lines[:, 1:] + lines[:, :-1]) / 2
    across, up = np.meshgrid(*middles)
    return np.stack([across.ravel(), up.ravel()], axis=1), (lines[0], lines[1])


def _panels(
    labels: Sequence[np.ndarray],
    titles: Sequence[str],
    X: np.ndarray,
    y: np.ndarray,
    corners: tuple[np.ndarray, np.ndarray],
) -> None:
    size = {1: (4.2, 3.6), 2: (WIDTH, 3.1), 3: (WIDTH, 2.5), 4: (WIDTH, 2.2)}[len(labels)]
    _, panels = plt.subplots(1, len(labels), figsize=size, sharey=True, squeeze=False)
    for axes, its_labels, title in zip(panels[0], labels, titles, strict=True):
        region = its_labels.reshape(len(corners[1]) - 1, len(corners[0]) - 1)
        axes.pcolormesh(*corners, region, cmap=PALE, vmin=-0.5, vmax=len(COLOURS) - 0.5)
        _points(axes, X, y)
        axes.set(title=title, xlabel="first pixel")
        axes.grid(visible=False)
    panels[0][0].set_ylabel("second pixel")


def _points(axes: Any, X: np.ndarray, y: np.ndarray) -> None:
    for label in np.unique(y):
        axes.plot(
            *X[y == label].T,
            MARKERS[label],
            color=COLOURS[label],
            markersize=5,
            markeredgecolor="white",
            markeredgewidth=0.6,
        )
