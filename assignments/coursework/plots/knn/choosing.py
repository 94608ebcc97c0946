"""Pictures of ways to choose k: ideas #1 to #4 of the lecture, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.expecting.values import as_array, as_number
from coursework.faults.failures import Failure, shown
from coursework.plots.style import BLUE, GREEN, GREY, ORANGE, WIDTH, styled

Distances = Callable[[np.ndarray, np.ndarray], Any]
Vote = Callable[[np.ndarray, np.ndarray, int], Any]

# Labels are asked for so many images at a time: the distances of all test images of CIFAR-10 to
# all training images would take 4 GB.
BLOCK = 500


def right_by_k(
    distances: Distances,
    predict_labels: Vote,
    training: tuple[np.ndarray, np.ndarray],
    asked: tuple[np.ndarray, np.ndarray],
    ks: Sequence[int],
) -> np.ndarray:
    """Return for each k and each image that is asked for whether its label is predicted.

    Parameters
    ----------
    training, asked
        Images and their labels, X of shape (N, D) and y of shape (N,).

    Returns
    -------
    array of bool, shape (len(ks), number asked)
    """
    X_train, y_train = training

    def right(X: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
        table = as_array(distances(X, X_train), "table of distances")
        return [
            as_array(predict_labels(table, y_train, k), "array of labels").ravel() == y for k in ks
        ]

    blocks = (np.array_split(part, range(BLOCK, len(part), BLOCK)) for part in asked)
    return np.concatenate([right(X, y) for X, y in zip(*blocks, strict=True)], axis=1)


@styled
def accuracy_by_k(ks: Sequence[int], accuracies: Mapping[str, np.ndarray]) -> None:
    """Draw the accuracy for each k, a line for each kind of images, and mark the best k."""
    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for (name, values), colour, marker in zip(
        accuracies.items(), (ORANGE, BLUE, GREEN), "os^", strict=False
    ):
        best = int(np.argmax(values))
        label = f"{name}: best k = {ks[best]}"
        # Not clipped, as an accuracy of 1 lies on the upper edge.
        line: dict[str, Any] = {"color": colour, "clip_on": False}
        axes.plot(ks, values, marker + "-", markersize=4, label=label, **line)
        axes.plot(ks[best], values[best], marker, markersize=10, **line)
    axes.set(xlabel="number of neighbours k", ylabel="accuracy", title="Accuracy for each k")
    _end_at_one(axes)
    axes.legend(loc="best")


@styled
def promised_and_kept(right: np.ndarray, num_test: int = 30) -> None:
    """Act idea #2 out 1,000 times: choose k on few images, and look at all the others.

    Parameters
    ----------
    right
        For each k and each image whether it is predicted right (`right_by_k`).
    num_test
        How many images to choose on; they are drawn afresh each time.
    """
    promised, kept, _ = _choose(right, num_test)

    _, axes = plt.subplots(figsize=(WIDTH, 3))
    lowest, highest = min(*promised, *kept), max(*promised, *kept)
    # A bin up to each accuracy that so few images can have. (Rounding is to change no bin.)
    bins = (np.arange(int(num_test * lowest) - 1, round(num_test * highest) + 1) + 0.01) / num_test
    for values, name, colour, hatch in (
        (kept, "on new images", BLUE, ""),
        (promised, f"on the {num_test} it was chosen on", ORANGE, "//"),
    ):
        label = f"{name}: {values.mean():.1%} on average"
        axes.hist(values, list(bins), color=colour, alpha=0.6, hatch=hatch, label=label)
    axes.set(
        xlabel="accuracy with the chosen k",
        ylabel="how often in 1,000 times",
        xlim=(bins[0], min(bins[-1], 1)),
        title="What the test set promises, and what new images keep",
    )
    axes.margins(y=0.35)
    axes.legend(loc="upper left")


@styled
def chosen_ks(right: np.ndarray, ks: Sequence[int], num_val: int = 100) -> None:
    """Act idea #3 out 1,000 times: which k is chosen on a validation set?"""
    _, _, chosen = _choose(right, num_val)
    shares = np.bincount(chosen, minlength=len(ks)) / len(chosen)

    _, axes = plt.subplots(figsize=(WIDTH, 2.8))
    axes.bar(range(len(ks)), 100 * shares, color=BLUE)
    axes.set_xticks(range(len(ks)), [f"{k}" for k in ks])
    axes.set(
        xlabel="k that was best on the validation set",
        ylabel="how often (%)",
        title=f"Chosen on {num_val} images, drawn afresh 1,000 times",
    )
    axes.grid(axis="x", visible=False)


def _choose(right: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Choose the best k on some images, again and again.

    Returns
    -------
    promised, kept, chosen
        Accuracy on these images, accuracy on all others, and the number of the k chosen.
    """
    rng, outcomes = np.random.default_rng(0), []
    for _ in range(1000):
        order = rng.permutation(right.shape[1])
        few = right[:, order[:number]].mean(axis=1)
        best = int(few.argmax())
        outcomes.append((few[best], right[best, order[number:]].mean(), best))
    promised, kept, chosen = np.array(outcomes).T
    return promised, kept, chosen.astype(int)


@styled
def cross_validation(accuracies: Mapping[int, Sequence[Any]]) -> None:
    """Draw each fold's accuracy as a point, their mean as a line, their spread as bars."""
    if not isinstance(accuracies, Mapping) or not accuracies:
        raise Failure(f"Your `cross_validate` returned {shown(accuracies)}.")
    ks = sorted(accuracies)
    folds = [[as_number(value, "accuracy") for value in accuracies[k]] for k in ks]
    means, spreads = np.mean(folds, axis=1), np.std(folds, axis=1)
    best = int(means.argmax())

    _, axes = plt.subplots(figsize=(WIDTH, 3.4))
    for k, its_folds in zip(ks, folds, strict=True):
        axes.plot([k] * len(its_folds), its_folds, ".", color=GREY, markersize=6)
    axes.errorbar(ks, means, spreads, color=BLUE, capsize=4, label="mean and standard deviation")
    axes.plot(ks[best], means[best], "o", color=ORANGE, label=f"best mean: k = {ks[best]}")
    axes.plot([], [], ".", color=GREY, label="one fold")
    axes.set(
        xlabel="number of neighbours k",
        ylabel="accuracy",
        title=f"Cross-validation on k, {len(folds[0])} folds",
    )
    _end_at_one(axes)
    axes.legend(loc="best")


def _end_at_one(axes: Any) -> None:
    """Cut the space above an accuracy of 1 off, where there is any."""
    axes.set_ylim(top=min(axes.get_ylim()[1], 1))
