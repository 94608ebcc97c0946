"""What every loss of a classifier, with its gradient, has to hold to: SVM and softmax alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts
from coursework.asking.asked import Asked
from coursework.expecting.unchanged import expect_inputs_unchanged
from coursework.scoring.check import Check, CheckOf

Problem = tuple[np.ndarray, ...]
Draw = Callable[..., Problem]
"""``draw(rng, N=…, C=…, D=…)`` returns the arguments of a loss but for λ, such as W, X and y."""
Loss = Callable[..., tuple[Any, Any]]
"""The reference's loss with its gradient, such as ``loss(W, X, y, reg)``."""
BOTH = "(loss, gradient)"
# None where 2λ, λ² or ½λ is another of these, or 1.
STRENGTHS = [0.3, 1.7]


def draw_problem(
    rng: np.random.Generator, N: int, C: int, D: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw W, X and y; each class has an example, where there are enough of them."""
    y = rng.permutation(np.arange(N) % C) if N >= C else rng.integers(0, C, N)
    return rng.normal(size=(C, D)), rng.normal(size=(N, D)), y


def checks_of_losses(
    check_losses: CheckOf,
    right: Loss,
    draw: Draw,
    names: Sequence[str] = ("W", "X", "y"),
    **points: float,
) -> list[Check]:
    """Return the usual checks of a loss with its gradient: those that are worth something.

    Parameters
    ----------
    check_losses
        `check` with the answers that compute the loss: ``partial(check, "svm_loss_naive")``.
        Two of these checks build on ``penalty_in_loss`` and ``penalty_in_gradient``.
    names
        The arguments of the loss but for λ, the last two of them X and y.
    **points
        What each check is worth, by its name: ``random_loss=3``.
    """
    inputs = f"{', '.join(names[:-1])} and {names[-1]}"
    found: list[Check] = []

    def usual(**told: Any) -> Callable[[Callable[[Asked], None]], None]:
        def add(function: Callable[[Asked], None]) -> None:
            if worth := points.pop(function.__name__, 0):
                function.__doc__ = (function.__doc__ or "").format(inputs=inputs)
                found.extend(check_losses(points=worth, **told)(function))

        return add

    @usual()
    def random_loss(student: Asked) -> None:
        """Without regularization, the loss is right on random data."""
        expect_on_random_data(student, right, draw, 0, [0.0, 0.0, 0.0])

    @usual()
    def random_gradient(student: Asked) -> None:
        """Without regularization, the gradient is right on random data."""
        expect_on_random_data(student, right, draw, 1, [0.0, 0.0, 0.0])

    @usual(role="part", builds_on=["random_loss", "penalty_in_loss"])
    def random_penalty_in_loss(student: Asked) -> None:
        """With regularization, the loss is right on random data."""
        expect_on_random_data(student, right, draw, 0, STRENGTHS)

    @usual(role="part", builds_on=["random_gradient", "penalty_in_gradient"])
    def random_penalty_in_gradient(student: Asked) -> None:
        """With regularization, the gradient is right on random data."""
        expect_on_random_data(student, right, draw, 1, STRENGTHS)

    @usual(role="part")
    def other_shapes(student: Asked) -> None:
        """One example, two classes or twelve, and a single pixel are all right, in float32 too."""
        expect_parts(student, right, BOTH, [0, 1], with_other_shapes(student.rng, draw))

    @usual(role="part")
    def classes_without_examples(student: Asked) -> None:
        """Loss and gradient are right where some classes have no example."""
        expect_parts(student, right, BOTH, [0, 1], with_absent_classes(student.rng, draw))

    @usual(role="form", builds_on=["random_loss"])
    def inputs_unchanged(student: Asked) -> None:
        """The function leaves {inputs} as they were."""
        # With a single λ, `W *= 2 * reg` might change nothing.
        cases = [(*draw(student.rng), reg) for reg in (0.0, 0.5, *STRENGTHS)]
        cases += [(*draw(student.rng, **one), 0.3) for one in ({"N": 1}, {"C": 2})]
        expect_inputs_unchanged(student, names, *cases)

    if points:
        raise TypeError(f"a loss has no usual check {', '.join(points)}")
    return found


def expect_on_random_data(
    student: Asked, right: Loss, draw: Draw, part: int, strengths: list[float]
) -> None:
    """Fail unless the loss (part 0) or its gradient (1) is right, on new data for each λ."""
    cases = [(*draw(student.rng), reg) for reg in strengths]
    expect_parts(student, right, BOTH, [part], cases, _given)


def _given(*case: Any) -> str:
    return f"on random data with λ = {case[-1]:g}"


def with_other_shapes(rng: np.random.Generator, draw: Draw) -> dict[str, tuple[Any, ...]]:
    """Draw small, lopsided and float32 data, without λ."""
    small = draw(rng, N=7, C=5, D=3)
    cases = {
        "for one example": draw(rng, N=1),
        "for two classes": draw(rng, C=2),
        "for twelve classes": draw(rng, N=14, C=12),
        "for one pixel": draw(rng, D=1),
        "in float32": [one.astype(np.float32) if one.dtype.kind == "f" else one for one in small],
    }
    return {given: (*case, 0.0) for given, case in cases.items()}


def with_absent_classes(rng: np.random.Generator, draw: Draw) -> dict[str, tuple[Any, ...]]:
    """Draw data of five classes, of which some have no example, without λ."""
    *others, y = draw(rng, N=9, C=5, D=4)
    labels = {
        "with no example of the last classes": np.where(y >= 3, 0, y),
        "with no example of the first class": np.where(y == 0, 2, y),
        "with examples of one class only": np.full(9, 3),
    }
    return {given: (*others, y, 0.0) for given, y in labels.items()}
