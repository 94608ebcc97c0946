"""The pictures of the SVM assignment.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_number
from coursework.plots.images import images, templates
from coursework.plots.loss_slopes import gradient_check, loss_along_weight
from coursework.plots.products import matrix_product
from coursework.plots.running_times import running_time
from coursework.plots.style import BLUE, GREY, ORANGE, WIDTH, styled, with_minus

__all__ = [
    "gradient_check",
    "hinge_and_squared_hinge",
    "hinge_of_right_score",
    "images",
    "loss_along_weight",
    "margins",
    "matrix_product",
    "running_time",
    "scaled_weights",
    "templates",
]

Loss = Callable[..., Any]


@styled
def hinge_of_right_score(
    hinge_loss: Loss, scores: np.ndarray, label: int, classes: Sequence[str]
) -> None:
    """Draw the loss of one example while the score of its right class moves."""
    right_scores = np.linspace(scores.min() - 2, scores.max() + 3, 201)
    losses = [_loss_with(hinge_loss, scores, label, right) for right in right_scores]
    here = _loss_with(hinge_loss, scores, label, scores[label])

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    axes.plot(right_scores, losses, color=BLUE)
    axes.plot(scores[label], here, "o", color=ORANGE, markersize=8)
    axes.annotate(
        f"score {scores[label]:g}, loss {here:.4g}",
        (scores[label], here),
        xytext=(-8, -4),
        textcoords="offset points",
        ha="right",
        va="top",
        color=ORANGE,
    )
    for j, score in enumerate(scores):
        if j != label:
            axes.axvline(score + 1, color=GREY, linestyle=":", linewidth=1.5)
            axes.annotate(
                f"{classes[j]} + 1",
                (score + 1, 0.98),
                xycoords=axes.get_xaxis_transform(),
                xytext=(4, 0),
                textcoords="offset points",
                color=GREY,
                va="top",
            )
    axes.set(
        xlabel=f"score of the right class ({classes[label]})",
        ylabel="loss of this image",
        title=f"The hinge loss falls until the {classes[label]} leads by the margin",
    )


def _loss_with(hinge_loss: Loss, scores: np.ndarray, label: int, right_score: float) -> float:
    moved = scores.copy()
    moved[label] = right_score
    return as_number(hinge_loss(moved, label), "loss")


@styled
def margins(
    hinge_loss: Loss, scores: np.ndarray, labels: np.ndarray, classes: Sequence[str]
) -> None:
    """Draw the margin of every wrong class as a bar, one panel an example."""
    losses = [
        as_number(hinge_loss(one.copy(), label), "loss")
        for one, label in zip(scores, labels, strict=True)
    ]

    _, panels = plt.subplots(1, len(labels), figsize=(WIDTH, 3), sharey=True, squeeze=False)
    for axes, one, label, loss in zip(panels[0], scores, labels, losses, strict=True):
        wrong = [j for j in range(len(one)) if j != label]
        heights = np.array([one[j] - one[label] + 1 for j in wrong])
        colours = [ORANGE if height > 0 else GREY for height in heights]
        bars = axes.bar([classes[j] for j in wrong], heights, color=colours, width=0.6)
        axes.bar_label(bars, labels=[with_minus(round(height, 4)) for height in heights], padding=2)
        axes.axhline(0, color="black", linewidth=1)
        axes.set(title=f"{classes[label]} image: loss {loss:.4g}", xlabel="wrong class")
        axes.grid(axis="x", visible=False)
        axes.margins(y=0.15)
    panels[0][0].set_ylabel("margin  $s_j - s_y + 1$")


@styled
def hinge_and_squared_hinge() -> None:
    """Draw what one margin adds to the loss: as it is, and squared."""
    margin = np.linspace(-2, 3, 201)
    hinge = np.clip(margin, 0, None)

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    axes.plot(margin, hinge, color=BLUE, label="hinge")
    axes.plot(margin, hinge**2, color=ORANGE, linestyle="--", label="squared hinge")
    axes.set(
        xlabel="margin  $s_j - s_y + 1$",
        ylabel="added to the loss",
        title="Squared, small margins count less and large ones far more",
    )
    axes.legend(loc="upper left")


@styled
def scaled_weights(
    hinge_loss: Loss, scores: np.ndarray, label: int, name: str, penalty: float = 0.15
) -> None:
    """Draw the loss of one example while W is scaled, without and with a penalty on ΣW²."""
    factors = np.linspace(0, 3, 121)
    data_loss = np.array([as_number(hinge_loss(a * scores, label), "loss") for a in factors])
    total = data_loss + penalty * factors**2
    best = int(total.argmin())

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    axes.plot(factors, data_loss, color=BLUE, label="hinge loss alone")
    axes.plot(factors, total, color=ORANGE, linestyle="--", label="with a penalty on large W")
    axes.plot(factors[best], total[best], "o", color=ORANGE, markersize=8)
    axes.annotate(
        "the best W, now only one",
        (factors[best], total[best]),
        xytext=(12, 28),
        textcoords="offset points",
        color=ORANGE,
        arrowprops={"arrowstyle": "-", "color": ORANGE},
    )
    axes.set(
        xlabel="factor a: the weights are aW",
        ylabel="loss",
        title=f"The {name} image's loss as all weights grow together",
    )
    axes.legend(loc="upper right")
