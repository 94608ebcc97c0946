"""The visible checks of the predicted labels."""

from typing import Any

import numpy as np

from coursework.checks.linear import slips
from coursework.checks.linear.on_paper import (
    LABELS,
    MORE_B,
    MORE_LABELS,
    MORE_SCORES,
    MORE_W,
    MORE_X,
    OF_SHAPES,
    SCORES,
    B,
    W,
    X,
    many_points,
)
from coursework.expecting.loops import expect_no_loop
from coursework.expecting.naming import naming
from coursework.expecting.values import expect_array
from coursework.scoring.check import Asked, check, checks_in

# What a prediction may call.
OF_SCORES = ("linear_scores",)


@check(
    "predict",
    points=3.5,
    uses=OF_SCORES,
    hint="Look along each row of the scores: in which column is the largest number?",
)
def labels_on_paper(student: Asked) -> None:
    """The predicted labels of five points and of twelve others are those read off the scores."""
    expect_labels_on_paper(student, 10)  # so much larger, each largest score is above 0


@check(
    "predict",
    points=1.5,
    role="part",
    uses=OF_SCORES,
    hint="Of −1, −3 and −2, the largest is −1.",
)
def labels_by_scores_below_zero(student: Asked) -> None:
    """Where all scores are below 0, the largest of them wins, too."""
    expect_labels_on_paper(student, -30)


def expect_labels_on_paper(student: Asked, shift: float) -> None:
    """Fail unless the labels are right where all biases, and so all scores, are shifted."""
    # Below 0, the smallest score is the largest without its sign; above, the two are told apart.
    tables = SCORES + shift, MORE_SCORES + shift, SCORES + 10
    unbiased, more_unbiased = SCORES - B, MORE_SCORES - MORE_B
    subtracted, more_subtracted = unbiased - B, more_unbiased - MORE_B
    got: list[Any] = []
    with naming(
        got,
        (slips.SMALLEST_SCORE_WINS, winners(*(-scores for scores in tables))),
        (slips.ABSOLUTE_SCORES, winners(*map(np.abs, tables))),
        (slips.SCORE_FOR_LABEL, [np.max(scores, axis=1) for scores in tables]),
        (slips.BEST_EXAMPLE_OF_EACH_CLASS, winners(*(scores.T for scores in tables))),
        (slips.ONE_LABEL_FOR_ALL, [scores.argmax() for scores in tables]),
        (slips.LABELS_FROM_ONE, [LABELS + 1, MORE_LABELS + 1, LABELS + 1]),
        (slips.BIAS_FORGOTTEN, winners(unbiased, more_unbiased, unbiased)),
        (slips.BIAS_SUBTRACTED, winners(subtracted, more_subtracted, subtracted)),
        *OF_SHAPES,
    ):
        got.append(student.answer(X, W, B + shift))
        got.append(student.answer(MORE_X, MORE_W, MORE_B + shift))
        got.append(student.answer(X, W, B + 10))
        expect_array(got[0], LABELS, "array of labels", "for the five points")
        expect_array(got[1], MORE_LABELS, "array of labels", "for twelve other examples")


def winners(*tables: np.ndarray) -> list[np.ndarray]:
    """Return the place of the largest number in each row of each table."""
    return [np.array([list(row).index(max(row)) for row in table]) for table in tables]


@check(
    "predict",
    points=1.5,
    role="part",
    uses=OF_SCORES,
    hint="If two classes share the largest score, predict the one with the smaller label.",
)
def smaller_label_wins(student: Asked) -> None:
    """Of two classes with the same largest score, the smaller label is predicted."""
    weights = np.array([[0.0, 1.0], [2.0, 1.0], [1.0, 2.0], [1.0, 0.0]])
    points = np.array([[1.0, 1.0], [2.0, 2.0], [0.0, -1.0]])
    got = student.answer(points, weights, np.zeros(4))
    expect_array(got, np.array([1, 1, 3]), "array of labels", "where two classes share first place")


@check(
    "predict",
    points=2,
    role="form",
    builds_on=["labels_on_paper"],
    uses=OF_SCORES,
)
def no_loop_to_predict(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_no_loop(student, many_points, few=40, many=400)


CHECKS = checks_in(globals(), visible=True)
