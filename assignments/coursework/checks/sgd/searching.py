"""The visible checks of what is drawn at random: the tries of a search, and minibatches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from coursework.asking.asked import Call
from coursework.checks.sgd import slips
from coursework.checks.sgd.batches import (
    WHOLE_DATA_AS_BATCH,
    expect_drawn,
    expect_drawn_one_by_one,
    expect_shapes,
    rows_in_batch,
    rows_of_batch,
)
from coursework.checks.sgd.calls import expect_calls, generator
from coursework.expecting.naming import naming
from coursework.expecting.values import (
    as_array,
    as_number,
    close,
    digits,
    expect_array,
    expect_number,
)
from coursework.scoring.check import Asked, Failure, Mistake, check, checks_in


def bowl_around_one(W: Any) -> float:
    """Loss Σ(W − 1)²."""
    return float(np.sum((np.asarray(W, float) - 1) ** 2))


@check(
    "random_search",
    points=2,
    role="part",
    hint="Draw W and call `loss(W)` once each time round the loop; a variable keeps its value.",
)
def tries_each_once(student: Asked) -> None:
    """The loss is asked for once for each try, with weights of the shape asked for."""
    call = student.call(bowl_around_one, (2, 3), 5, 0.5, generator(0))
    for called in call.called_back:
        tried = as_array(called.arguments[0], "W")
        if tried.shape != (2, 3):
            raise Failure(f"Your function tried a W of shape {tried.shape}; (2, 3) was asked for.")
    expect_calls(call, 5, "tries")


@check(
    "random_search",
    points=4,
    hint="Compare each loss with the best so far. If it is smaller, keep it *and* its W. Return "
    "these two, not the last ones.",
)
def keeps_the_best(student: Asked) -> None:
    """What it returns is the smallest loss that was seen, and the W that had it."""
    returns = "(best_W, best_loss)"
    arguments = (bowl_around_one, (3,), 20, 1.0)
    calls = [student.call_for_part(1, returns, *arguments, generator(seed)) for seed in (1, 2)]
    for call in calls:
        expect_best(call)


def expect_best(call: Call, told: bool = True) -> None:
    """Fail unless a random search returned the best of the weights that it tried.

    How many these were, and what their losses, is told only where the inputs aren't hidden.
    """
    if not call.called_back:
        raise Failure("Your function never called the loss.")
    losses = [float(called.value) for called in call.called_back]
    best = int(np.argmin(losses))
    tried = [as_array(called.arguments[0], "W") for called in call.called_back]
    shape = tuple(call.arguments[1])
    if any(one.shape != shape for one in tried):
        raise Failure(f"Your function tried a W of a shape other than {shape}.")
    if len(tried) > 1 and all(close(one, tried[0]) for one in tried):
        raise Failure("All tries had the same weights.", slips.SAME_WEIGHTS)
    worst = int(np.argmax(losses))
    best_W, best_loss = call.value
    slip = _slip_of_start(best_loss, losses)
    # What best_W is then, if anything, is what it was at the start.
    if slip and (best_W is None or not any(close(as_array(best_W, "best_W"), W) for W in tried)):
        smallest = f"was {digits(min(losses))}" if told else "was larger"
        raise Failure(f"No try became the best: the smallest loss of all {smallest}.", slip)
    with naming(
        call.value,
        (slips.WORST_KEPT, (tried[worst], losses[worst])),
        (slips.LAST_RETURNED, (tried[-1], losses[-1])),
        (slips.BEST_LOSS_WITH_LAST, (tried[-1], losses[best])),
        (slips.LOSS_FIRST, (losses[best], tried[best])),
    ):
        number = f"{len(losses)} tries" if told else "all tries"
        expect_number(best_loss, losses[best], "best_loss", f"after {number}")
        given = digits(losses[best]) if told else "the smallest"
        expect_array(best_W, tried[best], "best_W", f"(the loss of which was {given})")


def _slip_of_start(best_loss: Any, losses: Sequence[float]) -> Mistake | None:
    """Return the slip by which a best loss is below all that were seen, if it is."""
    try:
        start = as_number(best_loss, "best_loss")
    except Failure:
        return None
    if not -np.inf < start < min(losses) or close(start, min(losses)):
        return None
    return slips.STARTS_AT_ZERO if start == 0 else slips.STARTS_TOO_LOW


# Each row holds its own number, so that a batch tells where it comes from.
NUMBERS = np.arange(7.0)
ROWS_X = np.column_stack([NUMBERS, 10 * NUMBERS, NUMBERS**2])
ROWS_Y = 100 + np.arange(7)
BATCH = "(X_batch, y_batch)"
DRAWN_FROM_RNG = "Draw the row numbers with `rng.integers(…)`: from 0 up to N − 1."


@check(
    "sample_minibatch",
    points=1,
    role="part",
    hint="`X[rows]` has a row for each number in the list `rows`.",
)
def rows_asked_for(student: Asked) -> None:
    """A batch has as many rows of X, and as many entries of y, as were asked for."""
    for size in (1, 5):
        X_batch = student.part(0, BATCH, ROWS_X, ROWS_Y, size, generator(size))
        y_batch = student.part(1, BATCH, ROWS_X, ROWS_Y, size, generator(size))
        expect_shapes(X_batch, y_batch, ROWS_X, size)


@check(
    "sample_minibatch",
    points=2.5,
    hint="Draw row numbers once, and use them for X and for y.",
)
def rows_belong_together(student: Asked) -> None:
    """Each row of a batch is some row of X, and comes with its own entry of y."""
    calls = [
        student.call_for_part(1, BATCH, ROWS_X, ROWS_Y, 5, generator(seed)) for seed in range(3)
    ]
    rows = [rows_of_batch(call.value, ROWS_X, ROWS_Y, 5) for call in calls]
    expect_drawn(rows)  # where nothing is drawn, nothing is kept together


@check("sample_minibatch", points=1, role="part", hint=DRAWN_FROM_RNG)
def other_rows_by_other_numbers(student: Asked) -> None:
    """With another generator, other rows come, in no order."""
    calls = [
        student.call_for_part(0, BATCH, ROWS_X, ROWS_Y, 3, generator(seed)) for seed in range(8)
    ]
    batches = [as_array(call.value[0], "X_batch") for call in calls]
    if all(close(one, ROWS_X) for one in batches):
        raise Failure("Your X_batch is all of X.", WHOLE_DATA_AS_BATCH)
    rows = [rows_in_batch(one, ROWS_X, 3) for one in batches]
    expect_drawn(rows)
    expect_drawn_one_by_one(rows, len(ROWS_X))


CHECKS = checks_in(globals(), visible=True)
