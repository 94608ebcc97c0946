"""The visible checks of the assignment on linear scores: what the notebook's instant check runs.

They use the lecture's own numbers and small integers that can be followed on paper.
"""

from typing import Any

import numpy as np

from coursework.checks.linear import prediction, slips
from coursework.checks.linear.on_paper import (
    LABELS,
    MORE_B,
    MORE_LABELS,
    MORE_SCORES,
    MORE_W,
    MORE_W_AND_BIAS,
    MORE_X,
    MORE_X_AND_ONES,
    OF_SHAPES,
    SCORES,
    W_AND_BIAS,
    X_AND_ONES,
    B,
    W,
    X,
    many_points,
)
from coursework.checks.linear.prediction import OF_SCORES
from coursework.expecting.given_examples import worked_example
from coursework.expecting.loops import expect_no_loop
from coursework.expecting.naming import naming
from coursework.expecting.values import expect_array
from coursework.scoring.check import Asked, check, checks_in

__all__ = [
    "CHECKS",
    "LABELS",
    "MORE_B",
    "MORE_LABELS",
    "MORE_SCORES",
    "MORE_W",
    "MORE_X",
    "OF_SCORES",
    "PAIR",
    "SCORES",
    "W_AND_BIAS",
    "X_AND_ONES",
    "B",
    "W",
    "X",
]

FOUR_PIXELS = worked_example("linear-scores-cat-and-dog")

# What append_bias returns, in the words of the notebook.
PAIR = "(X with ones, W with b)"


@check("linear_scores", points=4, hint="Each score is a row of W times x, plus its entry of b.")
def cat_and_dog(student: Asked) -> None:
    """The cat and the dog score of the four-pixel image are those of the lecture."""
    inputs = FOUR_PIXELS["inputs"]
    x, weights, biases = (np.array(inputs[name]) for name in ("x", "W", "b"))
    expected = np.array([FOUR_PIXELS["value"]["scores"]])
    got: list[Any] = []
    with naming(
        got,
        (slips.BIAS_FORGOTTEN, [expected - biases]),
        (slips.BIAS_SUBTRACTED, [expected - 2 * biases]),
        (slips.SCORES_TRANSPOSED, [expected.T]),
        (slips.ABSOLUTE_SCORES, [np.abs(expected)]),
        (slips.TRANSPOSED_PRODUCT_PLUS_BIAS, [(expected - biases).T + biases]),
        (slips.WEIGHTS_NOT_TRANSPOSED, "(size 2 is different from 4)"),
        (slips.WEIGHTS_TIMES_EXAMPLES, "(size 1 is different from 4)"),
        (slips.PRODUCT_BY_ENTRIES, "shapes (1,4) (4,2)"),
        (slips.PRODUCT_BY_ENTRIES, "shapes (2,4) (2,)"),
    ):
        got.append(student.answer(x[np.newaxis], weights, biases))
        expect_array(got[0], expected, "array of scores", "for the four-pixel image")


@check(
    "linear_scores",
    points=4,
    hint="Take one point and one class: multiply the two coordinates with the class's two "
    "weights, add up, and add the class's bias.",
)
def scores_on_paper(student: Asked) -> None:
    """The scores of five points, and of twelve other examples, are those worked out on paper."""
    got: list[Any] = []
    with naming(
        got,
        (slips.BIAS_FORGOTTEN, [SCORES - B, MORE_SCORES - MORE_B]),
        (slips.BIAS_SUBTRACTED, [SCORES - 2 * B, MORE_SCORES - 2 * MORE_B]),
        (slips.SCORES_TRANSPOSED, [SCORES.T, MORE_SCORES.T]),
        (slips.ABSOLUTE_SCORES, [np.abs(SCORES), np.abs(MORE_SCORES)]),
        *OF_SHAPES,
    ):
        got.append(student.answer(X, W, B))
        got.append(student.answer(MORE_X, MORE_W, MORE_B))
        expect_array(got[0], SCORES, "array of scores", "for the five points")
        expect_array(got[1], MORE_SCORES, "array of scores", "for twelve other examples")


@check(
    "linear_scores",
    points=3,
    role="part",
    hint="Take one point and one class: multiply the two coordinates with the class's two "
    "weights, and add up.",
)
def weights_alone(student: Asked) -> None:
    """Where all biases are 0, the scores of the five points are the sums of products alone."""
    expected = SCORES - B
    got: list[Any] = []
    with naming(
        got,
        (slips.SCORES_TRANSPOSED, [expected.T]),
        (slips.ABSOLUTE_SCORES, [np.abs(expected)]),
        *OF_SHAPES,
    ):
        got.append(student.answer(X, W, np.zeros(3)))
        expect_array(got[0], expected, "array of scores", "with biases of 0")


