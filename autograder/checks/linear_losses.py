"""What every loss of a linear classifier has to hold to on random data: SVM and softmax alike.

Each of these asks for all its values before it judges the first: several values tell
one known mistake from another, and from chance, where a single one may not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.asking import Asked
from coursework.comparing import expect_array, expect_number
from coursework.unchanged import expect_unchanged

Problem = tuple[np.ndarray, np.ndarray, np.ndarray]
Draw = Callable[..., Problem]
"""``draw(rng, N=…, C=…, D=…)`` returns W, X and y."""
Loss = Callable[..., tuple[Any, Any]]
"""The reference's ``loss(W, X, y, reg)``."""


def expect_losses(student: Asked, right: Loss, draw: Draw, strengths: list[float]) -> None:
    """Fail unless the loss is the reference's, on new random data for each λ."""
    cases = [(*draw(student.rng), reg) for reg in strengths]
    got = [student.loss(*case) for case in cases]
    for loss, case in zip(got, cases, strict=True):
        expect_number(loss, right(*case)[0], "loss", f"on random data with λ = {case[3]:g}")


def expect_gradients(student: Asked, right: Loss, draw: Draw, strengths: list[float]) -> None:
    """Fail unless the gradient is the reference's, on new random data for each λ."""
    cases = [(*draw(student.rng), reg) for reg in strengths]
    got = [student.gradient(*case) for case in cases]
    for gradient, case in zip(got, cases, strict=True):
        expect_array(gradient, right(*case)[1], "gradient", f"on random data with λ = {case[3]:g}")


def expect_other_shapes(student: Asked, right: Loss, draw: Draw) -> None:
    """Fail unless loss and gradient are right for small, lopsided and float32 data, too."""
    W, X, y = draw(student.rng, N=7, C=5, D=3)
    absent = np.where(y >= 3, 0, y)  # no example of the two last classes
    cases = {
        "for one example": draw(student.rng, N=1),
        "for two classes": draw(student.rng, C=2),
        "with classes that no example has": (W, X, absent),
        "in float32": (W.astype(np.float32), X.astype(np.float32), y),
    }
    for given, (W, X, y) in cases.items():
        loss, gradient = right(W, X, y, 0.0)
        expect_number(student.loss(W, X, y, 0.0), loss, "loss", given)
        expect_array(student.gradient(W, X, y, 0.0), gradient, "gradient", given)


def expect_inputs_unchanged(student: Asked, draw: Draw) -> None:
    """Fail if the function writes into W, X or y."""
    given = draw(student.rng)
    call = student.call(*given, 0.5)
    expect_unchanged(call.arguments_after[:3], given, ("W", "X", "y"))
