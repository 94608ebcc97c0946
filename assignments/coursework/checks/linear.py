"""The visible checks of the assignment on linear scores: what the notebook's instant check runs.

They use the lecture's own numbers and small integers that can be followed on paper.
"""

import numpy as np

from coursework.checking import Asked, check, checks_in
from coursework.comparing import expect_array
from coursework.counting import expect_no_loop
from coursework.examples import worked_example
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


@check("linear_scores", points=5, hint="Each score is a row of W times x, plus its entry of b.")
def cat_and_dog(student: Asked) -> None:
    """The cat and the dog score of the four-pixel image are those of the lecture."""
    inputs = FOUR_PIXELS["inputs"]
    x, weights, biases = (np.array(inputs[name]) for name in ("x", "W", "b"))
    got = student.answer(x[np.newaxis], weights, biases)
    expected = np.array([FOUR_PIXELS["value"]["scores"]])
    expect_array(got, expected, "array of scores", "for the four-pixel image")


@check(
    "linear_scores",
    points=4,
    hint="Take one point and one class: multiply the two coordinates with the class's two "
    "weights, add up, and add the class's bias.",
)
def scores_on_paper(student: Asked) -> None:
    """The scores of five points for three classes are those worked out on paper."""
    expect_array(student.answer(X, W, B), SCORES, "array of scores", "for the five points")


def many_points(num_examples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the arguments for a number of examples."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(num_examples, 6)), rng.normal(size=(5, 6)), rng.normal(size=5)


@check("linear_scores", points=4, builds_on=["scores_on_paper"])
def no_loop_over_examples(student: Asked) -> None:
    """The interpreter has no more to do for 400 examples than for 40."""
    expect_no_loop(student, many_points, few=40, many=400)


@check("append_bias", points=4, hint="`np.hstack` puts arrays of two axes side by side.")
def ones_on_paper(student: Asked) -> None:
    """The first array is X with a last column of ones."""
    got = student.part(0, PAIR, X, W, B)
    expect_array(got, X_AND_ONES, "X with ones", "for the five points")


@check(
    "append_bias",
    points=5,
    hint="`b[:, np.newaxis]` makes a column of shape (C, 1) of the biases.",
)
def biases_on_paper(student: Asked) -> None:
    """The second array is W with b as its last column."""
    got = student.part(1, PAIR, X, W, B)
    expect_array(got, W_AND_BIAS, "W with b", "for the three classes")


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
    five, twelve = student.answer(X, W, B), student.answer(MORE_X, MORE_W, MORE_B)
    expect_array(five, LABELS, "array of labels", "for the five points")
    expect_array(twelve, MORE_LABELS, "array of labels", "for twelve other examples")


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
    """The interpreter has no more to do for 400 examples than for 40."""
    expect_no_loop(student, many_points, few=40, many=400)


CHECKS = [*form_checks(QUESTIONS), *checks_in(globals(), visible=True)]
