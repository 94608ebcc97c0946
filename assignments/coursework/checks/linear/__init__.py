"""The visible checks of the assignment on linear scores: what the notebook's instant check runs.

They use the lecture's own numbers and small integers that can be followed on paper.
"""

from typing import Any

import numpy as np

from coursework.checking import Asked, check, checks_in
from coursework.checks.linear import slips
from coursework.comparing import expect_array
from coursework.counting import expect_no_loop
from coursework.examples import worked_example
from coursework.naming import Slip, naming
from coursework.questions import NUMBER, form_checks

FOUR_PIXELS = worked_example("linear-scores-cat-and-dog")

# Five points in the plane and three classes; the notebook has them, too.
X = np.array([[-1.0, 1.0], [0.0, 0.0], [-3.0, 3.0], [3.0, 1.0], [-3.0, -1.0]])
W = np.array([[2.0, 1.0], [-1.0, 1.0], [0.0, -2.0]])
B = np.array([-1.0, -3.0, -2.0])
SCORES = np.array([[-2, -1, -4], [-1, -3, -2], [-4, 3, -8], [6, -5, -4], [-8, -1, 0]])
LABELS = np.array([1, 0, 1, 0, 2])
X_AND_ONES = np.array([[-1, 1, 1], [0, 0, 1], [-3, 3, 1], [3, 1, 1], [-3, -1, 1]])
W_AND_BIAS = np.array([[2, 1, -1], [-1, 1, -3], [0, -2, -2]])

# Twelve examples of three numbers, and four classes: by more labels, mistakes can be told apart.
MORE_X = np.array(
    [
        *([3, -1, 3], [2, -3, 4], [-3, -1, -2], [3, -2, -2], [-3, -2, -2], [-3, -1, -3]),
        *([-2, 0, 2], [-4, 2, -2], [-2, 4, 1], [4, -2, 3], [2, -1, 2], [2, 3, 2]),
    ],
    dtype=float,
)
MORE_W = np.array([[2.0, -3.0, 2.0], [0.0, -1.0, 0.0], [1.0, 1.0, 2.0], [2.0, 3.0, 2.0]])
MORE_B = np.array([1.0, -4.0, 4.0, 5.0])
MORE_LABELS = np.array([0, 0, 1, 0, 1, 1, 2, 3, 3, 0, 0, 3])
MORE_SCORES = np.array(
    [
        *([16, -3, 12, 14], [22, -1, 11, 8], [-6, -3, -4, -8], [9, -2, 1, 1]),
        *([-3, -2, -5, -11], [-8, -3, -6, -10], [1, -4, 6, 5], [-17, -6, -2, -1]),
        *([-13, -8, 8, 15], [21, -2, 12, 13], [12, -3, 9, 10], [0, -7, 13, 22]),
    ]
)

# What append_bias returns, in the words of the notebook.
PAIR = "(X with ones, W with b)"

QUESTIONS = {
    "score_of_ship": NUMBER,
    "winner_of_black_image": "ABCD",
    "cat_score_of_doubled_image": NUMBER,
    "number_of_linear_parameters": "ABCD",
    "kept_by_linear_classifier": "ABC",
    "shape_after_bias_trick": "ABCD",
    "template_of_two_horses": "ABC",
    "boundary_between_two_lines": NUMBER,
    "effect_of_bias_on_line": "ABC",
    "predictions_after_doubling": "ABC",
    "corners_right_by_a_line": NUMBER,
    "feature_for_ring": "ABC",
    "bias_of_linear_against_knn": "ABC",
    "variance_of_linear_against_knn": "ABC",
}

# What NumPy says of X, W and B above where a product doesn't fit.
OF_SHAPES: list[Slip] = [
    (slips.WEIGHTS_NOT_TRANSPOSED, "(size 3 is different from 2)"),
    (slips.WEIGHTS_TIMES_EXAMPLES, "(size 5 is different from 2)"),
    (slips.TRANSPOSED_PRODUCT_PLUS_BIAS, "shapes (3,5) (3,)"),
    (slips.PRODUCT_BY_ENTRIES, "shapes (5,2) (2,3)"),
    (slips.PRODUCT_BY_ENTRIES, "shapes (5,2) (3,2)"),
]


@check("linear_scores", points=5, hint="Each score is a row of W times x, plus its entry of b.")
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
    """The scores of five points for three classes are those worked out on paper."""
    got: list[Any] = []
    with naming(
        got,
        (slips.BIAS_FORGOTTEN, [SCORES - B]),
        (slips.BIAS_SUBTRACTED, [SCORES - 2 * B]),
        (slips.SCORES_TRANSPOSED, [SCORES.T]),
        (slips.ABSOLUTE_SCORES, [np.abs(SCORES)]),
        *OF_SHAPES,
    ):
        got.append(student.answer(X, W, B))
        expect_array(got[0], SCORES, "array of scores", "for the five points")


