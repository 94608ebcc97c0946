"""The visible checks of the vote of k neighbours, and of cross-validation."""

from typing import Any

import numpy as np

from coursework.asking.asked import Asked
from coursework.checks.knn import slips
from coursework.expecting.naming import naming
from coursework.expecting.values import as_array, expect_array, expect_keys
from coursework.faults.failures import Failure, Mistake, shown
from coursework.scoring.check import check, checks_in

# Four test and six training points: the nearest three of each, and their votes, without a tie.
TABLE = np.array(
    [
        [0.8, 2.0, 3.0, 4.0, 1.0, 6.0],
        [6.0, 5.0, 1.0, 2.0, 4.0, 3.0],
        [3.0, 9.0, 2.0, 8.0, 7.0, 1.0],
        [0.2, 2.0, 5.0, 4.0, 1.0, 6.0],
    ]
)
Y_TABLE = np.array([2, 0, 1, 1, 0, 2])
VOTES = {1: [2, 1, 2, 2], 3: [0, 1, 2, 0]}

# Six points on a line, in three folds of two. No two distances are equal.
X_LINE = np.array([[0.0], [12.0], [17.0], [1.0], [10.0], [4.0]])
Y_LINE = np.array([1, 0, 0, 1, 1, 0])
FOLDS = {1: [0.5, 1.0, 0.0], 3: [1.0, 1.0, 0.0]}

# Seven points, in folds of three, two and two.
X_SEVEN = np.array([[20.0], [14.0], [0.0], [11.0], [16.0], [5.0], [19.0]])
Y_SEVEN = np.array([1, 0, 1, 1, 1, 1, 1])
UNEQUAL_FOLDS = {1: [2 / 3, 0.0, 1.0], 3: [2 / 3, 1.0, 1.0]}


@check(
    "predict_labels",
    points=2.5,
    hint="`np.argsort` of a row gives the numbers of the training images, nearest first; the "
    "labels of the first k vote.",
)
def votes_on_paper(student: Asked) -> None:
    """One neighbour, or three, give the labels found on paper."""
    got = {k: student.answer(TABLE, Y_TABLE, k) for k in VOTES}
    with naming(
        list(got.values()),
        (slips.VOTES_FOR_LABEL, [[1, 1, 1, 1], [2, 2, 2, 2]]),
        (slips.PLACE_FOR_LABEL, [[0, 0, 0, 0], [0, 0, 1, 0]]),
        (slips.INDICES_VOTE, [[0, 2, 5, 0], [0, 2, 0, 0]]),
        (slips.MEAN_OF_LABELS, [[2, 1, 2, 2], [2 / 3, 4 / 3, 5 / 3, 2 / 3]]),
        (slips.NEAREST_LEFT_OUT, [[0, 1, 1, 0], [0, 0, 0, 0]]),
        (slips.FARTHEST_VOTE, [[2, 2, 0, 2], [1, 0, 0, 1]]),
    ):
        for k, expected in VOTES.items():
            expect_array(got[k], np.array(expected), "array of labels", f"for k = {k}")


@check(
    "predict_labels",
    points=1,
    role="part",
    hint="Of labels with equally many votes, the smallest wins, wherever its neighbours stand.",
)
def ties_to_smaller_label(student: Asked) -> None:
    """Where labels have equally many votes, the smallest label wins."""
    distances = np.array([[1.0, 2.0, 3.0, 4.0, 9.0], [2.0, 1.0, 4.0, 3.0, 9.0]])
    y = np.array([5, 1, 1, 5, 0])  # from the nearest on 5, 1, 1, 5 and 1, 5, 5, 1
    expected = {2: [1, 1], 4: [1, 1]}
    got = {k: student.answer(distances, y, k) for k in expected}
    three = student.answer(distances, np.array([4, 2, 3, 8, 0]), 3)
    for k, labels in expected.items():
        expect_array(got[k], np.array(labels), "array of labels", f"for k = {k}")
    expect_array(three, np.array([2, 2]), "array of labels", "for three different neighbours")


OF_K = "the values of k"


def expect_accuracies(
    value: Any,
    expected: dict[int, list[float]],
    given: str = "",
    *wrong: tuple[Mistake, dict[int, Any]],
) -> None:
    """Fail unless `value` has the list of accuracies expected for each k.

    `wrong` are slips, each with what it gives for each k.
    """
    got = expect_keys(value, list(expected), OF_K)
    named = [(slip, [its[k] for k in expected]) for slip, its in wrong]
    with naming([got[k] for k in expected], *named):
        for k, accuracies in expected.items():
            name = f"list of accuracies for k = {k}"
            expect_array(got[k], np.array(accuracies), name, given)


# What a cross-validation may call.
ACROSS = ("distances_no_loops", "predict_labels")


@check(
    "cross_validate",
    points=3,
    uses=ACROSS,
    hint="The first fold is validated with the four points of the second and third as training "
    "data, and so on: one accuracy for each fold.",
)
def folds_on_paper(student: Asked) -> None:
    """Six points on a line, in three folds of two, give the accuracies found on paper."""
    got = student.answer(X_LINE, Y_LINE, [1, 3], 3)
    expect_accuracies(
        got,
        FOLDS,
        "",
        (slips.RIGHT_COUNTED, {k: np.multiply(2, FOLDS[k]) for k in FOLDS}),
        (slips.IN_PERCENT, {k: np.multiply(100, FOLDS[k]) for k in FOLDS}),
        (slips.MEAN_OVER_FOLDS, {k: np.mean(FOLDS[k]) for k in FOLDS}),
        (slips.TRAINED_ON_ALL, {1: [1, 1, 1], 3: [1, 1, 0]}),
        (slips.ERRORS_COUNTED, {k: np.subtract(1, FOLDS[k]) for k in FOLDS}),
        (slips.ONE_LIST_FOR_ALL, {k: [0.5, 1, 1, 1, 0, 0] for k in FOLDS}),
        (slips.ONE_LIST_FOR_ALL, {k: [*FOLDS[1], *FOLDS[3]] for k in FOLDS}),
    )


@check(
    "cross_validate",
    points=2,
    role="part",
    uses=ACROSS,
    hint="`np.array_split` cuts seven points into folds of three, two and two.",
)
def seven_points_in_three_folds(student: Asked) -> None:
    """Seven points can be cut into three folds, too: of three, two and two points."""
    got = student.answer(X_SEVEN, Y_SEVEN, [1, 3], 3)
    expect_accuracies(
        got,
        UNEQUAL_FOLDS,
        "(seven points, three folds)",
        (slips.REMAINDER_LEFT_OUT, {1: [0.5, 0.5, 0.5], 3: [0.5, 1, 1]}),
        (slips.REMAINDER_IN_LAST, {1: [0.5, 0.5, 2 / 3], 3: [0.5, 1, 1]}),
    )


@check("cross_validate", points=1, role="form", uses=ACROSS)
def every_k_and_fold(student: Asked) -> None:
    """There is a list for every k, with as many accuracies as there are folds."""
    got = expect_keys(student.answer(X_LINE, Y_LINE, [3, 1, 2], 2), [3, 1, 2], OF_K)
    for k, accuracies in got.items():
        if as_array(accuracies, "list of accuracies").shape != (2,):
            raise Failure(f"For k = {k} and 2 folds, your list is {shown(accuracies)}.")


CHECKS = checks_in(globals(), visible=True)
