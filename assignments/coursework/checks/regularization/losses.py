"""The visible checks of a loss with any penalty."""

import numpy as np

from coursework.checks.regularization.strengths import naming_strength_of_loss
from coursework.expecting.given_examples import worked_example
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import expect_array, expect_number, is_right
from coursework.scoring.check import Asked, Failure, check, checks_in

LOSS = "(loss, gradient)"

# The loss that `svm` worked out on paper.
ON_PAPER = worked_example("l2-regularized-hinge")
W = np.array(ON_PAPER["inputs"]["W"], dtype=float)
REG, DATA_LOSS = ON_PAPER["inputs"]["reg"], ON_PAPER["value"]["data_loss"]
DATA_GRADIENT = np.array(ON_PAPER["value"]["data_gradient"])


def sum_of_w_squared(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Return ΣW² and its gradient: a penalty to hand to an answer."""
    W = np.asarray(W, dtype=float)
    return float(np.sum(W**2)), 2 * W


def sum_of_fourth_powers(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Return ΣW⁴ and its gradient: a penalty that no formula of the notebook gives."""
    W = np.asarray(W, dtype=float)
    return float(np.sum(W**4)), 4 * W**3


@check(
    "regularized_loss",
    points=2,
    hint="`R, gradient = penalty(W)` gives you both. The data loss stays as it is; λ times R is "
    "added to it.",
)
def loss_on_paper(student: Asked) -> None:
    """The loss is the data loss plus λ times the penalty."""
    got = [
        student.part(0, LOSS, DATA_LOSS, DATA_GRADIENT, W, reg, penalty)
        for reg, penalty in ((REG, sum_of_w_squared), (3.0, sum_of_fourth_powers))
    ]
    first = DATA_LOSS + ON_PAPER["value"]["penalty"]
    second = DATA_LOSS + 3 * sum_of_fourth_powers(W)[0]
    with naming_strength_of_loss(student.calls):
        expect_number(got[0], first, "loss", "with R = ΣW² and λ = 0.5")
        expect_number(got[1], second, "loss", "with the made-up penalty R = ΣW⁴ and λ = 3")


@check(
    "regularized_loss",
    points=4,
    hint="What λ does to R, it does to R's gradient. That gradient comes from `penalty(W)`, too, "
    "and is added to the data's.",
)
def gradient_on_paper(student: Asked) -> None:
    """The gradient is the data's plus λ times the penalty's."""
    got = [
        student.part(1, LOSS, DATA_LOSS, DATA_GRADIENT, W, reg, penalty)
        for reg, penalty in ((REG, sum_of_w_squared), (3.0, sum_of_fourth_powers))
    ]
    first = DATA_GRADIENT + ON_PAPER["value"]["penalty_gradient"]
    second = DATA_GRADIENT + 3 * sum_of_fourth_powers(W)[1]
    with naming_strength_of_loss(student.calls):
        expect_array(got[0], first, "gradient", "with R = ΣW² and λ = 0.5")
        expect_array(got[1], second, "gradient", "with the made-up penalty R = ΣW⁴ and λ = 3")


@check(
    "regularized_loss",
    points=1,
    role="part",
    hint="Call the function that you are given: `penalty(W)`.",
)
def penalty_called(student: Asked) -> None:
    """The penalty is the one that was handed over, called with W."""
    call = student.call(DATA_LOSS, DATA_GRADIENT, W, REG, sum_of_fourth_powers)
    if not call.called_back:
        raise Failure("Your function never calls the `penalty` that it is given.")
    if not any(is_right(one.arguments[0], W) for one in call.called_back):
        raise Failure("Your function calls `penalty`, but not with W.")


@check("regularized_loss", points=1, role="form")
def gradient_and_weights_unchanged(student: Asked) -> None:
    """The function leaves data_gradient and W as they were."""
    call = student.call(DATA_LOSS, DATA_GRADIENT, W, 3.0, sum_of_w_squared)
    if not call.called_back:  # to do nothing isn't to leave alone
        raise Failure("Your function never calls the `penalty` that it is given.")
    expect_unchanged(call.arguments_after[1:3], [DATA_GRADIENT, W], ["data_gradient", "W"])


CHECKS = checks_in(globals(), visible=True)
