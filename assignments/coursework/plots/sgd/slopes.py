"""Pictures of slopes: by differences, their errors, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_array, as_number
from coursework.plots.sgd.plane import Loss
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled


@styled
def secants() -> None:
    """Draw forward and central differences of a curve, with a step large enough to see."""
    w, h = 1.0, 0.8

    def curve(w: np.ndarray | float) -> np.ndarray:
        return np.asarray(w) ** 3 / 3

    weights = np.linspace(-0.2, 2.2, 121)
    panels = plt.subplots(1, 2, figsize=(WIDTH, 3.2), sharey=True)[1]
    for axes, (a, b), name, colour in zip(
        panels, ((w, w + h), (w - h, w + h)), ("forward", "central"), (ORANGE, GREEN), strict=True
    ):
        slope = (curve(b) - curve(a)) / (b - a)
        axes.plot(weights, curve(weights), color=BLUE, label="loss")
        axes.plot(weights, curve(w) + (weights - w), ":", color="black", label="true slope: 1")
        axes.plot(
            weights,
            curve(a) + slope * (weights - a),
            "--",
            color=colour,
            linewidth=1.5,
            label=f"{name}: {slope:.2f}",
        )
        axes.plot([a, b], [curve(a), curve(b)], "o", color=colour, markersize=7)
        axes.plot(w, curve(w), "o", color="black", markersize=5, zorder=4)
        axes.set(xlabel="weight w", title=f"{name.capitalize()} difference", ylim=(-1.2, 3.6))
        axes.legend(loc="upper left", fontsize=9)
    panels[0].set_ylabel("loss")


@styled
def errors_by_step(numerical_gradient: Loss) -> None:
    """Draw how far forward and central differences are from the true slope, by the step h."""
    steps = 10.0 ** np.arange(-12, 0.5, 0.5)
    place = np.array([1.0])

    def f(W: np.ndarray) -> float:
        return float(np.exp(W[0]))

    true = f(place)
    central = [
        as_array(numerical_gradient(f, place.copy(), float(h)), "numerical gradient").item()
        for h in steps
    ]
    forward = [(f(place + h) - f(place)) / h for h in steps]

    _, axes = plt.subplots(figsize=(WIDTH, 3.2))
    for slopes, name, colour, marker in (
        (forward, "forward", ORANGE, "s"),
        (central, "central (yours)", GREEN, "o"),
    ):
        errors = np.maximum(np.abs(np.array(slopes) - true) / true, 1e-16)
        axes.loglog(steps, errors, marker + "-", color=colour, markersize=4, label=name)
    axes.axvline(1e-5, color=GREY, linestyle=":", linewidth=1.5)
    axes.annotate("h = 1e-5", (1e-5, 0.05), xytext=(4, 0), textcoords="offset points", color=GREY)
    axes.set(
        xlabel="step h",
        ylabel="relative error of the slope",
        title="Too large a step bends, too small a step is lost in rounding",
    )
    axes.legend(loc="lower right")


@styled
def errors_at_kink(numerical_gradient: Loss, relative_error: Loss, h: float = 1e-5) -> None:
    """Draw the relative error of a right gradient near the kink of max(0, 4w)."""

    def loss(W: np.ndarray) -> float:
        return max(0.0, 4 * float(W[0]))

    distances = np.linspace(-3, 3, 241)  # in steps h
    errors = []
    for distance in distances:
        place = np.array([distance * h])
        numerical = as_array(numerical_gradient(loss, place.copy(), h), "numerical gradient")
        error = relative_error(numerical, np.where(place > 0, 4.0, 0.0))
        errors.append(as_number(error, "relative error"))

    _, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3))
    left.plot(distances, np.maximum(0, 4 * distances), color=BLUE)
    left.plot([-0.6, 1.4], [0, 5.6], "o--", color=GREEN, linewidth=1.5)
    left.plot(0.4, 1.6, "o", color="black", markersize=6)
    left.set(xlabel="w, in steps h", ylabel="max(0, 4w), in steps h", title="Astride the kink")
    right.plot(distances, errors, color=ORANGE)
    right.set(
        xlabel="w, in steps h", ylabel="relative error", title="The error of a right gradient"
    )


@styled
def gradient_times(
    numerical_gradient: Loss,
    linear_regression_loss: Loss,
    sizes: Sequence[int] = (10, 30, 100, 300, 1000),
) -> None:
    """Draw the time that a numerical and an analytic gradient take, by the number of weights."""
    rng = np.random.default_rng(0)
    numerical: list[float] = []
    analytic: list[float] = []
    for size in sizes:
        w, X, t = rng.normal(size=size), rng.normal(size=(100, size)), rng.normal(size=100)

        def loss(w: np.ndarray, X: np.ndarray = X, t: np.ndarray = t) -> float:
            return as_number(linear_regression_loss(w, X, t)[0], "loss")

        if not analytic:  # the first calls may be slow for other reasons, so they don't count
            as_array(numerical_gradient(loss, w), "numerical gradient")
        linear_regression_loss(w, X, t)
        start = perf_counter()
        for _ in range(5):
            linear_regression_loss(w, X, t)
        analytic.append((perf_counter() - start) / 5)
        start = perf_counter()
        numerical_gradient(loss, w)
        numerical.append(perf_counter() - start)

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for seconds, name, colour, marker in (
        (numerical, "numerical", ORANGE, "o"),
        (analytic, "analytic", BLUE, "s"),
    ):
        axes.loglog(sizes, 1000 * np.array(seconds), marker + "-", color=colour, label=name)
    axes.set(
        xlabel="number of weights",
        ylabel="time of one gradient (ms)",
        title="A gradient by differences, and by a formula",
    )
    axes.set_xticks(sizes, [f"{size}" for size in sizes])
    axes.yaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.legend(loc="upper left")
