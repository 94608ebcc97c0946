"""Mistakes in measuring: slopes, errors, and how well a line fits."""

import numpy as np

from autograder.mistakes import mistake
from coursework.checks.sgd import slips
from solutions import sgd as right

FORWARD = (
    "You step to one side only: (f(w + h) − f(w)) / h, as on the lecture's slide. Asked for are "
    "central differences, with f(w − h) in place of f(w), and 2h below: more exact at no cost."
)


@mistake("numerical_gradient", hint=FORWARD)
def one_sided_difference(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    here = f(W)
    for place in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[place] = h
        gradient[place] = (f(W + step) - here) / h
    return gradient


@mistake("numerical_gradient", hint=FORWARD)
def one_sided_difference_asked_twice(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[place] = h
        gradient[place] = (f(W + step) - f(W)) / h
    return gradient


@mistake("numerical_gradient", hint=slips.ONE_STEP_BELOW.hint)
def divided_by_one_step(f, W, h=1e-5):
    return 2 * right.numerical_gradient(f, W, h)


@mistake("numerical_gradient", hint=slips.NO_BRACKETS.hint)
def two_h_without_brackets(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h) * h * h


@mistake("numerical_gradient", hint="Divide the difference of the two values by the way, 2h.")
def not_divided_by_step(f, W, h=1e-5):
    return right.numerical_gradient(f, W, h) * 2 * h


@mistake("numerical_gradient", hint=slips.REVERSED.hint)
def differences_reversed(f, W, h=1e-5):
    return -right.numerical_gradient(f, W, h)


@mistake("numerical_gradient", hint=slips.NOT_PUT_BACK.hint)
def weight_not_put_back(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        W[place] += h
        above = f(W)
        W[place] -= 2 * h
        gradient[place] = (above - f(W)) / (2 * h)
    return gradient


@mistake("numerical_gradient", hint=slips.ALL_MOVED.hint)
def all_weights_moved(f, W, h=1e-5):
    W, gradient = np.array(W, dtype=float), np.zeros(np.shape(W))
    for place in np.ndindex(W.shape):
        gradient[place] = (f(W + h) - f(W - h)) / (2 * h)
    return gradient


@mistake("numerical_gradient", hint=slips.ONE_SLOPE.hint)
def one_slope_for_all_weights(f, W, h=1e-5):
    W = np.array(W, dtype=float)
    return (f(W + h) - f(W - h)) / (2 * h)


@mistake(
    "numerical_gradient",
    hint="Your step is always 1e-5. Use the argument `h`, as the caller may ask for another.",
)
def step_fixed(f, W, h=1e-5):
    return right.numerical_gradient(f, W)


@mistake("numerical_gradient", hint=slips.NO_COPY.hint)
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


@mistake("numerical_gradient", hint=slips.LOST_IN_INTEGERS.hint)
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


@mistake(
    "numerical_gradient",
    hint="Your gradient has lost the shape of W. It should be an array of just that shape.",
)
def gradient_flattened(f, W, h=1e-5):
    flat = right.numerical_gradient(f, W, h).ravel()
    return list(flat)


@mistake("relative_error", hint=slips.SIGNED_DIFFERENCE.hint)
def difference_without_absolute_value(a, b):
    return np.max((a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    "relative_error",
    hint="Below, take |a| + |b|. The sum of the entries themselves may be negative or 0.",
)
def sum_without_absolute_value(a, b):
    return np.max(np.abs(a - b) / np.maximum(a + b, 1e-8))


@mistake("relative_error", hint=slips.ABSOLUTE_SUM.hint)
def absolute_value_of_sum(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a + b), 1e-8))


@mistake("relative_error", hint=slips.BY_ZERO.hint)
def divided_by_zero(a, b):
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))


@mistake("relative_error", hint=slips.MEAN_ERROR.hint)
def mean_of_errors(a, b):
    return np.mean(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake("relative_error", hint="That is the sum over the entries. Take the largest of them.")
def sum_of_errors(a, b):
    return np.sum(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    "relative_error",
    hint="You add up above and below before you divide, so that large entries hide small ones. "
    "Divide entry by entry, then take the largest.",
)
def sums_divided(a, b):
    return np.sum(np.abs(a - b)) / max(np.sum(np.abs(a) + np.abs(b)), 1e-8)


@mistake("relative_error", hint=slips.LARGEST_APART.hint)
def largest_divided_by_largest(a, b):
    return np.max(np.abs(a - b)) / max(np.max(np.abs(a) + np.abs(b)), 1e-8)


@mistake("relative_error", hint="That is the absolute error. Divide it by |a| + |b|.")
def absolute_error(a, b):
    return np.max(np.abs(a - b))


@mistake("relative_error", hint=slips.TO_THE_LARGER.hint)
def relative_to_the_larger(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8))


@mistake("relative_error", hint="You divide by |a| alone. Divide by |a| + |b|.")
def relative_to_the_first(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-8))


@mistake(
    "relative_error",
    hint="You add 1e-8 to |a| + |b|. Asked for is the larger of the two, `np.maximum`.",
)
def floor_added(a, b):
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8))


@mistake("relative_error", hint=slips.ALL_ERRORS.hint)
def errors_of_all_entries(a, b):
    return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8)


@mistake("linear_regression_loss", hint=slips.LACKS_TWO.hint)
def regression_gradient_lacks_two(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, gradient / 2


@mistake(
    "linear_regression_loss",
    hint="You take ½ of the mean, as some books do. This course takes the mean of the squares, and "
    "then the gradient has a factor 2.",
)
def half_of_mean_square(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss / 2, gradient / 2


@mistake("linear_regression_loss", hint="Your loss has a factor ½ that your gradient doesn't have.")
def half_in_regression_loss(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss / 2, gradient


@mistake("linear_regression_loss", hint=slips.NOT_DIVIDED.hint)
def regression_gradient_not_divided_by_n(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, gradient * len(t)


@mistake("linear_regression_loss", hint=slips.SUM_OF_SQUARES.hint)
def sum_of_squares(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss * len(t), gradient


@mistake("linear_regression_loss", hint=slips.SUM_IN_BOTH.hint)
def sum_of_squares_in_both(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss * len(t), gradient * len(t)


@mistake("linear_regression_loss", hint=slips.SIGN_LOST.hint)
def residual_sign_lost(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, -gradient


@mistake("linear_regression_loss", hint="You divide by D, the number of weights. N is len(X).")
def divided_by_number_of_weights(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss * len(t) / len(w), gradient * len(t) / len(w)


@mistake("linear_regression_loss", hint="Square each residual first; the mean comes last.")
def square_of_mean_residual(w, X, t):
    return np.mean(X @ w - t) ** 2, right.linear_regression_loss(w, X, t)[1]


@mistake("linear_regression_loss", hint="That is the root of the mean. Leave the root out.")
def root_of_mean_square(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return np.sqrt(loss), gradient


@mistake(
    "linear_regression_loss",
    hint="Those are absolute values. Asked for are squares: (t − w · x)².",
)
def absolute_residuals(w, X, t):
    return np.mean(np.abs(X @ w - t)), right.linear_regression_loss(w, X, t)[1]


@mistake("linear_regression_loss", hint=slips.LACKS_EXAMPLES.hint)
def regression_gradient_lacks_examples(w, X, t):
    return right.linear_regression_loss(w, X, t)[0], 2 * (X @ w - t) / len(t)