@check(
    "linear_scores",
    points=2,
    role="part",
    hint="All products with 0 are 0. What is left of the score of each class?",
)
def biases_alone(student: Asked) -> None:
    """The scores of a black image are the biases, and so are those with weights of 0."""
    b = np.array([3.0, -1.0, 2.0])
    expected = np.array([b, b, b, b])
    got: list[Any] = []
    with naming(
        got,
        (slips.BIAS_SUBTRACTED, [-expected] * 2),
        (slips.SCORES_TRANSPOSED, [expected.T] * 2),
        (slips.ABSOLUTE_SCORES, [np.abs(expected)] * 2),
    ):
        got += [student.answer(0 * X[:4], W, b), student.answer(X[:4], 0 * W, b)]
        expect_array(got[0], expected, "array of scores", "for four black images")
        expect_array(got[1], expected, "array of scores", "for four points and weights of 0")


# A constant takes no loop: what is about the form of an answer counts on its values.
@check(
    "linear_scores",
    points=4,
    role="form",
    builds_on=["scores_on_paper"],
)
def no_loop_over_examples(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_no_loop(student, many_points, few=40, many=400)


def swapped(table: np.ndarray) -> np.ndarray:
    """Return a table with its last column in first place."""
    return np.roll(table, 1, axis=1)


def with_last(table: np.ndarray, number: float) -> np.ndarray:
    """Return a table with another number in its last column."""
    return np.hstack([table[:, :-1], np.full((len(table), 1), number)])


def expect_columns(student: Asked, part: int) -> None:
    """Fail unless this one of the two arrays is right; name the likeliest slips by both."""
    images, weights = (X_AND_ONES, MORE_X_AND_ONES), (W_AND_BIAS, MORE_W_AND_BIAS)
    pairs = list(zip(images, weights, strict=True))
    got: list[Any] = []
    with naming(
        got,
        (slips.ZEROS_FOR_ONES, [(with_last(x, 0), w) for x, w in pairs]),
        (slips.ONES_FOR_BIASES, [(x, with_last(w, 1)) for x, w in pairs]),
        (slips.BIAS_FIRST, [(swapped(x), swapped(w)) for x, w in pairs]),
        (slips.ONES_FIRST_BIASES_LAST, [(swapped(x), w) for x, w in pairs]),
        (slips.ONES_LAST_BIASES_FIRST, [(x, swapped(w)) for x, w in pairs]),
        (slips.PAIR_IN_WRONG_ORDER, [(w, x) for x, w in pairs]),
        (slips.FLAT_COLUMN_APPENDED, "must have same number of dimensions"),
        (slips.BIASES_AS_ROW, "along dimension 1, the array at index 0 has size 2 and"),
    ):
        for given in ((X, W, B), (MORE_X, MORE_W, MORE_B)):
            got.append([student.part(which, PAIR, *given) for which in (0, 1)])
        name = ("X with ones", "W with b")[part]
        expect_array(got[0][part], pairs[0][part], name, "for the five points")
        expect_array(got[1][part], pairs[1][part], name, "for twelve other examples")


@check(
    "append_bias",
    points=3,
    hint="To the right of X comes a column of N ones, an array of shape (N, 1).",
)
def ones_on_paper(student: Asked) -> None:
    """The first array is X with a last column of ones."""
    expect_columns(student, 0)


@check(
    "append_bias",
    points=6,
    hint="`b[:, np.newaxis]` makes a column of shape (C, 1) of the biases.",
)
def biases_on_paper(student: Asked) -> None:
    """The second array is W with b as its last column."""
    expect_columns(student, 1)


@check("append_bias", points=2)
def cat_and_dog_with_ones(student: Asked) -> None:
    """The four-pixel image gets a fifth number, and cat and dog a fifth weight."""
    inputs = FOUR_PIXELS["inputs"]
    x, weights, biases = (np.array(inputs[name]) for name in ("x", "W", "b"))
    images = student.part(0, PAIR, x[np.newaxis], weights, biases)
    taken_in = student.part(1, PAIR, x[np.newaxis], weights, biases)
    expect_array(images, np.array([[*x, 1]]), "X with ones", "for the four-pixel image")
    expected = np.array([[*row, bias] for row, bias in zip(weights, biases, strict=True)])
    expect_array(taken_in, expected, "W with b", "for the four-pixel image")


CHECKS = [
    *checks_in(globals(), visible=True),
    *prediction.CHECKS,
]
