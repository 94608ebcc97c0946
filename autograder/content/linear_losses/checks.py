"""What every loss of a linear classifier has to hold to on random data: SVM and softmax alike.

Each of these asks for all its values before it judges the first: several values tell
one known mistake from another, and from chance, where a single one may not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.asking.asked import Asked
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import expect_array, expect_number

Problem = tuple[np.ndarray, np.ndarray, np.ndarray]
Draw = Callable[..., Problem]
"""``draw(rng, N=…, C=…, D=…)`` returns W, X and y."""
Loss = Callable[..., tuple[Any, Any]]
"""The reference's ``loss(W, X, y, reg)``."""
# None where 2λ, λ² or ½λ is another of these, or 1.
STRENGTHS = [0.3, 1.7]


def draw_problem(rng: np.random.Generator, N: int, C: int, D: int) -> Problem:
    """Draw W, X and y; each class has an example, where there are enough of them."""
    y = rng.permutation(np.arange(N) % C) if N >= C else rng.integers(0, C, N)
    return rng.normal(size=(C, D)), rng.normal(size=(N, D)), y


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
    expect_both(
        student,
        right,
        {
            "for one example": draw(student.rng, N=1),
            "for two classes": draw(student.rng, C=2),
            "for twelve classes": draw(student.rng, N=14, C=12),
            "for one pixel": draw(student.rng, D=1),
            "in float32": (W.astype(np.float32), X.astype(np.float32), y),
        },
    )


def expect_absent_classes(student: Asked, right: Loss, draw: Draw) -> None:
    """Fail unless loss and gradient are right where the batch lacks a class."""
    W, X, y = draw(student.rng, N=9, C=5, D=4)
    expect_both(
        student,
        right,
        {
            "with no example of the last classes": (W, X, np.where(y >= 3, 0, y)),
            "with no example of the first class": (W, X, np.where(y == 0, 2, y)),
            "with examples of one class only": (W, X, np.full(9, 3)),
        },
    )


def expect_both(student: Asked, right: Loss, cases: dict[str, Problem]) -> None:
    """Fail unless loss and gradient are the reference's in each case, without penalty."""
    got = {
        given: (student.loss(*case, 0.0), student.gradient(*case, 0.0))
        for given, case in cases.items()
    }
    for given, case in cases.items():
        loss, gradient = right(*case, 0.0)
        expect_number(got[given][0], loss, "loss", given)
        expect_array(got[given][1], gradient, "gradient", given)


def expect_inputs_unchanged(student: Asked, draw: Draw) -> None:
    """Fail if the function writes into W, X or y, whatever λ is.

    With a single one, `W *= 2 * reg` might change nothing.
    """
    cases = [(draw(student.rng), reg) for reg in (0.0, 0.5, *STRENGTHS)]
    cases += [(draw(student.rng, N=1), 0.3), (draw(student.rng, C=2), 0.3)]
    for given, reg in cases:
        call = student.call(*given, reg)
        expect_unchanged(call.arguments_after[:3], given, ("W", "X", "y"))
