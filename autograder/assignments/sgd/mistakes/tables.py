"""Mistakes in measuring slopes that show where W is a table: vectors taken for granted."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import slips
from solutions import sgd as right

SLOPES = "numerical_gradient"


@mistake(
    SLOPES,
    hint="Your gradient has lost the shape of W. It should be an array of exactly that shape.",
    slip="right but for the shape",
)
def gradient_flattened(f, W, h=1e-5):
    flat = right.numerical_gradient(f, W, h).ravel()
    return list(flat)


@mistake(
    SLOPES,
    hint="Your function is right for a vector only: for a table, `W[i]` is a whole row. "
    "`np.ndindex(W.shape)` goes through all places, in any shape.",
    slip="right for vectors, one loop for several axes",
)
def rows_moved_together(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for i in range(len(W)):
        row = W[i].copy()
        W[i] = row + h
        above = f(W)
        W[i] = row - h
        gradient[i] = (above - f(W)) / (2 * h)
        W[i] = row
    return gradient


@same_as(rows_moved_together, SLOPES)
def one_slope_for_each_row(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(len(W))
    for i in range(len(W)):
        row = W[i].copy()
        W[i] = row + h
        above = f(W)
        W[i] = row - h
        gradient[i] = (above - f(W)) / (2 * h)
        W[i] = row
    return gradient


@same_as(slips.ROWS_COUNTED, SLOPES)
def rows_counted_as_weights(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for i in range(W.size):
        row = W[i].copy()
        W[i] = row + h
        above = f(W)
        W[i] = row - h
        gradient[i] = (above - f(W)) / (2 * h)
        W[i] = row
    return gradient


@mistake(
    SLOPES,
    hint="`gradient += …` adds each slope to every entry. Put it in its own place: "
    "`gradient[place] = …`.",
    slip="an index is missing",
)
def slopes_added_to_every_entry(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[place] = h
        gradient += (f(W + step) - f(W - step)) / (2 * h)
    return gradient


@mistake(
    SLOPES,
    hint="Your gradient of a table is transposed: rows and columns have changed places. It has the "
    "shape of W.",
    slip="rows and columns have changed places",
)
def gradient_of_slopes_transposed(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h).T


@same_as(slips.STEPS_OF_VECTORS, SLOPES)
def steps_from_rows_of_identity(f, W, h=1e-5):
    return np.array([(f(W + h * step) - f(W - h * step)) / (2 * h) for step in np.eye(len(W))])


@same_as(slips.STEPS_OF_VECTORS, SLOPES)
def steps_of_flat_shape(f, W, h=1e-5):
    gradient = np.zeros(W.size)
    for i in range(W.size):
        step = np.zeros(W.size)
        step[i] = h
        gradient[i] = (f(W + step) - f(W - step)) / (2 * h)
    return gradient
