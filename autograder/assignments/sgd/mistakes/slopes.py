"""Mistakes in measuring slopes."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import slips
from solutions import sgd as right

SLOPES = "numerical_gradient"


@same_as(slips.ONE_SIDE, SLOPES)
def one_sided_difference(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    here = f(W)
    for place in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[place] = h
        gradient[place] = (f(W + step) - here) / h
    return gradient


@same_as(slips.ONE_SIDE, SLOPES)
def one_sided_difference_asked_twice(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[place] = h
        gradient[place] = (f(W + step) - f(W)) / h
    return gradient


@same_as(slips.ONE_STEP_BELOW, SLOPES)
def divided_by_one_step(f, W, h=1e-5):
    return 2 * right.numerical_gradient(f, W, h)


@same_as(slips.NO_BRACKETS, SLOPES)
def two_h_without_brackets(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h) * h * h


@mistake(
    SLOPES,
    hint="Divide the difference of the two values by the distance between the two points, 2h.",
    slip="the division by 2h is missing",
)
def not_divided_by_step(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h) * 2 * h


@same_as(slips.REVERSED, SLOPES)
def differences_reversed(f, W, h=1e-5):
    return -right.numerical_gradient(f, W, h)


@same_as(slips.NOT_PUT_BACK, SLOPES)
def weight_not_put_back(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        W[place] += h
        above = f(W)
        W[place] -= 2 * h
        gradient[place] = (above - f(W)) / (2 * h)
    return gradient


@same_as(slips.ALL_MOVED, SLOPES)
def all_weights_moved(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        gradient[place] = (f(W + h) - f(W - h)) / (2 * h)
    return gradient


@same_as(slips.ONE_SLOPE, SLOPES)
def one_slope_for_all_weights(f, W, h=1e-5):
    W = np.array(W, dtype=float)
    return (f(W + h) - f(W - h)) / (2 * h)


@mistake(
    SLOPES,
    hint="Your step is always 1e-5. Use the argument `h`, as the caller may ask for another.",
    slip="a number in place of an argument",
)
def step_fixed(f, W, h=1e-5):
    return right.numerical_gradient(f, W)


@same_as(slips.NO_COPY, SLOPES)
def second_name_taken_for_copy(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        up = W
        up[place] += h
        above = f(up)
        down = W
        down[place] -= h
        gradient[place] = (above - f(down)) / (2 * h)
    return gradient


@same_as(slips.LOST_IN_INTEGERS, SLOPES)
def step_lost_in_integers(f, W, h=1e-5):
    W, gradient = W.copy(), np.zeros(W.shape)
    for place in np.ndindex(W.shape):
        weight = W[place]
        W[place] = weight + h
        above = f(W)
        W[place] = weight - h
        gradient[place] = (above - f(W)) / (2 * h)
        W[place] = weight
    return gradient


@same_as(slips.RETURNED_IN_LOOP, SLOPES)
def returned_after_first_weight(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        weight = W[place]
        W[place] = weight + h
        above = f(W)
        W[place] = weight - h
        gradient[place] = (above - f(W)) / (2 * h)
        return gradient


@same_as(slips.RETURNED_IN_LOOP, SLOPES)
def slope_of_first_weight_returned(f, W, h=1e-5):
    W = np.array(W, dtype=float)
    for place in np.ndindex(W.shape):
        weight = W[place]
        W[place] = weight + h
        above = f(W)
        W[place] = weight - h
        return (above - f(W)) / (2 * h)


@same_as(slips.NOT_PUT_BACK, SLOPES)
def weight_left_below(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        weight = W[place]
        W[place] = weight + h
        above = f(W)
        W[place] = weight - h
        gradient[place] = (above - f(W)) / (2 * h)
    return gradient


@same_as(slips.NOT_PUT_BACK, SLOPES)
def weight_left_above(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        weight = W[place]
        W[place] = weight - h
        below = f(W)
        W[place] = weight + h
        gradient[place] = (f(W) - below) / (2 * h)
    return gradient


@mistake(
    SLOPES,
    hint="You step backward only: (f(w) − f(w − h)) / h. The task asks for central differences, a "
    "step of h to both sides.",
    slip="another difference quotient",
)
def backward_difference(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    here = f(W)
    for place in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[place] = h
        gradient[place] = (here - f(W - step)) / h
    return gradient


@mistake(
    SLOPES,
    hint="Your steps are ½h to both sides. The task asks for steps of h, and 2h between them.",
    slip="half of the step",
)
def half_steps(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h / 2)


@mistake(
    SLOPES,
    hint="You divide by 4h. From w − h to w + h it is 2h.",
    slip="a factor 2 too many below",
)
def slopes_halved(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h) / 2


@mistake(
    SLOPES,
    hint="Your slopes have no sign. Where the loss falls, the slope is negative: take the "
    "difference as it is.",
    slip="an absolute value too many",
)
def sign_of_slope_lost(f, W, h=1e-5):
    return np.abs(right.numerical_gradient(f, W, h))


@mistake(
    SLOPES,
    hint="Each weight stays moved when the next one has its turn, while f(W) is that of the start: "
    "so the changes add up. Put each weight back to its old value, and step to both sides.",
    slip="one line is missing: the weight isn't put back",
)
def changes_add_up(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    here = f(W)
    for place in np.ndindex(W.shape):
        W[place] += h
        gradient[place] = (f(W) - here) / h
    return gradient


@mistake(
    SLOPES,
    hint="Each weight stays moved when the next one has its turn: put it back to its old value. "
    "And step to both sides: (f(w + h) − f(w − h)) / 2h.",
    slip="one line is missing, and it is another difference quotient",
)
def weight_not_put_back_after_one_step(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        here = f(W)
        W[place] += h
        gradient[place] = (f(W) - here) / h
    return gradient
