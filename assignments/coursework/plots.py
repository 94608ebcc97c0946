"""The notebooks' pictures: each function draws one, in a look that all share.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from coursework.comparing import as_number
from coursework.datasets import Dataset
from coursework.gradients import GradientCheck
from coursework.plot_style import BLUE, CENTRED, GREEN, GREY, ORANGE, WIDTH, styled, with_minus
from coursework.timing import measure

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


@styled
def loss_along_weight(
    loss: Callable[[np.ndarray], tuple[Any, Any]], W: np.ndarray, place: tuple[int, ...]
) -> None:
    """Draw the loss while one weight moves about its value, and its slopes to either side."""
    W = np.array(W, dtype=float)
    steps = np.linspace(-0.5, 0.5, 201)

    def at(step: float) -> float:
        moved = W.copy()
        moved[place] += step
        return as_number(loss(moved)[0], "loss")

    losses, here = [at(step) for step in steps], at(0)

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    weights = W[place] + steps
    axes.plot(weights, losses, color=BLUE, zorder=3)
    h = 1e-5
    for slope, label, colour, style in (
        ((here - at(-h)) / h, "left", GREEN, "--"),
        ((at(h) - here) / h, "right", ORANGE, ":"),
    ):
        axes.plot(
            weights,
            here + slope * steps,
            color=colour,
            linestyle=style,
            linewidth=1.5,
            label=f"{label} slope, drawn on: {with_minus(round(slope, 3))}",
        )
    axes.plot(W[place], here, "o", color="black", markersize=6, zorder=4)
    row, column = place
    axes.set(xlabel=f"weight W[{row}, {column}]", ylabel="loss", title="A kink has two slopes")
    axes.legend(loc="upper center")


@styled
def gradient_check(check: GradientCheck) -> None:
    """Draw a gradient against the slope of its loss: right values lie on the diagonal."""
    kink, wrong = check.at_kink & check.agrees, ~check.agrees
    fine = ~kink & ~wrong

    _, axes = plt.subplots(figsize=(WIDTH, 3.6))
    middle = np.nanmean(check.numerical)
    axes.axline((middle, middle), slope=1, color=GREY, linewidth=1, zorder=1)
    bars = np.abs(check.right - check.left) / 2
    for group, marker, colour, label in (
        (fine, "o", BLUE, "equal"),
        (kink, "^", ORANGE, "at a kink, from slope to slope"),
        (wrong, "X", "black", "different"),
    ):
        if group.any():
            axes.errorbar(
                check.numerical[group],
                check.analytic[group],
                xerr=bars[group] if group is kink else None,
                fmt=marker,
                color=colour,
                capsize=4,
                linewidth=1.5,
                label=f"{label} ({group.sum()})",
            )
    axes.margins(0.08)
    axes.set(
        xlabel="numerical gradient: slope of the loss",
        ylabel="analytic gradient: your formula",
        title=f"Gradient check at {len(check.places)} of {check.size} weights",
    )
    axes.legend(loc="upper left")


@styled
def matrix_product(A: np.ndarray, B: np.ndarray, names: Sequence[str]) -> None:
    """Draw the product of two small matrices as three grids of numbers.

    Parameters
    ----------
    names
        What stands above A, B and their product, such as their names and shapes.
    """
    tallest = max(len(A), len(B))
    _, axes = plt.subplots(figsize=(WIDTH, 0.5 * (tallest + 1)))
    start = 0.0
    for part, name, colour, sign in zip(
        (A, B, A @ B), names, ("#e6e6e6", "#e6e6e6", "#cfe6f5"), ("×", "=", ""), strict=True
    ):
        rows, columns = part.shape
        top = (tallest - rows) / 2
        axes.pcolormesh(
            start + np.arange(columns + 1),
            top + np.arange(rows + 1),
            np.zeros(part.shape),
            cmap=ListedColormap([colour]),
            edgecolors="white",
            linewidth=2,
        )
        for (row, column), number in np.ndenumerate(part):
            axes.text(start + column + 0.5, top + row + 0.5, with_minus(number), **CENTRED)
        axes.text(start + columns / 2, top - 0.35, name, **CENTRED)
        axes.text(start + columns + 0.75, tallest / 2, sign, fontsize=16, **CENTRED)
        start += columns + 1.5
    axes.set(xlim=(-0.5, start - 1), ylim=(tallest, -0.7), aspect="equal")
    axes.axis("off")


@styled
def running_time(*losses: Loss, sizes: Sequence[int] = (25, 50, 100, 200, 400, 800, 1600)) -> None:
    """Draw how long loss functions take as the number of examples grows."""
    times = [measure(loss, sizes) for loss in losses]

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    for loss, (tried, seconds), colour, marker in zip(
        losses, times, (ORANGE, BLUE, GREEN), "os^", strict=False
    ):
        axes.loglog(
            tried, np.array(seconds) * 1000, marker + "-", color=colour, label=loss.__name__
        )
    axes.set(
        xlabel="number of examples N",
        ylabel="time of one call (ms)",
        title="One pass over the data: with loops, and on whole arrays",
    )
    axes.set_xticks(sizes, [f"{size}" for size in sizes])
    axes.yaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.legend(loc="upper left")


@styled
def images(data: Dataset) -> None:
    """Draw the first training image of each class."""
    first = [
        int(np.flatnonzero(data.y_train == label)[0]) for label in range(len(data.class_names))
    ]
    _show_row([data.X_train[index].reshape(data.image_shape) for index in first], data, "gray_r")


@styled
def templates(W: np.ndarray, data: Dataset) -> None:
    """Draw each row of W as an image: what that class's score looks for."""
    W = np.asarray(W, dtype=float)
    largest = max(float(np.abs(W).max()), 1e-12)
    if len(data.image_shape) == 3:
        pictures = [0.5 + row.reshape(data.image_shape) / (2 * np.abs(row).max()) for row in W]
    else:
        pictures = [row.reshape(data.image_shape) for row in W]
    _show_row(pictures, data, "PuOr_r", vmin=-largest, vmax=largest)


def _show_row(pictures: Sequence[np.ndarray], data: Dataset, cmap: str, **limits: float) -> None:
    columns = 5
    rows = -(-len(pictures) // columns)
    _, panels = plt.subplots(rows, columns, figsize=(WIDTH, 1.45 * rows), squeeze=False)
    for axes in panels.flat:
        axes.axis("off")
    for axes, picture, name in zip(panels.flat, pictures, data.class_names, strict=False):
        axes.imshow(picture, cmap=cmap, **limits)
        axes.set_title(name)
