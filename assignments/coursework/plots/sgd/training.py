"""Pictures of training a classifier: its losses, its settings, and loss against accuracy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from coursework.expecting.values import as_array
from coursework.plots.style import BLUE, CENTRED, GREEN, GREY, ORANGE, WIDTH, styled

WINDOW = 20  # how many losses of minibatches the thick line takes the mean of


@styled
def loss_curves(runs: Mapping[str, Sequence[float]]) -> None:
    """Draw the losses of training runs: of each minibatch, and their running mean.

    Parameters
    ----------
    runs
        The losses of each run, by its name.
    """
    curves = {name: as_array(losses, "losses") for name, losses in runs.items()}

    _, panels = plt.subplots(1, len(curves), figsize=(WIDTH, 2.9), squeeze=False)
    for axes, (name, losses), colour in zip(
        panels[0], curves.items(), (BLUE, GREEN, ORANGE), strict=False
    ):
        axes.plot(losses, color=colour, alpha=0.3, linewidth=0.8)
        window = min(WINDOW, len(losses))
        mean = np.convolve(losses, np.ones(window) / window, mode="valid")
        axes.plot(np.arange(len(mean)) + window - 1, mean, color=colour)
        axes.plot(0, losses[0], "o", color=ORANGE, markersize=6)
        axes.set(
            xlabel="step",
            ylabel="loss of the minibatch",
            title=f"{name}: from {losses[0]:.2f} to {mean[-1]:.2f}",
            ylim=(0, None),
        )


@styled
def search_against_sgd(
    tries: Sequence[float], num_images: int, losses: Sequence[float], batch_size: int
) -> None:
    """Draw the losses of random search and of SGD against the images looked at.

    Parameters
    ----------
    tries
        The loss of each try, on all images.
    losses
        The loss of each minibatch.
    """
    best = np.minimum.accumulate(as_array(tries, "losses"))
    stepped = as_array(losses, "losses")

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    searched = num_images * np.arange(1, len(best) + 1)
    axes.plot(searched, best, "--", color=ORANGE, label="random search: best so far")
    axes.plot(
        batch_size * np.arange(1, len(stepped) + 1),
        stepped,
        color=BLUE,
        label="SGD: each minibatch",
    )
    axes.set(
        xlabel="images looked at",
        ylabel="loss",
        title="The same images, searched at random or by the slope",
        ylim=(0, None),
    )
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.legend(loc="center right")


@styled
def settings(
    accuracies: Mapping[str, np.ndarray], rates: Sequence[float], strengths: Sequence[float]
) -> None:
    """Draw the validation accuracy of each learning rate and each λ as a table of colours.

    Parameters
    ----------
    accuracies
        For each loss, an array with a row for each learning rate and a column for each λ.
    """
    tables = {name: as_array(table, "accuracies") for name, table in accuracies.items()}

    panels = plt.subplots(1, len(tables), figsize=(WIDTH, 3.1), sharey=True, squeeze=False)[1][0]
    lowest = min(table.min() for table in tables.values())
    highest = max(table.max() for table in tables.values())
    for axes, (name, table) in zip(panels, tables.items(), strict=True):
        axes.imshow(table, cmap="Blues", vmin=lowest - 0.02, vmax=highest, aspect="auto")
        best = np.unravel_index(int(table.argmax()), table.shape)
        for (row, column), accuracy in np.ndenumerate(table):
            dark = accuracy > (lowest + highest) / 2
            axes.text(
                column,
                row,
                f"{accuracy:.0%}",
                color="white" if dark else "black",
                fontweight="bold" if (row, column) == best else "normal",
                **CENTRED,
            )
        axes.add_patch(Rectangle((best[1] - 0.5, best[0] - 0.5), 1, 1, fill=False, ec=ORANGE, lw=3))
        axes.set_xticks(range(len(strengths)), [f"{strength:g}" for strength in strengths])
        axes.set_yticks(range(len(rates)), [f"{rate:g}" for rate in rates])
        axes.set(xlabel="regularization strength λ", title=f"{name}: validation accuracy")
        axes.grid(False)
    panels[0].set_ylabel("learning rate")


@styled
def accuracy_and_loss() -> None:
    """Draw loss and accuracy of eight examples while one weight moves."""
    x = np.array([0.35, 0.45, 0.6, 0.75, 0.9, 1.2, 1.6, 2.5])
    positive = np.array([False, False, True, False, True, True, True, True])
    weights = np.linspace(0.2, 3.2, 1201)
    scores = weights[:, np.newaxis] * x - 1  # above 0: taken for positive
    losses = np.log1p(np.exp(np.where(positive, -scores, scores) * 3)).mean(axis=1)
    accuracies = ((scores > 0) == positive).mean(axis=1)

    _, (above, below) = plt.subplots(2, 1, figsize=(WIDTH, 4.2), sharex=True)
    above.plot(weights, losses, color=BLUE)
    above.set(xlabel="weight w", ylabel="loss", title="The loss of eight examples")
    changes = np.flatnonzero(np.diff(accuracies)) + 1
    for start, end in zip([0, *changes], [*changes, len(weights)], strict=True):
        below.plot(weights[start:end], accuracies[start:end], color=ORANGE)
    for axes in (above, below):
        for change in changes:
            axes.axvline(weights[change], color=GREY, linewidth=0.8, linestyle=":")
    below.set(xlabel="weight w", ylabel="accuracy", title="Their accuracy", ylim=(0, 1.05))
