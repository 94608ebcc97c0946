"""Asking a student's functions for what a picture shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.asking.forms import as_tuple
from coursework.expecting.values import as_array, as_number
from coursework.scoring.check import NotDone, WrongForm

Answer = Callable[..., Any]
Points = tuple[np.ndarray, np.ndarray]


def pair(value: Any, first: str, answer: str = "function") -> tuple[float, np.ndarray]:
    """Return a student's pair of a number and a gradient, or say why it isn't one."""
    R, gradient = as_tuple(value, f"({first}, gradient)", answer)
    return as_number(R, first), as_array(gradient, "gradient")


def coefficients(fit_polynomial: Answer, points: Points, degree: int, reg: float) -> np.ndarray:
    """Return the coefficients that a student's function fits to points."""
    x, t = points
    w = fit_polynomial(x.copy(), t.copy(), degree, reg)
    if w is None:
        raise NotDone("Your function returned None. It should return the coefficients.")
    w = as_array(w, "array of coefficients")
    if w.shape != (degree + 1,):
        raise WrongForm(
            f"A polynomial of degree {degree} has {degree + 1} coefficients; yours have shape "
            f"{w.shape}."
        )
    return w
