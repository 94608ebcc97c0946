"""Looking at minibatches: are they rows of the data, with the labels that belong to them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from coursework.asking.asked import Call
from coursework.checks.sgd.calls import expect_enough_calls
from coursework.expecting.values import as_array, close, digits
from coursework.scoring.check import Failure, Mistake

# These show in the batches only, and so are named where those are looked at.
LABELS_DRAWN_APART = Mistake(
    "labels_drawn_apart",
    (),
    "Draw the row numbers once, and take the same rows of X and of y. Drawn apart, an image gets "
    "the label of another one.",
    "misconception",
    "nothing can be learned from labels of other images",
)
WHOLE_DATA_AS_BATCH = Mistake(
    "whole_data_as_batch",
    (),
    "Each step sees all the data. Draw a minibatch, and hand that over.",
    "omission",
    "nothing is drawn",
)
BATCH_TOO_SHORT = Mistake(
    "batch_too_short",
    (),
    "Every batch has `batch_size` rows. One that is cut from a shuffled list runs short at the "
    "list's end; one that is drawn with replacement never does.",
    "slip",
    "one convention: drawn without replacement",
)
FIRST_ROWS = Mistake(
    "first_rows_taken",
    (),
    "Your batch is always the first rows. Draw the row numbers at random, with `rng`.",
    "omission",
    "nothing is drawn",
)
ROWS_TAKEN_IN_ORDER = Mistake(
    "rows_taken_in_order",
    (),
    "Your batches are the rows in order, the next ones in each step. Draw the row numbers at "
    "random, with `rng`.",
    "slip",
    "all data has its turn, but not at random",
)
NEIGHBOURS = Mistake(
    "neighbouring_rows_drawn",
    (),
    "You draw where the batch begins, and take the rows that follow. Draw a row number for each "
    "row of the batch: neighbours in the data are often alike.",
    "slip",
    "one random number for the whole batch",
)
ONE_NUMBER = Mistake(
    "one_number_for_the_batch",
    (),
    "All rows of your batch follow from a single random number. Draw a row number for each of "
    "them.",
    "slip",
    "one random number for the whole batch",
)
ONE_PERMUTATION = Mistake(
    "rows_drawn_without_replacement",
    (),
    "No row came twice before all others had come: you go through a shuffled list. Here, each "
    "batch is drawn afresh from all rows by `sample_minibatch`, with replacement.",
    "slip",
    "one convention: drawn without replacement",
)
SAME_BATCH_EACH_STEP = Mistake(
    "same_batch_each_step",
    (),
    "You draw one batch, before the loop, and use it for every step. Draw inside the loop: "
    "each step needs a new one.",
    "slip",
    "one line stands before the loop",
)
GENERATOR_MADE_ANEW = Mistake(
    "generator_made_anew",
    (),
    "You make a generator of your own, with a fixed seed, so that each call draws the same. "
    "Use the one you are given: `rng`.",
    "slip",
    "random numbers from the wrong generator",
)
BATCH_FROM_LAST_BATCH = Mistake(
    "batch_from_last_batch",
    (),
    "`X, y = …` gives the names of the data to the batch, so that the next batch is drawn from "
    "this one. Give the batch names of its own: `X_batch, y_batch = …`.",
    "slip",
    "one name for two things",
)


def expect_shapes(X_batch: Any, y_batch: Any, X: np.ndarray, size: int, given: str = "") -> None:
    """Fail unless a batch has `size` rows."""
    got_X, got_y = as_array(X_batch, "X_batch").shape, as_array(y_batch, "y_batch").shape
    mistake = None
    if got_X[1:] == X.shape[1:] and got_X[:1] == got_y:  # rows and labels, but not so many
        whole, short = got_y == (len(X),), got_y < (size,)
        mistake = BATCH_TOO_SHORT if short else WHOLE_DATA_AS_BATCH if whole else None
    expect_shape("X_batch", X_batch, (size, *X.shape[1:]), given, mistake)
    expect_shape("y_batch", y_batch, (size,), given, mistake)


def expect_shape(
    name: str, batch: Any, shape: tuple[int, ...], given: str = "", mistake: Mistake | None = None
) -> None:
    """Fail unless one part of a batch has a shape."""
    got = as_array(batch, name).shape
    if got != shape:
        raise Failure(
            f"Your {name}{given} has shape {got}; expected {shape}.",
            mistake,
            f"Your {name}{given} doesn't have the shape {shape}.",
        )


def rows_in_batch(X_batch: Any, X: np.ndarray, size: int, given: str = "") -> np.ndarray:
    """Return which rows of X an X_batch holds; fail unless it holds `size` rows of X.

    Parameters
    ----------
    X
        The data. No two rows are the same.
    given
        Says which batch is meant.
    """
    expect_shape("X_batch", X_batch, (size, *X.shape[1:]), given)
    got = as_array(X_batch, "X_batch")
    rows: np.ndarray = np.abs(got[:, np.newaxis] - X).max(axis=2).argmin(axis=1)
    if not close(got, X[rows]):
        raise Failure(f"Your X_batch{given} has a row that isn't a row of X.")
    return rows


def rows_of_batch(
    batch: Sequence[Any], X: np.ndarray, y: np.ndarray, size: int, given: str = ""
) -> np.ndarray:
    """Return which rows of X a batch holds; fail unless it holds `size` rows and their labels.

    `batch` is X_batch and y_batch; the others are those of `rows_in_batch`.
    """
    X_batch, y_batch = batch
    expect_shapes(X_batch, y_batch, X, size, given)
    rows = rows_in_batch(X_batch, X, size, given)
    got_y = as_array(y_batch, "y_batch")
    if not close(got_y, y[rows]):
        wrong = int(np.flatnonzero(~np.isclose(got_y, y[rows]))[0])
        raise Failure(
            f"Row {wrong} of your X_batch{given} is row {rows[wrong]} of X, whose entry of y is "
            f"{digits(y[rows[wrong]])}; your y_batch has {digits(got_y[wrong])}.",
            LABELS_DRAWN_APART,
            f"A row of your X_batch{given} comes with an entry of y other than its own.",
        )
    return rows


def looks_random(numbers: np.ndarray) -> bool:
    """Tell whether numbers are finite and don't go up or down in equal steps, nor stay the same."""
    steps = np.diff(numbers.ravel())
    return bool(np.isfinite(steps).all() and np.abs(np.diff(steps)).max(initial=0.0) > 1e-9)


