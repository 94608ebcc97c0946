"""What λ adds to the loss of a linear classifier and to its gradient, and the slips in it.

The SVM and softmax have the same penalty, λΣW². The slips are part of the catalogue of
mistakes, too (see `coursework.expecting.naming`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np

from coursework.asking.asked import Asked
from coursework.expecting.naming import Slip, naming
from coursework.expecting.values import difference, expect_array, expect_number
from coursework.faults.failures import Failure, Mistake
from coursework.scoring.check import Check, CheckOf


def _slip(name: str, hint: str, why: str) -> Mistake:
    return Mistake(name, (), hint, "slip", why)


GRADIENT_LACKS_FACTOR_TWO = _slip(
    "gradient_lacks_factor_two",
    "Your gradient has λW for the penalty. The derivative of λw² is 2λw.",
    "a factor 2 is missing in the derivative of the penalty",
)
LOSS_HAS_HALF_LAMBDA = _slip(
    "loss_has_half_lambda",
    "Your loss has ½λΣW²; this course takes λΣW², without the ½.",
    "a factor ½ too many in the penalty of the loss",
)
HALF_LAMBDA_CONVENTION = _slip(
    "half_lambda_convention",
    "Your regularization is ½λΣW² with gradient λW, as in some books. This course takes "
    "λΣW² with gradient 2λW.",
    "another convention for λ, by a factor ½",
)
GRADIENT_LACKS_REGULARIZATION = _slip(
    "gradient_lacks_regularization",
    "λ does nothing in your gradient. Add the derivative of λΣW², which is 2λW.",
    "one term of the gradient is missing",
)
LOSS_LACKS_REGULARIZATION = _slip(
    "loss_lacks_regularization",
    "λ does nothing in your loss. Add λΣW² to it.",
    "one term of the loss is missing",
)
REGULARIZATION_MISSING = _slip(
    "regularization_missing",
    "λ does nothing in your function. Add λΣW² to the loss, its derivative to the gradient.",
    "one term, the penalty, is missing with its derivative; the data's part is right",
)
REGULARIZATION_DIVIDED_BY_N = _slip(
    "regularization_divided_by_n",
    "You divide by N after the regularization was added, so it shrinks too. Only the data's "
    "part is a mean.",
    "the penalty is divided by N, too: one factor",
)
LOSS_REGULARIZATION_DIVIDED_BY_N = _slip(
    "loss_regularization_divided_by_n",
    "You divide the loss by N after the regularization was added, so it shrinks too. Only the "
    "data's part is a mean.",
    "the penalty of the loss is divided by N, too: one factor",
)
GRADIENT_REGULARIZATION_DIVIDED_BY_N = _slip(
    "gradient_regularization_divided_by_n",
    "You divide the gradient by N after the regularization was added, so it shrinks too. Only "
    "the data's part is a mean.",
    "the penalty's derivative is divided by N, too: one factor",
)
REGULARIZATION_ONCE_PER_EXAMPLE = _slip(
    "regularization_once_per_example",
    "You add the regularization once for each example. Add it once, after the mean.",
    "the penalty is added N times: one factor",
)
LOSS_REGULARIZATION_ONCE_PER_EXAMPLE = _slip(
    "loss_regularization_once_per_example",
    "The loss gets its regularization once for each example. Add it once, after the mean.",
    "the penalty of the loss is added N times: one factor",
)


Part = tuple[float, np.ndarray]
"""A loss and its gradient."""
Case = tuple[np.ndarray, np.ndarray, np.ndarray, float]
"""W, X, y and λ."""


def checks_of_penalty(check_losses: CheckOf, points: float, case: Case, data: Part) -> list[Check]:
    """Return the checks of what λ adds to a loss, and to its gradient.

    Parameters
    ----------
    check_losses
        `check` with the answers that compute the loss: ``partial(check, "svm_loss_naive")``.
    points
        What each of the two is worth, for each answer.
    data
        Loss and gradient of the case without λ.
    """

    @check_losses(
        points=points,
        role="part",
        hint="Add λ times the sum of all squared weights, once, after the mean.",
    )
    def penalty_in_loss(student: Asked) -> None:
        """Regularization adds λΣW² to the loss."""
        expect_penalty_in_loss(student, *case, data)

    @check_losses(
        points=points,
        role="part",
        hint="Differentiate λw² with respect to w, and add that for each weight, once, after the "
        "mean.",
    )
    def penalty_in_gradient(student: Asked) -> None:
        """Regularization adds the derivative of λΣW² to the gradient."""
        expect_penalty_in_gradient(student, *case, data)

    return [*penalty_in_loss, *penalty_in_gradient]


def expect_penalty_in_loss(
    student: Asked, W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float, data: Part
) -> None:
    """Fail unless λ adds λΣW² to the loss, of which `data` is the part without λ."""
    got: list[Any] = []
    with naming(got, *_slips(W, len(X), reg, data, in_loss=True)):
        loss = student.loss(W, X, y, reg)
        gradient = _other_part(student, 1)
        loss_without = student.loss(W, X, y, 0.0)
        gradient_without = _other_part(student, 1)
        added = difference(loss, loss_without, "loss")
        got += [added, _difference(gradient, gradient_without), loss_without, gradient_without]
        expect_number(added, reg * np.sum(W * W), f"loss at λ = {reg:g} minus the loss at λ = 0")


def expect_penalty_in_gradient(
    student: Asked, W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float, data: Part
) -> None:
    """Fail unless λ adds 2λW to the gradient, of which `data` is the part without λ."""
    got: list[Any] = []
    with naming(got, *_slips(W, len(X), reg, data, in_loss=False)):
        gradient = student.gradient(W, X, y, reg)
        loss = _other_part(student, 0)
        gradient_without = student.gradient(W, X, y, 0.0)
        loss_without = _other_part(student, 0)
        added = difference(gradient, gradient_without, "gradient")
        got += [_difference(loss, loss_without), added, loss_without, gradient_without]
        expect_array(added, 2 * reg * W, f"gradient at λ = {reg:g} minus the gradient at λ = 0")


def _slips(W: np.ndarray, num_examples: int, reg: float, data: Part, in_loss: bool) -> list[Slip]:
    """Return the slips: what λ adds to loss and gradient, and what these are without it."""
    penalty, slope = reg * np.sum(W * W), 2 * reg * W

    def both(slip: Mistake, factor: float) -> Slip:
        return slip, [factor * penalty, factor * slope, ..., ...]

    def alone(slip: Mistake, factor: float) -> Slip:
        added = [factor * penalty, slope] if in_loss else [penalty, factor * slope]
        return slip, [*added, ..., ...]

    # Where the penalty is there, but without λ, it isn't missing.
    loss, gradient = data
    one_missing = (
        (LOSS_LACKS_REGULARIZATION, [0.0, ..., loss, ...])
        if in_loss
        else (GRADIENT_LACKS_REGULARIZATION, [..., 0.0 * W, ..., gradient])
    )
    slips = [
        both(HALF_LAMBDA_CONVENTION, 1 / 2),
        (REGULARIZATION_MISSING, [0.0, 0.0 * W, loss, gradient]),
        both(REGULARIZATION_DIVIDED_BY_N, 1 / num_examples),
        both(REGULARIZATION_ONCE_PER_EXAMPLE, num_examples),
        one_missing,
    ]
    if in_loss:
        return [
            *slips,
            alone(LOSS_HAS_HALF_LAMBDA, 1 / 2),
            alone(LOSS_REGULARIZATION_DIVIDED_BY_N, 1 / num_examples),
            alone(LOSS_REGULARIZATION_ONCE_PER_EXAMPLE, num_examples),
        ]
    return [
        *slips,
        alone(GRADIENT_LACKS_FACTOR_TWO, 1 / 2),
        alone(GRADIENT_REGULARIZATION_DIVIDED_BY_N, 1 / num_examples),
    ]


def _other_part(student: Asked, part: int) -> Any:
    """Return the part of the last (loss, gradient) that the check isn't about."""
    return student.calls[-1].value[part]


def _difference(one: Any, other: Any) -> Any:
    with suppress(Failure):
        return difference(one, other, "value")
    return None
