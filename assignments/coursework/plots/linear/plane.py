"""The geometric viewpoint: classes, lines and arrows in the plane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from coursework.plots.linear.fitting import Classifier, labels_of, scores_of
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled

COLOURS, MARKERS = (BLUE, ORANGE, GREEN), "os^"
PALE_COLOURS = ("#d3e6f2", "#f8ddcb", "#cfece2")
LOSSES = ("hinge (SVM)", "cross-entropy (softmax)")
START: dict[str, float] = {
    "w0_x": 0.2,
    "w0_y": 1.0,
    "b0": 0.0,
    "w1_x": -1.0,
    "w1_y": -0.2,
    "b1": 0.5,
    "w2_x": 0.8,
    "w2_y": -0.6,
    "b2": -0.5,
}
# The settings to explore: a slider for each weight and bias, and the loss to choose.
KNOBS: dict[str, Any] = {**dict.fromkeys(START, (-3.0, 3.0, 0.1)), "loss": list(LOSSES)}


@styled
def plane(
    linear_scores: Classifier,
    predict: Classifier,
    X: np.ndarray,
    y: np.ndarray,
    W: np.ndarray,
    b: np.ndarray,
) -> None:
    """Draw the points, where each class wins, and each class's line with its arrow w."""
    scores_of(linear_scores, X, W, b)
    regions = _regions(predict, X, W, b)
    _, axes = plt.subplots(figsize=(WIDTH, 4.6))
    _draw_plane(axes, X, y, W, b, regions)
    axes.set_title("Where each class wins, and where its own score is 0")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))


def knobs(
    linear_scores: Classifier, predict: Classifier, X: np.ndarray, y: np.ndarray
) -> Callable[..., None]:
    """Return a picture of a classifier of three classes, with each weight as a setting."""
    # Asked at once, so that functions that aren't done leave no sliders behind either.
    W, b = np.zeros((3, 2)), np.zeros(3)
    scores_of(linear_scores, X, W, b)
    labels_of(predict, X, W, b)

    @styled
    def draw(
        w0_x: float = START["w0_x"],
        w0_y: float = START["w0_y"],
        b0: float = START["b0"],
        w1_x: float = START["w1_x"],
        w1_y: float = START["w1_y"],
        b1: float = START["b1"],
        w2_x: float = START["w2_x"],
        w2_y: float = START["w2_y"],
        b2: float = START["b2"],
        loss: str = LOSSES[0],
    ) -> None:
        W, b = np.array([[w0_x, w0_y], [w1_x, w1_y], [w2_x, w2_y]]), np.array([b0, b1, b2])
        scores, labels = scores_of(linear_scores, X, W, b), labels_of(predict, X, W, b)
        regions = _regions(predict, X, W, b)
        _, axes = plt.subplots(figsize=(WIDTH, 4.6))
        _draw_plane(axes, X, y, W, b, regions)
        axes.set_title(
            f"{loss} loss {mean_loss(scores, y, loss):.3f}, {np.sum(labels == y)} of {len(y)} right"
        )
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))

    return draw


def mean_loss(scores: np.ndarray, y: np.ndarray, loss: str) -> float:
    """Return how bad the scores are, by either of the losses of the next two assignments."""
    gaps = scores - scores[np.arange(len(y)), y][:, np.newaxis]  # to the right class's score
    if loss == LOSSES[0]:
        return float(np.maximum(0, gaps + 1).sum(axis=1).mean() - 1)
    return float(np.mean(np.logaddexp.reduce(gaps, axis=1)))


def frame(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a grid of x and y values that covers all points with a margin."""
    low, high = X.min(axis=0) - 0.6, X.max(axis=0) + 0.6
    across, up = np.meshgrid(np.linspace(low[0], high[0], 161), np.linspace(low[1], high[1], 161))
    return across, up


def draw_points(axes: Axes, X: np.ndarray, y: np.ndarray, size: float = 22) -> None:
    """Draw points, a colour and a marker for each class."""
    for label in np.unique(y):
        axes.scatter(
            X[y == label, 0],
            X[y == label, 1],
            s=size,
            color=COLOURS[label],
            marker=MARKERS[label],
            edgecolor="white",
            linewidth=0.5,
            zorder=3,
            label=f"class {label}",
        )


def draw_regions(axes: Axes, regions: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """Colour the plane by the class that wins."""
    axes.pcolormesh(*regions, cmap=ListedColormap(PALE_COLOURS), vmin=0, vmax=2, rasterized=True)
    axes.grid(visible=False)


def _regions(
    predict: Classifier, X: np.ndarray, W: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    across, up = frame(X)
    labels = labels_of(predict, np.stack([across.ravel(), up.ravel()], axis=1), W, b)
    return across, up, labels.reshape(across.shape)


def _draw_plane(
    axes: Axes,
    X: np.ndarray,
    y: np.ndarray,
    W: np.ndarray,
    b: np.ndarray,
    regions: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    draw_regions(axes, regions)
    draw_points(axes, X, y)
    across, up, _ = regions
    limits = {"xlim": (across.min(), across.max()), "ylim": (up.min(), up.max())}
    for c, (w, bias) in enumerate(zip(W, b, strict=True)):
        if not np.any(w):  # a score that is the same everywhere has no line
            continue
        foot = -bias * w / (w @ w)  # the place of the line that is nearest to the origin
        along = np.array([-w[1], w[0]])
        axes.axline(
            foot,
            foot + along,
            color=COLOURS[c],
            linestyle="--",
            linewidth=1.5,
            label=f"score {c} = 0",
        )
        axes.annotate(
            "",
            foot + w,
            xytext=foot,
            arrowprops={"arrowstyle": "-|>", "color": COLOURS[c], "linewidth": 2.5},
            zorder=4,
            annotation_clip=True,
        )
    axes.plot(0, 0, "+", color=GREY, markersize=9)
    axes.set(xlabel="x₁", ylabel="x₂", aspect="equal", **limits)
