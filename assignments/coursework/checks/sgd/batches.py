"""Looking at minibatches: are they rows of the data, with the labels that belong to them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from coursework.asking import Call
from coursework.checking import Failure, Mistake
from coursework.checks.sgd.calls import expect_enough_calls
from coursework.comparing import as_array, close, digits

# These show in the batches only, and so are named where those are looked at.
LABELS_DRAWN_APART = Mistake(
    "labels_drawn_apart",
    (),
    "Draw the row numbers once, and take the same rows of X and of y. Drawn apart, an image gets "
    "the label of another one.",
)
WHOLE_DATA_AS_BATCH = Mistake(
    "whole_data_as_batch",
    (),
    "Each step sees all the data. Draw a minibatch, and hand that over.",
)
BATCH_TOO_SHORT = Mistake(
    "batch_too_short",
    (),
    "Every batch has `batch_size` rows. One that is cut from a shuffled list gets short at the "
    "list's end; one that is drawn with replacement never does.",
)

ROWS_TAKEN_IN_ORDER = Mistake(
    "rows_taken_in_order",
    (),
    "Your batch is always the first rows, or the next in order. Draw the row numbers at "
    "random, with `rng`.",
)
SAME_BATCH_EACH_STEP = Mistake(
    "same_batch_each_step",
    (),
    "You draw one batch, before the loop, and use it for every step. Draw inside the loop: "
    "each step needs a new one.",
)
GENERATOR_MADE_ANEW = Mistake(
    "generator_made_anew",
    (),
    "You make a generator of your own, with a fixed seed, so that each call draws the same. "
    "Use the one you are given: `rng`.",
)
BATCH_FROM_LAST_BATCH = Mistake(
    "batch_from_last_batch",
    (),
    "`X, y = …` gives the names of the data to the batch, so that the next batch is drawn from "
    "this one. Give the batch names of its own: `X_batch, y_batch = …`.",
)


def expect_shapes(X_batch: Any, y_batch: Any, X: np.ndarray, size: int, given: str = "") -> None:
    """Fail unless a batch has `size` rows."""
    got_X, got_y = as_array(X_batch, "X_batch").shape, as_array(y_batch, "y_batch").shape
    mistake = None
    if got_X[1:] == X.shape[1:] and got_X[:1] == got_y:  # rows and labels, but not so many
        whole, short = got_y == (len(X),), got_y < (size,)
        mistake = BATCH_TOO_SHORT if short else WHOLE_DATA_AS_BATCH if whole else None
    for name, got, shape in (("X_batch", got_X, (size, *X.shape[1:])), ("y_batch", got_y, (size,))):
        if got != shape:
            raise Failure(
                f"Your {name}{given} has shape {got}; expected {shape}.",
                mistake,
                f"Your {name}{given} hasn't the shape {shape}.",
            )


def rows_of_batch(
    batch: Sequence[Any], X: np.ndarray, y: np.ndarray, size: int, given: str = ""
) -> np.ndarray:
    """Return which rows of X a batch holds; fail unless it holds `size` rows and their labels.

    Parameters
    ----------
    batch
        X_batch and y_batch.
    X, y
        The data. No two rows are the same.
    given
        Says which batch is meant.
    """
    X_batch, y_batch = batch
    expect_shapes(X_batch, y_batch, X, size, given)
    got_X, got_y = as_array(X_batch, "X_batch"), as_array(y_batch, "y_batch")
    distances = np.abs(got_X[:, np.newaxis] - X).max(axis=2)
    rows = distances.argmin(axis=1)
    if not close(got_X, X[rows]):
        raise Failure(f"Your X_batch{given} has a row that is no row of X.")
    if not close(got_y, y[rows]):
        wrong = int(np.flatnonzero(~np.isclose(got_y, y[rows]))[0])
        raise Failure(
            f"Row {wrong} of your X_batch{given} is row {rows[wrong]} of X, whose entry of y is "
            f"{digits(y[rows[wrong]])}; your y_batch has {digits(got_y[wrong])}.",
            LABELS_DRAWN_APART,
            f"A row of your X_batch{given} comes with another entry of y than its own.",
        )
    return rows


def looks_random(numbers: np.ndarray) -> bool:
    """Tell whether numbers are finite and don't go up or down in equal steps, nor stay the same."""
    steps = np.diff(numbers.ravel())
    return bool(np.isfinite(steps).all() and np.abs(np.diff(steps)).max(initial=0.0) > 1e-9)


def expect_new_batches(
    call: Call, X: np.ndarray, y: np.ndarray, size: int, before: Mapping[str, Any]
) -> None:
    """Fail unless each step of an SGD had a batch of its own, drawn at random from all data.

    Parameters
    ----------
    before
        The state that the generator, the call's last argument, had before it.
    """
    expect_enough_calls(call, call.arguments[-2], "steps")
    batches = [
        rows_of_batch(called.arguments[1:3], X, y, size, f" in step {step}")
        for step, called in enumerate(call.called_back)
    ]
    if all(one.tolist() == list(range(one[0], one[0] + size)) for one in batches):
        raise Failure("Your batches are neighbouring rows of X.", ROWS_TAKEN_IN_ORDER)
    different = len({tuple(one) for one in batches})
    each_within_the_last = all(set(b) <= set(a) for a, b in pairwise(batches))
    if different > 1 and each_within_the_last:
        raise Failure(
            "Each of your batches has only rows of the batch before.", BATCH_FROM_LAST_BATCH
        )
    if different <= len(batches) / 2:
        mistake: Mistake | None = SAME_BATCH_EACH_STEP
        # A generator that wasn't used says that each batch was drawn by a new one, if at all.
        if call.arguments_after[-1].bit_generator.state == before:
            mistake = GENERATOR_MADE_ANEW if looks_random(batches[0]) else None
        raise Failure("The same batch comes in several steps.", mistake)
