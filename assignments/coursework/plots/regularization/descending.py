"""The pictures of gradient descent with a penalty."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from coursework.plots.regularization.student_values import Answer, pair
from coursework.plots.style import BLUE, ORANGE, WIDTH, styled


@styled
def steps_to_zero(
    regularized_loss: Answer,
    *,
    L2: Answer,
    L1: Answer,
    learning_rate: float = 0.1,
    reg: float = 0.5,
) -> None:
    """Draw two weights while gradient descent has nothing but the penalty to go by."""
    paths = {}
    for name, penalty in (("L2", L2), ("L1", L1)):
        W = np.array([0.97, 0.42])  # neither meets 0 exactly on its way
        weights = [W]
        for _ in range(30):
            returned = regularized_loss(0.0, np.zeros(2), W.copy(), reg, penalty)
            W = W - learning_rate * pair(returned, "loss")[1]
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
def weights_against_lambda(regularized_loss: Answer, *, L2: Answer, L1: Answer) -> None:
    """Draw the best weights of a small regression as λ grows, for each penalty.

    The target depends on the first two of eight inputs.
    """
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 8))
    t = X @ np.array([2.0, -1.2, 0, 0, 0, 0, 0, 0]) + 2 * rng.normal(size=40)
    strengths = np.logspace(-2, 0.5, 14)
    paths = {}
    for name, penalty in (("L2", L2), ("L1", L1)):
        w = np.zeros(8)
        weights = []
        for reg in strengths:
            for step in range(400):
                error = X @ w - t
                returned = regularized_loss(
                    float(np.mean(error**2)), 2 * X.T @ error / len(t), w.copy(), reg, penalty
                )
                # Smaller and smaller steps, as L1's never gets smaller by itself.
                w = w - 0.15 / (1 + step / 20) * pair(returned, "loss")[1]
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
