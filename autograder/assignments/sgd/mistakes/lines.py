"""Mistakes in how well a line fits, and in the slope of that."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import slips
from solutions import sgd as right

LINE = "linear_regression_loss"


@same_as(slips.LACKS_TWO, LINE)
def regression_gradient_lacks_two(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, gradient / 2


@mistake(
    LINE,
    hint="You take ½ of the mean, as some books do. This course takes the mean of the squares, and "
    "then the gradient has a factor 2.",
    slip="another book's convention, kept to in both parts",
)
def half_of_mean_square(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss / 2, gradient / 2


@mistake(
    LINE,
    hint="Your loss has a factor ½ that your gradient doesn't have.",
    slip="a factor ½ too many in the loss",
)
def half_in_regression_loss(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss / 2, gradient


@same_as(slips.NOT_DIVIDED, LINE)
def regression_gradient_not_divided_by_n(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, gradient * len(t)


@same_as(slips.SUM_OF_SQUARES, LINE)
def sum_of_squares(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss * len(t), gradient


@same_as(slips.SUM_IN_BOTH, LINE)
def sum_of_squares_in_both(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss * len(t), gradient * len(t)


@same_as(slips.SIGN_LOST, LINE)
def residual_sign_lost(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, -gradient


@mistake(
    LINE,
    hint="You divide by D, the number of weights. N is len(X).",
    slip="D is taken for N",
)
def divided_by_number_of_weights(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss * len(t) / len(w), gradient * len(t) / len(w)


@mistake(
    LINE,
    hint="Square each residual first; the mean comes last.",
    slip="two operations in the wrong order in the loss",
)
def square_of_mean_residual(w, X, t):
    return np.mean(X @ w - t) ** 2, right.linear_regression_loss(w, X, t)[1]


@mistake(
    LINE,
    hint="That is the root of the mean. Leave the root out.",
    slip="a root too many in the loss",
)
def root_of_mean_square(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return np.sqrt(loss), gradient


@mistake(
    LINE,
    hint="Those are absolute values. The task asks for squares: (t − w · x)².",
    misconception="it is another loss, with the gradient of this one",
)
def absolute_residuals(w, X, t):
    return np.mean(np.abs(X @ w - t)), right.linear_regression_loss(w, X, t)[1]


@same_as(slips.LACKS_EXAMPLES, LINE)
def regression_gradient_lacks_examples(w, X, t):
    return right.linear_regression_loss(w, X, t)[0], 2 * (X @ w - t) / len(t)


@mistake(
    LINE,
    hint="Your gradient lacks 2/N: the derivative of r² is 2r, and of the mean over the examples, "
    "too, the mean is taken.",
    slip="a factor 2/N is missing in the gradient",
)
def regression_gradient_lacks_two_over_n(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, gradient * len(t) / 2


@mistake(
    LINE,
    hint="You take the mean of the gradient over the weights. There is a slope for each weight: "
    "the mean is one over the examples.",
    misconception="the mean is taken along the wrong axis",
)
def regression_gradient_mean_over_weights(w, X, t):
    loss, _ = right.linear_regression_loss(w, X, t)
    return loss, np.mean(2 * (X @ w - t)[:, np.newaxis] * X, axis=1)


@mistake(
    LINE,
    hint="Your gradient is a single number. There is a slope for each weight: take the mean over "
    "the examples alone, `axis=0`.",
    misconception="one slope for all weights",
)
def regression_gradient_one_number(w, X, t):
    loss, _ = right.linear_regression_loss(w, X, t)
    return loss, np.mean(2 * (X @ w - t)[:, np.newaxis] * X)


@mistake(
    LINE,
    hint="Your gradient is that of the mean residual. Each example's residual belongs to its own "
    "x: multiply before you take the mean.",
    misconception="the mean is taken before the product",
)
def regression_gradient_of_means(w, X, t):
    loss, _ = right.linear_regression_loss(w, X, t)
    return loss, 2 * np.mean(X @ w - t) * np.mean(X, axis=0)


@mistake(
    LINE,
    hint="You return the gradient first. The pair is (loss, gradient), the number before the "
    "array.",
    slip="one convention: the order of the pair",
)
def regression_gradient_first(w, X, t):
    return right.linear_regression_loss(w, X, t)[::-1]


@mistake(
    LINE,
    hint="The gradient is missing, as if it were 0. Where do you fill it?",
    misconception="there is no gradient",
)
def regression_gradient_left_at_zero(w, X, t):
    return right.linear_regression_loss(w, X, t)[0], np.zeros(np.shape(w))


@mistake(
    LINE,
    hint="You divide by N − 1, as for a variance. The loss is a mean: divide by N.",
    slip="N − 1 is taken for N",
)
def divided_by_one_less_than_n(w, X, t):
    residuals = X @ w - t
    return np.sum(residuals**2) / (len(t) - 1), 2 * X.T @ residuals / (len(t) - 1)


@mistake(
    LINE,
    hint="Your gradient has a factor 4. The derivative of r² is 2r: multiply by 2 once.",
    slip="a factor 2 too many in the gradient",
)
def regression_gradient_doubled(w, X, t):
    loss, gradient = right.linear_regression_loss(w, X, t)
    return loss, 2 * gradient
