"""Gradient check: is a gradient the slope of its loss?

The slope is measured at some of the weights, by a small step to each side. Where the
loss has a kink between the two steps (the hinge has many), it has two slopes and no
gradient. Such places are told apart, so that right code isn't blamed for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coursework.asking.forms import as_tuple
from coursework.expecting.values import as_array, as_number
from coursework.scoring.check import Failure

TOLERANCE = 1e-4  # relative to the largest slope that was measured


@dataclass(frozen=True, eq=False, repr=False)
class GradientCheck:
    """What a gradient check found, at n of the weights.

    Attributes
    ----------
    places : list of tuple of int
        The index of each weight that was tried.
    left, right : array of shape (n,)
        The slope of the loss to either side of each weight. They agree but for
        rounding and curvature, unless the weight is at a kink.
    analytic : array of shape (n,)
        The gradient that is checked, at those weights.
    at_kink : array of bool, shape (n,)
        Where the loss has a kink within the step.
    size : int
        The number of all weights.
    """

    places: list[tuple[int, ...]]
    left: np.ndarray
    right: np.ndarray
    analytic: np.ndarray
    at_kink: np.ndarray
    size: int

    @property
    def numerical(self) -> np.ndarray:
        """The central difference at each weight: the mean of both slopes."""
        mean: np.ndarray = (self.left + self.right) / 2
        return mean

    @property
    def difference(self) -> np.ndarray:
        """How far the gradient is from the slope; at a kink, from the nearer end of the two."""
        low = np.where(self.at_kink, np.minimum(self.left, self.right), self.numerical)
        high = np.where(self.at_kink, np.maximum(self.left, self.right), self.numerical)
        apart: np.ndarray = np.abs(self.analytic - np.clip(self.analytic, low, high))
        return apart

    @property
    def agrees(self) -> np.ndarray:
        """Where the gradient is the slope. At a kink, any slope between the two is right."""
        return self.difference <= TOLERANCE * _scale(self.left, self.right)

    @property
    def passed(self) -> bool:
        """Whether the gradient is right at every weight that was tried."""
        return bool(self.agrees.all())

    def __repr__(self) -> str:
        tried = f"{len(self.places)} of {self.size} weights"
        lines = [f"Gradient check at {tried}: {'passed' if self.passed else 'NOT passed'}."]
        smooth = self.agrees & ~self.at_kink
        if smooth.any():
            largest = self.difference[smooth].max()
            lines.append(f"  {smooth.sum()} agree (largest difference {largest:.1e})")
        if self.at_kink.any():
            lines.append(f"  {self.at_kink.sum()} at a kink, where the loss has two slopes")
        if not self.passed:
            worst = int(self.difference.argmax())
            lines.append(
                f"  {(~self.agrees).sum()} differ, most at {list(self.places[worst])}: "
                f"the loss has slope {self.numerical[worst]:.6g}, "
                f"your gradient says {self.analytic[worst]:.6g}"
            )
        return "\n".join(lines)


def check_gradient(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]],
    W: np.ndarray,
    num_places: int = 40,
    h: float = 1e-5,
    seed: int = 0,
) -> GradientCheck:
    """Compare a gradient with the slope of its loss, at a random sample of the weights.

    Parameters
    ----------
    loss
        Takes W and returns (loss, gradient).
    W : array of any shape
        Where to check; it is left as it is.
    num_places
        How many weights to try at most. Each takes two to four calls of `loss`.
    h
        The step to each side.
    seed
        Chooses the sample.

    Raises
    ------
    NotDone
        If `loss` returns None, or None for one of the two.
    Failure
        If it returns something else than a number and an array of W's shape.
    """
    W = np.array(W, dtype=float)
    value, slope = as_tuple(loss(W.copy()), "(loss, gradient)")
    here, gradient = as_number(value, "loss"), as_array(slope, "gradient")
    if gradient.shape != W.shape:
        raise Failure(f"Your gradient has shape {gradient.shape}; expected {W.shape}, that of W.")

    chosen = np.random.default_rng(seed).permutation(W.size)[:num_places]
    places = [tuple(int(i) for i in np.unravel_index(index, W.shape)) for index in np.sort(chosen)]

    def slopes(place: tuple[int, ...], step: float) -> tuple[float, float]:
        moved = []
        for sign in (-1, 1):
            near = W.copy()
            near[place] += sign * step
            moved.append(as_number(loss(near)[0], "loss"))
        return (here - moved[0]) / step, (moved[1] - here) / step

    left, right = np.array([slopes(place, h) for place in places]).T
    at_kink = np.abs(right - left) > TOLERANCE * _scale(left, right)
    for index in np.flatnonzero(at_kink):
        # Curvature parts the two slopes too, but a tenth of the step makes that a tenth.
        closer_left, closer_right = slopes(places[index], h / 10)
        shrunk = (closer_right - closer_left) / (right[index] - left[index])
        at_kink[index] = not 0.09 < shrunk < 0.11
    analytic = np.array([gradient[place] for place in places])
    return GradientCheck(places, left, right, analytic, at_kink, W.size)


def _scale(left: np.ndarray, right: np.ndarray) -> float:
    return max(float(np.abs(left).max()), float(np.abs(right).max()), 1e-8)
