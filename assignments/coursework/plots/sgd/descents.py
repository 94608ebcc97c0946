"""Pictures of gradient descent: on a curve, in a valley, and fitting a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_array, as_number
from coursework.plots.sgd.plane import Loss, draw_landscape, draw_path
from coursework.plots.sgd.student_values import descended
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled, with_minus


@styled
def descent_on_curve(
    gradient_descent: Loss,
    curve: Loss,
    starts: Sequence[float] = (-2.0, 2.1),
    learning_rate: float = 0.1,
    num_steps: int = 15,
) -> None:
    """Draw gradient descent on a loss of one weight, from several starts."""
    paths = [
        descended(gradient_descent, curve, np.array([start]), learning_rate, num_steps)[0].ravel()
        for start in starts
    ]

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    weights = np.linspace(min(starts) - 0.15, max(starts) + 0.15, 161)
    axes.plot(weights, [_height(curve, w) for w in weights], color=GREY)
    for path, colour, marker in zip(paths, (BLUE, GREEN), "os", strict=False):
        heights = [_height(curve, w) for w in path]
        label = f"from {with_minus(path[0])} to {with_minus(round(path[-1], 2))}"
        axes.plot(path, heights, marker + "-", color=colour, markersize=5, linewidth=1, label=label)
        axes.plot(path[-1], heights[-1], "o", color=ORANGE, markersize=8, zorder=5)
    axes.set(
        xlabel="weight w",
        ylabel="loss",
        title=f"{num_steps} steps with learning rate {learning_rate:g}",
    )
    axes.legend(loc="upper center")


def _height(curve: Loss, w: float) -> float:
    return as_number(curve(np.array([w]))[0], "loss")


@styled
def learning_rates(
    gradient_descent: Loss,
    curve: Loss,
    start: float,
    rates: Sequence[float],
    num_steps: int = 8,
) -> None:
    """Draw the same descent on a curve with several learning rates, side by side."""
    paths = [
        descended(gradient_descent, curve, np.array([start]), rate, num_steps)[0].ravel()
        for rate in rates
    ]

    reach = max(float(np.abs(path).max()) for path in paths) * 1.08
    weights = np.linspace(-reach, reach, 121)
    panels = plt.subplots(1, len(rates), figsize=(WIDTH, 2.9), sharey=True, squeeze=False)[1][0]
    for axes, path, rate in zip(panels, paths, rates, strict=True):
        axes.plot(weights, [_height(curve, w) for w in weights], color=GREY, linewidth=1.5)
        heights = [_height(curve, w) for w in path]
        axes.plot(path, heights, "o-", color=BLUE, markersize=4, linewidth=1)
        axes.plot(path[0], heights[0], "o", color=BLUE, markersize=8, markerfacecolor="white")
        axes.plot(path[-1], heights[-1], "o", color=ORANGE, markersize=8, zorder=5)
        axes.set(xlabel="weight w", title=f"learning rate {rate:g}")
    panels[0].set_ylabel("loss")


@styled
def descent_in_plane(
    gradient_descent: Loss,
    valley: Loss,
    start: Sequence[float],
    learning_rate: float,
    num_steps: int = 20,
) -> None:
    """Draw gradient descent on a loss of two weights: its way from above, and its losses."""
    path, losses = descended(gradient_descent, valley, np.array(start), learning_rate, num_steps)

    _, (left, right) = plt.subplots(
        1, 2, figsize=(WIDTH, 3.2), gridspec_kw={"width_ratios": (3, 2)}
    )
    draw_landscape([left], lambda W: valley(W)[0], ((-6, 6), (-5, 5)))
    draw_path(left, path)
    left.set(xlabel="weight $w_1$", ylabel="weight $w_2$", title=f"Learning rate {learning_rate:g}")
    right.semilogy(np.maximum(losses, 1e-12), "o-", color=BLUE, markersize=3)
    right.set(xlabel="step", ylabel="loss before the step", title=f"Last loss: {losses[-1]:.2g}")


@styled
def losses_by_learning_rate(
    gradient_descent: Loss,
    valley: Loss,
    start: Sequence[float],
    rates: Sequence[float],
    num_steps: int = 30,
) -> None:
    """Draw the losses of the same descent with several learning rates."""
    curves = [
        descended(gradient_descent, valley, np.array(start), rate, num_steps)[1] for rate in rates
    ]

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for curve, rate, colour, style in zip(
        curves, rates, (GREY, BLUE, GREEN, ORANGE), ("-.", "-", "--", ":"), strict=False
    ):
        axes.semilogy(curve, style, color=colour, label=f"learning rate {rate:g}")
    axes.set(
        xlabel="step",
        ylabel="loss before the step",
        title="The loss tells whether the learning rate suits",
    )
    axes.legend()


@styled
def fitted_lines(
    gradient_descent: Loss,
    linear_regression_loss: Loss,
    X: np.ndarray,
    t: np.ndarray,
    learning_rate: float,
    shown: Sequence[int] = (0, 1, 3, 10, 200),
) -> None:
    """Draw the line of a linear regression after some numbers of steps.

    Parameters
    ----------
    X : array of shape (N, 2)
        Each row holds x and a 1.
    """

    def loss(w: np.ndarray) -> Any:
        return linear_regression_loss(w, X, t)

    path, losses = descended(gradient_descent, loss, np.zeros(2), learning_rate, max(shown))

    _, (left, right) = plt.subplots(
        1, 2, figsize=(WIDTH, 3.2), gridspec_kw={"width_ratios": (3, 2)}
    )
    left.plot(X[:, 0], t, "o", color=GREY, markersize=4)
    ends = np.array([X[:, 0].min(), X[:, 0].max()])
    for number, step in enumerate(shown):
        slope, start = path[step]
        last = number == len(shown) - 1
        left.plot(
            ends,
            slope * ends + start,
            color=ORANGE if last else BLUE,
            linewidth=2.5 if last else 1.2,
            alpha=1 if last else 0.35 + 0.6 * number / len(shown),
            label=f"{step} steps" if step != 1 else "1 step",
        )
    left.set(
        xlabel="distance x (km)",
        ylabel="price t (euros)",
        title=f"t ≈ {path[-1][0]:.2f} x + {path[-1][1]:.2f}",
    )
    left.legend(fontsize=8)
    right.semilogy(as_array(losses, "losses"), color=BLUE)
    right.set(xlabel="step", ylabel="mean of squares", title="The loss on the way")
