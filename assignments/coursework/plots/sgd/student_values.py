"""Asking a student's functions for what a picture shows, and noting all that they ask for."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursework.expecting.values import as_array, as_number
from coursework.faults.failures import Failure
from coursework.plots.sgd.plane import Loss, pair

STEPS = "(W, losses)"
# Beyond this, a descent is on its way to infinity, and no axis can show it.
FAR_AWAY = 1e100


def searched(
    random_search: Loss, loss: Loss, shape: tuple[int, ...], num_tries: int, scale: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return all W that a student's random search tried, and their losses."""
    tried: list[np.ndarray] = []
    losses: list[float] = []

    def recorded(W: np.ndarray) -> float:
        tried.append(as_array(W, "W"))
        losses.append(as_number(loss(W), "loss"))
        return losses[-1]

    recorded.__qualname__ = "loss"  # the name that an error tells
    random_search(recorded, shape, num_tries, scale, np.random.default_rng(0))
    if not tried:
        raise Failure("Your `random_search` didn't call the loss.")
    return np.array(tried), np.array(losses)


def descended(
    gradient_descent: Loss, loss: Loss, W: np.ndarray, learning_rate: float, num_steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return where a student's gradient descent went, step by step, and the losses it gave."""
    seen: list[np.ndarray] = []

    def recorded(W: np.ndarray) -> Any:
        seen.append(as_array(W, "W"))
        return loss(W)

    recorded.__qualname__ = "loss_and_gradient"
    last, losses = pair(
        gradient_descent(recorded, np.array(W, float), learning_rate, num_steps), STEPS
    )
    path = _path("gradient_descent", [*seen, as_array(last, "W")], num_steps)
    return path, as_array(losses, "losses")


def walked(
    sgd: Loss,
    loss: Loss,
    data: tuple[np.ndarray, np.ndarray],
    learning_rate: float,
    batch_size: int,
    num_steps: int,
) -> np.ndarray:
    """Return where a student's SGD went, step by step, from W = 0."""
    seen: list[np.ndarray] = []

    def recorded(w: np.ndarray, X: np.ndarray, t: np.ndarray, reg: float) -> Any:
        seen.append(as_array(w, "W"))
        return loss(w, X, t, reg)

    recorded.__qualname__ = "loss"
    start, rng = np.zeros(data[0].shape[1]), np.random.default_rng(0)
    last, _ = pair(
        sgd(recorded, start, *data, learning_rate, 0.0, batch_size, num_steps, rng), STEPS
    )
    return _path("sgd", [*seen, as_array(last, "W")], num_steps)


def _path(name: str, places: list[np.ndarray], num_steps: int) -> np.ndarray:
    """Return the places of a descent, one more than its steps, if they can be drawn."""
    if len(places) != num_steps + 1:
        raise Failure(
            f"Your `{name}` called the loss {len(places) - 1} times in {num_steps} steps."
        )
    if any(place.shape != places[0].shape for place in places):
        shapes = " and ".join(sorted({str(place.shape) for place in places}))
        raise Failure(f"On its way, your `{name}` has a W of the shapes {shapes}.")
    path = np.array(places)
    if not np.all(np.abs(path) < FAR_AWAY):
        raise Failure(
            f"Your `{name}` runs off to infinity. Does it go downhill, and is the gradient right?"
        )
    return path
