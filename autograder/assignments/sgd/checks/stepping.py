"""Hidden checks of the steps downhill, with all data or with minibatches.

Every call that a student's function makes of the loss is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts
from autograder.assignments.sgd import mistakes as known
from autograder.assignments.sgd.checks.measuring import SHAPES
from autograder.assignments.sgd.checks.searching import (
    data,
    expect_numbers_from_rng,
    new_generator,
    rows_drawn,
    slip_of_rows,
)
from coursework.asking.asked import Call
from coursework.checks.sgd import (
    MINIBATCH,
    STEPS,
    expect_calls,
    expect_enough_calls,
    slips,
)
from coursework.checks.sgd.batches import ROWS_TAKEN_IN_ORDER, expect_new_batches, rows_of_batch
from coursework.expecting.values import as_number, close, expect_array
from coursework.scoring.check import Asked, Failure, StudentError, check, checks_in
from solutions import sgd as reference


def valley(rng: np.random.Generator, shape: tuple[int, ...]) -> Callable[..., Any]:
    """Return a loss of W with its gradient: a bowl, with a curvature and a place of its own."""
    lowest, curvature = rng.normal(size=shape), rng.uniform(0.5, 2, shape)

    def loss_and_gradient(W: Any) -> tuple[float, np.ndarray]:
        away = np.asarray(W, float) - lowest
        return float(np.sum(curvature * away**2)), 2 * curvature * away

    return loss_and_gradient


TOO_LARGE = 2.5  # a learning rate, with which the losses of any such valley grow


@check("gradient_descent", points=3)
def down_random_valleys(student: Asked) -> None:
    """The steps are right for other losses, learning rates (too large ones, too) and shapes."""
    cases = [
        (valley(student.rng, shape), student.rng.normal(size=shape), rate, 4)
        for shape, rate in zip((*SHAPES, (4,)), (0.1, 0.15, 0.3, TOO_LARGE), strict=True)
    ]
    given = "after 4 steps with learning rate {2:g}".format
    expect_parts(student, reference.gradient_descent, STEPS, [0], cases, given)


@check("gradient_descent", points=1.5)
def losses_in_random_valleys(student: Asked) -> None:
    """The losses are those before each step, and they may grow."""
    cases = [
        (valley(student.rng, (4, 3)), student.rng.normal(size=(4, 3)), rate, 5)
        for rate in (0.1, TOO_LARGE)
    ]
    expect_parts(student, reference.gradient_descent, STEPS, [1], cases)


@check("gradient_descent", points=1.5, role="part")
def one_call_a_step(student: Asked) -> None:
    """Each of `num_steps` steps asks for loss and gradient once, however small the slope is."""
    steep, W = valley(student.rng, (3,)), student.rng.normal(size=3)
    expect_calls(student.call(steep, W, 0.1, 7), 7, "steps")
    for scale in LEVEL:
        expect_no_early_end(student.call(scaled(steep, scale), W, 0.1, 7), 7)


LEVEL = (1e-14, 0.0)  # times a loss, it hardly changes, or not at all


def scaled(loss: Callable[..., Any], scale: float) -> Callable[..., Any]:
    """Return a loss that is so many times another one, with its gradient."""

    def loss_and_gradient(W: Any) -> tuple[float, np.ndarray]:
        value, gradient = loss(W)
        return scale * value, scale * gradient

    return loss_and_gradient


def expect_no_early_end(call: Call, num_steps: int) -> None:
    """Fail if a descent that takes all steps elsewhere takes fewer on a nearly level loss."""
    if len(call.called_back) < num_steps:
        raise Failure("Where the slope is small, your function ends early.", slips.STOPPED_EARLY)


def of_weights_alone(
    loss_and_gradient: Callable[..., Any],
) -> Callable[[Any, Any, Any, Any], tuple[float, np.ndarray]]:
    """Return a loss for `sgd` that depends neither on the batch nor on λ."""

    def loss(W: Any, X: Any, y: Any, reg: Any) -> tuple[float, np.ndarray]:
        value: tuple[float, np.ndarray] = loss_and_gradient(W)
        return value

    return loss


def descent(
    student: Asked,
    num_steps: int,
    reg: float = 0.3,
    N: int = 40,
    batch_size: int = 3,
    scale: float = 1.0,
) -> tuple[Any, ...]:
    """Return arguments of `sgd`, except the generator."""
    shape = (3, 4)
    X, y = data(student.rng, N)
    loss = of_weights_alone(scaled(valley(student.rng, shape), scale))
    W = student.rng.normal(size=shape)
    return loss, W, X, y, 0.1, reg, batch_size, num_steps


@check("sgd", points=1.5, uses=MINIBATCH)
def steps_follow_the_gradients(student: Asked) -> None:
    """Each step subtracts the learning rate times the gradient that the loss gave with its loss."""
    arguments = (*descent(student, num_steps=5), new_generator(student))
    loss, W, X, y, learning_rate, *others = arguments
    growing = (loss, W, X, y, TOO_LARGE, *others)
    calls = [student.call_for_part(0, STEPS, *given) for given in (arguments, growing)]
    for call in calls:
        expect_array(call.value[0], reference.sgd(*call.arguments)[0], "W", "after 5 steps")
    if len(calls[0].called_back) == 5:  # where not, that is for another check to say
        for step, called in enumerate(calls[0].called_back):
            expect_array(called.arguments[0], W, "W", f"in the call of the loss in step {step}")
            W = W - learning_rate * called.value[1]
    for given in (arguments, growing):
        losses = student.part(1, STEPS, *given)
        expect_array(losses, np.array(reference.sgd(*given)[1]), "losses")
    for scale in LEVEL:
        level = descent(student, num_steps=5, scale=scale)
        expect_no_early_end(student.call(*level, new_generator(student)), 5)


@check("sgd", points=1.5, uses=MINIBATCH)
def reg_handed_on(student: Asked) -> None:
    """The loss is called with the λ that was given, once, and what it gives is followed."""
    reg = float(student.rng.uniform(0.2, 0.8))
    loss, *others = descent(student, num_steps=2, reg=reg)
    arguments = (penalised(loss), *others, new_generator(student))
    call = student.call_for_part(0, STEPS, *arguments)
    expect_enough_calls(call, 2, "steps")
    for called in call.called_back:
        got = as_number(called.arguments[3], "reg")
        if not close(got, reg):
            mistake = known.regularization_not_handed_on if got == 0 else None
            raise Failure(
                "Your sgd called the loss with a reg other than the one it was given.", mistake
            )
    expect_array(call.value[0], reference.sgd(*arguments)[0], "W", "after 2 steps")


def penalised(loss: Callable[..., Any]) -> Callable[..., Any]:
    """Return a loss with λΣW² added, and its gradient."""

    def with_penalty(W: Any, X: Any, y: Any, reg: Any) -> tuple[float, np.ndarray]:
        value, gradient = loss(W, X, y, reg)
        W = np.asarray(W, float)
        return value + reg * float(np.sum(W**2)), gradient + 2 * reg * W

    return with_penalty


@check(
    "sgd",
    points=2,
    uses=MINIBATCH,
)
def new_batch_each_step(student: Asked) -> None:
    """Each step draws a batch of its own, at random and with replacement."""
    arguments = descent(student, num_steps=10)
    X, y, size = arguments[2], arguments[3], arguments[6]
    generator = new_generator(student)
    before = generator.bit_generator.state
    call = student.call(*arguments, generator)
    expect_new_batches(call, X, y, size, before)
    expect_large_batches(student)


def expect_large_batches(student: Asked) -> None:
    """Fail if a minibatch can't be larger than the data."""
    arguments = descent(student, num_steps=3, N=5, batch_size=8)
    X, y = arguments[2], arguments[3]
    try:
        call = student.call(*arguments, new_generator(student))
    except StudentError as error:
        if error.kind == "ValueError" and "larger" in error.detail:
            raise Failure(str(error), known.crashes_on_large_batch, error.discreet) from None
        raise
    for called in call.called_back:
        rows_of_batch(called.arguments[1:3], X, y, 8)


@check(
    "sgd",
    points=1.5,
    role="part",
    uses=MINIBATCH,
)
def sgd_takes_its_numbers_from_rng(student: Asked) -> None:
    """All random numbers come from `rng`: the same generator gives the same batches."""
    arguments = descent(student, num_steps=4)
    X, y, size = arguments[2], arguments[3], arguments[6]

    def drawn(call: Call) -> list[np.ndarray]:
        expect_enough_calls(call, 4, "steps")
        rows_drawn([called.arguments[1] for called in call.called_back], X, size)
        rows = [rows_of_batch(called.arguments[1:3], X, y, size) for called in call.called_back]
        if slip_of_rows(rows, len(X)) is ROWS_TAKEN_IN_ORDER:
            raise Failure("Your batches are the rows of X in order.", ROWS_TAKEN_IN_ORDER)
        return rows

    expect_numbers_from_rng(student, lambda rng: student.call(*arguments, rng), drawn)


CHECKS = checks_in(globals(), visible=False)
