"""Mistakes in comparing two gradients."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.sgd import slips

ERROR = "relative_error"


@same_as(slips.SIGNED_DIFFERENCE, ERROR)
def difference_without_absolute_value(a, b):
    return np.max((a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    ERROR,
    hint="In the denominator, take |a| + |b|. The sum of the entries themselves may be negative or "
    "0.",
    slip="absolute values are missing below",
)
def sum_without_absolute_value(a, b):
    return np.max(np.abs(a - b) / np.maximum(a + b, 1e-8))


@same_as(slips.ABSOLUTE_SUM, ERROR)
def absolute_value_of_sum(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a + b), 1e-8))


@same_as(slips.BY_ZERO, ERROR)
def divided_by_zero(a, b):
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))


@same_as(slips.MEAN_ERROR, ERROR)
def mean_of_errors(a, b):
    return np.mean(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    ERROR,
    hint="That is the sum over the entries. Take the largest of them.",
    slip="a sum in place of a maximum",
)
def sum_of_errors(a, b):
    return np.sum(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    ERROR,
    hint="You add up numerator and denominator before you divide, so that large entries hide small "
    "ones. Divide entry by entry, then take the largest.",
    misconception="one error of all entries, not one for each",
)
def sums_divided(a, b):
    return np.sum(np.abs(a - b)) / max(np.sum(np.abs(a) + np.abs(b)), 1e-8)


@same_as(slips.LARGEST_APART, ERROR)
def largest_divided_by_largest(a, b):
    return np.max(np.abs(a - b)) / max(np.max(np.abs(a) + np.abs(b)), 1e-8)


@mistake(
    ERROR,
    hint="That is the absolute error. Divide it by |a| + |b|.",
    misconception="the error is not relative",
)
def absolute_error(a, b):
    return np.max(np.abs(a - b))


@same_as(slips.TO_THE_LARGER, ERROR)
def relative_to_the_larger(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8))


@mistake(
    ERROR,
    hint="You divide by |a| alone. Divide by |a| + |b|.",
    slip="another convention of what is divided by",
)
def relative_to_the_first(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-8))


@mistake(
    ERROR,
    hint="You add 1e-8 to |a| + |b|. The task asks for the larger of the two, `np.maximum`.",
    slip="a sum in place of a maximum below",
)
def floor_added(a, b):
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8))


@same_as(slips.ALL_ERRORS, ERROR)
def errors_of_all_entries(a, b):
    return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8)


@same_as(slips.NORMS_DIVIDED, ERROR)
def norms_divided(a, b):
    return np.linalg.norm(a - b) / np.maximum(np.linalg.norm(a) + np.linalg.norm(b), 1e-8)


@same_as(slips.NORMS_DIVIDED, ERROR)
def norms_divided_without_bound(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@same_as(slips.NORMS_DIVIDED, ERROR)
def norm_divided_by_the_first(a, b):
    return np.linalg.norm(a - b) / np.maximum(np.linalg.norm(a), 1e-8)


@same_as(slips.NORMS_DIVIDED, ERROR)
def norm_divided_by_the_larger(a, b):
    return np.linalg.norm(a - b) / max(float(np.linalg.norm(a)), float(np.linalg.norm(b)), 1e-8)


@same_as(slips.NORMS_DIVIDED, ERROR)
def norm_divided_by_norm_of_sum(a, b):
    return np.linalg.norm(a - b) / np.maximum(np.linalg.norm(a + b), 1e-8)


@same_as(slips.NORMS_DIVIDED, ERROR)
def norm_divided_by_norm_of_magnitudes(a, b):
    return np.linalg.norm(a - b) / np.maximum(np.linalg.norm(np.abs(a) + np.abs(b)), 1e-8)


@same_as(slips.OTHER_FLOOR, ERROR)
def bound_of_another_size(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12))


@mistake(
    ERROR,
    hint="That is the smallest of the errors. One wrong entry should show: take the largest.",
    slip="a minimum in place of a maximum",
)
def smallest_of_errors(a, b):
    return np.min(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    ERROR,
    hint="You divide by the mean of |a| and |b|. This course takes their sum, so that the error is "
    "1 at most.",
    slip="a factor 2 too many",
)
def relative_to_the_mean(a, b):
    return np.max(2 * np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


@mistake(
    ERROR,
    hint="You divide by |b| alone. Divide by |a| + |b|.",
    slip="another convention of what is divided by",
)
def relative_to_the_second(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-8))


@mistake(
    ERROR,
    hint="Your error is squared. It is |a − b| / (|a| + |b|), without squares.",
    slip="a square too many",
)
def error_squared(a, b):
    return np.max((a - b) ** 2 / np.maximum(np.abs(a) + np.abs(b), 1e-8))
