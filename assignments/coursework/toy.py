"""Points in the plane: small data sets whose classes can be seen, easy and hard ones.

The hard cases are the lecture's (CS231n, lecture 2, “Hard cases for a linear
classifier”). Each function returns X of shape (N, 2) and y of shape (N,), the
examples in random order.
"""

from __future__ import annotations

import numpy as np

Points = tuple[np.ndarray, np.ndarray]


def blobs(
    centres: np.ndarray, num_examples: int, rng: np.random.Generator, spread: float = 0.5
) -> Points:
    """Draw round clouds, one class for each centre.

    Parameters
    ----------
    centres : array of shape (C, 2)
        The middle of each class.
    num_examples
        How many points to draw in all.
    spread
        Standard deviation about the centre.
    """
    centres = np.asarray(centres, dtype=float)
    y = _balanced_labels(num_examples, len(centres), rng)
    return centres[y] + spread * rng.normal(size=(num_examples, 2)), y


def opposite_quadrants(num_examples: int, rng: np.random.Generator) -> Points:
    """Draw class 0 in the first and third quadrant, class 1 in the second and fourth."""
    y = _balanced_labels(num_examples, 2, rng)
    X = rng.uniform(0.1, 2, size=(num_examples, 2))
    X[:, 1] *= np.where(y == 0, 1, -1)  # the quadrants on the right
    return X * rng.choice([-1, 1], size=(num_examples, 1)), y


def ring(num_examples: int, rng: np.random.Generator) -> Points:
    """Draw class 0 in the ring 1 ≤ ‖x‖ ≤ 2, class 1 inside and outside of it."""
    y = _balanced_labels(num_examples, 2, rng)
    inside = rng.random(num_examples) < 0.5
    radius = np.where(
        y == 0,
        rng.uniform(1, 2, num_examples),
        np.where(
            inside, 0.9 * np.sqrt(rng.random(num_examples)), rng.uniform(2.1, 2.8, num_examples)
        ),
    )
    return _at(radius, rng.uniform(0, 2 * np.pi, num_examples)), y


def three_modes(num_examples: int, rng: np.random.Generator) -> Points:
    """Draw class 0 in three separate clouds, class 1 everywhere between them."""
    y = _balanced_labels(num_examples, 2, rng)
    modes = _at(np.full(3, 1.5), np.array([0.5, 7 / 6, 11 / 6]) * np.pi)
    own = modes[rng.integers(0, 3, num_examples)] + 0.25 * rng.normal(size=(num_examples, 2))
    return np.where((y == 0)[:, np.newaxis], np.clip(own, -2.4, 2.4), _between(modes, y, rng)), y


def spirals(
    num_examples: int, rng: np.random.Generator, num_classes: int = 3, noise: float = 0.1
) -> Points:
    """Draw one arm of a spiral for each class."""
    y = _balanced_labels(num_examples, num_classes, rng)
    radius = rng.uniform(0.1, 2, num_examples)
    angle = 2 * np.pi * y / num_classes + 2 * radius + noise * rng.normal(size=num_examples)
    return _at(radius, angle), y


def _balanced_labels(num_examples: int, num_classes: int, rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(np.arange(num_examples) % num_classes)


def _at(radius: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _between(modes: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw points of a square that keep away from every mode, one for each label."""
    kept = np.empty((0, 2))
    while len(kept) < len(y):
        drawn = rng.uniform(-2.4, 2.4, size=(len(y), 2))
        distances = np.linalg.norm(drawn[:, np.newaxis] - modes, axis=2)
        kept = np.concatenate([kept, drawn[distances.min(axis=1) > 0.8]])
    return kept[: len(y)]
