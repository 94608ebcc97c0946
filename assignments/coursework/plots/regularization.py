"""The pictures of the regularization assignment.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.checking import NotDone, WrongForm, shown
from coursework.comparing import as_array, as_number
from coursework.plots.images import images, templates
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled

__all__ = [
    "errors_against_lambda",
    "fitted_curve",
    "images",
    "penalties_of_one_weight",
    "preferences",
    "steps_to_zero",
    "templates",
    "two_curves",
    "weights_against_lambda",
]

Points = tuple[np.ndarray, np.ndarray]
Penalty = Callable[[np.ndarray], Any]
COLOURS = (BLUE, ORANGE, GREEN)
STYLES = ("-", "--", ":")


def _pair(value: Any, first: str) -> tuple[float, np.ndarray]:
    """Return a student's pair of a number and a gradient, or say why it isn't one."""
    if value is None:
        raise NotDone(f"Your function returned None. It should return ({first}, gradient).")
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise WrongForm(
            f"Your function should return ({first}, gradient), but returned {shown(value)}."
        )
    return as_number(value[0], first), as_array(value[1], "gradient")


@styled
def two_curves(old: Points, new: Points) -> None:
    """Draw two curves through the same points, and how both meet new points."""
    x, t = old
    at = np.linspace(x.min(), x.max(), 301)
    curves = [
        ("f1, degree 9", np.polyfit(x, t, len(x) - 1), ORANGE, "-"),
        ("f2, degree 3", np.polyfit(x, t, 3), BLUE, "--"),
    ]

    _, panels = plt.subplots(1, 2, figsize=(WIDTH, 3.2), sharey=True)
    for axes, title in zip(panels, ("the points we have", "and new points"), strict=True):
        for name, coefficients, colour, style in curves:
            axes.plot(at, np.polyval(coefficients, at), style, color=colour, label=name)
        axes.plot(x, t, "o", color="black", markersize=5, zorder=4)
        axes.set(xlabel="x", title=title)
    panels[1].plot(*new, "s", color=GREEN, markersize=4, alpha=0.8, zorder=3)
    panels[0].set(ylabel="t")
    panels[0].legend(loc="upper left")


@styled
def penalties_of_one_weight(penalties: Mapping[str, Penalty]) -> None:
    """Draw what a single weight costs, and the slope of that, for each penalty."""
    weights = np.linspace(-2, 2, 401)
    values = {
        name: [_pair(penalty(np.array([w])), "R") for w in weights]
        for name, penalty in penalties.items()
    }

    _, panels = plt.subplots(1, 2, figsize=(WIDTH, 3))
    for (name, pairs), colour, style in zip(values.items(), COLOURS, STYLES, strict=False):
        panels[0].plot(weights, [R for R, _ in pairs], style, color=colour, label=name)
        slopes = [float(gradient.reshape(-1)[0]) for _, gradient in pairs]
        panels[1].plot(weights, slopes, style, color=colour)
    panels[0].set(xlabel="weight w", ylabel="penalty R", title="What one weight costs")
    panels[1].set(xlabel="weight w", ylabel="gradient of R", title="How hard it is pulled to 0")
    panels[0].legend(loc="upper center")


VALLEY = np.array([1.0, 2.0])  # the input x; its weights should score 1


@styled
def preferences(penalties: Mapping[str, Penalty]) -> None:
    """Draw a valley of equally good weights, and which of them each penalty prefers."""
    grid = np.linspace(-0.6, 1.2, 61)
    first, second = np.meshgrid(grid, grid)
    along = np.arange(-120, 241) / 200  # the first weight; 0 is among them
    valley = np.stack([along, (1 - VALLEY[0] * along) / VALLEY[1]], axis=1)
    heights, best = {}, {}
    for name, penalty in penalties.items():
        points = np.stack([first.ravel(), second.ravel()], axis=1)
        costs = [_pair(penalty(w), "R")[0] for w in points]
        heights[name] = np.reshape(costs, first.shape)
        best[name] = valley[np.argmin([_pair(penalty(w), "R")[0] for w in valley])]

    figure, panels = plt.subplots(
        1, len(penalties), figsize=(WIDTH, 2.9), sharey=True, squeeze=False
    )
    if len(penalties) == 1:
        figure.set_figwidth(3.6)
    for axes, name in zip(panels[0], penalties, strict=True):
        here = best[name]
        lowest = float(_pair(penalties[name](here), "R")[0])
        levels = sorted({*(lowest * np.array([0.25, 1.75, 2.75, 4])), lowest})
        axes.contour(first, second, heights[name], levels=levels, colors=GREY, linewidths=1)
        axes.plot(*valley.T, color=BLUE)
        axes.plot(*here, "o", color=ORANGE, markersize=8, zorder=4)
        axes.axhline(0, color="black", linewidth=0.8)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.grid(visible=False)
        weights = ", ".join(f"{w:.2g}" for w in here)
        axes.set(
            xlim=(-0.6, 1.2),
            ylim=(-0.6, 1.2),
            aspect="equal",
            xlabel="$w_1$",
            title=f"{name}\nbest: ({weights})",
        )
    panels[0][0].set_ylabel("$w_2$")


@styled
def steps_to_zero(
    regularized_loss: Callable[..., Any],
    penalties: Mapping[str, Penalty],
    learning_rate: float = 0.1,
    reg: float = 0.5,
) -> None:
    """Draw two weights while gradient descent has nothing but the penalty to go by."""
    paths = {}
    for name, penalty in penalties.items():
        W = np.array([1.0, 0.4])
        weights = [W]
        for _ in range(30):
            pair = regularized_loss(0.0, np.zeros(2), W.copy(), reg, penalty)
            W = W - learning_rate * _pair(pair, "loss")[1]
            weights.append(W)
        paths[name] = np.array(weights)

    _, panels = plt.subplots(1, len(paths), figsize=(WIDTH, 3), sharey=True, squeeze=False)
    for axes, (name, path) in zip(panels[0], paths.items(), strict=True):
        axes.axhline(0, color="black", linewidth=1)
        for weight, colour, marker in zip(path.T, (BLUE, ORANGE), "os", strict=True):
            name_of_line = f"weight that starts at {weight[0]:g}"
            axes.plot(
                weight, marker + "-", color=colour, markersize=3, linewidth=1, label=name_of_line
            )
        axes.set(xlabel="step", title=f"{name}: two weights, no data")
    panels[0][0].set_ylabel("weight")
    panels[0][0].legend(loc="upper right")


@styled
def weights_against_lambda(
    regularized_loss: Callable[..., Any], penalties: Mapping[str, Penalty]
) -> None:
    """Draw the best weights of a small regression as λ grows, for each penalty.

    The target depends on the first two of eight inputs.
    """
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 8))
    t = X @ np.array([2.0, -1.2, 0, 0, 0, 0, 0, 0]) + 2 * rng.normal(size=40)
    strengths = np.logspace(-2, 0.5, 14)
    paths = {}
    for name, penalty in penalties.items():
        w = np.zeros(8)
        weights = []
        for reg in strengths:
            for step in range(400):
                error = X @ w - t
                pair = regularized_loss(
                    float(np.mean(error**2)), 2 * X.T @ error / len(t), w.copy(), reg, penalty
                )
                # Smaller and smaller steps, as L1's never gets smaller by itself.
                w = w - 0.15 / (1 + step / 20) * _pair(pair, "loss")[1]
            weights.append(w)
        paths[name] = np.array(weights)

    _, panels = plt.subplots(1, len(paths), figsize=(WIDTH, 3.2), sharey=True, squeeze=False)
    for axes, (name, path) in zip(panels[0], paths.items(), strict=True):
        for k, weight in enumerate(path.T):
            matters = k < 2
            label = {1: "inputs that matter", 2: "inputs that don't"}.get(k)
            axes.semilogx(
                strengths,
                weight,
                color=BLUE if matters else ORANGE,
                linestyle="-" if matters else "--",
                linewidth=2 if matters else 1.2,
                label=label,
            )
        axes.axhline(0, color="black", linewidth=1, zorder=1)
        axes.set(xlabel="λ", title=f"{name}: the best weights")
    panels[0][0].set_ylabel("weight")
    panels[0][0].set_ylim(top=3)
    panels[0][-1].legend(loc="upper right")


def _coefficients(
    fit_polynomial: Callable[..., Any], points: Points, degree: int, reg: float
) -> Any:
    w = fit_polynomial(points[0].copy(), points[1].copy(), degree, reg)
    if w is None:
        raise NotDone("Your function returned None. It should return the coefficients.")
    w = as_array(w, "coefficients")
    if w.shape != (degree + 1,):
        raise WrongForm(
            f"A polynomial of degree {degree} has {degree + 1} coefficients; yours have shape "
            f"{w.shape}."
        )
    return w


def _heights(w: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.polynomial.polynomial.polyval(x, w)


def _mean_squared_error(w: np.ndarray, points: Points) -> float:
    return float(np.mean((_heights(w, points[0]) - points[1]) ** 2))


@styled
def fitted_curve(
    fit_polynomial: Callable[..., Any],
    old: Points,
    new: Points,
    degree: int = 9,
    strengths: tuple[float, ...] = (0.0, 0.1),
) -> None:
    """Draw the fit to the old points for some λ, side by side, with its errors on both."""
    fits = [_coefficients(fit_polynomial, old, degree, reg) for reg in strengths]
    at = np.linspace(-1, 1, 301)

    figure, panels = plt.subplots(1, len(fits), figsize=(WIDTH, 3.6), sharey=True, squeeze=False)
    if len(fits) == 1:
        figure.set_figwidth(4)
    for axes, w, reg in zip(panels[0], fits, strengths, strict=True):
        axes.plot(at, _heights(w, at), color=BLUE, label="fit")
        axes.plot(*old, "o", color="black", markersize=5, label="training", zorder=4)
        axes.plot(*new, "s", color=GREEN, markersize=3, alpha=0.7, label="validation")
        errors = [f"{_mean_squared_error(w, points):.3f}" for points in (old, new)]
        size = float(np.sum(w**2))
        axes.set(
            xlabel="x",
            ylim=(-2.6, 2.6),
            title=f"degree {degree}, λ = {reg:.3g}:  Σw² = {size:,.{0 if size >= 100 else 2}f}\n"
            f"error: training {errors[0]}, validation {errors[1]}",
        )
        axes.title.set_fontsize(9.5)
    panels[0][0].set_ylabel("t")
    panels[0][0].legend(loc="upper left", fontsize=8)


@styled
def errors_against_lambda(
    fit_polynomial: Callable[..., Any], old: Points, new: Points, degree: int = 9
) -> None:
    """Draw the error on the points that were fitted and on new ones, as λ grows."""
    strengths = np.logspace(-7, 2, 37)
    fits = [_coefficients(fit_polynomial, old, degree, reg) for reg in strengths]
    training = [_mean_squared_error(w, old) for w in fits]
    validation = [_mean_squared_error(w, new) for w in fits]

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    axes.semilogx(strengths, training, "--", color=BLUE, label="training error")
    axes.semilogx(strengths, validation, color=ORANGE, label="validation error")
    axes.set(
        xlabel="λ",
        ylabel="mean squared error",
        title=f"Degree {degree}: too free on the left, too stiff on the right",
        ylim=(0, None),
    )
    axes.legend(loc="upper center")
