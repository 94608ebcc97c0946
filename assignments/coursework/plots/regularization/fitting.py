"""The pictures of polynomials: fitted freely, and with a penalty."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.regularization.student_values import Answer, Points, coefficients
from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled


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
    for axes, title in zip(
        panels, ("dots: the points we have", "squares: new points"), strict=True
    ):
        for name, its_coefficients, colour, style in curves:
            axes.plot(at, np.polyval(its_coefficients, at), style, color=colour, label=name)
        axes.plot(x, t, "o", color="black", markersize=5, zorder=4)
        axes.set(xlabel="x", title=title)
    panels[1].plot(*new, "s", color=GREEN, markersize=4, alpha=0.8, zorder=3)
    panels[0].set(ylabel="t")
    panels[0].legend(loc="upper left")


def _heights(w: np.ndarray, x: np.ndarray) -> np.ndarray:
    heights: np.ndarray = np.polynomial.polynomial.polyval(x, w)
    return heights


def _mean_squared_error(w: np.ndarray, points: Points) -> float:
    return float(np.mean((_heights(w, points[0]) - points[1]) ** 2))


@styled
def fitted_curve(
    fit_polynomial: Answer,
    old: Points,
    new: Points,
    degree: int = 9,
    strengths: tuple[float, ...] = (0.0, 0.1),
) -> None:
    """Draw the fit to the old points for some λ, side by side, with its errors on both."""
    fits = [coefficients(fit_polynomial, old, degree, reg) for reg in strengths]
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
    fit_polynomial: Answer, old: Points, new: Points, degree: int = 9
) -> None:
    """Draw the error on the points that were fitted and on new ones, as λ grows."""
    strengths = np.logspace(-7, 2, 37)
    fits = [coefficients(fit_polynomial, old, degree, reg) for reg in strengths]
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
