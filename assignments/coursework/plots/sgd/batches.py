"""Pictures of batch, minibatch and stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_number
from coursework.plots.sgd.plane import Loss, draw_landscape, draw_path
from coursework.plots.sgd.student_values import descended, walked
from coursework.plots.style import BLUE, GREEN, ORANGE, WIDTH, styled

MINIBATCH = 256
Data = tuple[np.ndarray, np.ndarray]


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
        f"{MINIBATCH}": walked(sgd, loss, data, rate, MINIBATCH, num_steps),
        "1": walked(sgd, loss, data, rate, 1, num_steps),
    }

    # The landscape of all data by a few of them: it is the same to the eye, and drawn sooner.
    few = (X[:500], t[:500])
    panels = plt.subplots(1, 3, figsize=(WIDTH, 2.9), sharey=True)[1]
    draw_landscape(panels, lambda w: loss(w, *few, 0.0)[0], ((-0.5, 4.5), (-0.5, 4.5)), lines=9)
    for axes, (name, path), colour in zip(
        panels, paths.items(), (ORANGE, BLUE, GREEN), strict=True
    ):
        draw_path(axes, path, colour, dots=False)
        axes.set(xlabel="$w_1$: euros per km", title=f"{name} example{'s' * (name != '1')} a step")
    panels[0].set_ylabel("$w_2$: euros for any ride")


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
            walked(sgd, loss, data, rate, MINIBATCH, 300),
            BLUE,
            "-",
        ),
        ("stochastic (1)", 1, walked(sgd, loss, data, rate, 1, 10_000), GREEN, "-"),
    )

    def losses_at(places: np.ndarray) -> list[float]:
        return [as_number(loss(place, *data, 0.0)[0], "loss") for place in places]

    _, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.3), sharey=True)
    for name, size, path, colour, style in runs:
        width = 1.2 if size == 1 else 2
        early = np.arange(0, 301, 3)
        left.semilogy(
            early, losses_at(path[early]), style, color=colour, label=name, linewidth=width
        )
        updates = np.unique(np.geomspace(1, len(path) - 1, 80).astype(int))
        right.loglog(updates * size, losses_at(path[updates]), style, color=colour, linewidth=width)
    left.set(xlabel="updates", ylabel="loss on all examples", title="By update")
    right.set(xlabel="examples looked at", title="By example seen")
    left.legend(fontsize=8)
