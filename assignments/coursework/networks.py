"""Training a small net that is built as a computational graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from coursework.asking.calling import describe
from coursework.datasets import Dataset
from coursework.expecting.values import as_array, as_number
from coursework.faults.failures import Failure, NotDone

Weights = dict[str, np.ndarray]
# Called with the number of images for a graph whose output is the scores, and with
# the labels, too, for one whose output is the loss.
Net = Callable[..., Any]
PARTS = ("training", "validation", "test")


@dataclass
class History:
    """What was measured after each epoch, by part of the data.

    Attributes
    ----------
    losses, accuracies : dict of list of float
        One value for each epoch, the first before any training, for ``"training"``,
        ``"validation"`` and ``"test"``.
    weights : dict of array
        Those after the last epoch.
    """

    losses: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    accuracies: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    weights: Weights = field(default_factory=dict)


def new_weights(
    num_pixels: int, num_hidden: int, num_classes: int, rng: np.random.Generator
) -> Weights:
    """Draw the weights of a two-layer net, of a size that keeps values near 1.

    Returns
    -------
    dict
        ``W1`` (H, D), ``b1`` (H,), ``W2`` (C, H), ``b2`` (C,).
    """
    return {
        "W1": rng.normal(size=(num_hidden, num_pixels)) * np.sqrt(2 / num_pixels),
        "b1": np.zeros(num_hidden),
        "W2": rng.normal(size=(num_classes, num_hidden)) * np.sqrt(2 / num_hidden),
        "b2": np.zeros(num_classes),
    }


def with_wrong_labels(data: Dataset, share: float, rng: np.random.Generator) -> Dataset:
    """Return the data with a share of the training labels replaced by other ones, at random."""
    labels = data.y_train.copy()
    wrong = rng.permutation(len(labels))[: round(share * len(labels))]
    num_classes = len(data.class_names)
    labels[wrong] = (labels[wrong] + rng.integers(1, num_classes, len(wrong))) % num_classes
    return replace(data, y_train=labels)


@contextmanager
def failures_told() -> Iterator[None]:
    """Say in one sentence what a student's code raised, and where; a picture isn't worth a page."""
    try:
        yield
    except (Failure, NotImplementedError):
        raise
    except Exception as error:
        raise describe(error) from error


def inputs_of(weights: Weights, X: np.ndarray) -> dict[str, np.ndarray]:
    """Return all inputs of a two-layer net: images, weights, and the zeros of max(0, ·)."""
    return {"X": X, **weights, "zeros": np.zeros((len(X), len(weights["b1"])))}


def loss_and_gradients(
    net: Net, weights: Weights, X: np.ndarray, y: np.ndarray
) -> tuple[float, Weights]:
    """Run a net forward and backward once.

    Returns
    -------
    loss : float
    gradients : dict
        The gradient of the loss with respect to each of the weights.
    """
    with failures_told():
        graph = net(len(X), y)
        loss = as_number(graph.forward(inputs_of(weights, X)), "loss")
        gradients = graph.backward()
    return loss, {name: _gradient(gradients, name, weights[name].shape) for name in weights}


def _gradient(gradients: Any, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return one gradient of a graph, or say what is wrong with it."""
    if not isinstance(gradients, dict) or name not in gradients:
        raise Failure(f"The graph's backward gives no gradient for the input {name}.")
    array = as_array(gradients[name], f"gradient of {name}")
    if array.shape != shape:
        raise Failure(f"The gradient of {name} has shape {array.shape}; expected {shape}.")
    return array


def accuracy(net: Net, weights: Weights | None, X: np.ndarray, y: np.ndarray) -> float:
    """Return the share of images whose right class has the largest score.

    Without weights, as no training has come to its end, there is nothing to tell.
    """
    if weights is None:
        raise NotDone("The cell that trains this net has to run first.")
    with failures_told():
        scores = as_array(net(len(X)).forward(inputs_of(weights, X)), "scores")
    if scores.ndim != 2 or len(scores) != len(y):
        raise Failure(f"The graph's scores have shape {scores.shape}, not a row for each image.")
    return float(np.mean(scores.argmax(axis=1) == y))


def train(
    net: Net,
    weights: Weights,
    data: Dataset,
    num_epochs: int,
    learning_rate: float,
    batch_size: int = 100,
    seed: int = 0,
) -> History:
    """Train by mini-batch gradient descent; measure after every epoch.

    Parameters
    ----------
    net
        ``net(N)`` is a graph from images to scores, ``net(N, y)`` one from images to the loss.
    weights
        Where to start; left as they are.
    """
    rng = np.random.default_rng(seed)
    weights = {name: array.copy() for name, array in weights.items()}
    history = History()
    sets = {
        "training": (data.X_train, data.y_train),
        "validation": (data.X_val, data.y_val),
        "test": (data.X_test, data.y_test),
    }
    for epoch in range(num_epochs + 1):
        if epoch:
            shuffled = rng.permutation(len(data.X_train))
            for start in range(0, len(shuffled), batch_size):
                batch = shuffled[start : start + batch_size]
                _, gradients = loss_and_gradients(
                    net, weights, data.X_train[batch], data.y_train[batch]
                )
                for name in weights:
                    weights[name] -= learning_rate * gradients[name]
        for part, (X, y) in sets.items():
            with failures_told():
                loss = as_number(net(len(X), y).forward(inputs_of(weights, X)), "loss")
            history.losses[part].append(loss)
            history.accuracies[part].append(accuracy(net, weights, X, y))
    history.weights = weights
    return history
