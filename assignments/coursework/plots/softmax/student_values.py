"""Asking a student's functions for what a picture shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.expecting.values import as_array, as_number
from coursework.scoring.check import Failure

Answer = Callable[..., Any]


def probabilities_of(softmax: Answer, scores: np.ndarray) -> np.ndarray:
    """Return the probabilities that a student's function gives, if they can be drawn."""
    scores = np.asarray(scores, dtype=float)
    got = as_array(softmax(scores.copy()), "array of probabilities")
    if got.shape != scores.shape:
        raise Failure(f"Your probabilities have shape {got.shape}; expected {scores.shape}.")
    return got


def losses_of(cross_entropy_loss: Answer, scores: np.ndarray, label: int = 0) -> np.ndarray:
    """Return the loss of each row."""
    return np.array(
        [as_number(cross_entropy_loss(row.copy(), label), "loss") for row in np.array(scores)]
    )