def expect_drawn(batches: Sequence[np.ndarray], own_generator: bool = True) -> None:
    """Fail if batches, given by their row numbers, are all the same.

    `own_generator` tells whether another generator than the one given may have drawn them.
    """
    if not all(np.array_equal(one, batches[0]) for one in batches):
        return
    if np.array_equal(batches[0], np.arange(len(batches[0]))):
        raise Failure("Each of your batches is the first rows of X.", FIRST_ROWS)
    mistake = GENERATOR_MADE_ANEW if own_generator and looks_random(batches[0]) else None
    raise Failure("Your batches are all the same.", mistake)


def expect_drawn_one_by_one(batches: Sequence[np.ndarray], N: int) -> None:
    """Fail if the rows of each batch follow from its first one, or one of them is never drawn."""
    if np.all(np.ptp(batches, axis=0) == 0, axis=None) or len(batches[0]) < 3:
        return  # of those it can't be told
    steps = np.diff(batches, axis=1) % N
    if np.all(steps == 1):
        starts = np.array([one[0] for one in batches])
        in_order = np.all(np.diff(starts) % N == len(batches[0]) % N)
        raise Failure(
            "Your batches are neighbouring rows of X.",
            ROWS_TAKEN_IN_ORDER if in_order else NEIGHBOURS,
        )
    if np.all(steps == steps[0, 0]):
        raise Failure("In your batches, all rows follow from the first one.", ONE_NUMBER)
    if np.any(np.ptp(batches, axis=0) == 0):
        raise Failure("One row of your batches is always the same.")


MOST_CHANCE = 1e-6  # below it, what could have come by chance hasn't


def chance_of_no_row_twice(draws: int, N: int) -> float:
    """Return how likely no row comes twice, when rows are drawn with replacement."""
    return float(np.prod(1 - np.arange(draws) / N)) if draws <= N else 0.0


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
    # A generator that wasn't used says that each batch was drawn by a new one, if at all.
    unused = call.arguments_after[-1].bit_generator.state == before
    if not unused and all(np.array_equal(one, batches[0]) for one in batches):
        raise Failure("All steps have the same batch.", SAME_BATCH_EACH_STEP)
    expect_drawn(batches)
    expect_drawn_one_by_one(batches, len(X))
    different = len({tuple(one) for one in batches})
    each_within_the_last = all(set(b) <= set(a) for a, b in pairwise(batches))
    if each_within_the_last:
        raise Failure(
            "Each of your batches has only rows of the batch before.", BATCH_FROM_LAST_BATCH
        )
    if different <= len(batches) / 2:
        raise Failure("The same batch comes in several steps.")
    drawn = np.concatenate(batches)
    once = len(set(drawn.tolist())) == len(drawn)
    if once and chance_of_no_row_twice(len(drawn), len(X)) < MOST_CHANCE:
        raise Failure("In all your batches, no row came twice.", ONE_PERMUTATION)
    if drawn.max() < 0.6 * len(X) or drawn.min() > 0.4 * len(X):
        raise Failure("All your batches come from one part of the data.")
