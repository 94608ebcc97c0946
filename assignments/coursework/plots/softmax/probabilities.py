"""Pictures of probabilities: what they are made from, and what they do to the scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import Dataset
from coursework.plots.softmax.student_values import Answer, probabilities_of
from coursework.plots.style import GREY, ORANGE, WIDTH, styled


@styled
def steps_to_probabilities(
    softmax: Answer, scores: np.ndarray, label: int, classes: Sequence[str]
) -> None:
    """Draw the scores of one example, their exponentials, and its probabilities."""
    probabilities = probabilities_of(softmax, scores)
    steps = {
        "scores": scores,
        "exp: all above 0": np.exp(scores),
        "normalized: sum 1": probabilities,
    }

    _, panels = plt.subplots(1, 3, figsize=(WIDTH, 2.7))
    for axes, (title, heights) in zip(panels, steps.items(), strict=True):
        colours = [ORANGE if k == label else GREY for k in range(len(heights))]
        bars = axes.bar(classes, heights, color=colours, width=0.6)
        labels = [f"{one:.{1 if abs(one) > 1 else 2}f}".replace("-", "−") for one in heights]
        axes.bar_label(bars, labels=labels, padding=2)
        axes.axhline(0, color="black", linewidth=1)
        axes.set(title=title, xlabel="class")
        axes.grid(axis="x", visible=False)
        axes.margins(y=0.2)
    panels[0].set_ylabel("value")


@styled
def pull(softmax: Answer, scores: np.ndarray, labels: np.ndarray, classes: Sequence[str]) -> None:
    """Draw the slope of each example's loss with respect to each of its scores."""
    slopes = probabilities_of(softmax, scores) - np.eye(len(classes))[labels]

    _, panels = plt.subplots(1, len(labels), figsize=(WIDTH, 2.7), sharey=True, squeeze=False)
    for axes, one, label in zip(panels[0], slopes, labels, strict=True):
        colours = [ORANGE if k == label else GREY for k in range(len(one))]
        axes.bar(classes, one, color=colours, width=0.6)
        axes.axhline(0, color="black", linewidth=1)
        axes.set(title=f"{classes[label]} image", xlabel="score of this class", ylim=(-1.1, 1.1))
        axes.grid(axis="x", visible=False)
    panels[0][0].set_ylabel("slope of the loss")


@styled
def predictions(softmax: Answer, W: np.ndarray, X: np.ndarray, data: Dataset, which: Any) -> None:
    """Draw the training images of these numbers beside their classes' probabilities."""
    which = list(which)
    probabilities = probabilities_of(softmax, X[which] @ W.T)
    columns = len(data.class_names)

    _, panels = plt.subplots(
        len(which), 2, figsize=(WIDTH, 1.3 * len(which) + 0.6), width_ratios=(1, 4), squeeze=False
    )
    for (left, right), index, shares in zip(panels, which, probabilities, strict=True):
        label = int(data.y_train[index])
        left.imshow(data.X_train[index].reshape(data.image_shape), cmap="gray_r")
        left.set_title(data.class_names[label])
        left.axis("off")
        colours = [ORANGE if k == label else GREY for k in range(columns)]
        right.bar(range(columns), shares, color=colours, width=0.7)
        right.set(ylim=(0, 1), ylabel="probability")
        right.grid(axis="x", visible=False)
        right.set_xticks(range(columns), [""] * columns)
    panels[0][1].set_title("probabilities of the classes, the right one in orange")
    tilt: dict[str, Any] = {"rotation": 45, "ha": "right"} if len(data.class_names[0]) > 2 else {}
    panels[-1][1].set_xticks(range(columns), data.class_names, **tilt)
    panels[-1][1].set_xlabel("class")
