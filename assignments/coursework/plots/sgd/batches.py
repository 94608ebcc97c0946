"""Pictures of batch, minibatch and stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.comparing import as_array, as_number
from coursework.plots.sgd.plane import Loss, descended, draw_landscape, draw_path, pair
from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled

MINIBATCH = 256
Data = tuple[np.ndarray, np.ndarray]


def _walked(
    sgd: Loss, loss: Loss, data: Data, learning_rate: float, batch_size: int, num_steps: int
) -> np.ndarray:
    """Return where a student's SGD went, step by step, from W = 0."""
    seen: list[np.ndarray] = []

    def recorded(w: np.ndarray, X: np.ndarray, t: np.ndarray, reg: float) -> Any:
        seen.append(as_array(w, "W"))
        return loss(w, X, t, reg)

    start = np.zeros(data[0].shape[1])
    rng = np.random.default_rng(0)
    last, _ = pair(
        sgd(recorded, start, *data, learning_rate, 0.0, batch_size, num_steps, rng), "(W, losses)"
    )
    return np.array([*seen, as_array(last, "W")])


def _on_all(loss: Loss, data: Data) -> Callable[[np.ndarray], Any]:
    return lambda w: loss(w, *data, 0.0)


@styled
def batch_paths(
    gradient_descent: Loss, sgd: Loss, loss: Loss, X: np.ndarray, t: np.ndarray, rate: float = 0.1
) -> None:
    """Draw the ways of batch, minibatch and stochastic descent over the same landscape."""
    data, num_steps = (X, t), 300
    batch, _ = descended(gradient_descent, _on_all(loss, data), np.zeros(2), rate, num_steps)
    paths = {
        f"{len(X):,}": batch,
        f"{MINIBATCH}": _walked(sgd, loss, data, rate, MINIBATCH, num_steps),
        "1": _walked(sgd, loss, data, rate, 1, num_steps),
    }

    # The landscape of all data by a few of them: it is the same to the eye, and drawn sooner.
    few = (X[:500], t[:500])
    panels = plt.subplots(1, 3, figsize=(WIDTH, 2.9), sharey=True)[1]
    for axes, (name, path), colour in zip(
        panels, paths.items(), (ORANGE, BLUE, GREEN), strict=True
    ):
        draw_landscape(axes, lambda w: loss(w, *few, 0.0)[0], ((-0.5, 4.5), (-0.5, 4.5)), lines=9)
        draw_path(axes, path, colour, dots=False)
        axes.set(xlabel="$w_0$: euros per km", title=f"{name} example{'s' * (name != '1')} a step")
    panels[0].set_ylabel("$w_1$: euros for any ride")


@styled
def batch_costs(
    gradient_descent: Loss, sgd: Loss, loss: Loss, X: np.ndarray, t: np.ndarray, rate: float = 0.1
) -> None:
    """Draw the loss on all data against updates, and against the examples looked at."""
    data = (X, t)
    batch, _ = descended(gradient_descent, _on_all(loss, data), np.zeros(2), rate, 300)
    runs = (
        ("batch", len(X), batch, ORANGE, "--"),
        (
            f"minibatch ({MINIBATCH})",
            MINIBATCH,
            _walked(sgd, loss, data, rate, MINIBATCH, 300),
            BLUE,
            "-",
        ),
        ("stochastic (1)", 1, _walked(sgd, loss, data, rate, 1, 10_000), GREEN, "-"),
    )

    _, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.3), sharey=True)
    for name, size, path, colour, style in runs:
        last = len(path) - 1
        updates = np.unique(np.geomspace(1, last, 80).astype(int))
        losses = [as_number(loss(path[step], *data, 0.0)[0], "loss") for step in updates]
        early = updates <= 300
        width = 1.2 if size == 1 else 2
        left.semilogy(
            updates[early],
            np.array(losses)[early],
            style,
            color=colour,
            label=name,
            linewidth=width,
        )
        right.loglog(updates * size, losses, style, color=colour, linewidth=width)
    left.set(xlabel="updates", ylabel="loss on all examples", title="By update")
    right.set(xlabel="examples looked at", title="By example seen")
    left.legend(fontsize=8)
