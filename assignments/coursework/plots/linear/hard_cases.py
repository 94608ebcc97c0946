"""Cases that no line separates, and the features that make them easy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.linear.fitting import Classifier, accuracy, best_line, labels_of
from coursework.plots.linear.plane import COLOURS, draw_points, draw_regions, frame
from coursework.plots.style import WIDTH, styled

Feature = Callable[[np.ndarray, np.ndarray], np.ndarray]
Points = tuple[np.ndarray, np.ndarray]


@styled
def hard_cases(predict: Classifier, cases: Mapping[str, Points]) -> None:
    """Draw each set of points with the best straight line of all, and its accuracy."""
    lines = {name: best_line(X, y) for name, (X, y) in cases.items()}
    right = {name: accuracy(predict, X, y, *lines[name]) for name, (X, y) in cases.items()}
    _, panels = plt.subplots(1, len(cases), figsize=(WIDTH, 2.7), squeeze=False)
    for axes, (name, (X, y)) in zip(panels[0], cases.items(), strict=True):
        across, up = frame(X)
        labels = labels_of(predict, np.stack([across.ravel(), up.ravel()], axis=1), *lines[name])
        draw_regions(axes, (across, up, labels.reshape(across.shape)))
        draw_points(axes, X, y, size=10)
        axes.set(
            title=f"{name}\nbest line: {right[name]:.0%} right",
            xlabel="x₁",
            ylabel="x₂",
            aspect="equal",
            xlim=(across.min(), across.max()),
            ylim=(up.min(), up.max()),
        )


@styled
def corners() -> None:
    """Draw the four corners that stand for the opposite quadrants."""
    X = np.array([[1, 1], [-1, -1], [1, -1], [-1, 1]], dtype=float)
    _, axes = plt.subplots(figsize=(WIDTH, 2.6))
    draw_points(axes, X, np.array([0, 0, 1, 1]), size=90)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set(
        xlabel="x₁",
        ylabel="x₂",
        title="Opposite quadrants in four points",
        xlim=(-1.7, 1.7),
        ylim=(-1.7, 1.7),
        aspect="equal",
    )
    axes.legend(loc="center left", bbox_to_anchor=(1.05, 0.5))


@styled
def along_feature(predict: Classifier, points: Points, feature: Feature, name: str) -> None:
    """Draw what a linear classifier makes of a new feature: in the plane and along the feature.

    Parameters
    ----------
    predict
        The student's function; it predicts from the feature alone.
    points
        X of shape (N, 2) and y of shape (N,), labels 0 and 1.
    feature
        Makes the new number from x₁ and x₂.
    name
        What the feature is, for the axis.
    """
    X, y = points
    values = np.asarray(feature(X[:, 0], X[:, 1]), dtype=float).reshape(-1, 1)
    W, b = best_line(values, y)
    right = accuracy(predict, values, y, W, b)
    across, up = frame(X)
    everywhere = np.asarray(feature(across.ravel(), up.ravel()), dtype=float).reshape(-1, 1)
    labels = labels_of(predict, everywhere, W, b).reshape(across.shape)

    _, (left, below) = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    draw_regions(left, (across, up, labels))
    draw_points(left, X, y, size=12)
    left.set(
        title="the same cut in the plane",
        xlabel="x₁",
        ylabel="x₂",
        aspect="equal",
        xlim=(across.min(), across.max()),
        ylim=(up.min(), up.max()),
    )
    threshold = float(-b[1] / W[1, 0])
    # A bin ends at the threshold, so that no bar lies on both sides of it.
    step = float(np.ptp(values)) / 30 or 1.0
    first, last = (int(np.floor((end - threshold) / step)) for end in (values.min(), values.max()))
    below.hist(
        [values[y == 0, 0], values[y == 1, 0]],
        bins=threshold + step * np.arange(first, last + 2),
        stacked=True,
        color=list(COLOURS[:2]),
        label=["class 0", "class 1"],
    )
    below.axvline(  # up to the legend
        threshold,
        ymax=0.8,
        color="black",
        linestyle="--",
        linewidth=1.5,
        label="best threshold",
    )
    below.set(
        xlabel=f"feature: {name}",
        ylabel="number of points",
        title=f"{right:.0%} right with one threshold",
    )
    below.margins(y=0.3)
    below.legend(fontsize=8, loc="upper left", ncols=2, frameon=True, edgecolor="white")
