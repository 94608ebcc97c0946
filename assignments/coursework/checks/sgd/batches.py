"""Looking at minibatches: are they rows of the data, with the labels that belong to them?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from coursework.checking import Failure, Mistake
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
    once=False,
)
BATCH_TOO_SHORT = Mistake(
    "batch_too_short",
    (),
    "Every batch has `batch_size` rows. One that is cut from a shuffled list gets short at the "
    "list's end; one that is drawn with replacement never does.",
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
            raise Failure(f"Your {name}{given} has shape {got}; expected {shape}.", mistake)


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
        )
    return rows