def many_points(num_examples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the arguments for a number of examples."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(num_examples, 6)), rng.normal(size=(5, 6)), rng.normal(size=5)


@check("linear_scores", points=4, builds_on=["scores_on_paper"])
def no_loop_over_examples(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_no_loop(student, many_points, few=40, many=400)


def swapped(table: np.ndarray) -> np.ndarray:
    """Return a table with its last column in first place."""
    return np.roll(table, 1, axis=1)


# Both arrays, as they come out of the likeliest slips.
OF_COLUMNS: list[Slip] = [
    (slips.ZEROS_FOR_ONES, [X_AND_ONES * [1, 1, 0], ...]),
    (slips.ONES_FOR_BIASES, [X_AND_ONES, np.where([0, 0, 1], 1, W_AND_BIAS)]),
    (slips.BIAS_FIRST, [swapped(X_AND_ONES), swapped(W_AND_BIAS)]),
    (slips.ONES_FIRST_BIASES_LAST, [swapped(X_AND_ONES), W_AND_BIAS]),
    (slips.ONES_LAST_BIASES_FIRST, [X_AND_ONES, swapped(W_AND_BIAS)]),
    (slips.PAIR_IN_WRONG_ORDER, [W_AND_BIAS, X_AND_ONES]),
    (slips.FLAT_COLUMN_APPENDED, "must have same number of dimensions"),
    (slips.BIASES_AS_ROW, "along dimension 1, the array at index 0 has size 2 and"),
]


@check(
    "append_bias",
    points=4,
    hint="To the right of X comes a column of N ones, an array of shape (N, 1).",
)
def ones_on_paper(student: Asked) -> None:
    """The first array is X with a last column of ones."""
    got: list[Any] = []
    with naming(got, *OF_COLUMNS):
        got += [student.part(which, PAIR, X, W, B) for which in (0, 1)]
        expect_array(got[0], X_AND_ONES, "X with ones", "for the five points")


@check(
    "append_bias",
    points=5,
    hint="`b[:, np.newaxis]` makes a column of shape (C, 1) of the biases.",
)
def biases_on_paper(student: Asked) -> None:
    """The second array is W with b as its last column."""
    got: list[Any] = []
    with naming(got, *OF_COLUMNS):
        got += [student.part(which, PAIR, X, W, B) for which in (0, 1)]
        expect_array(got[1], W_AND_BIAS, "W with b", "for the three classes")


@check("append_bias", points=2, builds_on=["ones_on_paper", "biases_on_paper"])
def cat_and_dog_with_ones(student: Asked) -> None:
    """The four-pixel image gets a fifth number, and cat and dog a fifth weight."""
    inputs = FOUR_PIXELS["inputs"]
    x, weights, biases = (np.array(inputs[name]) for name in ("x", "W", "b"))
    images = student.part(0, PAIR, x[np.newaxis], weights, biases)
    taken_in = student.part(1, PAIR, x[np.newaxis], weights, biases)
    expect_array(images, np.array([[*x, 1]]), "X with ones", "for the four-pixel image")
    expected = np.array([[*row, bias] for row, bias in zip(weights, biases, strict=True)])
    expect_array(taken_in, expected, "W with b", "for the four-pixel image")


@check(
    "predict",
    points=6,
    builds_on=["linear_scores.scores_on_paper"],
    hint="Look along each row of the scores: in which column is the largest number?",
)
def labels_on_paper(student: Asked) -> None:
    """The predicted labels of five points and of twelve others are those read off the scores."""
    tables = SCORES, MORE_SCORES
    unbiased = SCORES - B, MORE_SCORES - MORE_B
    subtracted = SCORES - 2 * B, MORE_SCORES - 2 * MORE_B
    got: list[Any] = []
    with naming(
        got,
        (slips.SMALLEST_SCORE_WINS, winners(*(-scores for scores in tables))),
        (slips.SCORE_FOR_LABEL, [np.max(scores, axis=1) for scores in tables]),
        (slips.BEST_EXAMPLE_OF_EACH_CLASS, winners(*(scores.T for scores in tables))),
        (slips.ONE_LABEL_FOR_ALL, [scores.argmax() for scores in tables]),
        (slips.LABELS_FROM_ONE, [LABELS + 1, MORE_LABELS + 1]),
        (slips.ABSOLUTE_SCORES, winners(*map(np.abs, tables))),
        (slips.BIAS_FORGOTTEN, winners(*unbiased)),
        (slips.BIAS_SUBTRACTED, winners(*subtracted)),
        *OF_SHAPES,
    ):
        got += [student.answer(X, W, B), student.answer(MORE_X, MORE_W, MORE_B)]
        expect_array(got[0], LABELS, "array of labels", "for the five points")
        expect_array(got[1], MORE_LABELS, "array of labels", "for twelve other examples")


def winners(*tables: np.ndarray) -> list[np.ndarray]:
    """Return the place of the largest number in each row of each table."""
    return [np.array([list(row).index(max(row)) for row in table]) for table in tables]


@check(
    "predict",
    points=2,
    builds_on=["labels_on_paper"],
    hint="If two classes share the largest score, predict the one with the smaller label.",
)
def smaller_label_wins(student: Asked) -> None:
    """Of two classes with the same largest score, the smaller label is predicted."""
    weights = np.array([[0.0, 1.0], [2.0, 1.0], [1.0, 2.0], [1.0, 0.0]])
    points = np.array([[1.0, 1.0], [2.0, 2.0], [0.0, -1.0]])
    got = student.answer(points, weights, np.zeros(4))
    expect_array(got, np.array([1, 1, 3]), "array of labels", "where two classes share first place")


@check("predict", points=3, builds_on=["labels_on_paper"])
def no_loop_to_predict(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_no_loop(student, many_points, few=40, many=400)


CHECKS = [*form_checks(QUESTIONS), *checks_in(globals(), visible=True)]
