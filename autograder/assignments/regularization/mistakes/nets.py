"""What students get wrong in the elastic net alone."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.regularization import slips

NET = "elastic_net_penalty"


@same_as(slips.BETA_AT_MAGNITUDES, NET)
def beta_at_the_magnitudes(W, beta):
    return np.sum(W * W) + beta * np.sum(np.abs(W)), 2 * W + beta * np.sign(W)


@same_as(slips.BETA_AT_BOTH, NET)
def beta_at_both(W, beta):
    return beta * np.sum(W * W + np.abs(W)), beta * (2 * W + np.sign(W))


@mistake(
    NET,
    hint="You weight the magnitudes by 1 − β, as some libraries do. In this course's formula "
    "they count once, whatever β is.",
    slip="another library's convention of weighing",
)
def one_less_beta_at_the_magnitudes(W, beta):
    rest = 1 - beta
    return beta * np.sum(W * W) + rest * np.sum(np.abs(W)), beta * 2 * W + rest * np.sign(W)


@mistake(
    NET,
    hint="β does nothing in your function. It multiplies the squares.",
    omission="β is ignored",
)
def beta_left_out(W, beta):
    return np.sum(W * W + np.abs(W)), 2 * W + np.sign(W)


@mistake(
    NET,
    hint="R has β, the gradient hasn't: the derivative of βw² is 2βw.",
    slip="a factor is missing in the gradient",
)
def beta_left_out_of_gradient(W, beta):
    return beta * np.sum(W * W) + np.sum(np.abs(W)), 2 * W + np.sign(W)


@same_as(slips.BETA_SQUARED, NET)
def beta_squared(W, beta):
    return np.sum((beta * W) ** 2) + np.sum(np.abs(W)), 2 * beta**2 * W + np.sign(W)


@mistake(
    NET,
    hint="Your R lacks the magnitudes: it is Σ(βw² + |w|).",
    slip="a term is missing in R",
)
def magnitudes_left_out(W, beta):
    return beta * np.sum(W * W), beta * 2 * W + np.sign(W)


@mistake(
    NET,
    hint="The magnitudes are missing, as if this were an L2 penalty: R is Σ(βw² + |w|).",
    misconception="it is another penalty, of the squares alone",
)
def magnitudes_left_out_of_both(W, beta):
    return beta * np.sum(W * W), beta * 2 * W


@mistake(
    NET,
    hint="R lacks the β: its squares count β times, as they do in your gradient.",
    slip="a factor is missing in R",
)
def beta_left_out_of_value(W, beta):
    return np.sum(W * W + np.abs(W)), beta * 2 * W + np.sign(W)
