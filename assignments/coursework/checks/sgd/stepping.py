"""The visible checks of the steps downhill, with all data or with minibatches."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursework.checks.sgd import slips
from coursework.checks.sgd.batches import (
    FIRST_ROWS,
    expect_new_batches,
    rows_of_batch,
)
from coursework.checks.sgd.calls import expect_calls, generator
from coursework.checks.sgd.searching import ROWS_X, ROWS_Y
from coursework.expecting.naming import naming
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import expect_array
from coursework.scoring.check import Asked, Failure, check, checks_in


def bowl(W: Any) -> tuple[float, np.ndarray]:
    """Loss ΣW² and its gradient 2W."""
    W = np.asarray(W, float)
    return float(np.sum(W**2)), 2 * W


STEPS = "(W, losses)"
START = np.array([8.0, -4.0])


ALONE = START[:1]  # one weight tells a factor ½ from one by the number of weights


def expect_halved(one: Any, two: Any) -> None:
    """Fail unless W was halved by each of two steps."""
    with naming(
        (one, two),
        (slips.UPHILL, (START * 3 / 2, START * 9 / 4)),
        (slips.NO_RATE, (-START, START)),
        (slips.SLOPE_KEPT, (START / 2, START * 0)),
        (slips.RETURNED_EARLY, (START / 2, START / 2)),
    ):
        expect_array(one, np.array([4, -2]), "W", "after one step")
        expect_array(two, np.array([2, -1]), "W", "after two steps")


def expect_losses(losses: Any) -> None:
    """Fail unless these are the losses of W that was halved twice."""
    with naming(losses, (slips.UPHILL, [80, 180, 405]), (slips.LOSS_AFTER, [20, 5, 1.25])):
        expect_array(losses, np.array([80, 20, 5]), "losses")


@check(
    "gradient_descent",
    points=2.5,
    hint="The gradient of ΣW² is 2W. With learning rate ¼, each step takes half of W away.",
)
def down_the_bowl(student: Asked) -> None:
    """On ΣW² with learning rate ¼, two steps lead from (8, −4) to (2, −1)."""
    one = student.part(0, STEPS, bowl, START, 0.25, 1)
    two = student.part(0, STEPS, bowl, START, 0.25, 2)
    student.part(0, STEPS, bowl, ALONE, 0.25, 1)
    expect_halved(one, two)


@check(
    "gradient_descent",
    points=2.5,
    hint="Before the first step the loss is 8² + 4² = 80. Three steps make three losses.",
)
def losses_before_each_step(student: Asked) -> None:
    """The losses before each of three steps are 80, 20 and 5."""
    losses = student.part(1, STEPS, bowl, START, 0.25, 3)
    student.part(1, STEPS, bowl, ALONE, 0.25, 3)
    expect_losses(losses)


@check("gradient_descent", points=1, role="form")
def weights_kept_by_gradient_descent(student: Asked) -> None:
    """The W that it is given is the same afterwards."""
    call = student.call(bowl, START, 0.25, 3)
    expect_unchanged(call.arguments_after[1:2], [START], ["W"])


# A student's sgd most often draws its batches by their own sample_minibatch.
MINIBATCH = ("sample_minibatch",)


def bowl_of_batch(W: Any, X: Any, y: Any, reg: Any) -> tuple[float, np.ndarray]:
    """Loss ΣW² and its gradient, whatever the batch and λ."""
    return bowl(W)


@check(
    "sgd",
    points=1.5,
    uses=MINIBATCH,
    hint="The loss here is ΣW² for every batch and every λ, and its gradient 2W. With learning "
    "rate ¼, each step halves W. (A loss is a mean over its batch already: don't divide again.)",
)
def steps_down_the_bowl(student: Asked) -> None:
    """On ΣW² with learning rate ¼, two steps lead from (8, −4) to (2, −1)."""
    given: tuple[Any, ...] = (bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.5, 3)
    one = student.part(0, STEPS, *given, 1, generator(0))
    two = student.part(0, STEPS, *given, 2, generator(1))
    student.part(0, STEPS, bowl_of_batch, ALONE, *given[2:], 1, generator(2))
    expect_halved(one, two)


@check(
    "sgd",
    points=1,
    uses=MINIBATCH,
    hint="Note down the loss that comes with the gradient, before the step.",
)
def losses_of_the_batches(student: Asked) -> None:
    """The losses before each of three steps are 80, 20 and 5."""
    given: tuple[Any, ...] = (bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.5, 3)
    losses = student.part(1, STEPS, *given, 3, generator(2))
    student.part(1, STEPS, bowl_of_batch, ALONE, *given[2:], 3, generator(3))
    expect_losses(losses)


@check(
    "sgd",
    points=2,
    uses=MINIBATCH,
    hint="Each time round: draw a minibatch, then call `loss(W, X_batch, y_batch, reg)`.",
)
def one_batch_a_step(student: Asked) -> None:
    """Each step asks for the loss once, on a batch of rows with their own labels."""
    call = student.call(bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.5, 3, 6, generator(3))
    batches = [
        rows_of_batch(called.arguments[1:3], ROWS_X, ROWS_Y, 3, f" in step {step}")
        for step, called in enumerate(call.called_back)
    ]
    expect_calls(call, 6, "steps")
    if all(np.array_equal(one, np.arange(3)) for one in batches):  # which is no minibatch at all
        raise Failure("Each batch is the first rows of X.", FIRST_ROWS)


@check(
    "sgd",
    points=1,
    role="part",
    uses=MINIBATCH,
    hint="Call `sample_minibatch` inside the loop.",
)
def batches_drawn_anew(student: Asked) -> None:
    """Each step draws a new batch, from all the data."""
    rng = generator(4)
    before = rng.bit_generator.state
    call = student.call(bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.5, 4, 10, rng)
    expect_new_batches(call, ROWS_X, ROWS_Y, 4, before)


# Of weights that never move, it would say nothing.
@check("sgd", points=1, role="form", builds_on=["steps_down_the_bowl"], uses=MINIBATCH)
def weights_kept_by_sgd(student: Asked) -> None:
    """W, X and y are the same afterwards."""
    given = (bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.5, 3)
    call = student.call(*given, 3, generator(5))
    expect_unchanged(call.arguments_after[1:4], given[1:4], ["W", "X", "y"])


CHECKS = checks_in(globals(), visible=True)
